"""Whether there is a compositor to be a client of, asked before Qt, which would end the program without one."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from kiosk.devices.compositor import answers, wanted

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"WAYLAND_DISPLAY": "/run/s/display"}, "/run/s/display"),
        ({"WAYLAND_DISPLAY": "wayland-1", "XDG_RUNTIME_DIR": "/run/user/7"}, "/run/user/7/wayland-1"),
        ({"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": "/r", "QT_QPA_PLATFORM": "wayland-egl"}, "/r/w"),
        ({"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": "/r", "QT_QPA_PLATFORM": "offscreen"}, ""),
        ({"QT_QPA_PLATFORM": "wayland"}, ""),
        ({}, ""),
    ],
)
def test_the_socket_that_qt_is_going_to_use(environ: dict[str, str], path: str) -> None:
    assert wanted(environ) == path


def test_one_that_listens_answers_and_one_that_is_gone_does_not(tmp_path: Path) -> None:
    path = str(tmp_path / "display")
    assert not answers(path)
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(path)
        assert not answers(path)
        compositor.listen()
        assert answers(path)
    assert not answers(path)


def test_one_that_takes_nobody_any_more_keeps_nobody_waiting(tmp_path: Path) -> None:
    path = str(tmp_path / "display")
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(path)
        compositor.listen(0)
        with socket.socket(socket.AF_UNIX) as first:
            first.connect(path)
            assert not answers(path)

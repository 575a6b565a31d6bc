"""The heart of the screen: when it beats, when it does not, and what it says at both ends."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QObject, Signal

from kiosk.app.heartbeat import UNSEEN, WHILE_ENDING, Heartbeat
from kiosk.app.restart import RESTART
from kiosk.domain.ladder import Rung

if TYPE_CHECKING:
    from kiosk.app.scene import Scene


class View(QObject):
    """A window that paints when the test says so."""

    frameSwapped = Signal()  # noqa: N815  Qt's name

    def __init__(self) -> None:
        super().__init__()
        self.exposed = True
        self.asked = 0

    def isExposed(self) -> bool:  # noqa: N802  Qt's name
        return self.exposed

    def update(self) -> None:
        self.asked += 1


class Ticking(QObject):
    """A scene over that window; `ticked` is its second."""

    ticked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.window = SimpleNamespace(view=View())


class Beating:
    """A heart, and the supervisor that hears it."""

    def __init__(
        self, listening: socket.socket, address: str, rung: Rung, environ: Mapping[str, str] | None = None
    ) -> None:
        self._listening = listening
        self.scene = Ticking()
        self.view = self.scene.window.view
        known = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "4000000", **(environ or {})}
        self.heart = Heartbeat(cast("Scene", self.scene), rung, known)

    def heard(self) -> list[str]:
        """What was said since it was last asked."""
        said = []
        while True:
            try:
                said.append(self._listening.recv(4096).decode())
            except BlockingIOError:
                return said


@pytest.fixture
def address() -> Iterator[tuple[socket.socket, str]]:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        path = str(Path(folder) / "s")
        listening.bind(path)
        listening.setblocking(False)
        yield listening, path


@pytest.fixture
def beating(qapp: object, address: tuple[socket.socket, str]) -> Beating:
    return Beating(*address, Rung.USUAL)


def test_it_is_ready_when_it_is_painted_and_never_before(beating: Beating) -> None:
    beating.heart.start_unseen()
    assert beating.heard() == [], "a window that is seen will be painted"
    beating.heart.start()
    (said,) = beating.heard()
    assert said.splitlines() == ["READY=1", "STATUS=the board is shown", "WATCHDOG_USEC=4000000", "WATCHDOG=1"]
    beating.heart.start()
    assert beating.heard() == ["STATUS=the board is shown"]


def test_it_beats_once_for_each_frame_that_was_asked_for(beating: Beating) -> None:
    beating.heart.start()
    beating.heard()
    beating.view.frameSwapped.emit()
    assert beating.heard() == [], "what moves beats no faster"
    for second in range(1, 4):
        beating.scene.ticked.emit(None)
        assert (beating.view.asked, beating.heard()) == (second, [])
        beating.view.frameSwapped.emit()
        beating.view.frameSwapped.emit()
        assert beating.heard() == ["WATCHDOG=1"]


def test_a_window_that_paints_no_more_does_not_beat(beating: Beating) -> None:
    beating.heart.start()
    beating.heard()
    for _ in range(10):
        beating.scene.ticked.emit(None)
    assert beating.heard() == []


def test_a_window_that_is_not_seen_has_nothing_to_paint(beating: Beating) -> None:
    beating.view.exposed = False
    beating.heart.start_unseen()
    (said,) = beating.heard()
    assert said.splitlines()[:2] == ["READY=1", f"STATUS={UNSEEN}"]
    beating.scene.ticked.emit(None)
    assert (beating.view.asked, beating.heard()) == (0, ["WATCHDOG=1"])
    beating.view.exposed = True
    beating.heart.start()
    assert beating.heard() == ["STATUS=the board is shown"]


@pytest.mark.parametrize(("code", "stopping"), [(0, ["STOPPING=1"]), (RESTART, [])])
def test_it_asks_for_time_at_the_end_and_a_restart_is_none(
    beating: Beating, code: int, stopping: list[str]
) -> None:
    beating.heart.end(code)
    (said,) = beating.heard()
    assert said.splitlines() == [*stopping, f"WATCHDOG_USEC={WHILE_ENDING}"]


def test_safe_mode_is_told(qapp: object, address: tuple[socket.socket, str]) -> None:
    for rung in (Rung.SAFE, Rung.PLAIN, Rung.BARE, Rung.ALONE):
        beating = Beating(*address, rung)
        beating.heart.start()
        assert "STATUS=safe mode" in beating.heard()[0]


@pytest.mark.parametrize("other", [{"WATCHDOG_USEC": ""}, {"WATCHDOG_USEC": "x"}, {"WATCHDOG_PID": "1"}])
def test_where_nobody_counts_no_frame_is_forced(
    qapp: object, address: tuple[socket.socket, str], other: dict[str, str]
) -> None:
    beating = Beating(*address, Rung.USUAL, other)
    beating.heart.start()
    assert beating.heard() == ["READY=1\nSTATUS=the board is shown"]
    beating.scene.ticked.emit(None)
    assert (beating.view.asked, beating.heard()) == (0, [])


def test_a_watchdog_of_this_very_process_counts(qapp: object, address: tuple[socket.socket, str]) -> None:
    beating = Beating(*address, Rung.USUAL, {"WATCHDOG_PID": str(os.getpid())})
    beating.heart.start()
    assert "WATCHDOG=1" in beating.heard()[0]


def test_a_supervisor_that_is_gone_stops_nothing(beating: Beating, address: tuple[socket.socket, str]) -> None:
    beating.heart.start()
    address[0].close()
    Path(address[1]).unlink()
    beating.scene.ticked.emit(None)
    beating.view.frameSwapped.emit()
    beating.heart.end(0)

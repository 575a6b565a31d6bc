"""`kiosk run` between the words typed and the screen: what the screen's end leads to."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from kiosk import app
from kiosk.__main__ import parser
from kiosk.app.restart import RESTART
from kiosk.commands import run
from kiosk.devices import own_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class StartedAnew(Exception):  # noqa: N818  what would have happened
    """Instead of execve(2)."""


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[Callable[[], int]], int]]:
    """The exit code of `kiosk run` around a screen; it starts nothing anew and leaves this process as it was."""
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(own_end, "tell_stacks", lambda: None)
    monkeypatch.setattr(own_end, "leave_no_memory", lambda: None)

    def execve(*_: object) -> None:
        raise StartedAnew

    monkeypatch.setattr(os, "execve", execve)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def command(screen: Callable[[], int]) -> int:
        monkeypatch.setattr(app, "run", lambda *_, **__: screen())
        return run.run(parser("run").parse_args(["run", "--demo", "--quiet"]))

    yield command
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_screen_that_wants_it_is_started_anew(ended: Callable[[Callable[[], int]], int]) -> None:
    with pytest.raises(StartedAnew):
        ended(lambda: RESTART)


def test_who_ends_it_on_its_way_to_a_new_start_ends_it(ended: Callable[[Callable[[], int]], int]) -> None:
    def screen() -> int:
        signal.raise_signal(signal.SIGTERM)
        return RESTART

    assert ended(screen) == 0

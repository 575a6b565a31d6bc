"""What follows from a screen that runs well: its settings are kept, and safe mode is left."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QObject, Signal

from kiosk.app.restart import RESTART
from kiosk.app.running_well import RunningWell
from kiosk.config.ran_well import NAME
from kiosk.devices.starts import Starts
from kiosk.domain.call.status import CallStatus, State
from kiosk.domain.ladder import LEAVES, LEFT, Rung
from kiosk.domain.nightly import UNTOUCHED

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.app.upkeep import Running

AT_ONCE = 0.01


class Agent(QObject):
    """The emergency agent as the screen hears it."""

    published = Signal(object)


class Ran:
    """A screen whose times to wait are over at once."""

    def __init__(self, folder: Path, rung: Rung, *, noted: bool = True) -> None:
        self.starts = Starts(folder / "starts" if noted else None)
        self.starts.begin(rung)
        self.exits: list[int] = []
        self.agent = Agent()
        self.navigation = SimpleNamespace(idle=UNTOUCHED)
        self.services = SimpleNamespace(browsing=False)
        screens = SimpleNamespace(navigation=self.navigation, services=self.services)
        running = SimpleNamespace(
            starts=self.starts,
            emergency=self.agent,
            scene=SimpleNamespace(screens=screens),
            exit=self.exits.append,
        )
        self.well = RunningWell(cast("Running", running), b"content", kept_after=AT_ONCE, left_after=AT_ONCE)


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: object) -> Path:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_settings_that_run_well_are_kept(tmp_path: Path, data: Path, qtbot: QtBot) -> None:
    ran = Ran(tmp_path, Rung.USUAL)
    ran.well.start()
    qtbot.waitUntil((data / NAME).is_file)
    ran.well.stop()
    assert (data / NAME).read_bytes() == b"content"
    assert ran.exits == []


def test_safe_mode_that_runs_well_is_left_and_keeps_nothing(tmp_path: Path, data: Path, qtbot: QtBot) -> None:
    ran = Ran(tmp_path, Rung.SAFE)
    ran.well.start()
    qtbot.waitUntil(lambda: ran.exits == [RESTART])
    ran.well.stop()
    assert not data.exists()
    after = Starts(tmp_path / "starts")
    after.begin()
    assert (after.rung, after.left_before) == (Rung.USUAL, Rung.SAFE)


def test_it_is_left_only_so_often(tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(LEAVES):
        earlier = Starts(tmp_path / "starts")
        earlier.begin(Rung.SAFE)
        earlier.end(LEFT)
    ran = Ran(tmp_path, Rung.SAFE)
    ran.well.start()
    assert "safe mode stays" in caplog.text
    assert not ran.well.waits
    ran.well.stop()


def test_safe_mode_by_hand_stays(tmp_path: Path) -> None:
    ran = Ran(tmp_path, Rung.SAFE, noted=False)
    ran.well.start()
    assert not ran.well.waits
    ran.well.stop()


def calling(ran: Ran) -> None:
    ran.agent.published.emit(CallStatus(State.CONNECTED))
    ran.agent.published.emit(None)


def called_back(ran: Ran) -> None:
    ran.agent.published.emit(CallStatus(State.IDLE, callback_until=time.monotonic() + 1000))


def browsing(ran: Ran) -> None:
    ran.services.browsing = True


def touched(ran: Ran) -> None:
    ran.navigation.idle = UNTOUCHED - 1


@pytest.mark.parametrize("needed", [calling, called_back, browsing, touched])
def test_nobody_is_disturbed(tmp_path: Path, needed: object) -> None:
    ran = Ran(tmp_path, Rung.SAFE)
    ran.well.start()
    assert callable(needed)
    needed(ran)
    ran.well.leave()
    assert (ran.exits, ran.well.waits) == ([], True)
    ran.well.stop()

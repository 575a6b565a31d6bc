"""The power page by real touches: what ends something is asked for twice, and everything is written down."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QObject, Signal

from kiosk.app.background import Background
from kiosk.app.maintenance.power import PowerPart
from kiosk.config.maintenance import Maintenance
from kiosk.devices.life import Why
from kiosk.devices.notice_file import NoticeFile
from kiosk.domain.call.status import CallStatus, State
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.maintenance.notice import Notice, Reason
from kiosk.domain.service_day import Now
from kiosk.domain.usage.catalogue import event
from tests.screens import sample_boards
from tests.screens.maintenance.stage import MaintenanceStage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.app.maintenance.context import Context

WORKS = (sys.executable, "-c", "")
REFUSES = (sys.executable, "-c", "raise SystemExit(1)")


class Calls(QObject):
    """The emergency agent as the page hears it."""

    published = Signal(object)


class Here(MaintenanceStage):
    """The page of a running kiosk, and all that became of it."""

    def __init__(self, folder: Path, command: tuple[str, ...]) -> None:
        super().__init__(None)
        self.now = sample_boards.NOW
        self.written: list[tuple[str, dict[str, Any]]] = []
        self.ended: list[Why] = []
        self.calls = Calls()
        self.background = Background()
        context = SimpleNamespace(
            settings=SimpleNamespace(maintenance=Maintenance(reboot_command=command)),
            folder=folder,
            clock=SimpleNamespace(read=lambda: Now(self.now, 0.0)),
            scene=SimpleNamespace(screens=self.screens, window=self.window),
            facts=SimpleNamespace(timetable=sample_boards.TIMETABLE),
            emergency=self.calls,
            journal=SimpleNamespace(record=self._record),
            background=self.background,
            end=self.ended.append,
            menu=self.menu,
        )
        self.part = PowerPart(cast("Context", context))
        self.part.start()
        self.menu.set_parts({Page.POWER: self.part.screen})
        self.menu.open("power")

    def _record(self, name: str, **fields: Any) -> None:
        event(name, **fields)  # the catalogue knows it
        self.written.append((name, fields))

    def close(self) -> None:
        """End as the app does."""
        self.part.stop()
        self.background.stop()
        super().close()


@pytest.fixture
def command() -> tuple[str, ...]:
    """What starts the machine again."""
    return WORKS


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path, command: tuple[str, ...]) -> Iterator[Here]:
    """The power page of a kiosk in service."""
    shown = Here(tmp_path, command)
    yield shown
    shown.close()


def what(here: Here) -> list[str]:
    """What was audited."""
    return [fields["what"] for name, fields in here.written if name == "power"]


def test_the_program_starts_again_after_two_touches(here: Here, glass: QPointingDevice) -> None:
    here.touch(glass, here.item("askRestart"))
    assert here.ended == []
    here.touch(glass, here.item("confirm"))
    assert here.ended == [Why.ASKED]
    assert what(here) == ["restart"]


def test_who_goes_back_ends_nothing(here: Here, glass: QPointingDevice) -> None:
    here.touch(glass, here.item("askRestart"))
    here.touch(glass, here.item("back"))
    assert here.items("confirm") == []
    assert here.items("askRestart")
    assert here.ended == []


def test_what_was_half_asked_for_does_not_wait_for_the_next_one(here: Here, glass: QPointingDevice) -> None:
    here.touch(glass, here.item("askReboot"))
    here.menu.open("")
    here.menu.open("power")
    assert here.items("confirm") == []


def test_the_machine_starts_again(here: Here, glass: QPointingDevice, qtbot: QtBot) -> None:
    here.touch(glass, here.item("askReboot"))
    here.touch(glass, here.item("confirm"))
    qtbot.waitUntil(lambda: here.ended == [Why.REBOOT])
    assert what(here) == ["reboot"]


@pytest.mark.parametrize("command", [REFUSES])
def test_a_machine_that_may_not_start_again_is_told(
    here: Here, glass: QPointingDevice, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    here.touch(glass, here.item("askReboot"))
    here.touch(glass, here.item("confirm"))
    qtbot.waitUntil(lambda: here.part.screen.trouble != "")
    assert here.ended == []
    assert here.item("powerNote").property("text") == here.part.screen.trouble
    assert "not started again" in caplog.text


@pytest.mark.parametrize("command", [()])
def test_without_a_command_no_reboot_is_offered(here: Here) -> None:
    assert here.items("askReboot") == []
    assert here.items("askRestart")


def test_an_emergency_call_is_not_ended(here: Here, glass: QPointingDevice) -> None:
    here.touch(glass, here.item("askRestart"))
    here.calls.published.emit(CallStatus(State.CONNECTED))
    here.touch(glass, here.item("confirm"))
    assert here.ended == []
    here.touch(glass, here.item("askRestart"))
    assert here.items("confirm") == []
    here.calls.published.emit(CallStatus(State.IDLE))
    here.touch(glass, here.item("askRestart"))
    here.touch(glass, here.item("confirm"))
    assert here.ended == [Why.ASKED]


def test_out_of_service_stands_until_its_end(
    here: Here, glass: QPointingDevice, qtbot: QtBot, tmp_path: Path
) -> None:
    here.touch(glass, here.item("askNotice"))
    here.touch(glass, here.item("choice-cleaning"))
    here.touch(glass, here.item("choice-hour"))
    here.touch(glass, here.item("confirm"))
    here.menu.close()
    assert any("15:07" in words for words in here.words("outOfService"))
    assert here.items("rows") == []
    wanted = Notice(Reason.CLEANING, here.now + 3600)
    qtbot.waitUntil(lambda: NoticeFile(tmp_path / "maintenance").read() == wanted)
    here.now += 3600
    qtbot.waitUntil(lambda: here.items("outOfService") == [], timeout=3000)
    assert here.items("rows")
    qtbot.waitUntil(lambda: NoticeFile(tmp_path / "maintenance").read() is None)
    shown = [fields["shown"] for name, fields in here.written if name == "out_of_service"]
    assert shown == [1, 0]


def test_it_is_taken_down_by_hand(here: Here, glass: QPointingDevice) -> None:
    here.touch(glass, here.item("askNotice"))
    here.touch(glass, here.item("confirm"))
    here.touch(glass, here.item("endNotice"))
    here.menu.close()
    assert here.items("outOfService") == []
    assert what(here) == ["out-of-service", "in-service"]


def test_it_stands_across_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    NoticeFile(tmp_path / "maintenance").write(Notice(Reason.STOP_CLOSED))
    here = Here(tmp_path, WORKS)
    here.menu.close()
    qtbot.waitUntil(lambda: here.items("outOfService") != [])
    here.close()


def test_the_test_picture_ends_by_a_touch(here: Here, glass: QPointingDevice) -> None:
    here.touch(glass, here.item("askPicture"))
    picture = here.item("testPicture")
    assert {"#ffffff", "#ff0000", "#00ff00", "#0000ff", "#000000"} <= here.pixels(picture)
    here.touch(glass, picture)
    assert here.items("testPicture") == []
    assert what(here) == ["test-picture"]

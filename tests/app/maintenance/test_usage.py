"""The usage page by real touches over a real log: figures, another period, a stick in all its states."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from kiosk.app.background import Background
from kiosk.app.maintenance.usage import UsagePart
from kiosk.config.services import Services
from kiosk.config.settings import Stop
from kiosk.devices.usb import Stick
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.service_day import Now
from kiosk.domain.usage.catalogue import event
from kiosk.domain.usage.period import midnight
from tests.devices import a_log
from tests.domain.usage.sample_log import TODAY
from tests.screens import sample_boards
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.stage import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.app.maintenance.context import Context

ZONE = sample_boards.TIMETABLE.zone
MIDNIGHT = midnight(TODAY, ZONE)


class Here(MaintenanceStage):
    """The usage page of a running kiosk, and all that became of it."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        super().__init__(None)
        self.qtbot = qtbot
        self.sticks: tuple[Stick, ...] = ()
        self.written: list[tuple[str, dict[str, Any]]] = []
        self.background = Background()
        context = SimpleNamespace(
            settings=SimpleNamespace(services=Services(), stop=Stop(("filatova-1",))),
            folder=folder,
            clock=SimpleNamespace(read=lambda: Now(MIDNIGHT + 12 * 3600, 0.0)),
            scene=SimpleNamespace(screens=self.screens, window=self.window),
            facts=SimpleNamespace(timetable=sample_boards.TIMETABLE),
            journal=SimpleNamespace(record=self._record),
            background=self.background,
            menu=self.menu,
        )
        self.part = UsagePart(cast("Context", context), find_sticks=lambda: self.sticks)
        self.part.start()
        self.menu.set_parts({Page.USAGE: self.part.screen})

    def _record(self, name: str, **fields: Any) -> None:
        event(name, **fields)  # the catalogue knows it
        self.written.append((name, fields))

    def open(self) -> None:
        """Open the page and wait until it has loaded."""
        self.menu.open("usage")
        self.loaded()

    def loaded(self) -> None:
        """Wait until the log has been read and all of the page drawn."""
        self.qtbot.waitUntil(lambda: self.part.screen.look != "loading" and self.part.screen.whole)
        self.lay_out()

    def export(self, glass: QPointingDevice) -> str:
        """Touch the button for a stick; what is said in the end."""
        self.touch(glass, self.item("export"))
        self.qtbot.waitUntil(lambda: not self.part.screen.exporting)
        return str(self.item("exportNote").property("text"))

    def close(self) -> None:
        """End as the app does."""
        self.part.stop()
        self.background.stop()
        super().close()


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path) -> Iterator[Here]:
    """A kiosk that was used yesterday and three weeks ago."""
    days = [what for back in (20, 1) for what in a_log.a_busy_day(MIDNIGHT - back * 86400)]
    a_log.write(tmp_path / "usage.sqlite", days)
    shown = Here(tmp_path, qtbot)
    yield shown
    shown.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with nothing on it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def numbers(here: Here) -> list[str]:
    """The numbers that stand above the charts: visits, services, calls, outages."""
    return [str(texts(tile)[0].property("text")) for tile in here.items("tile")]


def test_the_week_is_shown_and_another_period_after_a_touch(here: Here, glass: QPointingDevice) -> None:
    here.open()
    assert here.part.screen.look == "ready"
    assert sorted(numbers(here)) == ["1", "1", "2", "6"]
    here.touch(glass, here.item("choice-month"))
    here.loaded()
    assert sorted(numbers(here)) == ["12", "2", "2", "4"]


def test_a_page_that_was_left_is_empty_until_it_is_opened_and_read_again(here: Here) -> None:
    here.open()
    here.menu.open("")
    assert (here.part.screen.look, here.part.screen.charts.rowCount()) == ("loading", 0)
    here.menu.open("usage")
    here.menu.open("")
    read: list[None] = []
    here.background.run(lambda: None, read.append)  # one piece after the other: the log has been read then
    here.qtbot.waitUntil(lambda: read != [])
    assert here.part.screen.look == "loading", "nobody waits for these figures any more"
    here.open()
    assert here.part.screen.look == "ready"


def test_services_have_the_names_of_the_catalogue(here: Here) -> None:
    here.open()
    assert "Запись к врачу" in here.words("chart-services")


def test_a_log_that_cannot_be_read_is_told_and_shown_again_once_it_can(
    here: Here, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log, aside = tmp_path / "usage.sqlite", tmp_path / "aside"
    log.rename(aside)
    here.open()
    assert here.part.screen.look == "failed"
    here.part.screen.begin()
    here.loaded()
    assert sum("the usage page shows nothing" in line for line in caplog.messages) == 1
    aside.rename(log)
    here.open()
    assert here.part.screen.look == "ready"


def test_without_a_stick_it_says_what_to_do(here: Here, glass: QPointingDevice) -> None:
    here.open()
    assert "Вставьте" in here.export(glass)
    assert here.written == []


def test_a_stick_is_written_and_may_be_pulled_out(here: Here, glass: QPointingDevice, stick: Path) -> None:
    here.open()
    here.sticks = (Stick(stick, "sdb1", writable=True),)
    assert "kiosk-usage/filatova-1" in here.export(glass)
    assert len(list((stick / "kiosk-usage" / "filatova-1").iterdir())) == 5
    assert here.written == [
        ("exported", {"role": "technician", "what": "usage"}),
        ("exported", {"role": "technician", "what": "report"}),
    ]
    page = next((stick / "kiosk-usage" / "filatova-1").glob("*.html")).read_text(encoding="utf-8")
    assert "Запись к врачу" in page


def test_a_stick_that_can_only_be_read_is_told(here: Here, glass: QPointingDevice, stick: Path) -> None:
    here.open()
    here.sticks = (Stick(stick, "sdb1", writable=False),)
    assert "только читать" in here.export(glass)
    assert list(stick.iterdir()) == []


def test_a_stick_that_was_pulled_out_too_early_is_told(here: Here, glass: QPointingDevice, stick: Path) -> None:
    here.open()
    here.sticks = (Stick(stick / "gone", "sdb1", writable=True),)
    assert "слишком рано" in here.export(glass)
    assert here.written == []


def test_what_was_said_of_a_stick_is_gone_when_the_page_is_opened_again(
    here: Here, glass: QPointingDevice
) -> None:
    here.open()
    here.export(glass)
    here.menu.open("")
    here.open()
    assert here.items("exportNote") == []

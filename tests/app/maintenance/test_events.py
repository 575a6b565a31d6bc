"""The events page over a real usage log and a real log file: pages, filters, the black box, the stick."""

from __future__ import annotations

import errno
import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from kiosk.app.background import Background
from kiosk.app.black_box import BlackBox
from kiosk.app.maintenance.events import ON_STICK, ROWS, EventsPart
from kiosk.app.maintenance.events_pages import NEWEST, read_page
from kiosk.devices.black_box import Picture
from kiosk.devices.usage.log import UsageLog
from kiosk.devices.usb import Stick
from kiosk.domain.maintenance.menu import Page, Role
from kiosk.domain.usage.catalogue import Event, event
from kiosk.screens.maintenance.events_filters import Filter
from tests.app.black_boxes import NOW, World
from tests.screens.maintenance.stage import MaintenanceStage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.domain.service_day import Instant


def write(folder: Path, events: Sequence[tuple[Event, Instant]]) -> None:
    """A usage log that holds these."""
    log = UsageLog(folder / "usage.sqlite", boot_id="1", version="1")
    log.start()
    for what, at in events:
        log.record(what, at)
    assert log.flush(20)
    log.stop()


def log_line(at: Instant, level: str, text: str) -> str:
    return f"{time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(at))},000 {level} kiosk.x: {text}\n"


class Here:
    """The page of a running kiosk."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "data"
        self.folder.mkdir()
        self.sticks: list[Stick] = []
        self.background = Background()

    def open(self, tmp_path: Path, qtbot: QtBot, *, black_box: bool = True) -> None:
        """Open the page and wait until the first events are read."""
        self.stage = MaintenanceStage(None)
        self.world = World(
            self.stage, self.folder, black_box=black_box, background=self.background, menu=self.stage.menu
        )
        self.box = BlackBox(self.world.context, tmp_path / "ring")
        self.box.start()
        self.part = EventsPart(self.world.context, self.box, lambda: tuple(self.sticks))
        self.part.start()
        self.stage.menu.let_in(Role.TECHNICIAN)
        self.stage.menu.set_parts({Page.EVENTS: self.part.screen})
        self.stage.menu.open(Page.EVENTS)
        qtbot.waitUntil(lambda: self.part.screen.look != "loading")
        self.stage.picture()

    def rows(self) -> list[str]:
        """What the rows say, from top to bottom."""
        return self.stage.words("happened")

    def close(self) -> None:
        self.part.stop()
        self.box.stop()
        self.background.stop()
        self.stage.close()


@pytest.fixture
def here(qtbot: QtBot, tmp_path: Path, compiled_words: None) -> Iterator[Here]:
    made = Here(tmp_path)
    yield made
    made.close()


def test_events_of_both_sources_stand_in_the_order_of_time(here: Here, tmp_path: Path, qtbot: QtBot) -> None:
    write(
        here.folder,
        [
            (event("feed_lost", feed="trip_updates", fault="timeout"), NOW - 300),
            (event("screen_opened", screen="map"), NOW - 250),
            (event("feed_back", feed="trip_updates", seconds=100), NOW - 200),
            (event("emergency_state", state="countdown"), NOW - 100),
        ],
    )
    (here.folder / "kiosk.log").write_text(
        log_line(NOW - 299, "WARNING", "no answer") + log_line(NOW - 150, "INFO", "calm")
    )
    (here.folder / "sos.log").write_text(log_line(NOW - 99, "ERROR", "no microphone"))
    here.open(tmp_path, qtbot)

    qtbot.waitUntil(lambda: bool(here.rows()))
    assert here.rows() == [
        "kiosk.x: no microphone",
        "Экстренный вызов: обратный отсчёт",
        "Поток «прогнозы» вернулся через 1 мин",
        "kiosk.x: no answer",
        "Поток «прогнозы» потерян: не ответил вовремя",
    ]


def test_every_event_is_reached_once_by_pages_back_and_forth(
    here: Here, tmp_path: Path, glass: QPointingDevice, qtbot: QtBot
) -> None:
    write(here.folder, [(event("pin_locked", seconds=number), NOW + 10 * number) for number in range(1, 20)])
    (here.folder / "kiosk.log").write_text(
        "".join(log_line(NOW + 10 * number + 5, "ERROR", f"number {number}") for number in range(1, 20))
    )
    here.open(tmp_path, qtbot)
    seen: list[list[str]] = []
    qtbot.waitUntil(lambda: bool(here.rows()))
    while True:
        seen.append(here.rows())
        assert len(seen[-1]) <= ROWS
        if not here.stage.item("earlier").property("enabled"):
            break
        here.stage.touch(glass, here.stage.item("earlier"))
        qtbot.waitUntil(lambda: here.part.screen.look == "shown")

    told = [row for page in seen for row in page]
    assert len(told) == len(set(told)) == 38
    assert told == [
        row
        for number in range(19, 0, -1)
        for row in (f"kiosk.x: number {number}", f"Ввод ПИН-кода закрыт на {number} с")
    ]
    for page in reversed(seen[:-1]):
        here.stage.touch(glass, here.stage.item("later"))
        qtbot.waitUntil(lambda page=page: here.rows() == page)  # type: ignore[misc]  # a default binds it
    assert not here.stage.item("later").property("enabled")


@pytest.mark.parametrize("shown", list(Filter))
def test_a_filter_reads_what_it_names_and_nothing_else(tmp_path: Path, shown: Filter) -> None:
    write(
        tmp_path,
        [
            (event("feed_lost", feed="a", fault="tls"), NOW),
            (event("feed_back", feed="a", seconds=1), NOW + 1),
            (event("self_test", test="call", passed=1), NOW + 2),
            (event("emergency_state", state="dialing"), NOW + 3),
            (event("pin_refused", tries=1), NOW + 4),
            (event("passenger_report", about="cold", feed="live"), NOW + 5),
            (event("timetable_renewed"), NOW + 6),
            (event("program_started", why="power", version="1"), NOW + 7),
            (event("language_chosen", language="en"), NOW + 8),
        ],
    )
    (tmp_path / "kiosk.log").write_text(log_line(NOW, "ERROR", "e") + log_line(NOW, "WARNING", "w"))

    page = read_page(tmp_path, shown, NEWEST, rows=50, now=NOW + 60)

    names = {one.event.name if one.event else one.level for one in page.happened}
    everything = {
        *("feed_lost", "feed_back", "self_test", "emergency_state", "pin_refused", "passenger_report"),
        *("timetable_renewed", "program_started", "ERROR", "WARNING"),
    }
    assert (
        names
        == {
            Filter.ALL: everything,
            Filter.FAULTS: {"feed_lost", "program_started", "ERROR"},
            Filter.FEED: {"feed_lost", "feed_back", "timetable_renewed"},
            Filter.EMERGENCY: {"self_test", "emergency_state"},
            Filter.MENU: {"pin_refused"},
            Filter.REPORTS: {"passenger_report"},
            Filter.PROGRAM: {"program_started", "ERROR", "WARNING"},
        }[shown]
    )
    assert page.end is None


def test_the_place_of_a_report_tells_its_hour_and_no_more(tmp_path: Path) -> None:
    """Beside events with exact times it would tell the minute. Page by page, none is left out or told twice."""
    hour = NOW - NOW % 3600
    write(
        tmp_path,
        [
            (event("pin_refused", tries=3), hour - 1),
            (event("pin_refused", tries=1), hour + 1800),
            (event("passenger_report", about="cold", feed="live"), hour + 2000),
            (event("pin_refused", tries=2), hour + 2100),
        ],
    )
    (tmp_path / "kiosk.log").write_text(
        "".join(log_line(hour + at, "ERROR", str(at)) for at in (1700, 1900, 2050, 2200))
    )
    pages, begin = [], NEWEST
    for _ in range(8):
        page = read_page(tmp_path, Filter.ALL, begin, rows=1, now=NOW)
        pages.append(page.happened[0])
        begin = page.end or begin

    order = [one.event.fields[0][1] if one.event else int(one.text.split()[-1]) for one in pages]
    assert order == ["cold", 2200, 2, 2050, 1900, 1, 1700, 3]
    assert page.end is None


def test_rare_faults_are_found_far_back(tmp_path: Path) -> None:
    fault = (event("self_test", test="sound", passed=0), NOW)
    calm = [(event("self_test", test="trunks", passed=1), NOW + number) for number in range(1, 700)]
    write(tmp_path, [fault, *calm])
    page = read_page(tmp_path, Filter.FAULTS, NEWEST, rows=8, now=NOW)
    assert [one.event for one in page.happened] == [fault[0]]


def test_reports_of_seven_days_are_counted(
    here: Here, tmp_path: Path, glass: QPointingDevice, qtbot: QtBot
) -> None:
    def report(about: str) -> Event:
        return event("passenger_report", about=about, feed="live")

    days = 24 * 3600
    write(
        here.folder,
        [
            (report("cold"), NOW - 8 * days),
            *((report("cold"), NOW - days) for _ in range(3)),
            (report("no-bus"), NOW - 60),
        ],
    )
    here.open(tmp_path, qtbot)
    here.stage.touch(glass, here.stage.item("choice-reports"))
    qtbot.waitUntil(lambda: bool(here.stage.words("reports")))
    assert len(here.rows()) == 5
    assert here.stage.words("reports")[:4] == ["холодно", "3", "автобус не пришёл", "1"]


def test_without_any_log_nothing_is_there_and_said(here: Here, tmp_path: Path, qtbot: QtBot) -> None:
    here.open(tmp_path, qtbot)
    qtbot.waitUntil(lambda: here.part.screen.look == "empty")
    assert here.stage.words("state") == ["Ничего такого здесь не записано"]


def test_a_broken_log_is_said_and_the_page_lives(
    here: Here, tmp_path: Path, glass: QPointingDevice, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    (here.folder / "usage.sqlite").write_bytes(b"rubbish" * 1000)
    here.open(tmp_path, qtbot)
    qtbot.waitUntil(lambda: here.part.screen.look == "unreadable")
    assert "cannot be shown" in caplog.text

    (here.folder / "usage.sqlite").unlink()
    write(here.folder, [(event("timetable_renewed"), NOW)])
    here.stage.touch(glass, here.stage.item("choice-feed"))
    qtbot.waitUntil(lambda: here.rows() == ["Показано новое расписание"])


def freeze(here: Here, qtbot: QtBot) -> None:
    here.box.look()
    kept: list[object] = []
    here.box.now(kept.append)
    qtbot.waitUntil(lambda: bool(kept))
    with qtbot.waitSignal(here.box.frozen):
        here.box.freeze("report")


def test_frozen_pictures_are_seen_and_copied_to_the_stick_by_touch(
    here: Here, tmp_path: Path, glass: QPointingDevice, qtbot: QtBot
) -> None:
    here.open(tmp_path, qtbot)
    freeze(here, qtbot)
    stage, box = here.stage, here.part.screen.blackBox
    stage.touch(glass, stage.item("blackBox"))
    qtbot.waitUntil(lambda: len(stage.items("box")) == 2)
    stage.touch(glass, stage.items("box")[1])
    qtbot.waitUntil(lambda: box.look == "box")
    assert box.count == 2
    assert box.picture.width() == 270

    stage.touch(glass, stage.item("export"))
    qtbot.waitUntil(lambda: stage.words("exportNote") == ["Нет флешки, на которую можно записать"])
    assert not any(written.startswith("exported") for written in here.world.written.events)
    here.sticks = [
        Stick(tmp_path / "locked", "sdb1", writable=False),
        Stick(tmp_path / "stick", "sdc1", writable=True),
    ]
    stage.touch(glass, stage.item("export"))
    qtbot.waitUntil(lambda: stage.words("exportNote") == ["Записано на флешку. Её можно вынуть"])

    (copied,) = (tmp_path / "stick" / ON_STICK).iterdir()
    assert sorted(path.suffix for path in copied.iterdir()) == [".jpg", ".jpg", ".txt"]
    assert here.world.written.events[-1] == "exported role=technician what=black-box"


@pytest.mark.parametrize(
    "fault", [(errno.ENOSPC, "Флешка заполнена"), (errno.EIO, "Записать на флешку не удалось")]
)
def test_a_stick_that_fails_is_said(
    here: Here, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, fault: tuple[int, str]
) -> None:
    number, words = fault
    here.open(tmp_path, qtbot)
    freeze(here, qtbot)
    box = here.part.screen.blackBox
    here.sticks = [Stick(tmp_path / "stick", "sdb1", writable=True)]
    box.open()
    qtbot.waitUntil(lambda: box.look == "list")
    box.show(here.box.boxes.all()[0].name)
    qtbot.waitUntil(lambda: box.look == "box")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    box.export()
    qtbot.waitUntil(lambda: box.note == words)
    assert not list((tmp_path / "stick" / ON_STICK).iterdir())


def test_the_last_minutes_are_seen_from_memory(
    here: Here, tmp_path: Path, glass: QPointingDevice, qtbot: QtBot
) -> None:
    here.open(tmp_path, qtbot)
    box = here.part.screen.blackBox
    here.box.look()
    here.stage.touch(glass, here.stage.item("blackBox"))
    qtbot.waitUntil(lambda: bool(here.stage.items("box")))
    here.stage.touch(glass, here.stage.items("box")[0])
    qtbot.waitUntil(lambda: box.look == "box")
    assert box.count == 1
    assert here.stage.words("taken") == ["18 нояб. 15:06:40"]


@pytest.mark.parametrize("how", ["idle", "another page"])
def test_pictures_are_let_go_when_nobody_looks(here: Here, tmp_path: Path, qtbot: QtBot, how: str) -> None:
    here.open(tmp_path, qtbot)
    freeze(here, qtbot)
    box = here.part.screen.blackBox
    box.open()
    qtbot.waitUntil(lambda: box.look == "list")
    box.show(here.box.boxes.all()[0].name)
    qtbot.waitUntil(lambda: box.count > 0)

    if how == "idle":
        here.stage.menu.close("idle")
    else:
        here.stage.menu.open("")
    assert box.count == 0
    assert box.look == ""


def test_where_nothing_is_kept_the_page_says_so(
    here: Here, tmp_path: Path, glass: QPointingDevice, qtbot: QtBot
) -> None:
    here.open(tmp_path, qtbot, black_box=False)
    here.stage.touch(glass, here.stage.item("blackBox"))
    assert here.stage.words("boxState") == ["Снимки экрана здесь не хранятся: так задано в настройках"]


def test_a_box_that_vanishes_meanwhile_is_calm(here: Here, tmp_path: Path, qtbot: QtBot) -> None:
    here.open(tmp_path, qtbot)
    frozen = here.box.boxes.freeze("crash", NOW, [Picture("000000000-1.jpg", 1, b"x")], b"")
    box = here.part.screen.blackBox
    box.open()
    qtbot.waitUntil(lambda: box.frozen == 1)
    shutil.rmtree(here.folder / "maintenance" / "black-box" / frozen.name)
    box.show(frozen.name)
    qtbot.waitUntil(lambda: box.look == "box")
    assert box.count == 0


def test_the_log_of_an_agent_that_the_system_runs_is_read_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "sos"
    own.mkdir()
    (own / "sos.log").write_text(log_line(NOW, "ERROR", "no microphone"))
    monkeypatch.setenv("KIOSK_SOS_DATA_DIR", str(own))
    page = read_page(tmp_path, Filter.FAULTS, NEWEST, rows=8, now=NOW)
    assert [one.text for one in page.happened] == ["kiosk.x: no microphone"]

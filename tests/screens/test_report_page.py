"""The page of reports as a passenger finds it: one touch to come here, one to send, and a word of thanks."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QGuiApplication

from kiosk.domain.board import Certainty, Due, Fate, Feed, Past
from kiosk.domain.text import Text
from kiosk.screens.report import MOST_BUSES, REMEMBERED_FOR, Report, ReportScreen
from tests.screens import sample_boards, sample_calls, sample_lines
from tests.screens.sample_boards import BOARDS, HOSTILE_TEXT, LIVE, NOW, TIMETABLE
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage, texts

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from PySide6.QtQuick import QQuickItem
    from pytestqt.qtbot import QtBot

    from kiosk.domain.board import Board
    from kiosk.domain.timetable import Timetable

CHOICES = ("reportBus", "reportNoBus", "reportScreenWrong", "reportButtonBroken", "reportCold")


class Reporting:
    """A stage with the page, and what was sent from it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.sent: list[Report] = []
        self.screen = ReportScreen(stage.passenger, stage.navigation, stage.window)
        self.screen.reported.connect(self.sent.append)
        stage.window.give_report(self.screen)
        self.wait_warm()

    def wait_warm(self) -> None:
        """Until the page was made once beside the window."""
        while self.stage.window.view.rootObject().property("rehearsed") != "" or self.stage.window._cold:
            QGuiApplication.processEvents()

    def show(self, board: Board, timetable: Timetable = TIMETABLE) -> None:
        """A board, after one of five minutes ago on which the departures of its strip still stood."""
        gone = [sample_boards.live(past.route_short_name.default, -3, key=past.key) for past in board.past]
        for known in (replace(board, rows=tuple(gone)), board):
            self.screen.show(known, timetable)
        self.stage.screens.show(board, timetable)
        QGuiApplication.processEvents()
        self.stage.lay_out()


@pytest.fixture
def reporting(stage: Stage) -> Reporting:
    return Reporting(stage)


def words(item: QQuickItem) -> list[str]:
    """Every word inside an item."""
    return [str(part.property("text")) for part in texts(item)]


def routes(stage: Stage) -> list[str]:
    """The badges of the buses that can be chosen, from top to bottom."""
    return [words(item)[0] for item in stage.items("reportBus")]


@pytest.mark.parametrize(("size", "way"), [(PORTRAIT, "report"), (LANDSCAPE, "reportTile")])
def test_one_touch_of_the_board_leads_here_and_one_sends(
    qtbot: QtBot, glass: QPointingDevice, size: QSize, way: str
) -> None:
    stage = Stage(size)
    reporting = Reporting(stage)
    reporting.show(LIVE)
    stage.touch(glass, stage.item(way))
    here = stage.navigation.page, "Что не так?" in stage.words()
    stage.touch(glass, stage.item("reportCold"))
    said = stage.words()
    left = [name for name in CHOICES if stage.items(name)]
    stage.close()
    assert here == ("report", True)
    assert [(one.about, one.departure) for one in reporting.sent] == [("cold", None)]
    assert "Спасибо, записано" in said
    assert left == []


def test_without_the_page_the_board_does_not_lead_to_it(stage: Stage) -> None:
    stage.show(LIVE)
    assert not stage.items("report")
    assert not stage.items("reportTile")


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("reportNoBus", "no-bus"),
        ("reportScreenWrong", "screen-wrong"),
        ("reportButtonBroken", "button-broken"),
        ("reportCold", "cold"),
    ],
)
def test_each_button_sends_its_own_word_and_the_state_of_the_feed(
    reporting: Reporting, glass: QPointingDevice, name: str, about: str
) -> None:
    stage = reporting.stage
    reporting.show(replace(LIVE, feed=Feed.AGEING))
    stage.navigation.open("report")
    stage.touch(glass, stage.item(name))
    assert reporting.sent == [Report(about, Feed.AGEING)]


def test_the_buses_that_may_be_meant_come_with_the_likeliest_first(
    reporting: Reporting, glass: QPointingDevice
) -> None:
    stage = reporting.stage
    reporting.show(LIVE)
    stage.navigation.open("report")
    assert routes(stage) == ["30", "46", "78"]
    stage.touch(glass, stage.items("reportBus")[0])
    (report,) = reporting.sent
    assert report.about == "no-bus"
    assert report.departure is not None
    assert report.departure.route_id == "30"


def test_a_bus_far_away_one_that_stands_here_and_an_interval_are_no_answer(reporting: Reporting) -> None:
    rows = (
        sample_boards.row("2", Due.AT_STOP, Certainty.LIVE, 0),
        sample_boards.live("10", 2),
        sample_boards.row("4", Due.INTERVAL, Certainty.INTERVAL, 0, headway=(8, 12)),
        sample_boards.timetable("78", 0),
    )
    reporting.show(replace(LIVE, rows=rows, past=()))
    reporting.stage.navigation.open("report")
    assert routes(reporting.stage) == ["78"]


def test_where_none_comes_into_question_there_is_one_button(reporting: Reporting) -> None:
    reporting.show(BOARDS["quiet"])
    reporting.stage.navigation.open("report")
    assert routes(reporting.stage) == []
    assert "Автобус не пришёл" in words(reporting.stage.item("reportNoBus"))


def test_the_bus_whose_page_was_open_is_the_first(reporting: Reporting) -> None:
    reporting.show(LIVE)
    later = LIVE.rows[6]
    reporting.stage.navigation.open("report", later.key)
    assert routes(reporting.stage)[0] == "30"
    reporting.screen.send("screen-wrong")
    assert reporting.sent == [Report("screen-wrong", Feed.LIVE, later.departure)]


def test_nothing_moves_from_under_a_finger(reporting: Reporting) -> None:
    reporting.show(LIVE)
    reporting.stage.navigation.open("report")
    before = routes(reporting.stage)
    reporting.show(replace(LIVE, rows=LIVE.rows[1:], past=()))
    assert routes(reporting.stage) == before
    reporting.stage.navigation.open("board")
    reporting.stage.navigation.open("report")
    assert routes(reporting.stage) != before


def test_a_second_touch_sends_nothing_and_whoever_comes_next_can_report_again(
    reporting: Reporting, glass: QPointingDevice
) -> None:
    stage = reporting.stage
    reporting.show(LIVE)
    stage.navigation.open("report")
    place = stage.item("reportCold")
    for _ in range(3):
        stage.touch(glass, place)
    reporting.screen.send("cold")
    assert len(reporting.sent) == 1
    stage.touch(glass, stage.item("back"))
    assert stage.navigation.page == "board"
    stage.navigation.open("report")
    assert stage.items("reportCold")
    reporting.screen.send("anything else")
    assert len(reporting.sent) == 1


def test_the_thanks_promise_nothing(reporting: Reporting) -> None:
    reporting.show(LIVE)
    reporting.stage.navigation.open("report")
    reporting.screen.send("cold")
    said = " ".join(reporting.stage.words())
    assert "Ответа на экране не будет" in said
    assert not [word for word in ("исправ", "скоро", "приед", "примем") if word in said.lower()]


def test_the_emergency_bar_stays(qtbot: QtBot) -> None:
    stage = Stage(emergency=True)
    reporting = Reporting(stage)
    stage.call(sample_calls.IDLE)
    reporting.show(LIVE)
    stage.navigation.open("report")
    bars = [len(stage.items("emergencyBar"))]
    reporting.screen.send("cold")
    bars.append(len(stage.items("emergencyBar")))
    words_there = stage.words()
    stage.close()
    assert "112" in words_there
    assert bars[0] == bars[1]


def test_a_departure_is_forgotten_in_time(reporting: Reporting) -> None:
    reporting.show(LIVE)
    assert reporting.screen._known
    reporting.show(replace(LIVE, now=NOW + REMEMBERED_FOR + 600, rows=(), past=()))
    assert not reporting.screen._known


def crowded(headsign: str = "") -> Board:
    """More buses than can be offered, each awaited now."""
    rows = tuple(
        replace(sample_boards.timetable("46", 0, key=f"b{n}"), route_short_name=Text(f"{n}"))
        for n in range(MOST_BUSES + 3)
    )
    if headsign:
        rows = tuple(
            replace(
                row, departure=replace(row.departure, headsign=Text(headsign), route_short_name=Text(headsign))
            )
            for row in rows
        )
    missed = Past("gone", Text("30"), "E87722", "FFFFFF", Text("Аэропорт"), Fate.NOT_SEEN, NOW - 300)
    return replace(LIVE, rows=rows, past=(missed,))


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("text_size", [0, 1, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("board", [LIVE, crowded(), crowded(HOSTILE_TEXT)], ids=["live", "crowded", "hostile"])
def test_every_choice_can_be_hit_and_read_and_none_covers_another(
    qtbot: QtBot, size: QSize, text_size: int, language: str, board: Board
) -> None:
    stage = Stage(size)
    reporting = Reporting(stage)
    reporting.show(board)
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.navigation.open("report")
    found = [item for name in CHOICES for item in stage.items(name)]
    areas = [item.mapRectToScene(QRectF(0, 0, item.width(), item.height())) for item in found]
    bar = stage.item("back").mapToScene(QPointF()).y()
    smallest = min(min(area.width(), area.height()) for area in areas)
    fixed = [item for name in CHOICES[1:] for item in stage.items(name)]
    cut = [str(t.property("text")) for item in fixed for t in texts(item) if t.property("truncated")]
    buses = len(stage.items("reportBus"))
    stage.close()
    touch = 20 * min(size.width(), size.height()) / 685
    assert smallest >= touch
    assert not [pair for pair in combinations(areas, 2) if pair[0].intersects(pair[1])]
    if size == PORTRAIT:
        assert max(area.bottom() for area in areas) <= bar
    assert max(area.bottom() for area in areas) <= size.height() - 136
    assert cut == []
    assert len(fixed) == 4
    assert 1 <= buses <= MOST_BUSES


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("text_size", [0, 1, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", ["live", "quiet", "feed_lost", "timetable_only"])
def test_the_way_here_takes_no_word_from_the_board(
    qtbot: QtBot, size: QSize, text_size: int, language: str, name: str
) -> None:
    stage = Stage(size)
    reporting = Reporting(stage)
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    reporting.show(BOARDS[name])
    ways = [*stage.items("report"), *stage.items("reportTile")]
    buttons = [item for one in ("later", "laterTile", "map", "services", "pocket") for item in stage.items(one)]
    # Where the tiles leave it no room, the strip of what just left is clipped away.
    strip = stage.items("fate") if size == PORTRAIT else []
    parts = [*ways, *buttons, *strip]
    cut = [str(text.property("text")) for item in parts for text in texts(item) if text.property("truncated")]
    areas = [item.mapRectToScene(QRectF(0, 0, item.width(), item.height())) for item in parts]
    smallest = min(min(area.width(), area.height()) for area in areas[: len(ways) + len(buttons)])
    stage.close()
    assert cut == []
    assert len(ways) == 1
    assert smallest >= 20 * min(size.width(), size.height()) / 685
    assert not [pair for pair in combinations(areas, 2) if pair[0].intersects(pair[1])]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("text_size", [0, 1, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_of_a_bus_leads_here_with_that_bus_first(
    qtbot: QtBot, glass: QPointingDevice, size: QSize, text_size: int, language: str
) -> None:
    stage = Stage(size)
    reporting = Reporting(stage)
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    key = sample_lines.key_of("46")
    reporting.show(sample_lines.BOARD, sample_lines.LINES)
    stage.navigation.open("trip", key)
    reporting.show(sample_lines.BOARD, sample_lines.LINES)
    ways = stage.items("reportTrip")
    cut = [str(text.property("text")) for way in ways for text in texts(way) if text.property("truncated")]
    if ways:
        stage.touch(glass, ways[0])
        assert routes(stage)[0] == "46"
        stage.touch(glass, stage.items("reportBus")[0])
    page = stage.navigation.page
    stage.close()
    assert cut == []
    assert [report.departure.key for report in reporting.sent if report.departure] == [key] * len(ways)
    assert page == ("report" if ways else "trip")
    assert ways or (size == PORTRAIT and text_size > 0)

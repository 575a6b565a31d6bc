"""The page of one trip: its stops, its bus, and how sure that is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QPointingDevice
from PySide6.QtTest import QTest

from kiosk.domain.board import Board, Certainty
from tests.screens.sample_lines import BOARD, CANCELLED, LINES, ROWS, key_of
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QSize
    from pytestqt.qtbot import QtBot

LATE = key_of("116к")


def show(stage: Stage, board: Board = BOARD) -> None:
    stage.screens.show(board, LINES)
    QTest.qWait(0)


def opened(stage: Stage, key: str, board: Board = BOARD) -> None:
    stage.navigation.open("trip", key)
    show(stage, board)


@pytest.fixture
def flat(qtbot: QtBot) -> Iterator[Stage]:
    """The screen in landscape, with text so large that a trip does not fit."""
    stage = Stage(LANDSCAPE)
    stage.passenger.nextTextSize()
    stage.passenger.nextTextSize()
    yield stage
    stage.close()


def middle(stage: Stage, name: str) -> float:
    item = stage.item(name)
    return item.mapToScene(QPointF(0, item.height() / 2)).y()


def stop_named(stage: Stage, name: str) -> float:
    item = next(one for one in stage.items("stop") if one.property("name") == name)
    return item.mapToScene(QPointF(0, item.height() / 2)).y()


def test_a_tap_on_a_departure_shows_its_stops_while_another_finger_rests_on_the_glass(
    stage: Stage, glass: QPointingDevice
) -> None:
    show(stage)
    row = next(item for item in stage.items("row") if item.property("route") == "116к")
    view, resting = stage.window.view, QPoint(540, 100)
    QTest.touchEvent(view, glass).press(0, resting, view).commit()
    QTest.touchEvent(view, glass).stationary(0).press(1, stage.middle(row), view).commit()
    QTest.touchEvent(view, glass).stationary(0).release(1, stage.middle(row), view).commit()
    QTest.touchEvent(view, glass).release(0, resting, view).commit()
    assert stage.navigation.subject == LATE
    assert [item.property("name") for item in stage.items("stop")] == [
        str(LINES.stops[stop.stop_id].stop_name) for stop in LINES.trips["trip-116к"].stop_times
    ]


def test_the_bus_stands_between_the_stop_it_left_and_the_next(stage: Stage) -> None:
    opened(stage, LATE)
    assert (
        stop_named(stage, "Львовский бульвар")
        < middle(stage, "bus")
        < stop_named(stage, "Дворец культуры «Руслан»")
    )
    assert any(word.startswith("3 остановки до вас") and word.endswith("· 2,8\u00a0км") for word in stage.words())


def test_the_bus_moves_on_with_the_next_board(stage: Stage, qtbot: QtBot) -> None:
    opened(stage, LATE)
    before = middle(stage, "bus")
    row = next(row for row in BOARD.rows if row.key == LATE)
    assert row.departure.vehicle is not None
    stop = LINES.stops["market"]
    vehicle = replace(row.departure.vehicle, latitude=stop.stop_lat, longitude=stop.stop_lon)
    moved = replace(row, departure=replace(row.departure, vehicle=vehicle))
    show(stage, replace(BOARD, rows=(moved,)))
    qtbot.waitUntil(lambda: middle(stage, "bus") == pytest.approx(stop_named(stage, "Новый рынок"), abs=1))
    assert middle(stage, "bus") > before


def test_a_late_trip_shows_both_times(stage: Stage) -> None:
    opened(stage, LATE)
    ours = next(item for item in stage.items("stop") if item.property("ours"))
    words = [str(item.property("text")) for item in texts(ours)]
    assert words == ["Проспект Филатова", "вы здесь", "14:10", "14:15"]
    struck = next(item for item in texts(ours) if item.property("text") == "14:10")
    assert stage.ask(struck, "font.strikeout")


def test_a_cancelled_trip_has_no_bus_and_strikes_its_times(stage: Stage) -> None:
    opened(stage, CANCELLED.key)
    assert not stage.items("bus")
    assert "Этот рейс отменён" in stage.words()
    times = [item for stop in stage.items("stop") for item in texts(stop) if ":" in str(item.property("text"))]
    assert times
    assert all(stage.ask(item, "font.strikeout") for item in times)


def test_a_trip_of_the_timetable_says_that_nobody_knows_its_bus(stage: Stage) -> None:
    opened(stage, ROWS[-1].key)
    assert not stage.items("bus")
    assert "Время по расписанию, где сейчас автобус — неизвестно" in stage.words()


@pytest.mark.parametrize("certainty", [Certainty.TIMETABLE, Certainty.OUT_OF_CONTACT])
def test_a_bus_the_board_no_longer_believes_is_not_drawn(stage: Stage, certainty: Certainty) -> None:
    row = replace(next(row for row in BOARD.rows if row.key == LATE), certainty=certainty)
    opened(stage, LATE, replace(BOARD, rows=(row,)))
    assert not stage.items("bus")
    live_time = "14:15" in stage.words("stop")
    assert live_time is (certainty is Certainty.OUT_OF_CONTACT), "a forecast is kept, an old one is not"


def test_a_bus_that_has_left_says_so_and_keeps_its_page(stage: Stage) -> None:
    opened(stage, LATE)
    show(stage, replace(BOARD, rows=BOARD.rows[:1]))
    assert "Этот автобус ушёл" in stage.words()
    assert stage.items("stop")
    assert not stage.items("bus")


def test_the_next_trip_starts_anew(stage: Stage) -> None:
    opened(stage, LATE)
    stage.navigation.back()
    opened(stage, key_of("2"))
    assert "Железнодорожный вокзал" in stage.words()
    assert stage.items("stop")[0].property("name") == "Трамвайное депо"


def test_back_leads_to_the_board(stage: Stage, glass: QPointingDevice) -> None:
    opened(stage, LATE)
    stage.touch(glass, stage.item("back"))
    assert stage.navigation.page == "board"


def test_the_language_changes_every_word_at_once(stage: Stage) -> None:
    opened(stage, LATE)
    stage.click(stage.item("language"))
    words = stage.words()
    assert {"3 stops away · 2.8\u00a0km", "you are here", "Lvovsky Boulevard", "River port"} <= set(words)
    cyrillic = [word for word in words if any("а" <= letter <= "я" for letter in word.lower())]
    assert cyrillic == ["116к", "Русский"]


def test_our_stop_and_the_bus_are_seen_at_once(flat: Stage) -> None:
    opened(flat, LATE)
    top = flat.item("stops").mapToScene(QPointF()).y()
    bottom = top + flat.item("stops").height()
    assert top <= stop_named(flat, "Проспект Филатова") <= bottom


def test_the_bus_is_seen_whole_beside_our_stop(stage: Stage) -> None:
    opened(stage, LATE)
    stops = stage.item("stops")
    top, bus = stops.mapToScene(QPointF()).y(), stage.item("bus")
    assert top <= bus.mapToScene(QPointF()).y()
    assert bus.mapToScene(QPointF(0, bus.height())).y() <= top + stops.height()


def test_a_page_may_be_left_as_soon_as_it_is_open(stage: Stage) -> None:
    """Nothing is still being made in the background that would then complain."""
    for _ in range(3):
        stage.navigation.open("trip", LATE)
        stage.screens.show(BOARD, LINES)
        stage.navigation.open("alerts")
        stage.screens.show(BOARD, LINES)
    assert stage.navigation.page == "alerts"


def test_big_buttons_move_the_list_and_it_stays_where_it_was_put(
    flat: Stage, glass: QPointingDevice, qtbot: QtBot
) -> None:
    opened(flat, key_of("46"))
    stops = flat.item("stops")
    before = float(str(stops.property("contentY")))
    flat.touch(glass, flat.item("up"))
    qtbot.waitUntil(lambda: float(str(stops.property("contentY"))) < before)
    qtbot.waitUntil(lambda: not flat.item("up").property("moving"))
    moved = stops.property("contentY")
    show(flat)
    assert stops.property("contentY") == moved


def test_no_name_is_half_seen(flat: Stage) -> None:
    opened(flat, key_of("46"))
    stops = flat.item("stops")
    row = flat.items("stop")[0].height()
    assert stops.height() % row == 0
    assert float(str(stops.property("contentY"))) % row == 0


def test_black_and_yellow_leaves_no_other_colour(stage: Stage) -> None:
    opened(stage, LATE)
    stage.click(stage.item("contrast"))
    for name in stage.pixels(stage.item("stops")):
        colour = QColor(name)
        assert colour.blue() <= 12
        assert abs(colour.green() - colour.red() * 230 / 255) <= 12


def test_the_line_has_the_colour_of_the_route(stage: Stage) -> None:
    opened(stage, LATE)
    assert "#c2410c" in stage.pixels(stage.item("bus"))


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("text_size", [0, 1, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_word_is_cut(qtbot: QtBot, size: QSize, text_size: int, language: str) -> None:
    stage = Stage(size)
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    cut: set[str] = set()
    for row in BOARD.rows:
        opened(stage, row.key)
        cut |= {
            str(item.property("text"))
            for item in texts(stage.window.view.rootObject())
            if item.property("truncated")
        }
    stage.close()
    assert not cut

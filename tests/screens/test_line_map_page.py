"""The map of what comes here: seen, touched, in both languages."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QPointingDevice
from PySide6.QtTest import QTest

from kiosk.domain.board import Board, Certainty
from tests.screens.sample_lines import BOARD, LINES, ROWS, key_of
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QSize
    from PySide6.QtQuick import QQuickItem
    from pytestqt.qtbot import QtBot

COMING = {"46", "2", "116к", "65"}


def show(stage: Stage, board: Board = BOARD) -> None:
    stage.screens.show(board, LINES)
    QTest.qWait(0)


@pytest.fixture
def board_map(stage: Stage) -> Stage:
    """The map over the sample lines."""
    show(stage)
    stage.navigation.open("map")
    show(stage)
    return stage


def badge(stage: Stage, route: str) -> QQuickItem:
    return next(item for item in stage.items("vehicle") if item.property("route") == route)


def area(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(item.boundingRect())


def test_the_tile_opens_the_map_with_every_bus_that_tells_where_it_is(
    stage: Stage, glass: QPointingDevice
) -> None:
    show(stage)
    stage.touch(glass, stage.item("map"))
    show(stage)
    assert {item.property("route") for item in stage.items("vehicle")} == COMING


def test_a_touch_on_a_bus_opens_its_trip_while_another_finger_rests_on_the_map(
    board_map: Stage, glass: QPointingDevice
) -> None:
    view, resting = board_map.window.view, area(board_map.item("map")).bottomRight().toPoint() - QPoint(20, 20)
    place = board_map.middle(badge(board_map, "2"))
    QTest.touchEvent(view, glass).press(0, QPoint(20, 20), view).commit()
    QTest.touchEvent(view, glass).stationary(0).press(1, place, view).commit()
    QTest.touchEvent(view, glass).stationary(0).release(1, place, view).commit()
    QTest.touchEvent(view, glass).release(0, QPoint(20, 20), view).commit()
    assert (board_map.navigation.page, board_map.navigation.subject) == ("trip", key_of("2"))
    assert resting != place


def test_a_touch_near_a_bus_is_enough_for_a_glove(board_map: Stage, glass: QPointingDevice) -> None:
    view, beside = board_map.window.view, board_map.middle(badge(board_map, "65")) + QPoint(60, -20)
    QTest.touchEvent(view, glass).press(0, beside, view).commit()
    QTest.touchEvent(view, glass).release(0, beside, view).commit()
    assert board_map.navigation.subject == key_of("65")


def test_a_touch_far_from_every_bus_does_nothing(board_map: Stage, glass: QPointingDevice) -> None:
    view, corner = board_map.window.view, area(board_map.item("map")).topLeft().toPoint() + QPoint(60, 60)
    QTest.touchEvent(view, glass).press(0, corner, view).commit()
    QTest.touchEvent(view, glass).release(0, corner, view).commit()
    assert board_map.navigation.page == "map"


def test_the_legend_names_every_route_once_and_opens_its_next_trip(
    board_map: Stage, glass: QPointingDevice
) -> None:
    entries = board_map.items("legendEntry")
    assert sorted(str(item.property("route")) for item in entries) == sorted({*COMING, "78"})
    board_map.touch(glass, next(item for item in entries if item.property("route") == "78"))
    assert board_map.navigation.subject == ROWS[-2].key, "not the cancelled one"


def test_the_lines_have_the_colours_of_their_routes(board_map: Stage) -> None:
    seen = board_map.pixels(board_map.item("map"))
    assert {"#1f5fbf", "#c2410c", "#7c3aed", "#15803d"} <= seen


def test_a_bus_moves_along_while_the_map_stays(board_map: Stage, qtbot: QtBot) -> None:
    before, names = area(badge(board_map, "65")).center(), board_map.words("stopName")
    row = next(row for row in BOARD.rows if row.departure.route_id == "65")
    assert row.departure.vehicle is not None
    assert row.departure.vehicle.latitude is not None
    vehicle = replace(row.departure.vehicle, latitude=row.departure.vehicle.latitude - 0.001)
    moved = replace(row, departure=replace(row.departure, vehicle=vehicle))
    item = badge(board_map, "65")
    show(board_map, replace(BOARD, rows=tuple(moved if one is row else one for one in BOARD.rows)))
    assert badge(board_map, "65") is item
    qtbot.waitUntil(lambda: area(badge(board_map, "65")).center().y() > before.y() + 10)
    assert set(board_map.words("stopName")) & set(names) == set(names), "the names do not flicker"


def test_an_old_position_says_its_age(board_map: Stage) -> None:
    assert board_map.words("vehicle").count("1 мин назад") == 1


def test_a_bus_the_board_does_not_believe_is_not_on_the_map(board_map: Stage) -> None:
    rows = tuple(
        replace(row, certainty=Certainty.OUT_OF_CONTACT) if row.departure.route_id == "65" else row
        for row in BOARD.rows
    )
    show(board_map, replace(BOARD, rows=rows))
    assert {item.property("route") for item in board_map.items("vehicle")} == COMING - {"65"}


def test_a_map_without_buses_and_a_board_without_rows_say_so(board_map: Stage) -> None:
    show(board_map, replace(BOARD, rows=BOARD.rows[-2:]))
    assert "Ни один автобус не сообщает, где он" in board_map.words()
    show(board_map, replace(BOARD, rows=()))
    assert "Сейчас к остановке ничего не едет" in board_map.words()
    assert not board_map.items("stopName")


def test_the_language_changes_every_word_at_once(board_map: Stage) -> None:
    board_map.click(board_map.item("language"))
    words = board_map.words()
    assert {"Buses on their way here", "Northern garden", "500\u00a0m", "N"} <= set(words)
    cyrillic = [word for word in words if any("а" <= letter <= "я" for letter in word.lower())]
    assert sorted(cyrillic) == ["116к", "116к", "Русский"]


def test_black_and_yellow_leaves_no_other_colour(board_map: Stage) -> None:
    board_map.click(board_map.item("contrast"))
    for name in board_map.pixels(board_map.item("map")):
        colour = QColor(name)
        assert colour.blue() <= 12
        assert abs(colour.green() - colour.red() * 230 / 255) <= 12


def test_black_and_yellow_tells_the_lines_apart_by_their_dashes(board_map: Stage) -> None:
    samples = {
        str(entry.property("route")): board_map.ask(board_map.item_in(entry, "lineSample"), "dash.join()")
        for entry in _in_contrast(board_map)
    }
    assert len(set(samples.values())) == len(samples) == 5
    lines = {
        str(line.property("key")).split("|")[0]: board_map.ask(line, "dash.join()")
        for line in board_map.items("line")
    }
    assert lines == samples, "the route_id is the name of the route here"


def _in_contrast(stage: Stage) -> list[QQuickItem]:
    assert not any(stage.ask(line, "dash.length") for line in stage.items("line")), "colours tell them apart"
    stage.click(stage.item("contrast"))
    return stage.items("legendEntry")


@pytest.fixture(params=[(PORTRAIT, 0), (PORTRAIT, 2), (LANDSCAPE, 0), (LANDSCAPE, 2)], ids=str)
def any_map(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Stage]:
    """The map in every shape."""
    size: QSize
    size, text_size = request.param
    stage = Stage(size)
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.navigation.open("map")
    show(stage)
    yield stage
    stage.close()


def test_names_meet_neither_each_other_nor_a_bus_nor_the_edge(any_map: Stage) -> None:
    names = [area(item).adjusted(1, 1, -1, -1) for item in any_map.items("stopName")]
    buses = [area(item) for item in any_map.items("vehicle")]
    assert len(names) >= 4
    assert not any(one.intersects(other) for one, other in combinations(names, 2))
    assert not any(name.intersects(bus) for name in names for bus in buses)
    assert all(area(any_map.item("map")).contains(name) for name in names)


def test_our_stop_always_has_its_name(any_map: Stage) -> None:
    assert "Проспект Филатова" in any_map.words("stopName")


def test_no_word_is_cut(any_map: Stage) -> None:
    cut = [
        str(item.property("text"))
        for item in texts(any_map.window.view.rootObject())
        if item.property("truncated")
    ]
    assert not cut

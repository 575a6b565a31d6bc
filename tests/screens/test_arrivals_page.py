"""The board as it is seen: its words, its pixels, its motion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF

from kiosk.domain.board import Board, Service
from kiosk.domain.text import Text
from tests.screens import sample_boards
from tests.screens.sample_boards import BOARDS, LIVE
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage, texts

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtQuick import QQuickItem
    from pytestqt.qtbot import QtBot

MAY_BE_CUT = {"remarks", "fate"}
"""Quiet lines that say the most useful first; the rest may be left out."""


def test_the_next_bus_is_first_and_says_it_arrives(stage: Stage) -> None:
    stage.show(LIVE)
    first = stage.items("row")[0]
    words = [str(item.property("text")) for item in texts(first)]
    assert words[:2] == ["46", "Верхняя Терраса"]
    assert "подъезжает" in words


def test_the_age_of_the_feed_stands_on_the_screen(stage: Stage) -> None:
    stage.show(LIVE)
    assert "в реальном времени · 12 с назад" in stage.words()
    stage.show(replace(LIVE, feed_age=13))
    assert "в реальном времени · 13 с назад" in stage.words()


def test_the_language_changes_every_word_at_once(stage: Stage) -> None:
    stage.show(LIVE)
    before = stage.words()
    stage.click(stage.item("language"))
    after = stage.words()
    assert {"arriving", "Railway station", "Prospekt Filatova", "5 min late", "Map", "Русский"} <= set(after)
    cyrillic = [word for word in after if any("а" <= letter <= "я" for letter in word.lower())]
    assert cyrillic == ["116к", "Русский"]
    stage.click(stage.item("language"))
    assert stage.words() == before


@pytest.mark.parametrize("theme", ["day", "night", "contrast"])
def test_the_page_has_the_colour_of_the_theme(stage: Stage, theme: str) -> None:
    stage.show(LIVE)
    stage.passenger.set_daylight(theme != "night")
    if theme == "contrast":
        stage.click(stage.item("contrast"))
    page = {"day": "#ffffff", "night": "#0b1220", "contrast": "#000000"}[theme]
    assert page in stage.pixels(stage.items("row")[0])


def test_black_and_yellow_leaves_no_other_colour_in_a_row(stage: Stage) -> None:
    stage.show(LIVE)
    stage.click(stage.item("contrast"))
    for name in stage.pixels(stage.items("row")[2]):
        colour = QColor(name)
        # Between black and #ffe600, as smooth edges are: no blue, and red and green in one proportion.
        assert colour.blue() <= 12
        assert abs(colour.green() - colour.red() * 230 / 255) <= 12


def test_live_and_timetable_do_not_look_alike(stage: Stage) -> None:
    """design: live has a moving mark; a timetable's time is greyer and has none."""
    live = sample_boards.live("46", 4)
    stage.show(replace(LIVE, rows=(live, sample_boards.timetable("46", 25))))
    moving, planned = (stage.pixels(row) for row in stage.items("row"))
    mark, ink = "#00603a", "#0d1726"
    assert mark in moving
    assert mark not in planned
    assert ink in moving


def test_the_mark_steps_once_a_second_and_nothing_else_moves(stage: Stage) -> None:
    live = replace(LIVE, rows=LIVE.rows[:1], alerts=(), past=())
    stage.show(live)
    pictures = []
    for _ in range(4):
        stage.show(live)
        pictures.append(stage.picture())
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
    assert pictures[0] == pictures[3]


def test_a_board_of_the_timetable_stands_still(stage: Stage) -> None:
    stage.show(BOARDS["timetable_only"])
    before = stage.picture()
    stage.show(BOARDS["timetable_only"])
    assert stage.picture() == before


def test_a_row_that_changes_place_slides_there(stage: Stage, qtbot: QtBot) -> None:
    rows = LIVE.rows[:4]
    stage.show(replace(LIVE, rows=rows))
    moving, height = stage.items("row")[0], stage.items("row")[0].height()
    stage.show(replace(LIVE, rows=(*rows[1:4], rows[0])))
    seen: list[float] = []
    moving.yChanged.connect(lambda: seen.append(moving.y()))
    qtbot.waitUntil(lambda: moving.y() == 3 * height, timeout=2000)
    assert any(0 < y < 3 * height for y in seen)


def test_rows_reach_their_places_when_a_row_goes_and_the_page_changes_its_room_at_once(
    stage: Stage, qtbot: QtBot
) -> None:
    tomorrow = tuple(
        replace(sample_boards.timetable("46", 900 + 10 * i, key=f"t{i}"), day=date(2027, 11, 23))
        for i in range(10)
    )
    board = replace(LIVE, rows=(sample_boards.live("2", 3), *tomorrow))
    stage.show(board)
    stage.show(replace(board, rows=tomorrow, service=Service.ENDED, next_service=tomorrow[0]))
    rows = stage.items("row")
    qtbot.waitUntil(
        lambda: [row.y() for row in rows] == [place * rows[0].height() for place in range(len(rows))], timeout=2000
    )


def test_rows_keep_their_items_while_their_times_change(stage: Stage) -> None:
    stage.show(LIVE)
    before = stage.items("row")
    stage.show(replace(LIVE, rows=(replace(LIVE.rows[1], minutes=3), *LIVE.rows[2:])))
    assert stage.items("row")[0] is before[1]


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("name", list(BOARDS))
def test_no_board_is_ever_blank(qtbot: QtBot, name: str, size: QSize) -> None:
    stage = Stage(size)
    stage.show(BOARDS[name])
    rows, words = stage.items("row"), stage.words()
    stage.close()
    assert rows or BOARDS[name].rows == ()
    assert rows or any(len(word) > 15 and word in _notices() for word in words)


def _notices() -> set[str]:
    return {
        "Автобусов сегодня больше нет",
        "Сегодня автобусы здесь не останавливаются",
        "Расписание действовало до 31.10.2027",
        "Расписание ещё не загружено",
        "Время неизвестно",
    }


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("text_size", [0, 1, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("demo", [True, False])
def test_no_word_is_cut(qtbot: QtBot, size: QSize, text_size: int, language: str, *, demo: bool) -> None:
    stage = Stage(size, demo=demo)
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    cut: dict[str, set[str]] = {}
    for name, board in BOARDS.items():
        if name != "hostile":
            stage.show(board)
            cut[name] = {
                str(item.property("text"))
                for item in texts(stage.window.view.rootObject())
                if item.property("truncated") and item.objectName() not in MAY_BE_CUT
            }
    stage.close()
    assert not any(cut.values()), {name: words for name, words in cut.items() if words}


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("text_size", [0, 1, 2])
def test_nothing_stands_outside_its_row(qtbot: QtBot, size: QSize, text_size: int) -> None:
    stage = Stage(size)
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.show(LIVE)
    outside = [
        (str(item.property("text")), area)
        for row in stage.items("row")
        for item in texts(row)
        if not row.boundingRect().adjusted(-1, -4, 1, 4).contains(area := item.mapRectToItem(row, _ink(item)))
        and area.width()
    ]
    stage.close()
    assert not outside


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("text_size", [0, 1, 2])
def test_the_words_of_a_row_keep_clear_of_its_time(qtbot: QtBot, size: QSize, text_size: int) -> None:
    """A long word in large letters grows smaller; it does not run into the minutes."""
    stage = Stage(size)
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.show(LIVE)
    gaps = [
        stage.item_in(row, "time").mapToScene(QPointF()).x() - item.mapRectToScene(_ink(item)).right()
        for row in stage.items("row")
        for item in texts(stage.item_in(row, "words"))
    ]
    stage.close()
    assert min(gaps) >= 16


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("text_size", [0, 1, 2])
def test_a_remark_is_shown_whole_or_not_at_all(qtbot: QtBot, language: str, text_size: int) -> None:
    stage = Stage()
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.show(LIVE)
    shown = {
        str(item.property("text")): (item.property("contentWidth"), _widths(item))
        for item in stage.items("remarks")
    }
    stage.close()
    broken = {
        text: width
        for text, (width, wholes) in shown.items()
        if text and all(abs(width - whole) > 2 for whole in wholes)
    }
    assert not broken


def _widths(remarks: QQuickItem) -> list[float]:
    """How wide the first remark is, the first two, and so on; none at all where they follow a warning."""
    parts = str(remarks.property("text")).split(" ·")
    metrics = QFontMetricsF(remarks.property("font"))
    wholes = [metrics.horizontalAdvance(" ·".join(parts[: count + 1])) for count in range(len(parts))]
    return [0.0, *wholes] if parts[0].startswith("\u200b") else wholes


@pytest.mark.parametrize("text_size", [0, 1, 2])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_another_page_changes_nothing_on_the_board_under_it(qtbot: QtBot, size: QSize, text_size: int) -> None:
    """Else a departure would be missing on the board and on the page of later ones alike."""
    stage = Stage(size)
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    counts = []
    for board in (LIVE, BOARDS["ended_with_rows"]):
        for page in ("board", "later", "map"):
            stage.navigation.open(page)
            stage.show(board)
            stage.show(board)
            counts.append((page, stage.screens.arrivals.laterCount))
        stage.navigation.back()
    stage.close()
    assert len({count for _, count in counts[:3]}) == 1, counts
    assert len({count for _, count in counts[3:]}) == 1, counts


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("name", list(BOARDS))
def test_the_header_keeps_its_parts_apart(qtbot: QtBot, size: QSize, name: str) -> None:
    stage = Stage(size)
    stop = replace(
        sample_boards.STOP,
        stop_name=Text("Областная клиническая больница имени героя"),
        stop_desc=Text("в сторону Центра и дальше до самого Железнодорожного вокзала и речного порта"),
    )
    stage.screens.show(BOARDS[name], replace(sample_boards.TIMETABLE, stop=stop))
    stage.lay_out()
    areas = [item.mapRectToScene(_ink(item)) for item in texts(stage.item("header"))]
    stage.close()
    apart = [one.adjusted(-20, 10, 20, -10) for one in areas]
    assert not [(one, other) for one, other in combinations(apart, 2) if one.intersects(other)]


def test_no_line_is_drawn_at_the_edge_of_the_page(qtbot: QtBot) -> None:
    stage = Stage(LANDSCAPE)
    stage.show(LIVE)
    ruled = [row.property("ruled") for row in stage.items("row")]
    stage.close()
    assert ruled == [True] * (len(ruled) - 1) + [False]


def test_hostile_text_is_plain_and_stays_in_its_place(stage: Stage) -> None:
    """10 kB, HTML, right-to-left and NUL: shown as plain text, elided, moving nothing aside."""
    stage.show(BOARDS["hostile"])
    first = stage.items("row")[0]
    headsign = next(item for item in texts(first) if str(item.property("text")).startswith("<b>"))
    assert headsign.property("truncated")
    assert stage.ask(headsign, "textFormat === Text.PlainText")
    assert all(str(item.property("text")).isprintable() for item in texts(stage.window.view.rootObject()))
    minutes = next(item for item in texts(first) if item.property("text") == "3")
    assert headsign.mapToScene(headsign.boundingRect().topRight()).x() < minutes.mapToScene(minutes.position()).x()


def test_right_to_left_names_start_at_the_left_like_the_others(stage: Stage) -> None:
    stage.show(BOARDS["hostile"])
    hebrew = next(item for item in texts(stage.items("row")[1]) if "תחנה" in str(item.property("text")))
    assert stage.ask(hebrew, "effectiveHorizontalAlignment === Text.AlignLeft")


def test_what_does_not_fit_is_counted_on_one_button(stage: Stage) -> None:
    stage.show(LIVE)
    left = len(LIVE.rows) - len(stage.items("row"))
    assert left > 0
    assert stage.words("later") == [f"Позже: ещё {left}"]


def test_the_later_page_shows_the_rest_by_pages(stage: Stage) -> None:
    many = tuple(sample_boards.timetable("46", 25 + i, key=f"k{i}") for i in range(40))
    stage.show(replace(LIVE, rows=many))
    board_rows = len(stage.items("row"))
    stage.click(stage.item("later"))
    stage.tick(0)
    stage.show(replace(LIVE, rows=many))
    seen = [_times(stage)]
    while stage.item("laterPage").isEnabled():
        stage.click(stage.item("laterPage"))
        stage.tick(0)
        seen.append(_times(stage))
    assert [time for page in seen for time in page] == [row_time(row) for row in range(board_rows, 40)]
    stage.click(stage.item("earlierPage"))
    stage.tick(0)
    assert _times(stage) == seen[-2]


def row_time(row: int) -> str:
    minute = 7 + 25 + row
    return f"{14 + minute // 60}:{minute % 60:02d}"


def _times(stage: Stage) -> list[str]:
    words = (str(item.property("text")) for row in stage.items("row") for item in texts(row))
    return [word for word in words if len(word) == 5 and word[2] == ":"]


def test_the_board_turns_its_page_for_those_who_cannot_touch(stage: Stage) -> None:
    stage.show(LIVE)
    first = [_headsign(row) for row in stage.items("row")]
    stage.tick(25)
    stage.show(LIVE)
    turned = [_headsign(row) for row in stage.items("row")]
    height = stage.items("row")[0].height()
    assert [row.y() for row in stage.items("row")] == [place * height for place in range(len(turned))], "no slide"
    assert turned[:3] == first[:3]
    assert turned != first
    stage.navigation.touched()
    stage.tick(0)
    stage.show(LIVE)
    assert [_headsign(row) for row in stage.items("row")] == first


def test_the_ring_counts_down_and_the_board_comes_back(stage: Stage) -> None:
    stage.show(LIVE)
    stage.click(stage.item("later"))
    stage.click(stage.item("language"))
    stage.tick(0)
    stage.tick(53)
    assert stage.words("idleRing")[:1] == ["7"]
    stage.tick(7)
    assert stage.navigation.page == "board"
    assert stage.items("idleRing") == []
    assert "подъезжает" in stage.words()


def test_the_emergency_bar_is_on_every_page_and_never_covered(stage: Stage) -> None:
    stage.show(LIVE)
    for page in ("board", "later", "trip", "map", "alerts"):
        stage.navigation.open(page, LIVE.rows[0].key if page == "trip" else "")
        stage.show(LIVE)
        stage.tick(0)
        stage.tick(55)
        assert stage.words("emergency")[:3] == ["112", "Экстренный вызов", "Наберите 112 со своего телефона"]
        bar = stage.item("emergency")
        assert stage.picture().pixelColor(stage.middle(bar).x(), int(bar.y()) + 4).name() == "#14284b"


def test_outside_the_demo_nothing_unfinished_is_shown(qtbot: QtBot) -> None:
    stage = Stage(demo=False)
    stage.show(LIVE)
    words = stage.words()
    stage.close()
    assert not {"скоро", "Демонстрация"} & set(words)
    assert {"Карта", "Госуслуги", "В телефон"} <= set(words)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_safe_mode_is_told_quietly_and_covers_nothing(qtbot: QtBot, size: QSize) -> None:
    stage = Stage(size, demo=False, reduced=True)
    shown = 0
    for mark in ("Упрощённый режим", "Reduced service"):
        for board in BOARDS.values():
            stage.show(board)
            assert set(stage.words("mark")) <= {mark}
            for one in stage.items("mark"):
                (status,) = stage.items("freshness")
                left = status.mapToScene(QPointF(status.width(), 0)).x()
                assert left < one.mapToScene(QPointF()).x()
                shown += 1
        stage.passenger.nextLanguage()
    stage.close()
    assert shown >= 2 * len(BOARDS) - 1


def test_a_place_without_services_has_no_tile_for_them(qtbot: QtBot) -> None:
    stage = Stage(services=False)
    stage.show(LIVE)
    words = stage.words()
    stage.close()
    assert "Госуслуги" not in words
    assert {"Карта", "В телефон"} <= set(words)


def test_a_board_that_was_never_given_anything_can_be_drawn(stage: Stage) -> None:
    stage.show(Board(sample_boards.NOW))
    assert "Расписание ещё не загружено" in stage.words()


def _headsign(row: QQuickItem) -> str:
    return " ".join(str(item.property("text")) for item in texts(row)[:2])


def _ink(text: QQuickItem) -> QRectF:
    """Where the letters of a text stand."""
    width, height = text.property("contentWidth"), text.property("contentHeight")
    return QRectF(text.width() - width if text.width() < width else 0, (text.height() - height) / 2, width, height)

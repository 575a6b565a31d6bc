"""Announcements: in full, with their time and whom they concern."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from kiosk.domain.board import Board
from kiosk.domain.realtime import ActivePeriod, Alert, EntitySelector, TripDescriptor
from kiosk.domain.text import Text
from kiosk.screens.alert_words import LONGEST, alert_row, period
from tests.screens.sample_boards import HOSTILE_TEXT, NOW
from tests.screens.sample_lines import ALERTS, BOARD, LINES
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage, texts

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from pytestqt.qtbot import QtBot

ZONE = ZoneInfo("Europe/Ulyanovsk")
HOUR = 3600
TILL_SIX = NOW + 4 * HOUR - 440
"""18:00 today at the stop."""


def show(stage: Stage, board: Board = BOARD) -> None:
    stage.screens.show(board, LINES)
    QTest.qWait(0)


def test_a_tap_on_the_banner_shows_every_alert_in_full(stage: Stage, glass: QPointingDevice) -> None:
    show(stage)
    stage.touch(glass, stage.item("banner"))
    show(stage)
    words = stage.words("alert")
    assert len(stage.items("alert")) == len(ALERTS)
    assert "Маршрут 46 идёт в объезд до 18:00: улица Врача Михайлова закрыта" in words
    assert any(word.endswith("«Новый рынок», 300 метров.") for word in words)
    assert {"46", "78", "Все маршруты перевозчика", "Эта остановка"} <= set(words)


def test_the_language_changes_every_word_at_once(stage: Stage) -> None:
    stage.navigation.open("alerts")
    show(stage)
    stage.click(stage.item("language"))
    words = stage.words()
    assert {"Announcements", "Sunday timetable on Saturday", "until further notice", "This stop"} <= set(words)
    assert [word for word in words if any("а" <= letter <= "я" for letter in word.lower())] == ["Русский"]


def test_no_alert_is_a_sentence_and_not_a_blank_page(stage: Stage) -> None:
    stage.navigation.open("alerts")
    show(stage, replace(BOARD, alerts=()))
    assert "Объявлений сейчас нет" in stage.words()


def test_an_alert_that_ends_leaves_the_open_page(stage: Stage) -> None:
    stage.navigation.open("alerts")
    show(stage)
    show(stage, replace(BOARD, alerts=ALERTS[:1]))
    assert len(stage.items("alert")) == 1


def test_big_buttons_reach_the_last_alert(qtbot: QtBot, glass: QPointingDevice) -> None:
    stage = Stage(LANDSCAPE)
    stage.navigation.open("alerts")
    show(stage)
    down = stage.item("down")
    for _ in range(4):
        if down.isEnabled():
            stage.touch(glass, down)
            qtbot.waitUntil(lambda: not down.property("moving"))
    ended = stage.item("alerts").property("atYEnd")
    stage.close()
    assert ended


def test_hostile_text_is_plain_and_ends() -> None:
    """10 kB, HTML, right-to-left and NUL: plain text, cut at a page and a half."""
    alert = Alert("x", Text(HOSTILE_TEXT), Text(HOSTILE_TEXT))
    row = alert_row(alert, LINES, NOW, "ru")
    assert len(row.text) <= LONGEST
    assert row.text.endswith("…")
    assert row.text.replace("\n", "").isprintable()
    assert row.header.isprintable()


def test_an_alert_without_a_header_still_has_a_title() -> None:
    assert alert_row(Alert("x", Text("")), LINES, NOW, "ru").header == "Announcement of the carrier"


def test_the_routes_of_trips_count_too() -> None:
    """GTFS Realtime, EntitySelector: a route may be named by itself or by a trip of it."""
    named = (EntitySelector(trip=TripDescriptor(route_id="65")), EntitySelector(route_id="46"))
    row = alert_row(Alert("x", Text("x"), informed_entities=(*named, *named)), LINES, NOW, "ru")
    assert [sign["route"] for sign in row.routes] == ["65", "46"]


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        ((), "until further notice"),
        ((ActivePeriod(None, None),), "until further notice"),
        ((ActivePeriod(NOW - HOUR, TILL_SIX),), "until 18:00"),
        ((ActivePeriod(None, NOW + 24 * HOUR),), "until tomorrow, 14:07"),
        ((ActivePeriod(NOW + HOUR, None),), "from 15:07 until further notice"),
        ((ActivePeriod(NOW + HOUR, NOW + 2 * HOUR),), "from 15:07 until 16:07"),
        (
            (ActivePeriod(NOW + 24 * HOUR, NOW + 28 * HOUR), ActivePeriod(NOW - HOUR, TILL_SIX)),
            "until 18:00, then again from tomorrow, 14:07",
        ),
        ((ActivePeriod(NOW - 2 * HOUR, NOW - HOUR),), ""),
    ],
)
def test_a_period_is_said_in_words(periods: tuple[ActivePeriod, ...], said: str) -> None:
    """GTFS Realtime, TimeRange: [start, end), a missing end is open; no period at all means always."""
    assert period(periods, NOW, ZONE, "en") == said


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("text_size", [0, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_word_is_cut(qtbot: QtBot, size: QSize, text_size: int, language: str) -> None:
    stage = Stage(size)
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.navigation.open("alerts")
    show(stage)
    cut = [str(i.property("text")) for i in texts(stage.window.view.rootObject()) if i.property("truncated")]
    stage.close()
    assert not cut

"""This stop in the passenger's pocket: an address, or the departures themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.text import Text
from kiosk.screens.pocket_words import MOST, departures_text
from tests.screens import sample_boards, sample_services
from tests.screens.sample_boards import BOARDS, HOSTILE_TEXT, LIVE, TIMETABLE
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage, texts
from tests.screens.test_qr import decoded

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot


def test_a_tile_of_the_board_leads_here(stage: Stage, glass: QPointingDevice) -> None:
    stage.show(LIVE)
    stage.touch(glass, stage.item("pocket"))
    assert stage.navigation.page == "pocket"
    assert "Остановка в телефоне" in stage.words()


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("theme", ["day", "contrast"])
@pytest.mark.parametrize("text_size", [0, 2])
def test_without_a_page_the_code_holds_what_the_screen_says(
    qtbot: QtBot, tmp_path: Path, size: QSize, theme: str, text_size: int
) -> None:
    """It works with no network at all."""
    stage = Stage(size)
    if theme == "contrast":
        stage.passenger.toggleContrast()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.navigation.open("pocket")
    stage.show(LIVE)
    said = str(stage.item("pocketText").property("text"))
    found = decoded(stage.picture(), tmp_path)
    cut = [str(i.property("text")) for i in texts(stage.window.view.rootObject()) if i.property("truncated")]
    stage.close()
    assert found == [said]
    assert said.startswith(
        "Проспект Филатова\nОтправления на 22.11.2027 14:07\n14:07 46 Верхняя Терраса (прогноз)\n"
    )
    assert not cut


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("text_size", [0, 2])
def test_the_operators_page_is_named_in_words_beside_its_code(
    qtbot: QtBot, tmp_path: Path, size: QSize, text_size: int
) -> None:
    stage = Stage(size, pocket=sample_services.POCKET)
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.navigation.open("pocket")
    stage.show(LIVE)
    words = stage.words()
    found = decoded(stage.picture(), tmp_path)
    cut = [str(i.property("text")) for i in texts(stage.window.view.rootObject()) if i.property("truncated")]
    stage.close()
    assert found == [sample_services.POCKET]
    assert "transport.example.org" in words
    assert "/stops/73100257?side=centre" in [word.replace("\u200b", "") for word in words]
    assert not cut


def test_the_code_stays_still_for_a_minute_and_is_made_anew_then(stage: Stage) -> None:
    """A code that changes while a camera looks for it cannot be read."""
    pocket = stage.screens.pocket
    stage.navigation.open("pocket")
    stage.show(LIVE)
    first = pocket.code
    stage.show(replace(LIVE, now=LIVE.now + 39, rows=LIVE.rows[1:]))
    assert pocket.code == first
    stage.show(replace(LIVE, now=LIVE.now + 40, rows=LIVE.rows[1:]))
    assert "14:08" in pocket.code
    assert "46 Верхняя Терраса (прогноз)" not in pocket.code


def test_whoever_opens_the_page_gets_the_departures_of_this_moment(stage: Stage) -> None:
    stage.navigation.open("pocket")
    stage.show(LIVE)
    stage.navigation.open("board")
    stage.show(replace(LIVE, now=LIVE.now + 5, rows=LIVE.rows[1:]))
    stage.navigation.open("pocket")
    assert "46 Верхняя Терраса (прогноз)" not in stage.screens.pocket.code


def test_the_language_changes_the_text_at_once(stage: Stage) -> None:
    stage.navigation.open("pocket")
    stage.show(LIVE)
    stage.click(stage.item("language"))
    assert stage.screens.pocket.code.startswith("Prospekt Filatova\nDepartures as of 22.11.2027 14:07\n")


def test_each_line_says_how_it_is_known(qtbot: QtBot) -> None:
    """Minutes would be false a minute later: clock times only."""
    lines = departures_text(LIVE, TIMETABLE, "en").splitlines()[2:]
    assert lines == [
        "14:07 46 Verkhnyaya Terrasa (expected)",
        "14:11 2 Railway station (expected)",
        "14:14 116к River port (expected)",
        "14:18 65 Iskra district (cancelled)",
        "14:21 10 Medical centre (expected)",
        "14:25 78 Bus station (timetable)",
        "14:32 30 Baratayevka Airport (timetable)",
    ]
    spaced = replace(LIVE, rows=LIVE.rows[7:8])
    assert departures_text(spaced, TIMETABLE, "en").splitlines()[2:] == ["4 Sports palace: every 8–12 min"]


@pytest.mark.parametrize("name", BOARDS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_board_makes_more_than_a_telephone_can_read(qtbot: QtBot, name: str, language: str) -> None:
    text = departures_text(BOARDS[name], TIMETABLE, language)
    assert len(text.encode()) <= MOST
    assert len(text.splitlines()) >= 2
    assert all(line.isprintable() for line in text.splitlines())


def test_a_hostile_stop_leaves_room_for_departures(qtbot: QtBot) -> None:
    hostile = replace(TIMETABLE, stop=replace(TIMETABLE.stop, stop_name=Text(HOSTILE_TEXT)))
    text = departures_text(LIVE, hostile, "ru")
    assert len(text.encode()) <= MOST
    assert "14:11 2 Железнодорожный вокзал" in text


def test_no_departures_and_an_unknown_time_are_said(qtbot: QtBot) -> None:
    assert departures_text(BOARDS["ended"], TIMETABLE, "en").splitlines()[-1] == "No departures are known now"
    assert departures_text(BOARDS["clock_unknown"], TIMETABLE, "en") == "Prospekt Filatova\nThe time is unknown"
    tomorrow = departures_text(BOARDS["tomorrow"], TIMETABLE, "en").splitlines()
    assert tomorrow[3].startswith("tomorrow ")


def test_nothing_is_made_while_another_page_is_shown(stage: Stage) -> None:
    stage.show(sample_boards.LIVE)
    assert stage.screens.pocket.code == ""

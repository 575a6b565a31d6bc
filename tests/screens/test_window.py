"""The window as a whole: any panel, a clean end, and no reference lost over hours."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from kiosk import paths
from kiosk.screens.window import Screens, Window
from tests.screens import sample_boards
from tests.screens.sample_boards import LIVE
from tests.screens.stage import Stage

UPDATES = 300


def test_a_smaller_panel_shows_the_same_picture(qtbot: QtBot) -> None:
    pictures: list[QImage] = []
    words: list[list[str]] = []
    for size in (QSize(1080, 1920), QSize(540, 960)):
        stage = Stage(size)
        stage.show(LIVE)
        pictures.append(stage.picture().scaled(54, 96))
        words.append(stage.words())
        stage.close()
    assert words[0] == words[1]
    alike = sum(
        abs(pictures[0].pixelColor(x, y).lightness() - pictures[1].pixelColor(x, y).lightness()) < 64
        for x in range(54)
        for y in range(96)
    )
    assert alike > 0.9 * 54 * 96


@pytest.mark.parametrize("size", [QSize(768, 1366), QSize(1366, 768), QSize(2160, 3840), QSize(1024, 768)])
def test_every_panel_shows_the_next_three_buses(qtbot: QtBot, size: QSize) -> None:
    """design: one glance, the next three buses."""
    stage = Stage(size)
    stage.show(LIVE)
    picture, rows = stage.picture(), len(stage.items("row"))
    stage.close()
    assert picture.size() == size
    assert rows >= 3


def test_the_font_is_the_one_we_ship(stage: Stage) -> None:
    assert "Inter" in QFontDatabase.families()
    assert QGuiApplication.font().family() == "Inter"


def test_closing_is_silent(qtbot: QtBot) -> None:
    """QML asked for its view-models once more would print a TypeError, and any warning of Qt fails a test."""
    for _ in range(3):
        stage = Stage()
        stage.show(LIVE)
        stage.navigation.open("later")
        stage.show(LIVE)
        stage.close()


def test_words_that_change_after_closing_reach_nobody(qtbot: QtBot) -> None:
    stage = Stage()
    stage.show(LIVE)
    stage.close()
    stage.passenger.nextLanguage()
    stage.passenger.nextLanguage()


@pytest.mark.qt_log_ignore("Kiosk")
def test_qml_that_is_not_there_is_told(qtbot: QtBot) -> None:
    screens = Screens.made(paths.resources() / "translations")
    with pytest.raises(RuntimeError, match="Kiosk"):
        Window(screens, qml=paths.resources(), resources=paths.resources())


def test_no_reference_is_lost_over_many_boards(stage: Stage) -> None:
    """PySide6 6.12.0 on Python 3.11 lost references of None and True until the program aborted, after minutes.

    Here a board a second for five minutes, with pages opened and words changed, must leave their counts alone.
    """
    boards = [replace(LIVE, feed_age=age, rows=LIVE.rows[age % 3 :]) for age in range(6)]

    def play(updates: int) -> None:
        for update in range(updates):
            stage.show(boards[update % len(boards)])
            stage.tick(1)
            if update % 50 == 0:
                stage.passenger.nextLanguage()
                stage.navigation.open("later")
            if update % 50 == 25:
                stage.navigation.back()

    play(60)
    gc.collect()  # what earlier tests left goes now, not between the two counts
    before = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    play(UPDATES)
    gc.collect()
    after = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    drift = [(late - early) / UPDATES for early, late in zip(before, after, strict=True)]
    assert all(abs(each) < 0.2 for each in drift), drift


def test_an_idle_second_paints_little(stage: Stage) -> None:
    """design: only live data moves. A board of the timetable is not painted anew while nothing changes."""
    board = sample_boards.BOARDS["timetable_only"]
    stage.show(board)
    stage.picture()
    frames: list[int] = []
    stage.window.view.frameSwapped.connect(lambda: frames.append(1))
    for _ in range(5):
        stage.show(board)
    assert len(frames) == 0

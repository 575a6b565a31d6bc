"""The window of a stop: what closes it, and the glass that is unplugged and plugged in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.screens.view import StopView
from tests.screens import sample_boards
from tests.screens.stage import LANDSCAPE, Stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_window_that_covers_the_panel_is_closed_by_the_program_alone(qtbot: QtBot) -> None:
    view = StopView()
    view.cover()
    qtbot.waitExposed(view)
    assert not view.close()  # as Alt+F4 and the button of a frame do
    assert view.isVisible()
    assert view.geometry() == view.screen().geometry()
    view.end()
    assert not view.isVisible()


def test_a_window_on_a_desk_is_closed_by_whoever_wants_to(qtbot: QtBot) -> None:
    view = StopView()
    view.show()
    assert view.close()
    assert not view.isVisible()


def test_no_pointer_is_seen_over_the_panel(qtbot: QtBot) -> None:
    view = StopView()
    view.cover()
    qtbot.waitUntil(lambda: QGuiApplication.overrideCursor() is not None)
    pointer = QGuiApplication.overrideCursor()
    assert pointer is not None
    assert pointer.shape() is Qt.CursorShape.BlankCursor
    QGuiApplication.restoreOverrideCursor()
    view.end()


def test_the_glass_is_unplugged_under_a_finger_and_plugged_in_again(qtbot: QtBot) -> None:
    stage = Stage(LANDSCAPE)
    stage.show(sample_boards.LIVE)
    old = QTest.createTouchDevice()
    emergency = stage.middle(stage.item("emergency"))
    QTest.touchEvent(stage.window.view, old).press(0, emergency, stage.window.view).commit()
    shiboken6.delete(old)
    new = QTest.createTouchDevice()
    QTest.touchEvent(stage.window.view, new).press(0, QPoint(1, 1), stage.window.view).commit()
    QTest.touchEvent(stage.window.view, new).release(0, QPoint(1, 1), stage.window.view).commit()
    stage.tick(1)
    stage.touch(new, stage.item("map"))
    assert stage.navigation.page == "map"
    stage.close()

"""The window of a stop: what closes it, and the glass that is unplugged and plugged in again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import SIGNAL, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.screens.view import StopView
from tests.screens import sample_boards
from tests.screens.stage import LANDSCAPE, Stage

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen
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


class Panel(QObject):
    """A screen of Qt's, as far as a window looks at it."""

    geometryChanged = Signal(QRect)  # noqa: N815  as Qt calls it

    def geometry(self) -> QRect:
        return QRect(0, 0, 640, 480)

    @property
    def told(self) -> int:
        """How many are told when it takes another shape."""
        return self.receivers(SIGNAL("geometryChanged(QRect)"))


class Moved(StopView):
    """A window whose screen the test chooses."""

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self.panel = panel

    def screen(self) -> QScreen:
        return cast("QScreen", self.panel)

    def move(self, panel: Panel) -> None:
        self.panel = panel
        self.screenChanged.emit(QGuiApplication.primaryScreen())


def test_a_window_hears_once_of_the_screen_it_is_on_and_of_no_other(qtbot: QtBot) -> None:
    one, other = Panel(), Panel()
    view = Moved(one)
    view.cover()
    for _ in range(3):
        view.move(other)
        assert (one.told, other.told) == (0, 1)
        view.move(one)
        assert (one.told, other.told) == (1, 0)
    shiboken6.delete(one)
    view.move(other)
    assert other.told == 1
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

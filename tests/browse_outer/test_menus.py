"""A menu of a page lies over ours in a window of its own: a touch beside it closes it, or no way out works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow

from kiosk.browse.menus import Menus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[tuple[QWindow, QWindow]]:
    """Ours, and a menu over it."""
    ours, menu = QWindow(), QWindow()
    for window in (ours, menu):
        window.resize(100, 100)
        window.show()
        qtbot.waitUntil(window.isExposed)
    yield ours, menu
    for window in (ours, menu):
        window.destroy()


class Heard(QObject):
    """The presses and releases that a window gets."""

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        self.kinds: list[QEvent.Type] = []
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QMouseEvent):
            self.kinds.append(event.type())
        return False


def pressed(at: QPointF) -> QMouseEvent:
    left = Qt.MouseButton.LeftButton
    return QMouseEvent(QEvent.Type.MouseButtonPress, at, at, left, left, Qt.KeyboardModifier.NoModifier)


def test_a_touch_beside_a_menu_leaves_it(qtbot: QtBot, windows: tuple[QWindow, QWindow]) -> None:
    ours, menu = windows
    menus, heard_below = Menus(ours, ours), Heard(ours)
    left: list[None] = []
    menus.left.connect(lambda: left.append(None))

    def touch(x: float) -> bool:
        with qtbot.waitSignal(menus.touched, timeout=100, raising=False) as heard:
            QCoreApplication.sendEvent(menu, pressed(QPointF(x, 50)))
        return bool(heard.signal_triggered)

    qtbot.waitUntil(lambda: touch(50))
    assert left == []
    touch(150)
    assert left == [None]
    qtbot.waitUntil(lambda: len(heard_below.kinds) == 2)
    assert heard_below.kinds == [QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease]


def test_the_keys_of_browsers_are_dead_in_a_menu(qtbot: QtBot, windows: tuple[QWindow, QWindow]) -> None:
    ours, menu = windows
    menus = Menus(ours, ours)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    assert menus.eventFilter(menu, key)
    letter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    assert not menus.eventFilter(menu, letter)

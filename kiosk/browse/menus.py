"""Menus of pages (lists, calendars): Qt shows them as windows over ours, and gives them every touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTouchEvent, QWindow

from kiosk.browse.shortcuts import TOUCHES, dead

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOK_MS = 100
PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class Menus(QObject):
    """Sees touches while a menu lies over `window`.

    One beside it is `left`, and touches `window` as if there were no menu: a page that opens it again and again
    would else leave no way out.
    """

    touched = Signal()
    left = Signal()

    def __init__(self, window: QWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        window.visibleChanged.connect(self._window_shown)
        self._window_shown(window.isVisible())

    @Slot(bool)
    def _window_shown(self, shown: bool) -> None:
        """Look only while there is somebody: a spare that waits is hidden."""
        if shown:
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _look(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            if window is not self._window and window.isVisible():
                window.installEventFilter(self)  # once more changes nothing

    def eventFilter(self, menu: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Whether the event ends here."""
        kind = event.type()
        if kind in TOUCHES:
            self.touched.emit()
        if kind in PRESSES and isinstance(menu, QWindow) and _beside(menu, points := _points(event)):
            self.left.emit()
            self._tap(QPointF(menu.mapToGlobal(points[0])))
            return True
        return dead(event)

    def _tap(self, at: QPointF) -> None:
        inside = self._window.mapFromGlobal(at)
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        for kind, held in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
            tap = QMouseEvent(kind, inside, at, left, held, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.postEvent(self._window, tap)


def _points(event: QEvent) -> Sequence[QPointF]:
    if isinstance(event, QMouseEvent):
        return [event.position()]
    if isinstance(event, QTouchEvent):
        return [point.position() for point in event.points()]
    return []


def _beside(menu: QWindow, points: Sequence[QPointF]) -> bool:
    return any(not (0 <= at.x() < menu.width() and 0 <= at.y() < menu.height()) for at in points)

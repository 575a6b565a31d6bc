"""The glass over the keys: raw touch points, which no gesture of Qt can take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QEventPoint
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem

if TYPE_CHECKING:
    from PySide6.QtGui import QTouchEvent

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class KeyArea(QQuickItem):
    """Tells where each finger comes down, moves and is lifted, in parts of its own size."""

    down = Signal(int, float, float)
    moved = Signal(int, float, float)
    up = Signal(int)
    gone = Signal()
    """Every finger was taken away."""

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAcceptTouchEvents(True)
        self.setKeepTouchGrab(True)

    def touchEvent(self, event: QTouchEvent) -> None:
        """Fingers come, move and go."""
        if event.type() == QEvent.Type.TouchCancel:
            self.gone.emit()
            return
        width, height = max(self.width(), 1.0), max(self.height(), 1.0)
        for point in event.points():
            state, place = point.state(), point.position()
            if state == QEventPoint.State.Pressed:
                self.down.emit(point.id(), place.x() / width, place.y() / height)
            elif state == QEventPoint.State.Released:
                self.up.emit(point.id())
            elif state == QEventPoint.State.Updated:
                self.moved.emit(point.id(), place.x() / width, place.y() / height)
        event.accept()

    def touchUngrabEvent(self) -> None:
        """The last finger is lifted, or Qt took all of them away."""
        self.gone.emit()

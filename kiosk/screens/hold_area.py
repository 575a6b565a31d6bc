"""A control that is held, by raw touch points: no gesture of Qt can take a finger away from it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QTimer, Signal, Slot
from PySide6.QtGui import QEventPoint
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem

from kiosk.domain.call.hold import Area, Hold
from kiosk.domain.call.trunk import Timers
from kiosk.screens.qml import Property

if TYPE_CHECKING:
    from PySide6.QtGui import QTouchEvent

    from kiosk.domain.call.status import Monotonic

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_MS = 33
LATE = 0.25
"""Seconds without a look: this thread was blocked, and a release may still wait to be read."""
MOUSE = -1
"""The mouse of a desk among the ids of fingers, which are never negative."""


@QmlElement
class HoldArea(QQuickItem):
    """Emits `held` once for each press that lasts `seconds`, `tooShort` when it ends before.

    Only points that begin here count, each for itself: a bag on the glass neither holds it nor blocks it.
    """

    held = Signal()
    tooShort = Signal()
    progressChanged = Signal()

    clock = staticmethod(time.monotonic)

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._seconds = Timers().hold
        self._progress = 0.0
        self._looked_at: Monotonic = 0.0
        self._late = False
        self._mouse_down = False
        self._hold = self._fresh()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.setAcceptTouchEvents(True)
        self.setKeepTouchGrab(True)
        self.widthChanged.connect(self._begin_anew)
        self.heightChanged.connect(self._begin_anew)
        self.visibleChanged.connect(self._begin_anew)
        self.enabledChanged.connect(self._begin_anew)

    @Property(float, notify=progressChanged)
    def progress(self) -> float:
        """How much of the time is held, 0 to 1; 0 when nobody holds it."""
        return self._progress

    @Slot(float)
    def holdFor(self, seconds: float) -> None:
        """How long a press must last; two seconds unless told."""
        self._seconds = seconds
        self._begin_anew()

    @Slot()
    def look(self) -> None:
        """See how far the presses have come. After a late look the next one decides: a release is read before."""
        now = self.clock()
        self._late, self._looked_at = not self._late and now - self._looked_at > LATE, now
        done = not self._late and self._hold.held(now)
        self._show(now)
        if done:
            self.held.emit()

    def touchEvent(self, event: QTouchEvent) -> None:
        """Fingers come, move and go."""
        if event.type() == QEvent.Type.TouchCancel:
            self._begin_anew()
            return
        for point in event.points():
            self._point(point.id(), point.state(), point.position())
        event.accept()

    def touchUngrabEvent(self) -> None:
        """The last finger is lifted, or Qt took all of them away."""
        self._begin_anew()

    @Slot(bool, float, float)
    def mouse(self, down: bool, x: float, y: float) -> None:
        """The mouse of a desk is pressed here, moves, lets go.

        QML follows it: Python would need the namespace Qt for its buttons, a twentieth of the whole start.
        """
        pressed, released = QEventPoint.State.Pressed, QEventPoint.State.Released
        state = released if not down else QEventPoint.State.Updated if self._mouse_down else pressed
        self._mouse_down = down
        self._point(MOUSE, state, QPointF(x, y))

    def _point(self, number: int, state: QEventPoint.State, place: QPointF) -> None:
        now, before = self.clock(), self._hold.pressed
        if state == QEventPoint.State.Released and not self._late and now - self._looked_at <= LATE:
            self.look()
            before = self._hold.pressed
        if state == QEventPoint.State.Pressed:
            self._hold.press(number, place.x(), place.y(), now)
        elif state == QEventPoint.State.Released:
            self._hold.release(number)
        elif state == QEventPoint.State.Updated:
            self._hold.move(number, place.x(), place.y())
        if not before:
            self._late, self._looked_at = False, now
        self._show(now)
        if before and not self._hold.pressed:
            self.tooShort.emit()

    def _show(self, now: Monotonic) -> None:
        """Tell the progress, and look again only while there is one."""
        if self._hold.pressed != self._timer.isActive():
            if self._hold.pressed:
                self._timer.start()
            else:
                self._timer.stop()
        progress = self._hold.progress(now)
        if progress != self._progress:
            self._progress = progress
            self.progressChanged.emit()

    @Slot()
    def _begin_anew(self) -> None:
        self._hold = self._fresh()
        self._show(self.clock())

    def _fresh(self) -> Hold:
        """Nothing pressed. A finger that trembles may stray by half of the height."""
        return Hold(Area(self.width(), self.height()), self._seconds, self.height() / 2)

"""Which field is typed into: a field of ours or one of a web page.

Everything is asked through the window. The object that has the focus may belong to QtWebEngine, whose classes
carry no type information for Python: to receive it as an argument or a result ends the process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent

from kiosk.domain.frozen import dataclass
from kiosk.domain.keyboard import Purpose

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

LOOK_MS = 100
"""How often a page is looked at: it tells nobody that its field changed."""
SECRET = 0x1 | 0x2
EMAIL = 0x200000
URL = 0x400000
NUMBERS = 0x80 | 0x100 | 0x10000 | 0x20000 | 0x100000
"""Dates, times, digits, formatted numbers, what can be dialled. Source of all: Qt::InputMethodHint."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that has the focus: what it is for, and where its cursor stands in the window, in pixels."""

    purpose: Purpose
    cursor: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    @property
    def rectangle(self) -> QRectF:
        """The cursor as Qt has it."""
        return QRectF(*self.cursor)


class FieldWatch(QObject):
    """Emits `changed` when the `field` of a window changes; None: nothing there accepts text.

    A field of ours tells when it gets the focus and when its cursor moves; `look_often` is for web pages: they
    are looked at while the window is shown.
    """

    changed = Signal()

    def __init__(self, window: QQuickWindow, *, look_often: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.field: Field | None = None
        window.activeFocusItemChanged.connect(self.look)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.look)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        if look_often:
            window.visibleChanged.connect(self._look_while_shown)
            self._look_while_shown(window.isVisible())

    @Slot()
    def look(self) -> None:
        """See which field has the focus now."""
        field = self._seen()
        if field != self.field:
            self.field = field
            self.changed.emit()

    @Slot(bool)
    def _look_while_shown(self, shown: bool) -> None:
        if shown:
            self._timer.start()
        else:
            self._timer.stop()

    def _seen(self) -> Field | None:
        if not shiboken6.isValid(self._window):  # it tells of its focus while it is taken down
            return None
        query = QtCore.Qt.InputMethodQuery
        event = QInputMethodQueryEvent(query.ImEnabled | query.ImHints)
        QCoreApplication.sendEvent(self._window, event)
        if not event.value(query.ImEnabled):
            return None
        cursor = QGuiApplication.inputMethod().cursorRectangle()
        place = (cursor.x(), cursor.y(), cursor.width(), cursor.height())
        return Field(purpose_of(int(event.value(query.ImHints) or 0)), place)


def purpose_of(hints: int) -> Purpose:
    """What a field is for, by its Qt::InputMethodHints. A secret number is a number first."""
    if hints & NUMBERS:
        return Purpose.DIGITS
    if hints & SECRET:
        return Purpose.PASSWORD
    if hints & EMAIL:
        return Purpose.EMAIL
    return Purpose.URL if hints & URL else Purpose.TEXT

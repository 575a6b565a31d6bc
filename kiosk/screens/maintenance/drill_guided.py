"""The guided steps of the drill as their pages play them: the touch grid, the colours, the keyboard."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.domain.maintenance.drill_guided import WORDS, ColourTest, TypingTest
from kiosk.domain.maintenance.drill_touch import Grid
from kiosk.screens.maintenance.drill_words import colour_word
from kiosk.screens.qml import Property, QmlUncreatable

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.call.status import Monotonic
    from kiosk.domain.maintenance.drill import Finding

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

PORTRAIT, LANDSCAPE = (5, 7), (9, 4)
"""Columns and rows; cells of some 15 cm, which one wipe per row touches."""
MOUSE = -1
"""The mouse of a desk among the numbers of fingers, which are never negative."""


@QmlElement
@QmlUncreatable("the app makes it")
class TouchStep(QObject):
    """The touch grid. It sees every point that the glass tells of, also one that was there before it began."""

    changed = Signal()
    found = Signal(object)

    def __init__(self, clock: Callable[[], Monotonic] = time.monotonic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._grid = Grid(*PORTRAIT)
        self._seen: tuple[frozenset[int], bool] = (frozenset(), False)
        self._item: QQuickItem | None = None
        self._window: QQuickWindow | None = None

    @Property(int, notify=changed)
    def columns(self) -> int:
        """Cells in a row."""
        return self._grid.columns

    @Property(int, notify=changed)
    def rows(self) -> int:
        """Rows of cells."""
        return self._grid.rows

    @Property(str, notify=changed)
    def cells(self) -> str:
        """A sign for each cell, row by row: "1" where it was touched, else "0"."""
        count = self._grid.columns * self._grid.rows
        return "".join("1" if cell in self._grid.touched else "0" for cell in range(count))

    @Property(int, notify=changed)
    def missing(self) -> int:
        """How many cells were not."""
        return len(self._grid.missing)

    @Property(bool, notify=changed)
    def stuck(self) -> bool:
        """Whether a point stays where it is."""
        return bool(self._grid.stuck(self._clock()))

    @Slot(QQuickItem, bool)
    def begin(self, item: QQuickItem, portrait: bool) -> None:
        """Watch all touches over `item`, with no cell touched."""
        self.end()
        self._grid = Grid(*(PORTRAIT if portrait else LANDSCAPE))
        self._seen = (frozenset(), False)
        self._item, self._window = item, item.window()
        self._window.installEventFilter(self)
        self.changed.emit()

    @Slot()
    def end(self) -> None:
        """Watch no longer."""
        if self._window is not None and shiboken6.isValid(self._window):  # its page ends with it
            self._window.removeEventFilter(self)
        self._item = self._window = None

    def so_far(self) -> Finding:
        """What is known already."""
        return self._grid.so_far(self._clock())

    def look(self) -> None:
        """See whether it is over: a finger that stays is told some seconds later."""
        finding = self._grid.finding(self._clock())
        seen = (self._grid.touched, self.stuck)
        if seen != self._seen:
            self._seen = seen
            self.changed.emit()
        if finding is not None and self._item is not None:
            self.end()
            self.found.emit(finding)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Touches are seen, and taken from nobody."""
        if isinstance(event, QTouchEvent):
            if event.type() == QEvent.Type.TouchCancel:
                self._grid = self._grid.lifted()
            for point in event.points():
                self._follow(point)
            self.look()
        return False

    @Slot(bool, float, float)
    def mouse(self, down: bool, x: float, y: float) -> None:
        """The mouse of a desk, at a point in parts of the item."""
        self._grid = self._grid.down(MOUSE, x, y, self._clock()) if down else self._grid.up(MOUSE)
        self.look()

    def _follow(self, point: QEventPoint) -> None:
        item = self._item
        if item is None:
            return
        if point.state() == QEventPoint.State.Released:
            self._grid = self._grid.up(point.id())
            return
        # Both are places in the window here; one that rests need not tell where once more.
        resting = point.state() == QEventPoint.State.Stationary
        place = item.mapFromScene(point.lastPosition() if resting else point.position())
        x, y = place.x() / max(item.width(), 1.0), place.y() / max(item.height(), 1.0)
        self._grid = self._grid.down(point.id(), x, y, self._clock())


@QmlElement
@QmlUncreatable("the app makes it")
class ColourStep(QObject):
    """One colour after the other, each to be answered."""

    changed = Signal()
    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._test = ColourTest()

    @Property(str, notify=changed)
    def colour(self) -> str:
        """The colour to show, as QML names it; "" when all were."""
        return self._test.colour

    @Property(str, notify=changed)
    def word(self) -> str:
        """Its name."""
        return colour_word(self._test.colour)

    @Property(int, notify=changed)
    def number(self) -> int:
        """The how manieth it is, counted from 1."""
        return self._test.shown + 1

    def begin(self) -> None:
        """From the first colour."""
        self._test = ColourTest()
        self.changed.emit()

    def so_far(self) -> Finding | None:
        """What is known already, None while there is nothing to tell."""
        return self._test.so_far()

    @Slot(bool)
    def answer(self, well: bool) -> None:
        """Somebody has looked at the colour."""
        if not self._test.colour:
            return
        self._test = self._test.answered(well=well)
        self.changed.emit()
        if (finding := self._test.finding()) is not None:
            self.found.emit(finding)


@QmlElement
@QmlUncreatable("the app makes it")
class TypingStep(QObject):
    """A word to type with our own keyboard. What arrives is compared and forgotten."""

    changed = Signal()
    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._test = TypingTest(WORDS["ru"])

    @Property(str, notify=changed)
    def word(self) -> str:
        """What is to be typed."""
        return self._test.word

    @Property(int, notify=changed)
    def right(self) -> int:
        """How many of its characters have arrived."""
        return self._test.right

    @Property(bool, notify=changed)
    def wrong(self) -> bool:
        """Whether something else arrived, which is to be deleted."""
        return self._test.wrong

    def begin(self, language: str) -> None:
        """The word of the keyboard's first layout for this language, with nothing typed."""
        self._test = TypingTest(WORDS.get(language, WORDS["ru"]))
        self.changed.emit()

    def so_far(self) -> Finding:
        """What is known already."""
        return self._test.so_far()

    @Slot(str)
    def take(self, typed: str) -> None:
        """See what stands in the field."""
        if typed == self._test.typed:
            return
        self._test = TypingTest(self._test.word, typed)
        self.changed.emit()
        if (finding := self._test.finding()) is not None:
            self.found.emit(finding)

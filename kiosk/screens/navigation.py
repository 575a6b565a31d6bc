"""Which page is shown, the way back, and the return to the board when nobody is there any more."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.screens.qml import Property, QmlUncreatable

if TYPE_CHECKING:
    from kiosk.domain.service_day import Now
    from kiosk.screens.passenger import Passenger

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1

COUNTED_DOWN = 10.0
"""The last seconds before the board comes back, counted down where they can be seen."""


class Page(StrEnum):
    """Every page of the screen."""

    BOARD = "board"
    LATER = "later"
    TRIP = "trip"
    MAP = "map"
    ALERTS = "alerts"
    SERVICES = "services"
    CATEGORY = "category"
    SERVICE = "service"
    POCKET = "pocket"
    REPORT = "report"


@QmlElement
@QmlUncreatable("the app makes it")
class Navigation(QObject):
    """The open pages, the board at the bottom; `tick` once a second drives the return to it.

    `opened` tells which page a touch opened, and its subject; `present` that somebody is here.
    """

    opened = Signal(str, str)
    pageChanged = Signal()
    secondsLeftChanged = Signal()
    idled = Signal()
    present = Signal()

    def __init__(self, passenger: Passenger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passenger = passenger
        self._pages: list[tuple[Page, str]] = [(Page.BOARD, "")]
        self._touched = True
        self._last_touch = 0.0
        self._idle = 0.0
        self._seconds_left = 0
        self._staying: set[str] = set()

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """The page on top."""
        return self._pages[-1][0].value

    @Property(str, notify=pageChanged)
    def subject(self) -> str:
        """What the page is about: the key of a departure, the id of a category or a service, else ""."""
        return self._pages[-1][1]

    @Property(int, notify=secondsLeftChanged)
    def secondsLeft(self) -> int:
        """Seconds until everything is put back, 0 while nobody needs to know."""
        return self._seconds_left

    @property
    def idle(self) -> float:
        """Seconds since the last touch, as of the last tick."""
        return self._idle

    @Slot(str)
    @Slot(str, str)
    def open(self, page: str, subject: str = "") -> None:
        """Show `page`; a page that is already open comes to the top, so the way back stays short."""
        self.touched()
        wanted = Page(page)
        below = [shown for shown in self._pages if shown[0] is not wanted]
        self._pages = [(wanted, "")] if wanted is Page.BOARD else [*below, (wanted, subject)]
        self.pageChanged.emit()
        self.opened.emit(page, subject)

    @Slot()
    def back(self) -> None:
        """To the page before this one."""
        self.touched()
        if len(self._pages) > 1:
            self._pages.pop()
            self.pageChanged.emit()

    @Slot()
    def touched(self) -> None:
        """Somebody is here. The next tick knows the time of it."""
        self._touched = True
        self._idle = 0.0
        self._count_down(0)
        self.present.emit()

    def stay(self, who: str, *, wanted: bool) -> None:
        """Count nobody as gone while anybody wants it: in a call a minute without a touch means nothing."""
        if wanted:
            self._staying.add(who)
            self._count_down(0)
        else:
            self._staying.discard(who)

    def tick(self, now: Now) -> None:
        """Count the seconds without a touch, on the clock that never steps."""
        if self._touched or self._staying:
            self._touched = False
            self._last_touch = now.monotonic
        self._idle = now.monotonic - self._last_touch
        if len(self._pages) == 1 and not self._passenger.changed:
            self._count_down(0)
            return
        left = self._passenger.habits.idle_seconds - self._idle
        if left <= 0:
            self._return_to_board()
        elif left <= COUNTED_DOWN:
            self._count_down(math.ceil(left))

    def _return_to_board(self) -> None:
        self._count_down(0)
        self._passenger.reset()
        if len(self._pages) > 1:
            self._pages = [(Page.BOARD, "")]
            self.pageChanged.emit()
        self.idled.emit()

    def _count_down(self, seconds_left: int) -> None:
        if seconds_left != self._seconds_left:
            self._seconds_left = seconds_left
            self.secondsLeftChanged.emit()

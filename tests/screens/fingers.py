"""Fingers that rest on the glass for as long as a test wants, without any time passing outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.screens.hold_area import HoldArea
from tests.screens.stage import visible

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QPointingDevice
    from PySide6.QtQuick import QQuickView

    from kiosk.screens.call import CallScreen

STEP = 0.05


class Seen(Protocol):
    """Whatever shows a window."""

    @property
    def view(self) -> QQuickView: ...


class Calling(Protocol):
    """Whatever shows the bar of the emergency."""

    @property
    def call(self) -> CallScreen: ...


class Played(Protocol):
    """A stage: a window with the bar of the emergency, and its clock."""

    monotonic: float

    @property
    def window(self) -> Seen: ...

    @property
    def screens(self) -> Calling: ...


class Fingers:
    """All fingers on the glass of one stage; `wait` lets its clock run."""

    def __init__(self, stage: Played, glass: QPointingDevice) -> None:
        self._stage = stage
        self._glass = glass
        self._down: list[int] = []

    def press(self, number: int, place: QPoint) -> None:
        """One more finger comes."""
        view = self._stage.window.view
        event = QTest.touchEvent(view, self._glass)
        for other in self._down:
            event.stationary(other)
        event.press(number, place, view).commit()
        self._down.append(number)

    def move(self, number: int, place: QPoint) -> None:
        """One finger slides."""
        view = self._stage.window.view
        event = QTest.touchEvent(view, self._glass)
        for other in self._down:
            if other != number:
                event.stationary(other)
        event.move(number, place, view).commit()

    def release(self, number: int, place: QPoint) -> None:
        """One finger goes."""
        view = self._stage.window.view
        self._down.remove(number)
        event = QTest.touchEvent(view, self._glass)
        for other in self._down:
            event.stationary(other)
        event.release(number, place, view).commit()

    def wait(self, seconds: float) -> None:
        """Let time pass, in steps small enough to be no surprise."""
        for _ in range(round(seconds / STEP)):
            self._stage.monotonic += STEP
            self.look()

    def look(self) -> None:
        """What every held control does by itself thirty times a second."""
        for item in list(visible(self._stage.window.view.rootObject())):
            if isinstance(item, HoldArea):
                item.look()
        self._stage.screens.call.look_again()
        QGuiApplication.processEvents()

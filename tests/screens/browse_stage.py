"""The window of a web session as a test plays it, with a sheet of one colour in place of a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk import paths
from kiosk.domain.services.session import Limits
from kiosk.domain.text import Text
from kiosk.screens.browsing_window import BrowsingScreens, BrowsingWindow
from kiosk.screens.browsing_words import Refusal, Trouble
from kiosk.screens.passenger import Habits
from tests.screens import sample_calls
from tests.screens.stage import PORTRAIT, texts, visible

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint, QRectF, QSize
    from PySide6.QtGui import QImage, QPointingDevice

    from kiosk.domain.call.status import CallStatus

SHEET = Path(__file__).with_name("Sheet.qml")

LIMITS = Limits(idle=60.0, total=600.0, extension=300.0)
TITLE = Text("Запись к врачу", (("en", "A doctor’s appointment"),))
HABITS = Habits(theme="day")
HOST = "www.gosuslugi.ru"


class BrowseStage:
    """The whole window, at a time that only `tick` and a Fingers move."""

    def __init__(
        self, size: QSize = PORTRAIT, habits: Habits = HABITS, limits: Limits = LIMITS, *, emergency: bool = True
    ) -> None:
        self.monotonic = sample_calls.NOW
        self.screens = BrowsingScreens.made(
            paths.resources(), limits, emergency=emergency, monotonic=self._read_monotonic
        )
        self.browsing, self.page = self.screens.browsing, self.screens.page
        self.page.showPainted()  # before anything is drawn, so that nothing fades
        self.window = BrowsingWindow(self.screens, qml=paths.qml(), resources=paths.resources(), size=size)
        self.sheet = self._sheet()
        self.over: list[str] = []
        self.browsing.ended.connect(self.over.append)
        self.window.view.show()
        QTest.qWaitForWindowExposed(self.window.view)
        self.screens.begin(TITLE, habits, self.monotonic)
        self.page.showHost(HOST)
        self.lay_out()

    def _sheet(self) -> QQuickItem:
        """A page for the eye: a field and a place without one. It takes every touch, as a web page does."""
        engine = self.window.view.engine()
        component = QQmlComponent(engine, str(SHEET), self.window.view)
        sheet = component.create()
        assert isinstance(sheet, QQuickItem), component.errorString()
        sheet.setParent(self.window.surface)
        sheet.setParentItem(self.window.surface)
        return sheet

    def _read_monotonic(self) -> float:
        return self.monotonic

    def close(self) -> None:
        """Take everything down, and leave no words to the next test."""
        self.window.close()
        for translator in self.screens.passenger.findChildren(QTranslator):
            QCoreApplication.removeTranslator(translator)

    def tick(self, seconds: float = 1.0) -> None:
        """Let time pass, in the steps in which the window counts it."""
        ends = self.monotonic + seconds
        while self.monotonic < ends:
            self.monotonic = min(self.monotonic + 1, ends)
            self.screens.tick(self.monotonic)
        self.lay_out()

    def occupy(self, seconds: float) -> None:
        """Let time pass with a touch in every half minute of it."""
        while seconds > 0:
            self.tick(min(seconds, 30.0))
            self.browsing.touched()
            seconds -= 30.0

    def be(self, state: str) -> None:
        """Come into one of STATES."""
        for step in STATES[state]:
            step(self)
        self.lay_out()

    def call(self, status: CallStatus | None) -> None:
        """Show what the agent tells of the call."""
        self.screens.call.show(status)
        self.lay_out()

    def lay_out(self) -> None:
        """Put everything where the next frame will show it."""
        QGuiApplication.processEvents()
        for item in visible(self.window.view.rootObject()):
            item.ensurePolished()

    def items(self, name: str) -> list[QQuickItem]:
        """The visible items of that name."""
        self.lay_out()
        return [item for item in visible(self.window.view.rootObject()) if item.objectName() == name]

    def item(self, name: str) -> QQuickItem:
        """The one visible item of that name."""
        (found,) = self.items(name)
        return found

    def area(self, name: str) -> QRectF:
        """Where the one visible item of that name is in the window."""
        item = self.item(name)
        return item.mapRectToScene(item.boundingRect())

    def words(self, name: str) -> list[str]:
        """Every word that can be read inside the one visible item of that name."""
        return [str(text.property("text")) for text in texts(self.item(name))]

    def middle(self, name: str) -> QPoint:
        """The middle of the one visible item of that name in the window."""
        return self.area(name).center().toPoint()

    def touch(self, glass: QPointingDevice, name: str) -> None:
        """One finger taps the one visible item of that name."""
        place, view = self.middle(name), self.window.view
        QTest.touchEvent(view, glass).press(0, place, view).commit()
        QTest.touchEvent(view, glass).release(0, place, view).commit()
        self.lay_out()

    def picture(self) -> QImage:
        """What is on the screen."""
        self.lay_out()
        return self.window.view.grabWindow()


def _opening(stage: BrowseStage) -> None:
    stage.page._painted = False
    stage.page.showLoading(True)


def _idle(stage: BrowseStage) -> None:
    stage.tick(51)


def _time_up(stage: BrowseStage) -> None:
    stage.occupy(545)


def _longer(stage: BrowseStage) -> None:
    stage.browsing.extend()
    stage.occupy(300)


def _typing(stage: BrowseStage) -> None:
    field = stage.sheet.findChild(QQuickItem, "field")
    assert isinstance(field, QQuickItem)
    field.forceActiveFocus()


def _loading(stage: BrowseStage) -> None:
    stage.page.showLoading(True)


def _second_page(stage: BrowseStage) -> None:
    stage.page.showCanGoBack(True)


def _refused(stage: BrowseStage) -> None:
    stage.page.showRefusal(Refusal.FILE)


def _failed(stage: BrowseStage) -> None:
    stage.page.showTrouble(Trouble.FAILED)


STATES: dict[str, tuple[Callable[[BrowseStage], None], ...]] = {
    "page": (),
    "second_page": (_second_page,),
    "loading": (_loading,),
    "typing": (_typing,),
    "idle": (_idle,),
    "idle_typing": (_typing, _idle),
    "time": (_time_up,),
    "time_typing": (_typing, _time_up),
    "time_last": (_time_up, _longer),
    "refused": (_refused,),
    "failed": (_second_page, _failed),
    "failed_first": (_failed,),
    "opening": (_opening,),
}
"""Everything that the window can look like."""

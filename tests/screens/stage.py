"""The screen as a test plays it: shown in a window, touched by fingers, read back as items and pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QSize, Qt, QTranslator
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk import paths
from kiosk.domain.service_day import Now
from kiosk.screens.window import Screens, Window
from tests.screens import sample_boards, sample_calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPointingDevice

    from kiosk.domain.board import Board
    from kiosk.domain.call.status import CallStatus

PORTRAIT = QSize(1080, 1920)
LANDSCAPE = QSize(1920, 1080)


class Stage:
    """The whole screen over hand-made boards, at a time that only `tick` moves."""

    def __init__(
        self,
        size: QSize = PORTRAIT,
        *,
        demo: bool = True,
        reduced: bool = False,
        emergency: bool = False,
        panel_short_side: float = 685.0,
        services: bool = True,
        pocket: str = "",
    ) -> None:
        self.monotonic = sample_calls.NOW
        self.screens = Screens.made(
            paths.resources() / "translations",
            demo=demo,
            reduced=reduced,
            emergency=emergency,
            place=sample_calls.PLACE,
            services=services,
            pocket=pocket,
            monotonic=self._read_monotonic,
        )
        self.passenger = self.screens.passenger
        self.navigation = self.screens.navigation
        self.window = Window(
            self.screens,
            qml=paths.qml(),
            resources=paths.resources(),
            size=size,
            panel_short_side=panel_short_side,
        )
        self.window.show()
        QTest.qWaitForWindowExposed(self.window.view)
        self.seconds = 0.0

    def close(self) -> None:
        """Take everything down as the app does, and leave no words to the next test."""
        self.window.close()
        for translator in self.passenger.findChildren(QTranslator):
            QCoreApplication.removeTranslator(translator)

    def show(self, board: Board) -> None:
        """Show one board, as the app does each second."""
        self.screens.show(board, sample_boards.TIMETABLE)
        QGuiApplication.processEvents()
        self.lay_out()

    def call(self, status: CallStatus | None) -> None:
        """Show what the agent tells of the call."""
        self.screens.call.show(status)
        QGuiApplication.processEvents()
        self.lay_out()

    def _read_monotonic(self) -> float:
        return self.monotonic

    def lay_out(self) -> None:
        """Put everything where the next frame will show it."""
        for item in visible(self.window.view.rootObject()):
            item.ensurePolished()

    def tick(self, seconds: float) -> None:
        """Let seconds pass without a touch."""
        self.navigation.tick(Now(sample_boards.NOW, self.seconds))
        self.seconds += seconds
        self.navigation.tick(Now(sample_boards.NOW, self.seconds))
        QGuiApplication.processEvents()

    def items(self, name: str) -> list[QQuickItem]:
        """The visible items of that name, from top to bottom."""
        self.lay_out()
        found = [item for item in visible(self.window.view.rootObject()) if item.objectName() == name]
        return sorted(found, key=lambda item: item.mapToScene(QPointF()).y())

    def item(self, name: str) -> QQuickItem:
        """The one visible item of that name."""
        (found,) = self.items(name)
        return found

    def item_in(self, item: QQuickItem, name: str) -> QQuickItem:
        """The one visible item of that name inside another."""
        (found,) = (part for part in visible(item) if part.objectName() == name)
        return found

    def words(self, name: str = "") -> list[str]:
        """Every word that can be read inside the items of that name, from the back to the front."""
        inside = self.items(name) if name else [self.window.view.rootObject()]
        return [str(item.property("text")) for part in inside for item in texts(part)]

    def middle(self, item: QQuickItem) -> QPoint:
        """The middle of an item in the window."""
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def touch(self, device: QPointingDevice, item: QQuickItem) -> None:
        """One finger taps an item."""
        place = self.middle(item)
        QTest.touchEvent(self.window.view, device).press(0, place, self.window.view).commit()
        QTest.touchEvent(self.window.view, device).release(0, place, self.window.view).commit()

    def click(self, item: QQuickItem) -> None:
        """The mouse clicks an item."""
        QTest.mouseClick(
            self.window.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.middle(item)
        )

    def ask(self, item: QQuickItem, expression: str) -> object:
        """The value of an expression of QML beside an item, for what Python cannot read."""
        context = qmlContext(item)
        assert context is not None
        return QQmlExpression(context, item, expression).evaluate()[0]

    def picture(self) -> QImage:
        """What is on the screen."""
        QGuiApplication.processEvents()
        return self.window.picture()

    def pixels(self, item: QQuickItem) -> set[str]:
        """Every colour that can be seen inside an item."""
        picture = self.picture()
        area = item.mapRectToScene(item.boundingRect()).toRect().intersected(picture.rect())
        return {
            QColor(picture.pixel(x, y)).name()
            for y in range(area.top(), area.bottom() + 1)
            for x in range(area.left(), area.right() + 1)
        }


def visible(item: QQuickItem) -> Iterator[QQuickItem]:
    """An item and all that can be seen inside it, from the back to the front."""
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from visible(child)


def texts(item: QQuickItem) -> list[QQuickItem]:
    """Every text that can be seen inside an item."""
    return [part for part in visible(item) if part.inherits("QQuickText") and part.property("text")]

"""Fields above the keyboard, as a test plays them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QSize, QTranslator, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from kiosk import paths
from kiosk.domain.keyboard import places
from kiosk.screens.icons import IconProvider
from kiosk.screens.keyboard import KeyboardScreen
from kiosk.screens.passenger import Habits, Passenger
from kiosk.screens.window import use_fonts
from tests.screens.stage import PORTRAIT, texts, visible

if TYPE_CHECKING:
    from PySide6.QtGui import QPointingDevice

    from kiosk.domain.keyboard import Do
    from kiosk.screens.key_sound import KeySound

SCENE = Path(__file__).with_name("Fields.qml")


class KeyboardStage:
    """One field of every purpose, and the keyboard below them; fields are found by the name of the purpose."""

    def __init__(
        self, size: QSize = PORTRAIT, habits: Habits | None = None, sound: KeySound | None = None
    ) -> None:
        use_fonts(paths.resources() / "fonts")
        self.passenger = Passenger(paths.resources() / "translations", habits or Habits(theme="day"))
        self.keyboard = KeyboardScreen(self.passenger, paths.resources() / "keyboards", sound, self.passenger)
        self.view = QQuickView()
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        engine = self.view.engine()
        engine.addImportPath(str(paths.qml()))
        engine.addImageProvider("icons", IconProvider(paths.resources() / "icons"))
        self.view.setInitialProperties({"keyboard": self.keyboard, "passenger": self.passenger})
        self.view.resize(size)
        self.view.setSource(QUrl.fromLocalFile(str(SCENE)))
        assert self.view.errors() == []
        self.keyboard.watch(self.view)
        self.view.show()
        QTest.qWaitForWindowExposed(self.view)

    def close(self) -> None:
        """Take the scene down before what it reads, and leave no words to the next test."""
        self.view.close()
        shiboken6.delete(self.view)
        for translator in self.passenger.findChildren(QTranslator):
            QCoreApplication.removeTranslator(translator)

    def item(self, name: str) -> QQuickItem:
        """The one item of that name."""
        found = self.view.rootObject().findChild(QQuickItem, name)
        assert isinstance(found, QQuickItem)
        return found

    def focus(self, name: str) -> QQuickItem:
        """Give a field the focus."""
        field = self.item(name)
        field.forceActiveFocus()
        self.lay_out()
        return field

    def typed(self, name: str) -> str:
        """What a field holds."""
        return str(self.item(name).property("text"))

    def shown_keys(self) -> dict[str, QQuickItem]:
        """Every key that can be seen, by what is written on it, or else by what it is called."""
        self.lay_out()
        found = [item for item in visible(self.view.rootObject()) if item.objectName() == "key"]
        return {str(key.property("text")) or str(key.property("spoken")): key for key in found}

    def words(self) -> list[QQuickItem]:
        """Every text on the keys."""
        return [text for key in self.shown_keys().values() for text in texts(key)]

    def does(self, do: Do) -> QPoint:
        """The middle of the key that does this."""
        layout = self.keyboard._layouts[self.keyboard.layout]
        name = next(place.name for place in places(layout) if place.key.do is do)
        found = [item for item in self.shown_keys().values() if item.property("key") == name]
        return self.middle(found[0])

    def at(self, text: str) -> QPoint:
        """The middle of the key with this written on it."""
        return self.middle(self.shown_keys()[text])

    def middle(self, item: QQuickItem) -> QPoint:
        """The middle of an item in the window."""
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def tap(self, device: QPointingDevice, place: QPoint) -> None:
        """One finger taps the glass."""
        QTest.touchEvent(self.view, device).press(0, place, self.view).commit()
        QTest.touchEvent(self.view, device).release(0, place, self.view).commit()
        self.lay_out()

    def lay_out(self) -> None:
        """Put everything where the next frame will show it."""
        QGuiApplication.processEvents()
        for item in visible(self.view.rootObject()):
            item.ensurePolished()

    def picture(self) -> QImage:
        """What can be seen."""
        self.lay_out()
        return self.view.grabWindow()

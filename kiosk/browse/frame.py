"""The one window of a session: our frame, and the place in it where the web page goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QPoint, QSize, Qt, Signal
from PySide6.QtQuick import QQuickItem, QQuickView

from kiosk import paths
from kiosk.browse.shortcuts import Shortcuts
from kiosk.screens.icons import IconProvider
from kiosk.screens.passenger import Habits, Passenger
from kiosk.screens.window import use_fonts

if TYPE_CHECKING:
    from kiosk.browse.plan import Look


class Frame(QObject):
    """A window that is made hidden, for a passenger whose choices are not known yet.

    `opened` comes once, with its first picture on the screen.
    """

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        resources = paths.resources()
        use_fonts(resources / "fonts")
        self.passenger = Passenger(resources / "translations")
        self.view = QQuickView()
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        engine = self.view.engine()
        engine.addImportPath(str(paths.qml()))
        engine.addImageProvider("icons", IconProvider(resources / "icons"))
        self.passenger.languageChanged.connect(engine.retranslate)
        self.shortcuts = Shortcuts(self)
        self.view.installEventFilter(self.shortcuts)

    @property
    def place(self) -> QQuickItem:
        """Where the web page goes."""
        return self.view.contentItem()

    def adopt(self, look: Look) -> None:
        """Look as the screen that is to be covered."""
        self.passenger.habits = Habits(look.language, look.theme, look.text_size)
        self.passenger.reset()
        self.passenger.themeChanged.emit()
        self.view.resize(QSize(*look.size))

    def show(self, look: Look) -> None:
        """Cover the screen."""
        self.view.frameSwapped.connect(self._swapped)
        if look.position is not None:
            self.view.setFlag(Qt.WindowType.FramelessWindowHint)
            self.view.setPosition(QPoint(*look.position))
        if look.fullscreen:
            self.view.showFullScreen()
        else:
            self.view.show()
        self.view.raise_()
        self.view.requestActivate()

    def hide(self) -> None:
        """Uncover it, at once."""
        self.view.hide()

    def destroy(self) -> None:
        """Take the scene down before what it reads."""
        self.passenger.languageChanged.disconnect()
        shiboken6.delete(self.view)

    def _swapped(self) -> None:
        self.view.frameSwapped.disconnect(self._swapped)
        self.opened.emit()

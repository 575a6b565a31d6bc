"""The window of a session with everything of ours in it: made hidden, shown once, hidden at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from kiosk import paths
from kiosk.browse.emergency import Emergency
from kiosk.browse.shortcuts import Shortcuts
from kiosk.screens.browsing_window import BrowsingScreens, BrowsingWindow
from kiosk.screens.call import Place
from kiosk.screens.passenger import Habits

if TYPE_CHECKING:
    from kiosk.browse.plan import BrowsePlan, Look, Request

TICK_MS = 1000
ASK_KEYS_MS = 20


class Frame(QObject):
    """The frame round the web page, for a passenger whose choices are not known until `show`.

    `opened` comes once, with its first picture on the screen.
    """

    opened = Signal()

    def __init__(self, plan: BrowsePlan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        resources = paths.resources()
        self.screens = BrowsingScreens.made(
            resources,
            plan.limits,
            key_sound=plan.key_sound,
            emergency=plan.sos_socket is not None,
            place=Place(plan.place_address, plan.pavilion),
        )
        self.window = BrowsingWindow(self.screens, qml=paths.qml(), resources=resources)
        self._shortcuts = Shortcuts(self)
        self._shortcuts.touched.connect(self.screens.browsing.touched)
        self.window.view.installEventFilter(self._shortcuts)
        self._emergency = Emergency(plan.sos_socket, self.screens, self) if plan.sos_socket else None
        if self._emergency:
            self._emergency.start()
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._keys = QTimer(self, interval=ASK_KEYS_MS)
        self._keys.timeout.connect(self._take_keys)

    def show(self, request: Request) -> None:
        """Cover the screen, looking as it does, and let the passenger's time begin."""
        look, view = request.look, self.window.view
        self.screens.begin(request.title, Habits(look.language, look.theme, look.text_size), time.monotonic())
        self._clock.start()
        self.window.measure(look.panel_short_side)
        view.frameSwapped.connect(self._swapped)
        self._place(look)
        if look.fullscreen:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)  # over what a page wants to show
            view.showFullScreen()
            if QGuiApplication.platformName() == "xcb":
                self._keys.start()
        else:
            view.show()
        view.requestActivate()

    def hide(self) -> None:
        """Uncover it, at once."""
        self._clock.stop()
        self._keys.stop()
        self.window.view.hide()

    def close(self) -> None:
        """Take the window down; what was inside it has gone before."""
        if self._emergency:
            self._emergency.stop()
        self.window.close()

    def _place(self, look: Look) -> None:
        view = self.window.view
        view.resize(QSize(*look.size))
        if look.position is not None:
            view.setFlag(Qt.WindowType.FramelessWindowHint)
            view.setPosition(QPoint(*look.position))

    @Slot()
    def _swapped(self) -> None:
        self.window.view.frameSwapped.disconnect(self._swapped)
        self.opened.emit()

    @Slot()
    def _take_keys(self) -> None:
        """Let no window manager of X11 hear a key; this is refused until the board below has let go of them."""
        if self.window.view.setKeyboardGrabEnabled(True):
            self._keys.stop()

    @Slot()
    def _tick(self) -> None:
        self.screens.tick(time.monotonic())

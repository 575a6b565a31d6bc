"""The window of a stop: once it covers the panel it stays, whoever asks it to go."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

if TYPE_CHECKING:
    from PySide6.QtCore import QMetaObject
    from PySide6.QtGui import QCloseEvent, QKeyEvent

KEYS_TOLD_EVERY = 600.0
"""Seconds between two lines of the log about a keyboard: whoever plays with one must not fill the disk."""

log = logging.getLogger(__name__)


class StopView(QQuickView):
    """A scene that covers its screen from `cover` on, whatever size and place that screen takes.

    Then no desktop closes it, no pointer is seen over it, and under X11 no window manager hears a key: Alt+Tab and
    the like do nothing. Under Wayland that is up to the compositor.
    """

    def __init__(self) -> None:
        super().__init__()
        self._covers = False
        self._told_of_keys: float | None = None
        self._followed: QMetaObject.Connection | None = None

    @property
    def covers(self) -> bool:
        """Whether it was told to cover the screen; what `windowState` says is up to the compositor."""
        return self._covers

    def cover(self) -> None:
        """Cover the screen, also where no window manager is there to make the window as large as it asks to be."""
        self._covers = True
        self.screenChanged.connect(self._follow)
        self.frameSwapped.connect(self._seen)
        self._follow()

    def end(self) -> None:
        """Close it, for the program ends."""
        self._covers = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Somebody else wants it closed: a key of the desktop, or the button of a frame."""
        if self._covers:
            event.ignore()
        else:
            super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A stop has no keyboard: that there is one now is worth a line. Which key it was is nobody's business."""
        now = time.monotonic()
        told = self._told_of_keys
        if self._covers and event.spontaneous() and (told is None or now - told > KEYS_TOLD_EVERY):
            self._told_of_keys = now
            log.warning("somebody presses keys of a keyboard, which a stop does not have")
        super().keyPressEvent(event)

    @Slot()
    def _follow(self) -> None:
        """Be told when the screen that is there now takes another shape, once, and by none that it left."""
        if self._followed is not None:
            self.disconnect(self._followed)  # type: ignore[call-overload]  # it exists; mypy takes it for shadowed
        self._followed = self.screen().geometryChanged.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        # Without any panel Qt has a screen of no size; the window waits as it is for one to be plugged in.
        room = self.screen().geometry()
        if self._covers and not room.isEmpty():
            self.setGeometry(room)
            self.showFullScreen()

    @Slot()
    def _seen(self) -> None:
        """Take pointer and keys. After the first picture: Qt's names take long to load."""
        from PySide6.QtCore import Qt  # noqa: PLC0415

        self.frameSwapped.disconnect(self._seen)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)
        if QGuiApplication.platformName() == "xcb":
            self.activeChanged.connect(self._take_keys)
            self._take_keys()

    @Slot()
    def _take_keys(self) -> None:
        """Take the keys while they come here: before, they are refused; later, a web session is in front."""
        self.setKeyboardGrabEnabled(self.isActive())

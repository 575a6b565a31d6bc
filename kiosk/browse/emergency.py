"""The emergency call from the window of a web session: its bar speaks to the agent past the screen below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.domain.call.status import IN_CALL, CallStatus
from kiosk.sos.client import Watcher

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.screens.browsing_window import BrowsingScreens


class Emergency(QObject):
    """Shows the bar of `screens` what the agent at `socket` tells, and tells it what the bar wants.

    A call that is on ends the session, whoever began it: its page is the screen's, which lies below this window.
    """

    published = Signal(object)

    def __init__(self, socket: Path, screens: BrowsingScreens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screens = screens
        self._watcher = Watcher(socket, self.published.emit)
        self.published.connect(self._show)
        screens.call.wanted.connect(self._want)

    def start(self) -> None:
        """Watch the agent, once; a spare does too, so that its bar is right from its first picture on."""
        self._watcher.start()

    def stop(self) -> None:
        """Watch no more."""
        self._watcher.stop()

    @Slot(str)
    def _want(self, do: str) -> None:
        """The bar wants nothing but a call, and no phrase in it."""
        self._watcher.send(do)

    @Slot(object)
    def _show(self, status: CallStatus | None) -> None:
        """In the window's thread, whichever thread published."""
        self._screens.call.show(status)
        if status is not None:
            self._screens.browsing.show_call(on=status.state in IN_CALL)

"""One passenger's session inside the window: opened once, ended once, and nothing left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

from kiosk.browse import wire
from kiosk.browse.farewell import Farewell, to_call
from kiosk.browse.frame import Frame
from kiosk.browse.gate import Gate
from kiosk.browse.menus import Menus
from kiosk.browse.web_page import PageScreen
from kiosk.browse.web_view import WebView
from kiosk.browse.wire import State
from kiosk.domain.services.session import End

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.browse.plan import BrowsePlan, Request


class Visit(QObject):
    """Joins the frame, the web page and what the supervisor says; `say` tells the supervisor.

    `over` comes when everything is destroyed and there is nothing left to do but to exit.
    """

    over = Signal()

    def __init__(self, plan: BrowsePlan, say: Callable[[Mapping[str, object]], None]) -> None:
        super().__init__()
        self._plan = plan
        self._say = say
        self._how: End | None = None
        self._opened = False
        self.frame = Frame(plan, self)
        screens, window = self.frame.screens, self.frame.window
        self.page = PageScreen(Gate(plan.allowed, self), screens.page, plan.unresponsive_seconds, parent=self)
        self.web = WebView(window.view.engine(), self.page, window.surface)
        screens.browsing.ended.connect(self._ended)
        screens.keyboard.dismissed.connect(self.page.fieldLeft)
        menus = Menus(window.view, self)
        menus.touched.connect(screens.browsing.touched)
        menus.left.connect(self.page.fieldLeft)
        self.frame.opened.connect(self._tell_opened)
        self.page.painted.connect(self._tell_painted)
        self.page.frameWanted.connect(self.frame.window.view.update)
        self.frame.window.view.frameSwapped.connect(self.page.drawn)
        self.page.over.connect(self.end)
        self.page.settled.connect(self._tell_ready)

    def start(self) -> None:
        """Get warm; "ready" is told when there is a renderer that waits for the first page."""
        self.page.warm_up()

    @Slot(object)
    def hear(self, message: Mapping[str, Any]) -> None:
        """The supervisor wants something. Raises WireError: it is no supervisor of ours."""
        if "open" in message:
            self.open(wire.request_from_json(message["open"]))
        else:
            self.end(wire.end_from_json(message.get("end")))

    def open(self, request: Request) -> None:
        """Show the passenger what was asked for, once."""
        if self._opened or self._how is not None:
            return
        self._opened = True
        self.web.speak(request.look.language)
        self.page.fit(min(request.look.size), request.look.text_size)
        self.frame.show(request)
        self.page.open(request.url)

    @Slot()
    def abandon(self) -> None:
        """Nobody is there any more who could want something."""
        self.end(End.ABANDONED)

    @Slot(str)
    def _ended(self, how: str) -> None:
        self.end(End(how))

    @Slot(End)
    def end(self, how: End) -> None:
        """Hide everything at once, log the passenger out, wipe, and tell it; the first reason counts."""
        if self._how is not None:
            return
        self._how = how
        self.frame.hide()
        self._say({"state": State.CLOSING, "how": how})
        self.page.stop()
        farewell = Farewell(self.page, to_call(self._plan.logout_urls, self.page.hosts, self._plan.allowed), self)
        farewell.done.connect(self._wipe, Qt.ConnectionType.QueuedConnection)
        farewell.start()

    @Slot()
    def _wipe(self) -> None:
        """Destroy what holds anything of the passenger: the page with its view, the profile, the clipboard."""
        clipboard = QGuiApplication.clipboard()
        clipboard.clear(QClipboard.Mode.Clipboard)
        if clipboard.supportsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
        self.web.destroy()
        self.frame.close()
        self._say({"over": self._how})
        self.over.emit()

    @Slot()
    def _tell_ready(self) -> None:
        self.page.settled.disconnect(self._tell_ready)
        self._say({"state": State.READY})

    @Slot()
    def _tell_opened(self) -> None:
        self._say({"state": State.OPENED})

    @Slot()
    def _tell_painted(self) -> None:
        self.frame.window.view.frameSwapped.disconnect(self.page.drawn)
        self._say({"state": State.PAINTED})

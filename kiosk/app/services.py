"""The services pages joined with what they need: the catalogue, the way to the portal, the browser."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk import paths
from kiosk.app.browser import Browser
from kiosk.browse.configured import browse_plan
from kiosk.browse.plan import Look, Request
from kiosk.config.catalogue import read_or_last_good
from kiosk.domain.call.status import IN_CALL, CallStatus
from kiosk.domain.services.address import refusal
from kiosk.domain.services.catalogue import EMPTY
from kiosk.domain.services.search import Finder
from kiosk.domain.services.session import End
from kiosk.feeds.reach import Reach
from kiosk.screens.services import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.config.settings import Settings
    from kiosk.screens.window import Screens

SHIPPED = "services.toml"
PORTAL_HOST = "www.gosuslugi.ru"
SESSION = ("browse", "--serve")

log = logging.getLogger(__name__)


class Services(QObject):
    """Lets `screens` offer state services. `look` tells how the window stands at the moment, `folder` keeps data.

    `reached` tells whether the portal answers, `painted` that a page of it is seen. Imported and made after the
    first picture: nothing here is needed for it.
    """

    painted = Signal()
    reached = Signal(bool)

    def __init__(
        self,
        settings: Settings,
        screens: Screens,
        look: Callable[[], Look],
        *,
        folder: Path,
        sos_socket: Path | None,
    ) -> None:
        super().__init__()
        self._settings = settings.services
        self._screens = screens
        self._look = look
        self._folder = folder
        self._catalogue = EMPTY
        plan = browse_plan(settings, sos_socket)
        words = (*paths.program(), *SESSION)
        self._browser = Browser(plan, words, self, spare=self._settings.warm_spare, socket=paths.browse_socket)
        self._reach: Reach | None = None

    def start(self) -> None:
        """Offer what the catalogue holds; where pages may be opened here, be ready for it."""
        self._offer()
        if not self._settings.open_here:
            return
        screen = self._screens.services
        screen.set_openable(self._openable, self._settings.total_minutes)
        screen.wanted_here.connect(self._open)
        self._browser.stateChanged.connect(self._tell_browser)
        self._browser.painted.connect(self.painted)
        self._browser.start()
        if not self._browser.reason:
            self.reached.connect(self._tell_reach)
            self._reach = Reach(PORTAL_HOST, self.reached.emit, ca_file=self._settings.ca_file)
            self._screens.navigation.pageChanged.connect(self._look_closer)
            self._reach.start()

    def stop(self) -> None:
        """End a session that runs, and the process that waits for the next."""
        if self._reach is not None:
            self._reach.stop()
        self._browser.stop()

    @Slot(object)
    def show_call(self, status: CallStatus | None) -> None:
        """End the session where an emergency call is on: the call's page is what everybody needs to see."""
        if status is not None and status.state in IN_CALL:
            self._browser.end(End.EMERGENCY)

    def _offer(self) -> None:
        shipped = paths.resources() / SHIPPED
        wanted = self._settings.catalogue or shipped
        self._catalogue, trouble = read_or_last_good(wanted, self._folder, shipped)
        if trouble is not None:
            for line in str(trouble).splitlines():
                log.error("%s", line)
            log.error(
                "the last services that were right are offered"
                if self._catalogue.services
                else "no services are offered: no earlier catalogue is right either"
            )
        self._screens.services.set_catalogue(self._catalogue)
        self._screens.services.set_finder(Finder(self._catalogue))

    def _openable(self, address: str) -> bool:
        return not refusal(address, self._settings.allowed)

    @Slot(str)
    def _open(self, service_id: str) -> None:
        service = self._catalogue.service(service_id)
        if service is not None and self._openable(service.address):
            self._browser.open(Request(service.address, service.title, self._look()))

    @Slot(str, str)
    def _tell_browser(self, state: str, how: str) -> None:
        self._screens.services.set_browser(state, how, erased=self._browser.erased)

    @Slot(bool)
    def _tell_reach(self, reached: bool) -> None:
        """In the screen's thread, whichever thread published."""
        self._screens.services.set_network("there" if reached else "gone")

    @Slot()
    def _look_closer(self) -> None:
        if self._reach is not None:
            self._reach.watched = self._screens.navigation.page in PAGES

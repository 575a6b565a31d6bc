"""The last thing a session says to the portals where the passenger was: they are logged out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kiosk.browse.web_page import PageScreen
    from kiosk.domain.services.address import AllowList

LONGEST_MS = 1000
"""How long all portals together may take: the passenger is going, and the next one may come."""


def to_call(logout_urls: Sequence[str], visited: Collection[str], allowed: AllowList) -> list[str]:
    """The log-out addresses of portals that the passenger was at.

    A host of the allow-list and its subdomains are one portal: who logs in at one of them is known to all.
    """
    return [url for url in logout_urls if _portals([QUrl(url).host()], allowed) & _portals(visited, allowed)]


def _portals(hosts: Collection[str], allowed: AllowList) -> set[str]:
    return {portal for portal in allowed.hosts for host in hosts if f".{host}".endswith(f".{portal}")}


class Farewell(QObject):
    """Loads one address after the other in a view that nobody sees; `done` when they answered, or in a second."""

    done = Signal()

    def __init__(self, page: PageScreen, urls: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._urls = iter(urls)
        self._late = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._late.timeout.connect(self._end)

    def start(self) -> None:
        """Begin; where there is nothing to say, `done` comes at once."""
        self._page.settled.connect(self._next)
        self._late.start()
        self._next()

    @Slot()
    def _next(self) -> None:
        for url in self._urls:
            if self._page.leave(url):
                return
        self._end()

    @Slot()
    def _end(self) -> None:
        self._late.stop()
        self._page.settled.disconnect(self._next)
        self.done.emit()

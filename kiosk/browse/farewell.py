"""The last thing a session says to the portals where the passenger was: they are logged out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kiosk.browse.web_page import PageScreen

LONGEST_MS = 1000
"""How long all portals together may take: the passenger is going, and the next one may come."""


def to_call(logout_urls: Sequence[str], visited: Iterable[str]) -> list[str]:
    """The log-out addresses of portals that the passenger was at.

    A host and its subdomains are one portal here: who logged in on its log-in host is logged in on all of them.
    """
    hosts = list(visited)
    return [url for url in logout_urls if any(_one_portal(QUrl(url).host(), host) for host in hosts)]


def _one_portal(one: str, other: str) -> bool:
    return f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}")


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

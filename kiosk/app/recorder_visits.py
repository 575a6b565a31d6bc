"""What passengers use: pages, services, choices, and how long somebody stayed. Nothing links one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.domain.usage.fields import as_id
from kiosk.screens.navigation import Page

if TYPE_CHECKING:
    from kiosk.app.journal import Journal
    from kiosk.clock import Clock
    from kiosk.screens.window import Screens

LENGTHS = ((15.0, "under-15-s"), (60.0, "15-60-s"), (180.0, "1-3-min"))
"""Less than so many seconds, and the word for it."""
LONGEST = "over-3-min"


class VisitRecorder(QObject):
    """Listens to `screens`; `tick` once a second notices that somebody has gone.

    A visit begins when a page is opened or a choice made, not with a mere touch of the glass, and ends when nobody
    has touched it for as long as the board waits: by then they had gone back to the board, or it came by itself.
    """

    def __init__(self, screens: Screens, journal: Journal, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screens = screens
        self._journal = journal
        self._clock = clock
        self._began: float | None = None
        self._idled = False

    def start(self) -> None:
        """Begin to listen."""
        screens = self._screens
        screens.navigation.opened.connect(self._note_page)
        screens.navigation.idled.connect(self._note_idle)
        screens.passenger.chosen.connect(self._note_choice)
        screens.services.wanted_here.connect(self._note_service)
        screens.services.session_ended.connect(self._note_session)

    def stop(self) -> None:
        """Listen no more."""
        screens = self._screens
        screens.navigation.opened.disconnect(self._note_page)
        screens.navigation.idled.disconnect(self._note_idle)
        screens.passenger.chosen.disconnect(self._note_choice)
        screens.services.wanted_here.disconnect(self._note_service)
        screens.services.session_ended.disconnect(self._note_session)

    def tick(self) -> None:
        """Look whether a visit is over; to be called after the navigation's own tick."""
        if self._began is None:
            return
        idle = self._screens.navigation.idle
        if self._idled or idle >= self._screens.passenger.habits.idle_seconds:
            length = self._now() - idle - self._began
            how = "idle" if self._idled else "board"
            self._journal.record("visit_ended", how=how, length=length_word(length))
            self._began = None
            self._idled = False

    @Slot(str, str)
    def _note_page(self, page: str, subject: str) -> None:
        self._somebody_is_here()
        self._journal.record("screen_opened", screen=page)
        if page == Page.SERVICE:
            self._journal.record("service_opened", service=as_id(subject), how="code")

    @Slot(str)
    def _note_service(self, service_id: str) -> None:
        self._journal.record("service_opened", service=as_id(service_id), how="here")

    @Slot(str)
    def _note_session(self, how: str) -> None:
        self._journal.record("session_ended", how=how)

    @Slot(str)
    def _note_choice(self, what: str) -> None:
        self._somebody_is_here()
        passenger = self._screens.passenger
        if what == "language":
            self._journal.record("language_chosen", language=passenger.language)
        elif what == "text_size":
            self._journal.record("text_size_chosen", size=passenger.textSize)
        else:
            self._journal.record("theme_chosen", theme="contrast" if passenger.highContrast else "usual")

    @Slot()
    def _note_idle(self) -> None:
        self._idled = self._began is not None

    def _somebody_is_here(self) -> None:
        if self._began is None:
            self._began = self._now()

    def _now(self) -> float:
        return self._clock.read().monotonic


def length_word(seconds: float) -> str:
    """The bucket of a visit of so many seconds."""
    return next((word for most, word in LENGTHS if seconds < most), LONGEST)

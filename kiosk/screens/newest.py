"""The newest fact of every source, and the board that they make together.

Facts rise from the threads of the feeds by one queued signal each; everything else happens in the GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.domain.board import Board, build
from kiosk.domain.departures import Departure, departures
from kiosk.domain.realtime import FeedMessage, SourceState
from kiosk.domain.service_day import Instant, Now
from kiosk.domain.timetable import Timetable

LOOK_BACK = 3600
"""Seconds: a bus this late is still looked for, and a bus just gone is still shown as gone."""
LOOK_AHEAD = 3 * 3600
AT_LEAST = 12
"""Departures to look ahead for, however far away: the next service is always offered."""
RENEW_AFTER = 30
"""Seconds after which the window of departures moves on without any news."""


class NewestFacts(QObject):
    """Keeps what was published last and answers with the board of this second.

    Emit `source_published` with a SourceState and `timetable_published` with a Timetable from any thread.
    """

    source_published = Signal(object)
    timetable_published = Signal(object)
    timetable_changed = Signal()

    def __init__(self, timetable: Timetable, source_names: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.timetable = timetable
        self._sources = {name: SourceState(name) for name in source_names}
        self._departures: tuple[Departure, ...] = ()
        self._computed_at: Instant | None = None
        self._board: Board | None = None
        # Queued by Qt itself when another thread emits: this object lives in the GUI thread.
        self.source_published.connect(self._keep_source)
        self.timetable_published.connect(self._keep_timetable)

    @Slot(object)
    def _keep_source(self, state: SourceState) -> None:
        if state.message is not self._sources[state.name].message:
            self._computed_at = None
        self._sources[state.name] = state

    @Slot(object)
    def _keep_timetable(self, timetable: Timetable) -> None:
        self.timetable = timetable
        self._computed_at = None
        self.timetable_changed.emit()

    def source(self, name: str) -> SourceState:
        """The newest fact about one source."""
        return self._sources[name]

    @property
    def shown(self) -> Board | None:
        """The board of the last second, None before the first."""
        return self._board

    def board(self, now: Now) -> Board:
        """The board at `now`; asked once a second."""
        if self._computed_at is None or not 0 <= now.instant - self._computed_at < RENEW_AFTER:
            self._departures = self._look(now.instant)
            self._computed_at = now.instant
        self._board = build(self.timetable, self._departures, tuple(self._sources.values()), now, self._board)
        return self._board

    def _look(self, now: Instant) -> tuple[Departure, ...]:
        until = now + LOOK_AHEAD
        later = self.timetable.calls_between(until, self.timetable.until)
        missing = AT_LEAST - len(self.timetable.calls_between(now, until))
        if missing > 0 and later:
            until = later[min(missing, len(later)) - 1].departure + 1
        return departures(self.timetable, self._messages(), now - LOOK_BACK, until)

    def _messages(self) -> tuple[FeedMessage, ...]:
        return tuple(source.message for source in self._sources.values() if source.message)

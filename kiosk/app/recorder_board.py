"""What the board says and what it is made of: feeds, clock, timetable, alerts, and how predictions came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.domain.board.freshness import GRACE
from kiosk.domain.usage import tracking
from kiosk.domain.usage.fields import as_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.app.journal import Journal
    from kiosk.clock import Clock
    from kiosk.domain.board import Board, Feed
    from kiosk.domain.board import Clock as ClockState
    from kiosk.domain.realtime import Alert, SourceState
    from kiosk.domain.usage.entries import Scored
    from kiosk.screens.newest import NewestFacts

SEVERITIES = {"INFO": "info", "WARNING": "warning", "SEVERE": "severe"}
"""By GTFS-Realtime's severity_level."""
MOST_SECONDS = 10_000_000


class BoardRecorder(QObject):
    """Writes down each change of what the board and its sources are; `show` once a second."""

    def __init__(
        self,
        facts: NewestFacts,
        journal: Journal,
        clock: Clock,
        scored: Callable[[Sequence[Scored]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._facts = facts
        self._journal = journal
        self._clock = clock
        self._scored = scored
        self._tracker = tracking.NOTHING
        self._feed: Feed | None = None
        self._clock_state: ClockState | None = None
        self._alerts: tuple[Alert, ...] = ()
        self._alert_ids: frozenset[str] = frozenset()
        self._lost: dict[str, float] = {}

    def start(self) -> None:
        """Begin to listen."""
        self._facts.source_published.connect(self._note_source)
        self._facts.timetable_changed.connect(self._note_timetable)

    def stop(self) -> None:
        """Score what is known so far, and listen no more."""
        self._facts.source_published.disconnect(self._note_source)
        self._facts.timetable_changed.disconnect(self._note_timetable)
        self._give(tracking.give_up(self._tracker))
        self._tracker = tracking.NOTHING

    def show(self, board: Board) -> None:
        """The board of this second."""
        if board.feed is not self._feed:
            self._feed = board.feed
            self._journal.record("board_feed", state=board.feed)
        if board.clock is not self._clock_state:
            self._clock_state = board.clock
            self._journal.record("clock", state=board.clock)
        self._note_alerts(board.alerts)
        now = self._clock.read()
        self._tracker, scored = tracking.step(self._tracker, self._facts.timetable, board, now)
        self._give(scored)

    def _give(self, scored: Sequence[Scored]) -> None:
        if scored:
            self._scored(scored)

    def _note_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """Each alert once, as it comes onto the board."""
        if alerts == self._alerts:
            return
        for alert in alerts:
            if alert.alert_id not in self._alert_ids:
                severity = SEVERITIES.get(alert.severity_level, "unknown")
                self._journal.record("alert_shown", severity=severity)
        self._alerts = alerts
        self._alert_ids = frozenset(alert.alert_id for alert in alerts)

    @Slot(object)
    def _note_source(self, state: SourceState) -> None:
        """A source is lost after the minute for which nobody is told, and back with the next good message."""
        now = self._clock.read().monotonic
        if state.fault is None or state.failing_since is None:
            since = self._lost.pop(state.name, None)
            if since is not None:
                seconds = min(max(round(now - since), 0), MOST_SECONDS)
                self._journal.record("feed_back", feed=as_id(state.name), seconds=seconds)
        elif state.name not in self._lost and now - state.failing_since > GRACE:
            self._lost[state.name] = state.failing_since
            self._journal.record("feed_lost", feed=as_id(state.name), fault=state.fault)

    @Slot()
    def _note_timetable(self) -> None:
        self._journal.record("timetable_renewed")

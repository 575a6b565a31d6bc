"""How old the live data are, and whether our own clock can be believed.

The age is that of the vehicle first, then of the feed's header, then of our own fetch.
"""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.board.memory import Heard, Memory
from kiosk.domain.board.values import Certainty, Clock, Feed
from kiosk.domain.departure import Departure
from kiosk.domain.frozen import dataclass
from kiosk.domain.realtime import Fault, SourceState
from kiosk.domain.service_day import Instant, Now

LIVE_FOR = 60
"""Seconds for which a vehicle's word is simply live."""

CONTACT_FOR = 180
"""Seconds after which a silent vehicle gets no minutes. Source: kbrianps/busones, README (quiet after 3 min)."""

SILENT_AFTER = 360
"""Seconds after which it is not believed. Source: TheTransitClock/transitime, TimeoutHandlerModule (6 min)."""

FEED_FRESH_FOR = 90
"""Source: GTFS Realtime best practices: trip updates and positions not older than 90 s."""

FEED_LOST_AFTER = 300
"""Source: OneBusAway/maglev, internal/gtfs/realtime.go (feed cleared after 5 min)."""

GRACE = 60.0
"""Monotonic seconds of failure nobody is told of. Source: mbta/screens, use_api_response.ts:73-98."""

FUTURE_TOLERANCE = 60
"""A header further in the future cannot be true by our clock. Source: gtfs-realtime-validator, E050."""

LATENCY = 120
"""A feed that goes on but is always older than this by our clock: 90 s a feed may be old, and 30 s of drift."""

SANE_SINCE: Instant = 1_735_689_600
"""2025-01-01: a machine that believes in an earlier moment has lost its clock."""

_LADDER = (Certainty.LIVE, Certainty.AGEING, Certainty.OUT_OF_CONTACT, Certainty.TIMETABLE)


@dataclass(frozen=True, slots=True)
class LiveData:
    """The live feed as a whole, and the time.

    `now` is the best knowledge of the moment: our clock, or the feed's where ours is not believed; ages are
    taken against it. What lies before `since` is past by both clocks. `header` is when the data were made.
    """

    feed: Feed
    clock: Clock
    now: Instant
    since: Instant
    monotonic: float
    age: int | None = None
    header: Instant | None = None
    clock_error: int | None = None
    fault: Fault | None = None
    heard: Heard | None = None

    @property
    def usable(self) -> bool:
        """Whether a live prediction may be shown at all."""
        return self.feed in {Feed.LIVE, Feed.AGEING}


def live_data(sources: Sequence[SourceState], now: Now, memory: Memory) -> LiveData:
    """The state of the feed that predicts, judged by all three clocks."""
    source = _predicting(sources)
    message = source.message if source else None
    if source is None or message is None:
        clock = Clock.GOOD if now.instant >= SANE_SINCE else Clock.UNKNOWN
        return LiveData(
            feed=_unanswered(source, now, memory),
            clock=clock,
            now=now.instant,
            since=now.instant,
            monotonic=now.monotonic,
            fault=_fault(source, now),
        )
    fetched = source.received if source.received is not None else now.monotonic
    heard = _heard(message.timestamp, fetched, memory.heard)
    clock, error = _clock(now, heard)
    best = now.instant if error is None else now.instant - error
    age = max(0, round(now.monotonic - fetched))
    if message.timestamp is not None:
        age = max(age, best - message.timestamp)
    return LiveData(
        feed=_answered(source, age, message.timestamp, now),
        clock=clock,
        now=best,
        since=min(best, now.instant) if clock is Clock.DOUBTFUL else best,
        monotonic=now.monotonic,
        age=age,
        header=best - age,
        clock_error=error if clock is Clock.DOUBTFUL else None,
        fault=_fault(source, now),
        heard=heard,
    )


def measured(departure: Departure, data: LiveData) -> Instant | None:
    """When the vehicle of `departure` was last heard of, else when the feed was made.

    A stamp from the future is not believed.
    """
    stamps = []
    if departure.vehicle and departure.vehicle.timestamp is not None:
        stamps.append(departure.vehicle.timestamp)
    if departure.update and departure.update.timestamp is not None:
        stamps.append(departure.update.timestamp)
    return max((stamp for stamp in stamps if stamp <= data.now + FUTURE_TOLERANCE), default=data.header)


def certainty(age: int) -> Certainty:
    """The step of the ladder for a prediction whose vehicle was heard of `age` seconds ago."""
    if age <= LIVE_FOR:
        return Certainty.LIVE
    if age <= CONTACT_FOR:
        return Certainty.AGEING
    return Certainty.OUT_OF_CONTACT if age <= SILENT_AFTER else Certainty.TIMETABLE


def worse(one: Certainty, other: Certainty) -> Certainty:
    """The lower of two steps of the ladder."""
    return max(one, other, key=_LADDER.index)


def _predicting(sources: Sequence[SourceState]) -> SourceState | None:
    predicting = [source for source in sources if source.name != "alerts"]
    for source in predicting:
        if source.name == "trip_updates":
            return source
    return predicting[0] if predicting else None


def _failing_for(source: SourceState, now: Now) -> float:
    return 0.0 if source.failing_since is None else now.monotonic - source.failing_since


def _fault(source: SourceState | None, now: Now) -> Fault | None:
    return source.fault if source and _failing_for(source, now) > GRACE else None


def _unanswered(source: SourceState | None, now: Now, memory: Memory) -> Feed:
    if source is None:
        return Feed.ABSENT
    waited = max(_failing_for(source, now), now.monotonic - memory.started)
    return Feed.STARTING if waited <= GRACE else Feed.LOST


def _answered(source: SourceState, age: int, header: Instant | None, now: Now) -> Feed:
    if age > FEED_LOST_AFTER:
        return Feed.LOST
    if header is None or age > FEED_FRESH_FOR or _failing_for(source, now) > GRACE:
        return Feed.AGEING
    return Feed.LIVE


def _heard(header: Instant | None, fetched: float, before: Heard | None) -> Heard | None:
    if header is None:
        return None
    if before is None or header < before.header:
        return Heard(header, fetched)
    if header == before.header:
        return before
    return Heard(header, fetched, advanced=fetched)


def _clock(now: Now, heard: Heard | None) -> tuple[Clock, int | None]:
    """Our clock, and the seconds it seems to be ahead of the feed's where it is not believed.

    A feed cannot be made in the future. One that is old may be late or frozen; only one that goes on and yet
    stays old tells of our clock.
    """
    ahead = None
    if heard:
        ahead = now.instant - heard.header - round(now.monotonic - heard.since)
    if now.instant < SANE_SINCE:
        return Clock.UNKNOWN, ahead
    if heard is None or ahead is None:
        return Clock.GOOD, None
    goes_on = heard.advanced is not None and now.monotonic - heard.advanced <= LATENCY
    if ahead < -FUTURE_TOLERANCE or (goes_on and ahead > LATENCY):
        return Clock.DOUBTFUL, ahead
    return Clock.GOOD, None

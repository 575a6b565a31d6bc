"""Follows each prediction from the moment it is shown until its bus was seen here, or should have been.

Fed once a second with the board and the departures it was made of; seconds may be missed. Everything is kept for
the departures of the next half hour only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kiosk.domain.board.assembly import STEP
from kiosk.domain.board.strip import EYES_OPEN_BEFORE
from kiosk.domain.board.values import Board, Certainty, Clock, Due, Feed, Row
from kiosk.domain.departure import Departure, Status
from kiosk.domain.service_day import Instant, Now, Seconds
from kiosk.domain.timetable import Timetable
from kiosk.domain.usage.accuracy import Sample, Stay, bin_of, score
from kiosk.domain.usage.entries import Scored
from kiosk.domain.usage.sightings import Sighting, Where, sighting

SAMPLED_EVERY = 30.0
"""Monotonic seconds between two samples of one departure: as often as news comes, not as boards do."""

AWAITED_FOR: Seconds = 1800
"""Seconds past the last moment promised for which a bus may still come, and be called late. Our choice."""

STAY_OVER = 180.0
"""Monotonic seconds without another report from here after which a bus that nobody saw leave has left."""

PASSING_WITHIN: Seconds = 120
"""A bus that only drove by came in the middle between its last report before our stop and its first one beyond.
They may lie this many seconds apart: twice the narrowest limit of a bin. Further apart, nobody knows when it came.
"""

SEEN_HERE_WITHIN = 3 * 3600.0
"""Monotonic seconds within which a bus of the route, or this very bus, must have been seen for silence to mean
that it did not come: some feeds never tell where a bus is.
"""

MOST_SAMPLES = 240
"""Samples of one departure: of a bus that is always ten minutes away, two hours."""

MOST_FOLLOWED = 300
"""Departures followed at once: more than any stop has in an hour."""

_OFF = frozenset({Status.CANCELLED, Status.SKIPPED})
_PROMISED = frozenset({Certainty.LIVE, Certainty.AGEING})
_NO_PROMISE = frozenset({Due.AT_STOP, Due.INTERVAL, Due.CANCELLED, Due.SKIPPED})


@dataclass(frozen=True, slots=True)
class Followed:
    """One departure with what was promised of it. `until`: the moment up to which it is awaited.

    `sampled` and `heard` are monotonic: the last sample, the last report from here. `before` is the last report
    before our stop, `stay` its time here; `gone`: it was seen beyond. `blind`: there was a time, near the promised
    one, when the feed told nothing. `looked`: the report that was read last.
    """

    departure: Departure
    samples: tuple[Sample, ...]
    sampled: float
    until: Instant
    before: Instant | None = None
    stay: Stay | None = None
    heard: float = 0.0
    gone: bool = False
    blind: bool = False
    looked: object = None


@dataclass(frozen=True, slots=True)
class Tracker:
    """Everything that is awaited, and when a bus of each route was last seen here (monotonic)."""

    now: Now | None = None
    followed: Mapping[str, Followed] = field(default_factory=lambda: MappingProxyType({}))
    seen: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


NOTHING = Tracker()


def step(tracker: Tracker, timetable: Timetable, board: Board, now: Now) -> tuple[Tracker, list[Scored]]:
    """Take samples of `board`, look where the buses are, and give the sums of what is over.

    While the clock of the machine is not believed nothing is scored, and what was awaited is given up as unknown.
    """
    if board.clock is not Clock.GOOD or _stepped(tracker.now, now):
        return Tracker(now, seen=tracker.seen), give_up(tracker)
    calls = board.memory.listing.calls if board.memory and board.memory.listing else {}
    usable = board.feed in (Feed.LIVE, Feed.AGEING)
    shown = {row.key for row in board.rows}
    seen = {route: at for route, at in tracker.seen.items() if now.monotonic - at <= SEEN_HERE_WITHIN}
    kept: dict[str, Followed] = {}
    scored: list[Scored] = []
    for key, before in tracker.followed.items():
        known = calls.get(key)
        one = _look(before, known, timetable, now) if usable and known else before
        if not usable and now.instant >= _eyes_open_from(one):
            one = replace(one, blind=True)
        if one.stay or one.gone:
            seen[one.departure.route_id] = now.monotonic
        if _awaited(one, known, now, shown=key in shown):
            kept[key] = one
        else:
            scored += _score(one, missed=_missed(one, known, now, seen))
    _take_samples(kept, timetable, board, now)
    return Tracker(now, MappingProxyType(kept), MappingProxyType(seen)), scored


def give_up(tracker: Tracker) -> list[Scored]:
    """What was shown and is not over yet, as unknown, but for buses that were seen here already."""
    return [line for one in tracker.followed.values() for line in _score(one)]


def _stepped(before: Now | None, now: Now) -> bool:
    if before is None:
        return False
    return abs(now.instant - before.instant - (now.monotonic - before.monotonic)) > STEP


def _take_samples(followed: dict[str, Followed], timetable: Timetable, board: Board, now: Now) -> None:
    """Add to `followed` what `board` promises now."""
    for row in board.rows:
        one = followed.get(row.key)
        in_bin = bin_of(row.moment - board.now)
        if in_bin is None or not _promises(row) or not _due(one, now):
            continue
        sample = (in_bin, row.moment)
        if one:
            until = max(one.until, row.moment + AWAITED_FOR)
            samples = (*one.samples, sample)
            followed[row.key] = replace(
                one, departure=row.departure, samples=samples, sampled=now.monotonic, until=until
            )
        elif len(followed) < MOST_FOLLOWED and not _stands_here(row, timetable, now):
            followed[row.key] = Followed(row.departure, (sample,), now.monotonic, row.moment + AWAITED_FOR)


def _promises(row: Row) -> bool:
    """Whether `row` names a moment for a bus of which the feed knows."""
    return row.certainty in _PROMISED and row.due not in _NO_PROMISE


def _due(one: Followed | None, now: Now) -> bool:
    """Whether the next sample is to be taken: none of a bus that was seen here already, it need not be awaited."""
    if one is None:
        return True
    return not one.stay and len(one.samples) < MOST_SAMPLES and now.monotonic - one.sampled >= SAMPLED_EVERY


def _stands_here(row: Row, timetable: Timetable, now: Now) -> bool:
    seen = sighting(timetable, row.departure, now.instant)
    return seen is not None and seen.where is Where.HERE


def _look(one: Followed, known: Departure, timetable: Timetable, now: Now) -> Followed:
    """`one` after the newest report of its vehicle, each report read once."""
    if known.vehicle is None or known.vehicle is one.looked:
        return one
    seen = sighting(timetable, known, now.instant)
    looked = replace(one, looked=known.vehicle)
    if seen is None:
        return looked
    if seen.where is Where.BEFORE:
        return looked if one.stay else replace(looked, before=seen.at)
    if seen.where is Where.BEYOND:
        return replace(looked, stay=one.stay or _passing(one.before, seen), gone=True)
    came = one.stay.came if one.stay else seen.at
    return replace(looked, stay=Stay(came, max(came, seen.at)), heard=now.monotonic)


def _passing(before: Instant | None, seen: Sighting) -> Stay | None:
    """When a bus drove by that was never seen standing here; None where its reports lie too far apart."""
    if before is None or not 0 <= seen.at - before <= PASSING_WITHIN:
        return None
    middle = (before + seen.at) // 2
    return Stay(middle, middle)


def _eyes_open_from(one: Followed) -> Instant:
    return one.until - AWAITED_FOR - EYES_OPEN_BEFORE


def _awaited(one: Followed, known: Departure | None, now: Now, *, shown: bool) -> bool:
    """Whether more may be learnt of `one`. `shown`: the board still has it, perhaps because it stands here."""
    if one.gone or (known and known.status in _OFF and not one.stay):
        return False
    if one.stay and not shown:
        return now.monotonic - one.heard < STAY_OVER
    return now.instant <= one.until


def _missed(one: Followed, known: Departure | None, now: Now, seen: Mapping[str, float]) -> bool:
    """Whether it may be said that the bus did not come: it was awaited to the end, by eyes that were open.

    A run that the feed dropped altogether and no timetable knows may go on under another name: nobody knows.
    """
    if one.gone or one.blind or known is None or now.instant <= one.until:
        return False
    return one.before is not None or one.departure.route_id in seen


def _score(one: Followed, *, missed: bool = False) -> list[Scored]:
    departure = one.departure
    return score(departure.service_date, departure.route_id, one.samples, one.stay, missed=missed)

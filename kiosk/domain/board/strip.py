"""The strip of the last minutes: what has left, and what was expected and never seen."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.domain.board.claims import Sight
from kiosk.domain.board.freshness import LiveData
from kiosk.domain.board.memory import Gone
from kiosk.domain.board.values import Fate, Past
from kiosk.domain.service_day import Instant

KEPT: Mapping[Fate, int] = {Fate.PASSED: 600, Fate.NOT_SEEN: 900}
"""Seconds for which the strip tells of a departure.
Source: OneBusAway/onebusaway-android#728 (10 min, so that a rider can report a no-show).
"""

AT_MOST = 4
"""Lines of the strip: it must not crowd out what is coming."""

REMEMBERED_FOR = 3600.0
"""Monotonic seconds for which a bus that has left may not come back as a timetable row."""

RETURNS_WITH = 30
"""A bus that has left comes back only with a newer prediction of more seconds than this."""

MISSED_AFTER = 120
"""Seconds after its scheduled time at which a bus that live data should have shown counts as not seen."""

EYES_OPEN_BEFORE = 300
"""Seconds before a bus was due from which on the feed must have been alive to call it not seen."""

ROUTE_LIVE_WITHIN = 3600.0
"""Monotonic seconds within which a route must have had live data for silence to mean anything."""


def strip(gone: Mapping[str, Gone], now: Instant) -> tuple[Past, ...]:
    """What to tell at `now`, newest first."""
    told = [one.past for one in gone.values() if one.past and 0 <= now - one.past.moment <= KEPT[one.past.fate]]
    return tuple(sorted(told, key=lambda past: (-past.moment, past.key))[:AT_MOST])


def remembered(gone: Mapping[str, Gone], monotonic: float) -> dict[str, Gone]:
    """What of yesterday's departures still matters."""
    return {key: one for key, one in gone.items() if 0 <= monotonic - one.at <= REMEMBERED_FOR}


def missed(scheduled: Instant, route_live: float | None, watching_since: float | None, data: LiveData) -> bool:
    """Whether a bus of the timetable that no feed ever mentioned should have been seen by now.

    Only the eyes that were open may say "not seen": the feed was alive from before it was due, and the route has
    live data as a rule. Source of the need: OneBusAway/onebusaway#23, kbrianps/busones#5.
    """
    if route_live is None or watching_since is None or data.monotonic - route_live > ROUTE_LIVE_WITHIN:
        return False
    return data.monotonic - watching_since >= data.now - scheduled + EYES_OPEN_BEFORE


def returns(left: Gone, sight: Sight, data: LiveData) -> bool:
    """Whether there is news enough to take back that a bus has left or was not seen.

    A timetable row or an old prediction never is: an early bus would come back at its scheduled time.
    Source: OneBusAway/onebusaway-application-modules#162, MobilityData/gtfs-realtime-validator#16.
    """
    coming = sight.progress is not None and sight.progress.stops_away >= 0
    if left.observed and not coming:
        return False
    if coming and left.past and left.past.fate is Fate.NOT_SEEN:
        return True
    newer = sight.claimed and sight.fate is None and sight.stamp != left.stamp
    return newer and sight.moment > data.since + RETURNS_WITH

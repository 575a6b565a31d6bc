"""The countdown: seconds become minutes in one place, and a shown minute does not bounce."""

from __future__ import annotations

from kiosk.domain.service_day import Instant

PESSIMISM = 15
"""Seconds taken off every prediction: the feed is half a polling interval old on average.
Source: entur/tavla-visning, src/Shared/utils/time.ts ("to avoid optimistic time since fetch happens every 30 s").
"""

CLOCK_ABOVE = 20
"""Minutes above which a clock time stands instead: a far prediction must not pretend to precision.
Source: HSLdevcom/digitransit-virtualmonitor, src/monitorConfig.js (Tampere and Vaasa: 20).
"""

PERSISTS = 30.0
"""Monotonic seconds for which the feed must ask for one minute more before it is shown."""


def minutes_left(moment: Instant, now: Instant) -> int:
    """Whole minutes a passenger may count on; 0 means arriving. Never negative."""
    return max(0, (moment - now - PESSIMISM) // 60)


def steady(
    minutes: int, shown: int | None, rising_since: float | None, monotonic: float
) -> tuple[int, float | None]:
    """The minute to show and, while a rise by one is held back, since when.

    `shown` is the number of a second ago. One minute more is jitter unless it persists; two or more are news.
    Source: mbta/realtime_signs, lib/signs/bus.ex:250-266 (a rise by one keeps the old time).
    """
    if shown is None or minutes != shown + 1:
        return minutes, None
    since = monotonic if rising_since is None else rising_since
    if monotonic - since >= PERSISTS:
        return minutes, None
    return shown, since


def latest_moment(minutes: int, now: Instant) -> Instant:
    """The last moment for which `minutes_left` still gives `minutes`."""
    return now + PESSIMISM + 60 * minutes + 59

"""When the screen starts anew by itself: once a night, so that nothing that grows ever grows for long."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from kiosk.domain.board.freshness import SANE_SINCE
from kiosk.domain.service_day import local_date

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant, Now

TRIED_FOR = 6 * 3600
"""Seconds for which a restart that was in somebody's way is tried; then it is left to the next night."""
FRESH = 3600
"""A program that was younger than so many seconds at the hour needs no restart that night."""
APART = 16 * 3600.0
"""Seconds that lie between two of them by the clock that never steps: the latest of one night and the earliest of
the next are 18 h apart, an hour less where clocks change.
"""
UNTOUCHED = 300.0
"""Seconds without a touch after which nobody stands before the screen."""


def due(at: time, zone: ZoneInfo, now: Now, began: float, *, by_night: bool) -> bool:
    """Whether the restart planned for `at` of the stop's own time is to be made now.

    `began` is when this program started (monotonic), `by_night` whether such a restart started it. A clock that is
    not known plans nothing; one that steps makes nothing happen twice.
    """
    if now.instant < SANE_SINCE:
        return False
    late, age = now.instant - _last(at, zone, now.instant), now.monotonic - began
    if by_night and age < APART:
        return False
    return late < TRIED_FOR and age >= late + FRESH


def _last(at: time, zone: ZoneInfo, now: Instant) -> Instant:
    """When it was `at` last. An hour that is left out counts as the one after it, of a doubled one the first."""
    today = local_date(now, zone)
    moment = round(datetime.combine(today, at, tzinfo=zone).timestamp())
    if moment <= now:
        return moment
    return round(datetime.combine(today - timedelta(days=1), at, tzinfo=zone).timestamp())

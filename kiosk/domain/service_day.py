"""The service day of GTFS: how seconds of a timetable become moments of the world.

Moments are POSIX seconds (`Instant`): subtracting them is right on the days when clocks change, which is not
so for local date-times. Local wall-clock time exists only where a person reads it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from kiosk.domain.frozen import dataclass

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Instant: TypeAlias = int
"""A moment: POSIX seconds, the unit of GTFS-Realtime."""

Seconds: TypeAlias = int
"""Seconds since time zero of a service day; may exceed 86,400 by days, and may be negative."""


@dataclass(frozen=True, slots=True)
class Now:
    """Both clocks, read together once per tick.

    `instant` is the wall clock and may be wrong or step; `monotonic` counts seconds since some start and never
    steps: ages of what was received are differences of it.
    """

    instant: Instant
    monotonic: float


def time_zero(service_date: date, zone: ZoneInfo) -> Instant:
    """Time zero of a service day: local noon minus 12 hours.

    It differs from midnight only on the days when the clocks change.
    Source: GTFS Schedule reference, field type "Time".
    """
    noon = datetime(service_date.year, service_date.month, service_date.day, 12, tzinfo=zone)
    return round(noon.timestamp()) - 12 * 3600


def local(moment: Instant, zone: ZoneInfo) -> datetime:
    """The wall clock at `moment` in `zone`."""
    return datetime.fromtimestamp(moment, UTC).astimezone(zone)


def local_date(moment: Instant, zone: ZoneInfo) -> date:
    """The calendar date at `moment` in `zone`."""
    return local(moment, zone).date()


def passengers_day(moment: Instant, zone: ZoneInfo) -> date:
    """The day a waiting passenger means by "today": it ends at 04:00, not at midnight.

    Source: mbta/screens, lib/screens/util.ex (service day 04:00 to 04:00).
    """
    return (local(moment, zone) - timedelta(hours=4)).date()

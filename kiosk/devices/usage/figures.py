"""The figures of a period, read from the usage log a month at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.domain.usage.catalogue import Purpose
from kiosk.domain.usage.statistics import COUNTED, COUNTED_IN_FULL, Statistics, statistics

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.devices.usage.reader import Reader
    from kiosk.domain.usage.period import Period

AT_A_TIME = 31
"""Days whose sums are in memory together."""


def figures(reader: Reader, period: Period, zone: ZoneInfo) -> Statistics:
    """What happened in `period`, by the wall clock of `zone`. Raises UsageError."""
    since, until = period.bounds(zone)
    hours = (
        count for part in period.parts(AT_A_TIME) for count in reader.hours(*part.bounds(zone), names=COUNTED)
    )
    entries = reader.entries((Purpose.OPERATION,), since, until, names=COUNTED_IN_FULL)
    return statistics(period, zone, hours, entries, reader.scores(period.first, period.last + timedelta(days=1)))

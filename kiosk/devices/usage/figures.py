"""The figures of a period, read from the usage log."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.domain.usage.catalogue import Purpose
from kiosk.domain.usage.statistics import COUNTED_IN_FULL, VISIT, Happened, Statistics, statistics

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.devices.usage.sums import SumsReader
    from kiosk.domain.usage.period import Period


def figures(reader: SumsReader, period: Period, zone: ZoneInfo) -> Statistics:
    """What happened in `period`, by the wall clock of `zone`. Raises UsageError."""
    since, until = period.bounds(zone)
    happened = Happened(
        visits=reader.by_hour(VISIT, since, until),
        totals=reader.totals(since, until),
        entries=tuple(reader.entries((Purpose.OPERATION,), since, until, names=COUNTED_IN_FULL)),
        accuracy=reader.accuracy(period.first, period.last + timedelta(days=1)),
    )
    return statistics(period, zone, happened)

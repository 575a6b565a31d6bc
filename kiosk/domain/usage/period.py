"""The days that figures of the usage log are about, as people at the stop count them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant


@dataclass(frozen=True, slots=True)
class Period:
    """Whole calendar days from `first` to `last`, both in it. Raises ValueError where it is turned round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end on {self.last} before it begins on {self.first}")

    def days(self) -> Iterator[date]:
        """Each day in order."""
        for count in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=count)

    def parts(self, most: int) -> Iterator[Period]:
        """The same days in periods of at most `most` days, in order."""
        for start in range(0, (self.last - self.first).days + 1, most):
            first = self.first + timedelta(days=start)
            yield Period(first, min(first + timedelta(days=most - 1), self.last))

    def bounds(self, zone: ZoneInfo) -> tuple[Instant, Instant]:
        """The moments at which the first day begins and the last one is over, by the wall clock of `zone`."""
        return midnight(self.first, zone), midnight(self.last + timedelta(days=1), zone)


def midnight(day: date, zone: ZoneInfo) -> Instant:
    """The moment at which a calendar day begins in `zone`."""
    return round(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


def last_days(count: int, today: date) -> Period:
    """The last `count` days, today among them."""
    return Period(today - timedelta(days=count - 1), today)


def year_until(today: date) -> Period:
    """This calendar year as far as it has come."""
    return Period(date(today.year, 1, 1), today)


def month_of(day: date) -> Period:
    """The whole calendar month that `day` lies in."""
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))

"""When services run: calendar.txt and calendar_dates.txt, either of which may be missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from kiosk.feeds.gtfs_table import Table
from kiosk.feeds.gtfs_values import ADDED, day, day_number
from kiosk.feeds.gtfs_zip import FeedZip, GtfsError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(slots=True)
class Services:
    """Rows of both tables for the wanted services, and how long the services of the whole feed last."""

    calendar: list[tuple[object, ...]] = field(default_factory=list)
    calendar_dates: list[tuple[object, ...]] = field(default_factory=list)
    first: date | None = None
    last: date | None = None

    def reach(self, first: date, last: date) -> None:
        """Widens the time of the whole feed."""
        self.first = first if self.first is None else min(self.first, first)
        self.last = last if self.last is None else max(self.last, last)


def read_services(feed: FeedZip, wanted: Collection[str], dropped: Counter[str]) -> Services:
    """The services of `wanted`; rows with an unreadable date are dropped and counted. Raises GtfsError."""
    if "calendar.txt" not in feed and "calendar_dates.txt" not in feed:
        raise GtfsError(f"{feed.name} has neither calendar.txt nor calendar_dates.txt.")
    services = Services()
    for service_id, first, last, flags in _weekly(feed, dropped):
        services.reach(first, last)
        if service_id in wanted:
            services.calendar.append((service_id, *flags, day_number(first), day_number(last)))
    for service_id, when, exception_type in _exceptions(feed, dropped):
        if exception_type == ADDED:
            services.reach(when, when)
        if service_id in wanted:
            services.calendar_dates.append((service_id, day_number(when), exception_type))
    if services.last is None:
        raise GtfsError(f"No service of {feed.name} runs on any day.")
    return services


def _weekly(feed: FeedZip, dropped: Counter[str]) -> Iterator[tuple[str, date, date, list[int]]]:
    table = "calendar.txt"
    columns = ("service_id", "start_date", "end_date", *WEEKDAYS)
    for service_id, start, end, *flags in Table(feed, table, columns, optional=True).records(columns):
        first, last = day(start), day(end)
        if first is None or last is None or first > last:
            dropped[table] += 1
        elif "1" in flags:
            yield service_id, first, last, [int(text == "1") for text in flags]


def _exceptions(feed: FeedZip, dropped: Counter[str]) -> Iterator[tuple[str, date, int]]:
    table = "calendar_dates.txt"
    columns = ("service_id", "date", "exception_type")
    for service_id, text, exception_type in Table(feed, table, columns, optional=True).records(columns):
        when = day(text)
        if when is None or exception_type not in {"1", "2"}:
            dropped[table] += 1
        else:
            yield service_id, when, int(exception_type)

"""A week at a stop as the log keeps it, for tests of whatever tells of it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.domain.usage.catalogue import event
from kiosk.domain.usage.entries import Entry, HourlyCount, Scored
from kiosk.domain.usage.scores import Accuracy
from kiosk.domain.usage.statistics import COUNTED_IN_FULL, VISIT, Happened, Statistics, statistics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.period import Period

ZONE = ZoneInfo("Europe/Ulyanovsk")
"""UTC+4 all the year."""
MONDAY = date(2026, 11, 16)
TODAY = date(2026, 11, 22)


def at(day: int, hour: int, minute: int = 0) -> Instant:
    """A moment in November 2026 by the wall clock in Ulyanovsk."""
    return round(datetime(2026, 11, day, hour, minute, tzinfo=ZONE).astimezone(UTC).timestamp())


def count(moment: Instant, name: str, times: int, **fields: str | int) -> HourlyCount:
    """An hourly sum of an event of the catalogue; whichever fields are left out, the sum has no more."""
    return HourlyCount(moment, name, tuple(fields.items()), times)


def visits(moment: Instant, times: int) -> HourlyCount:
    """Visits of an hour, ended by themselves."""
    return count(moment, "visit_ended", times, how="idle", length="15-60-s")


HOURS = (
    visits(at(16, 8), 30),
    visits(at(16, 18), 12),
    visits(at(17, 8), 25),
    visits(at(21, 23), 3),
    visits(at(22, 0), 1),
    count(at(16, 8), "screen_opened", 40, screen="map"),
    count(at(17, 8), "screen_opened", 9, screen="services"),
    count(at(16, 8), "service_opened", 5, service="doctor", how="here"),
    count(at(16, 9), "service_opened", 7, service="doctor", how="code"),
    count(at(16, 9), "service_opened", 20, service="fines", how="code"),
    count(at(16, 9), "session_ended", 4, how="button"),
    count(at(16, 9), "session_ended", 1, how="idle"),
    count(at(16, 9), "language_chosen", 6, language="en"),
    count(at(16, 9), "text_size_chosen", 8, size=2),
    count(at(16, 9), "theme_chosen", 2, theme="contrast"),
    count(at(16, 9), "read_aloud", 3, screen="board"),
    count(at(18, 7), "passenger_report", 2, about="no-bus", feed="live"),
    count(at(18, 7), "feed_lost", 2, feed="trip_updates", fault="timeout"),
    count(at(19, 7), "feed_lost", 1, feed="alerts", fault="tls"),
    count(at(20, 7), "emergency_state", 2, state="dialing"),
    count(at(20, 7), "emergency_state", 1, state="connected"),
    count(at(20, 7), "emergency_state", 1, state="ended", ending="far_end"),
    count(at(20, 8), "emergency_state", 1, state="ended", ending="cancelled"),
    count(at(16, 4), "program_started", 1, why="power", version="0.5"),
)
ENTRIES = (
    Entry(1, at(18, 7, 20), 1, event("feed_back", feed="trip_updates", seconds=600)),
    Entry(2, at(18, 7, 50), 1, event("feed_back", feed="trip_updates", seconds=120)),
    Entry(3, at(19, 7, 9), 2, event("feed_back", feed="alerts", seconds=60)),
)
SCORES = (
    Scored(MONDAY, "46", "0-3", 100, 90, 4, 4, 2, 1000, 90_000),
    Scored(TODAY, "46", "0-3", 100, 80, 5, 5, 10, 2000, 110_000),
    Scored(TODAY, "46", "12-30", 40, 20, 5, 5, 0, 900, 40_000),
    Scored(TODAY, "2", "3-6", 20, 19, 0, 1, 0, 50, 5_000),
)


def accuracy(scores: Iterable[Scored]) -> list[tuple[str, Accuracy]]:
    """Predictions as they are read for figures."""
    return [
        (
            one.route_id,
            Accuracy(
                one.bin,
                one.shown,
                one.accurate,
                one.early,
                one.late,
                one.unseen,
                one.error_seconds,
                one.error_squares,
            ),
        )
        for one in scores
    ]


def figures(
    period: Period,
    hours: Iterable[HourlyCount] = HOURS,
    entries: Iterable[Entry] = ENTRIES,
    scores: Iterable[Scored] = SCORES,
    zone: ZoneInfo = ZONE,
) -> Statistics:
    """The figures of a log that holds this, which may lie outside of the period."""
    since, until = period.bounds(zone)
    inside = [one for one in hours if since <= one.hour < until]
    totals: Counter[tuple[str, tuple[tuple[str, str | int], ...]]] = Counter()
    for one in inside:
        totals[one.name, one.fields] += one.count
    happened = Happened(
        visits=[one for one in inside if one.name == VISIT],
        totals=totals,
        entries=[one for one in entries if since <= one.at < until and one.event.name in COUNTED_IN_FULL],
        accuracy=accuracy(one for one in scores if period.first <= one.day <= period.last),
    )
    return statistics(period, zone, happened)

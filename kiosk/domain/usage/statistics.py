"""What happened at the stop in a period, in figures: the same in the service menu, the terminal and the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kiosk.domain.call.status import State
from kiosk.domain.service_day import local
from kiosk.domain.usage.catalogue import KINDS
from kiosk.domain.usage.fields import Count, Id, Word
from kiosk.domain.usage.scores import Accuracy, RouteAccuracy, by_route

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from kiosk.domain.usage.entries import Entry, HourlyCount
    from kiosk.domain.usage.period import Period

Key: TypeAlias = tuple[str, tuple[tuple[str, str | int], ...]]

UNKNOWN = ""
"""The word of a field that an event left out."""
VISIT = "visit_ended"
"""The event that is counted as a visit."""
COUNTED_IN_FULL = frozenset({"feed_back"})
"""Events of which each one is needed, beside the sums."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What the log holds about a period, and nothing from outside of it.

    `visits`: those of each hour. `totals`: how often each event with the same counted fields happened. `entries`:
    those of COUNTED_IN_FULL. `accuracy`: predictions by route and bin.
    """

    visits: Iterable[HourlyCount] = ()
    totals: Mapping[Key, int] = field(default_factory=dict)
    entries: Iterable[Entry] = ()
    accuracy: Iterable[tuple[str, Accuracy]] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """How often something happened; `word` is an id, or a word of the catalogue as it stands there."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class DayFigure:
    """How often something happened on one day."""

    day: date
    count: int


@dataclass(frozen=True, slots=True)
class ServiceFigure:
    """How often a state service was opened on this screen, and how often its code was shown for a telephone."""

    service_id: str
    here: int
    code: int

    @property
    def count(self) -> int:
        """Both together."""
        return self.here + self.code


@dataclass(frozen=True, slots=True)
class Calls:
    """Emergency calls: `begun` as often as one was over, `connected` as often as somebody answered."""

    begun: int = 0
    connected: int = 0
    endings: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Outages:
    """How often live feeds were lost. `known` of them are over and still kept in full; these lasted `seconds`.

    `feeds`: seconds of those by the name of the feed.
    """

    times: int = 0
    known: int = 0
    seconds: int = 0
    feeds: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of one period. `hours` has 24 numbers, `days` one figure for each day of it, 0 among them.

    Hours and days count visits: somebody touched the screen, and later the board came back. The other figures are
    in the order of the catalogue, or the most frequent first where they are about ids.
    """

    period: Period
    hours: tuple[int, ...]
    days: tuple[DayFigure, ...]
    lengths: tuple[Figure, ...]
    screens: tuple[Figure, ...]
    services: tuple[ServiceFigure, ...]
    sessions: tuple[Figure, ...]
    languages: tuple[Figure, ...]
    text_sizes: tuple[Figure, ...]
    themes: tuple[Figure, ...]
    aloud: int
    reports: tuple[Figure, ...]
    calls: Calls
    outages: Outages
    starts: tuple[Figure, ...]
    routes: tuple[RouteAccuracy, ...]

    @property
    def visits(self) -> int:
        """All visits of the period."""
        return sum(self.hours)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written down that these figures are about."""
        figures = (self.screens, self.sessions, self.languages, self.text_sizes, self.themes, self.reports)
        counted = any(figure.count for group in figures for figure in group)
        calls_and_feeds = self.calls.begun or self.outages.times or self.starts
        return not (self.visits or counted or self.services or self.aloud or calls_and_feeds or self.routes)


def statistics(period: Period, zone: ZoneInfo, happened: Happened) -> Statistics:
    """The figures of `period`, its days and hours by the wall clock of `zone`."""
    sums = _Sums(happened.totals)
    by_hour: Counter[int] = Counter()
    by_day: Counter[date] = Counter()
    for count in happened.visits:
        there = local(count.hour, zone)
        by_hour[there.hour] += count.count
        by_day[there.date()] += count.count
    return Statistics(
        period=period,
        hours=tuple(by_hour[hour] for hour in range(24)),
        days=tuple(DayFigure(day, by_day[day]) for day in period.days()),
        lengths=sums.words(VISIT, "length"),
        screens=sums.words("screen_opened", "screen"),
        services=_services(sums),
        sessions=sums.words("session_ended", "how"),
        languages=sums.words("language_chosen", "language"),
        text_sizes=sums.words("text_size_chosen", "size"),
        themes=sums.words("theme_chosen", "theme"),
        aloud=sums.total("read_aloud"),
        reports=sums.words("passenger_report", "about"),
        calls=_calls(sums),
        outages=_outages(sums, happened.entries),
        starts=tuple(figure for figure in sums.words("program_started", "why") if figure.count),
        routes=by_route(happened.accuracy),
    )


class _Sums:
    """How often what happened, asked for by the fields of the events."""

    def __init__(self, totals: Mapping[Key, int]) -> None:
        self._totals = totals

    def by(self, name: str, field: str, **wanted: str) -> Counter[str]:
        """How often the event happened with the fields `wanted`, by the words of one field."""
        sums: Counter[str] = Counter()
        for (event, fields), count in self._totals.items():
            known = dict(fields) if event == name else {}
            if event == name and wanted.items() <= known.items():
                sums[str(known.get(field, UNKNOWN))] += count
        return sums

    def total(self, name: str, **wanted: str) -> int:
        """How often the event happened with these fields."""
        return self.by(name, "", **wanted).total()

    def words(self, name: str, field: str) -> tuple[Figure, ...]:
        """A figure for each value that the field may hold, in the order of the catalogue, 0 among them."""
        sums = self.by(name, field)
        match dict(KINDS[name].fields)[field]:
            case Word(words):
                allowed = [str(word) for word in words]
            case Count(least, most):
                allowed = [str(number) for number in range(least, most + 1)]
            case Id():
                allowed = sorted(sums)
        return tuple(Figure(word, sums[word]) for word in allowed)


def _services(sums: _Sums) -> tuple[ServiceFigure, ...]:
    figures = (
        ServiceFigure(
            service,
            sums.total("service_opened", service=service, how="here"),
            sums.total("service_opened", service=service, how="code"),
        )
        for service in sums.by("service_opened", "service")
    )
    return tuple(sorted(figures, key=lambda figure: (-figure.count, figure.service_id)))


def _calls(sums: _Sums) -> Calls:
    endings = sums.by("emergency_state", "ending", state=State.ENDED)
    connected = sums.total("emergency_state", state=State.CONNECTED)
    return Calls(endings.total(), connected, _most_frequent(endings))


def _outages(sums: _Sums, entries: Iterable[Entry]) -> Outages:
    known = 0
    feeds: Counter[str] = Counter()
    for entry in entries:
        if entry.event.name == "feed_back":
            fields = dict(entry.event.fields)
            known += 1
            feeds[str(fields["feed"])] += int(fields["seconds"])
    return Outages(
        times=max(sums.total("feed_lost"), known),
        known=known,
        seconds=feeds.total(),
        feeds=_most_frequent(feeds),
    )


def _most_frequent(counts: Counter[str]) -> tuple[Figure, ...]:
    return tuple(Figure(word, count) for word, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))

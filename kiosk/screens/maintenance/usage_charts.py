"""The figures of the usage log as charts: what stands at each bar, in the words of the technician's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from kiosk.domain.usage.scores import BINS, all_routes
from kiosk.screens.maintenance import usage_words as words
from kiosk.screens.maintenance.drill_words import feed_word
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.domain.text import Text
    from kiosk.domain.usage.scores import RouteAccuracy
    from kiosk.domain.usage.statistics import Figure, Statistics

MOST_DAYS = 31
"""Days that have a bar each; of a longer period the months have."""
MOST_SERVICES = 8

Bar: TypeAlias = dict[str, Any]
"""One bar in QML: `name`, `value`, `said` at its end, and `more`, the part of `value` that is drawn lighter."""


@dataclass(frozen=True, slots=True)
class TileRow:
    """A number and what it counts."""

    key: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class BinRow:
    """The head of a column of predictions."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One chart. `standing`: bars side by side over their names, else one below the other after them.

    Without bars `note` says why, or there is nothing of it.
    """

    key: str
    title: str
    note: str
    standing: bool
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class RouteRow:
    """The predictions of one route; `cells` has one {share, said, note} for each bin, share -1 where not told."""

    key: str
    name: str
    cells: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Names:
    """What services and routes are called, by their ids; an id without a name stands as it is."""

    services: Mapping[str, Text] = field(default_factory=dict)
    routes: Mapping[str, Text] = field(default_factory=dict)


def tiles(figures: Statistics) -> list[TileRow]:
    """What matters most."""
    opened = sum(service.count for service in figures.services)
    return [
        TileRow("visits", str(figures.visits), tr("visits")),
        TileRow("services", str(opened), tr("services opened")),
        TileRow("calls", str(figures.calls.begun), tr("emergency calls")),
        TileRow("outages", str(figures.outages.times), tr("times without live data")),
    ]


def charts(figures: Statistics, names: Names, language: str) -> list[ChartRow]:
    """Every chart of the page in its order."""
    return [
        ChartRow("hours", tr("Visits by hour of the day"), "", standing=True, bars=_hours(figures)),
        ChartRow("days", *_days(figures, language)),
        _ranked("screens", tr("Pages opened"), figures.screens, words.screen),
        _services(figures, names, language),
        _calls(figures),
        _habits(figures),
        _ranked("reports", tr("Passengers' reports"), figures.reports, words.report),
        _outages(figures),
    ]


def bins() -> list[BinRow]:
    """The heads of the columns of predictions."""
    return [BinRow(name, tr("{bin} min").format(bin=name.replace("-", "–"))) for name in BINS]


def routes(figures: Statistics, names: Names, language: str) -> list[RouteRow]:
    """How right the predictions were: all routes, then each of them, the most shown first."""
    if not figures.routes:
        return []
    rows = [_route("", tr("All routes"), all_routes(figures.routes))]
    for route in figures.routes:
        known = names.routes.get(route.route_id)
        said = known.in_language(language) if known else ""
        rows.append(_route(route.route_id, words.name(said or route.route_id), route))
    return rows


def _route(key: str, name: str, route: RouteAccuracy) -> RouteRow:
    cells = [
        {
            "share": -1.0 if one.share is None else one.share,
            "said": words.share(one),
            "note": words.share_note(one),
        }
        for one in route.bins
    ]
    return RouteRow(key, name, cells)


def _hours(figures: Statistics) -> list[Bar]:
    return [_bar(str(hour), count) for hour, count in enumerate(figures.hours)] if figures.visits else []


def _days(figures: Statistics, language: str) -> tuple[str, str, bool, list[Bar]]:
    """The title, no note, standing, and a bar for each day or each month."""
    if len(figures.days) > MOST_DAYS:
        months: Counter[int] = Counter()
        first = {one.day.month: one.day for one in reversed(figures.days)}
        for one in figures.days:
            months[one.day.month] += one.count
        bars = [_bar(words.month(first[number], language), months[number]) for number in sorted(first)]
        return tr("Visits by month"), "", True, bars if figures.visits else []
    bars = [
        _bar(words.day(one.day, month=place == 0 or one.day.day == 1), one.count)
        for place, one in enumerate(figures.days)
    ]
    return tr("Visits by day"), "", True, bars if figures.visits else []


def _ranked(
    key: str, title: str, figures: Sequence[Figure], said: Callable[[str], str], note: str = ""
) -> ChartRow:
    """Bars for what happened at all, the most frequent first."""
    there = sorted((one for one in figures if one.count), key=lambda one: -one.count)
    return _lying(key, title, [_bar(said(one.word), one.count) for one in there], note)


def _lying(key: str, title: str, bars: list[Bar], note: str = "") -> ChartRow:
    return ChartRow(key, title, note or ("" if bars else tr("Nothing in these days")), standing=False, bars=bars)


def _services(figures: Statistics, names: Names, language: str) -> ChartRow:
    bars = []
    for one in figures.services[:MOST_SERVICES]:
        known = names.services.get(one.service_id)
        said = words.name(known.in_language(language) if known else one.service_id)
        bars.append({**_bar(said, one.count), "said": f"{one.here} + {one.code}", "more": one.code})
    left = sum(one.count for one in figures.services[MOST_SERVICES:])
    note = tr("On this screen + by a code for a telephone") if bars else ""
    return _lying("services", tr("State services"), bars, f"{note}. {words.others(left)}" if left else note)


def _calls(figures: Statistics) -> ChartRow:
    calls = figures.calls
    note = words.connected(calls.connected) if calls.begun else ""
    return _ranked("calls", tr("Emergency calls"), calls.endings, words.ending, note)


def _habits(figures: Statistics) -> ChartRow:
    groups: Iterable[tuple[Sequence[Figure], Callable[[str], str]]] = (
        (figures.languages, words.language),
        (figures.text_sizes, words.text_size),
        (figures.themes, words.theme),
    )
    bars = [_bar(said(one.word), one.count) for group, said in groups for one in group if one.count]
    if figures.aloud:
        bars.append(_bar(tr("read aloud"), figures.aloud))
    return _lying("habits", tr("Languages, text sizes, colours, reading aloud"), bars)


def _outages(figures: Statistics) -> ChartRow:
    lost = figures.outages
    note = words.outages(lost.times, lost.known, round(lost.seconds / 60)) if lost.times else ""
    bars = [_bar(words.name(feed_word(one.word)), round(one.count / 60)) for one in lost.feeds]
    return _lying("outages", tr("Minutes without live data"), bars, note)


def _bar(name: str, value: int) -> Bar:
    return {"name": name, "value": value, "said": str(value), "more": 0}

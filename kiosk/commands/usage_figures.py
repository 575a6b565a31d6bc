"""`kiosk usage stats`: the figures of a period, as tables for a person and as JSON for a program."""

from __future__ import annotations

import io
import json
import shutil
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

from kiosk.commands.terminal import plain
from kiosk.commands.usage_export import period
from kiosk.commands.usage_source import Source, source
from kiosk.devices.usage.figures import figures
from kiosk.domain.usage.scores import BINS, LEAST, all_routes

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from kiosk.domain.usage.scores import Accuracy, RouteAccuracy
    from kiosk.domain.usage.statistics import Figure, Statistics

COLUMNS = 120
"""Of the tables where the output is no terminal that could tell."""
LONGEST_BAR = 50
DAYS = 30
"""What is told of where no first day is named."""


def print_figures(options: argparse.Namespace) -> int:
    """Print what was asked for."""
    at = source(options)
    until = options.until or at.today
    asked = period(options.since or until - timedelta(days=DAYS - 1), until)
    with at.reader() as reader:
        found = figures(reader, asked, at.zone)
    if options.json:
        write_json(found, at.zone.key, sys.stdout)
    else:
        write_tables(found, at, sys.stdout)
    return 0


def write_json(found: Statistics, zone: str, to: TextIO) -> None:
    """One object; words are those of the catalogue of events, shares null where predictions are too few."""
    report = {
        "from": found.period.first.isoformat(),
        "until": found.period.last.isoformat(),
        "timezone": zone,
        "visits": found.visits,
        "by_hour": list(found.hours),
        "by_day": {one.day.isoformat(): one.count for one in found.days},
        "lengths": _counts(found.lengths),
        "screens": _counts(found.screens),
        "services": [{"id": one.service_id, "here": one.here, "code": one.code} for one in found.services],
        "sessions": _counts(found.sessions),
        "languages": _counts(found.languages),
        "text_sizes": _counts(found.text_sizes),
        "themes": _counts(found.themes),
        "read_aloud": found.aloud,
        "passenger_reports": _counts(found.reports),
        "emergency_calls": {
            "ended": found.calls.begun,
            "connected": found.calls.connected,
            "endings": _counts(found.calls.endings),
        },
        "feed_outages": {
            "times": found.outages.times,
            "known": found.outages.known,
            "seconds": found.outages.seconds,
            "seconds_by_feed": _counts(found.outages.feeds),
        },
        "starts": _counts(found.starts),
        "accuracy": [
            {"route": route.route_id, "bins": [_accuracy(one) for one in route.bins]} for route in found.routes
        ],
    }
    # Escaped, so that the same bytes come out whatever the terminal's encoding is.
    to.write(json.dumps(report, indent=2) + "\n")


def _counts(group: Iterable[Figure]) -> dict[str, int]:
    return {figure.word: figure.count for figure in group}


def _accuracy(one: Accuracy) -> dict[str, object]:
    return {
        "minutes_before": one.bin,
        "shown": one.shown,
        "judged": one.judged,
        "accurate": one.accurate,
        "early": one.early,
        "late": one.late,
        "unseen": one.unseen,
        "accurate_share": one.share,
        "unseen_share": one.unseen_share,
        "mean_error_seconds": one.mean_error,
        "root_mean_square_error_seconds": one.spread,
    }


def write_tables(found: Statistics, at: Source, to: TextIO) -> None:
    """A table for each kind of figure that there is. Nothing a file says is read as markup."""
    from rich.console import Console
    from rich.text import Text as Cell

    # Not straight to `to`: when its reader goes away, rich would end the program in its own way.
    width = shutil.get_terminal_size().columns if to.isatty() else COLUMNS
    console = Console(file=io.StringIO(), width=width, highlight=False)
    with console.capture() as shown:
        stop = f"{plain(at.stop.default)}, " if at.stop else ""
        console.print(Cell(f"{stop}{found.period.first} to {found.period.last}, {at.zone.key}"))
        if found.empty:
            console.print(Cell("The usage log holds nothing about these days."))
        else:
            _write_all(console, found, at)
    to.writelines(f"{line.rstrip()}\n" for line in shown.get().splitlines())


def _write_all(console: Console, found: Statistics, at: Source) -> None:
    _bars(console, "visits by hour", [(f"{hour:02}:00", count) for hour, count in enumerate(found.hours)])
    _bars(console, "visits by day", [(one.day.isoformat(), one.count) for one in found.days])
    _bars(console, "length of visits", _words(found.lengths))
    _bars(console, "pages opened", _words(found.screens))
    services = [
        (service.service_id, _service(service.service_id, at), str(service.here), str(service.code))
        for service in found.services
    ]
    _table(console, ("services opened", "", "here", "code"), services)
    _bars(console, "ends of web sessions", _words(found.sessions))
    _bars(console, "languages chosen", _words(found.languages))
    _bars(console, "text sizes chosen", _words(found.text_sizes))
    _bars(console, "themes chosen", _words(found.themes))
    _bars(console, "read aloud", [("times", found.aloud)])
    _bars(console, "passengers' reports", _words(found.reports))
    _bars(console, f"emergency calls ({found.calls.connected} connected)", _words(found.calls.endings))
    lost = found.outages
    minutes = [(one.word, round(one.count / 60)) for one in lost.feeds]
    if lost.times:
        console.print()
        console.print(f"live data lost {lost.times} times; how long is known of {lost.known}")
    _bars(console, "minutes without live data", minutes)
    _bars(console, "starts of the program", _words(found.starts))
    _table(console, ("predictions right", *(f"{name} min" for name in BINS)), _accuracies(found.routes, at))


def _words(group: Iterable[Figure]) -> list[tuple[str, int]]:
    return [(figure.word or "not written down", figure.count) for figure in group]


def _service(service_id: str, at: Source) -> str:
    name = at.services.get(service_id)
    return plain(name.default, 40) if name else ""


def _accuracies(routes: Sequence[RouteAccuracy], at: Source) -> list[tuple[str, ...]]:
    if not routes:
        return []
    named = [(_route(route.route_id, at), route) for route in routes]
    return [(name, *map(_share, route.bins)) for name, route in (*named, ("all routes", all_routes(routes)))]


def _route(route_id: str, at: Source) -> str:
    name = at.routes.get(route_id)
    return f"{plain(name.default, 12)} ({plain(route_id)})" if name else plain(route_id)


def _share(one: Accuracy) -> str:
    """Such as "85% of 200, 6% unseen"; too few are told with their number and how many it takes."""
    if not one.shown:
        return "-"
    if one.share is None or one.unseen_share is None:
        return f"{one.judged} of {LEAST} needed"
    return f"{one.share:.0%} of {one.judged}, {one.unseen_share:.0%} unseen"


def _bars(console: Console, title: str, counts: Sequence[tuple[str, int]]) -> None:
    highest = max((count for _, count in counts), default=0)
    if highest:
        rows = [(name, str(count), "#" * -(-count * LONGEST_BAR // highest)) for name, count in counts]
        _table(console, (title, "", ""), rows)


def _table(console: Console, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Column, Table
    from rich.text import Text as Cell

    if not rows:
        return
    first, *others = head
    numbers = (Column(name, justify="right" if name else "left", no_wrap=True) for name in others)
    table = Table(Column(first, min_width=20), *numbers, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*map(Cell, row))
    console.print()
    console.print(table)

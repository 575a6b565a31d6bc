"""`kiosk events`: what happened here, as the events page of the service menu lists it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.errors import CommandError
from kiosk.commands.terminal import LONGEST_SENTENCE, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from kiosk.screens.maintenance.events_rows import Happened

FILTERS = ("all", "faults", "feed", "emergency", "menu", "reports", "program")
MOST = 10_000


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "events",
        help="list what happened here, as the service menu does",
        description="List what happened here, the newest first: faults, feeds, the emergency line, the service "
        "menu, passengers' reports, and the warnings and errors of the program's log. Times are those of the "
        "stop's own clock; of a report only the hour is known. What passengers use is told by `kiosk usage`.",
    )
    words.add_argument(
        "--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml if there"
    )
    words.add_argument("--demo", action="store_true", help="what happened in `kiosk run --demo`")
    words.add_argument("--filter", choices=FILTERS, default="all", help="default: all")
    words.add_argument("--limit", type=_limit, default=50, metavar="N", help=f"at most {MOST} (default: 50)")
    words.add_argument("--json", action="store_true", help="print one JSON object for each, a line each")
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the events."""
    from kiosk.app.maintenance.events_pages import NEWEST, UsageError, read_page
    from kiosk.clock import Clock
    from kiosk.commands.usage_source import sentence, source
    from kiosk.screens.maintenance.events_filters import Filter

    found = source(options)
    now = Clock().read().instant
    try:
        page = read_page(found.folder, Filter(options.filter), NEWEST, rows=options.limit, now=now)
    except (UsageError, OSError) as error:
        raise CommandError(plain(sentence(str(error)), LONGEST_SENTENCE)) from error
    if options.json:
        _write_json(page.happened, found.zone)
    else:
        _write_lines(page.happened, found.zone)
    return 0


def _limit(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 0 < number <= MOST:
        raise argparse.ArgumentTypeError(f"not a number from 1 to {MOST}")
    return number


def _write_lines(happened: Sequence[Happened], zone: ZoneInfo) -> None:
    from kiosk.domain.service_day import local
    from kiosk.screens.maintenance.events_rows import event_row

    for one in happened:
        row = event_row(one, zone, "en")
        sign = {"red": "!!", "amber": "!"}.get(row.mark, "")
        day = f"{local(one.at, zone):%Y-%m-%d}"
        sys.stdout.write(f"{day} {row.time:12}{sign:3}{plain(row.text, LONGEST_SENTENCE)}\n")
    if not happened:
        sys.stderr.write("kiosk: nothing of this kind is kept here.\n")


def _write_json(happened: Sequence[Happened], zone: ZoneInfo) -> None:
    from kiosk.domain.service_day import local

    for one in happened:
        told: dict[str, object] = {"at": local(one.at, zone).isoformat()}
        if one.event is None:
            told |= {"level": one.level.lower(), "text": one.text}
        else:
            told |= {"event": one.event.name, "purpose": str(one.event.purpose), **dict(one.event.fields)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")

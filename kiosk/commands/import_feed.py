"""`kiosk import`: a GTFS zip of any size becomes the small timetable of one stop."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk import paths
from kiosk.clock import Clock
from kiosk.commands.errors import CommandError
from kiosk.commands.progress import progress
from kiosk.commands.terminal import plain
from kiosk.domain.service_day import local_date

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from kiosk.feeds.gtfs_import import ImportReport


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "import",
        help="turn a GTFS zip into the timetable of one stop",
        description="Turn a GTFS zip into DIR/timetable.sqlite, which holds everything one stop needs.",
    )
    words.add_argument("--gtfs", type=Path, required=True, metavar="FEED.zip", help="the GTFS zip")
    words.add_argument(
        "--stop",
        action="append",
        required=True,
        metavar="ID",
        help="stop_id of the stop; a station covers its platforms; may be given several times",
    )
    words.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the timetable")
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import and say what was found."""
    out: Path = options.out / paths.TIMETABLE
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{options.out} cannot be made: {error.strerror}.") from error
    report = import_feed(options.gtfs, options.stop, out)
    today = local_date(Clock().read().instant, ZoneInfo("UTC"))
    sys.stdout.writelines(f"{line}\n" for line in told(report, today))
    sys.stdout.write(f"written: {out}\n")
    return 0


def told(report: ImportReport, today: date) -> list[str]:
    """What an import found, line by line."""
    last = report.last_service_date
    lines = [
        f"stop: {plain(report.stop_name)} ({plain(', '.join(report.stop_ids))})",
        f"timetable: {report.trips} trips call here {report.calls} times, until {last}",
    ]
    if last is not None and last < today:
        lines.append(f"expired: no service of this feed runs after {last}, ask the agency for a new one")
    return lines + [
        f"{count} rows of {table} could not be read and were left out" for table, count in report.dropped
    ]


def import_feed(feed: Path, stop_ids: Sequence[str], out: Path) -> ImportReport:
    """Import with progress on the error stream; refuses in one sentence what cannot be imported."""
    from kiosk.feeds.gtfs_import import import_gtfs
    from kiosk.feeds.gtfs_zip import GtfsError

    if feed.exists() and not feed.is_file():
        raise CommandError(f"{feed} is a folder or a device: a GTFS feed is one zip file.")
    try:
        with progress() as tell:
            return import_gtfs(feed, stop_ids, out, progress=tell)
    except GtfsError as error:
        raise CommandError(str(error)) from error

"""`kiosk departures`: the full truth about the calls at one stop, for a technician and for other programs."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands import moments
from kiosk.commands.errors import CommandError
from kiosk.commands.import_feed import import_feed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from kiosk.domain.realtime import FeedMessage
    from kiosk.domain.service_day import Instant
    from kiosk.domain.timetable import Timetable
    from kiosk.feeds.timetable_file import TimetableFile

REACH = 24 * 3600
"""How far round the window the timetable is read: a bus that is a day late, or early, still belongs into it."""

LARGEST_FILE = 512 * 2**20
"""Bytes of one realtime file given by hand."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "departures",
        help="list every call at a stop in a window of time",
        description="List every call at a stop in [FROM, UNTIL), with what the realtime files say about it. "
        f"Moments are ISO 8601, such as {moments.MOMENT}; without an offset they are in the stop's zone.",
    )
    words.add_argument(
        "--gtfs", type=Path, required=True, metavar="FEED", help="a GTFS zip, or an imported timetable"
    )
    words.add_argument("--stop", action="append", required=True, metavar="ID", help="stop_id; may be repeated")
    words.add_argument("--from", dest="since", type=moments.moment, required=True, metavar="MOMENT")
    words.add_argument("--until", type=moments.moment, required=True, metavar="MOMENT")
    for feed in ("trip-updates", "vehicle-positions", "alerts"):
        words.add_argument(
            f"--{feed}",
            action="append",
            default=[],
            metavar="FILE",
            help="a GTFS-Realtime message; may be repeated",
        )
    words.add_argument("--now", type=moments.moment, metavar="MOMENT", help="what the clock says (default: FROM)")
    words.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the departures."""
    from kiosk.feeds.timetable_file import TimetableError

    with tempfile.TemporaryDirectory(prefix="kiosk-") as folder:
        try:
            file = _timetable_file(options.gtfs, options.stop, Path(folder))
            zone = file.read(0, 1).zone
            since, until = (moments.instant(when, zone) for when in (options.since, options.until))
            if until <= since:
                raise CommandError("--until must be later than --from.")
            timetable = file.read(since - REACH, until + REACH)
        except TimetableError as error:
            raise CommandError(str(error)) from error
    if unknown := sorted(set(options.stop) - timetable.stop_ids):
        raise CommandError(f"{options.gtfs} was imported without the stop {', '.join(unknown)}.")
    messages = tuple(_messages([*options.trip_updates, *options.vehicle_positions, *options.alerts], timetable))
    now = since if options.now is None else moments.instant(options.now, zone)
    _print(timetable, messages, since, until, now, as_json=options.json)
    return 0


def _print(
    timetable: Timetable,
    messages: Sequence[FeedMessage],
    since: Instant,
    until: Instant,
    now: Instant,
    *,
    as_json: bool,
) -> None:
    from kiosk.commands import departures_output
    from kiosk.domain.departures import departures

    found = departures(timetable, messages, since, until)
    if as_json:
        departures_output.write_json(timetable, found, sys.stdout)
    else:
        departures_output.write_table(timetable, found, messages, now, sys.stdout)


def _timetable_file(feed: Path, stop_ids: Sequence[str], folder: Path) -> TimetableFile:
    """The feed as a timetable: as it is where it was imported before, else imported for the occasion."""
    from kiosk.feeds.timetable_file import TimetableFile

    imported = feed / paths.TIMETABLE if feed.is_dir() else feed
    if _is_sqlite(imported):
        return TimetableFile(imported)
    path = folder / paths.TIMETABLE
    import_feed(feed, stop_ids, path)
    return TimetableFile(path)


def _is_sqlite(path: Path) -> bool:
    """Source: SQLite, "Database File Format", 1.3."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False  # whoever reads it next says why


def _messages(sources: Iterable[str], timetable: Timetable) -> Iterable[FeedMessage]:
    from kiosk.feeds.errors import FeedError
    from kiosk.feeds.fetch import FetchError, NotModified, Source, fetch
    from kiosk.feeds.gtfs_rt import Interest, parse

    interest = Interest.of(timetable)
    for source in sources:
        try:
            response = fetch(Source(source, max_bytes=LARGEST_FILE))
            if isinstance(response, NotModified):
                continue
            yield parse(response.body, interest)
        except (FetchError, FeedError) as error:
            named = "" if source in error.sentence else f"{source}: "
            raise CommandError(f"{named}{error.sentence.rstrip('.')}.") from error

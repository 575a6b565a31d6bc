"""Turns a GTFS zip of any size into the small SQLite file of one stop."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.atomic_file import replacing
from kiosk.feeds.gtfs_extract import copy_feed
from kiosk.feeds.gtfs_schema import SCHEMA, SCHEMA_VERSION
from kiosk.feeds.gtfs_stops import stops_here
from kiosk.feeds.gtfs_values import day_number
from kiosk.feeds.gtfs_zip import FeedZip, GtfsError, Limits, Progress


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found.

    `stop_ids` are all ids that count as here. `dropped` counts the unreadable rows of each table.
    `last_service_date` in the past: the timetable has expired.
    """

    digest: str
    stop_ids: tuple[str, ...]
    stop_name: str
    trips: int
    calls: int
    first_service_date: date | None
    last_service_date: date | None
    dropped: tuple[tuple[str, int], ...]


def import_gtfs(
    feed: Path,
    stop_ids: Sequence[str],
    out: Path,
    *,
    progress: Progress = lambda _doing, _part: None,
    digest: str = "",
    imported_at: int | None = None,
    limits: Limits | None = None,
) -> ImportReport:
    """Writes to `out` everything the stops need of the GTFS zip `feed`.

    `stop_ids`: the first is the place the kiosk stands at; a station covers its platforms. `digest` names the
    feed, its sha256 by default. The file is built beside `out`, synced and renamed: on any error the old one
    stays. Raises GtfsError with one sentence.
    """
    source = FeedZip(feed, limits, progress)
    here = stops_here(source, stop_ids)
    digest = digest or _sha256(feed)
    try:
        with replacing(out) as new, closing(sqlite3.connect(new)) as database:
            database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {SCHEMA}")
            extract = copy_feed(source, here, database)
            services = extract.services
            database.execute(
                "INSERT INTO feed VALUES (?, ?, ?, ?, ?)",
                (digest, imported_at, _number(services.first), _number(services.last), extract.max_time),
            )
            database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            database.commit()
    except (OSError, sqlite3.OperationalError) as error:
        raise GtfsError(f"{out} cannot be written: {error}.") from error
    return ImportReport(
        digest,
        here.stop_ids,
        here.stop_name,
        extract.trips,
        extract.calls,
        services.first,
        services.last,
        tuple(sorted((table, count) for table, count in extract.dropped.items() if count)),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _number(value: date | None) -> int | None:
    return None if value is None else day_number(value)

"""Does the timetable come, does this stop stand in it, and how long does it last?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.commands.finding import Finding, Level
from kiosk.commands.progress import progress
from kiosk.commands.terminal import plain
from kiosk.domain.service_day import local_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.config.settings import Settings
    from kiosk.domain.service_day import Instant
    from kiosk.domain.timetable import Timetable
    from kiosk.feeds.gtfs_import import ImportReport

DOWNLOAD_SECONDS = 600.0
LARGEST_ZIP = 2 * 2**30
DAY = 24 * 3600
SOON = timedelta(days=7)


class TimetableCheck:
    """Looks at the timetable; `timetable` is there afterwards when it could be read.

    `copy` is the feed's zip where it was fetched before.
    """

    def __init__(self, settings: Settings, folder: Path, now: Instant, copy: Path | None = None) -> None:
        self.timetable: Timetable | None = None
        self._settings = settings
        self._folder = folder
        self._now = now
        self._copy = copy

    def findings(self) -> Iterator[Finding]:
        """Fetch, import and read the timetable; yields what is so."""
        from kiosk.feeds.errors import FetchError
        from kiosk.feeds.gtfs_import import import_gtfs
        from kiosk.feeds.gtfs_zip import GtfsError
        from kiosk.feeds.timetable_file import TimetableError, TimetableFile

        out = self._folder / "timetable.sqlite"
        try:
            with progress() as tell:
                report = import_gtfs(self._zip(), self._settings.stop.ids, out, progress=tell)
            timetable = TimetableFile(out).read(self._now - DAY, self._now + DAY)
        except FetchError as error:
            yield Finding(
                Level.FAULT,
                "timetable",
                error.sentence.rstrip(".") + ".",
                "Look at gtfs in [timetable] and the line.",
            )
        except GtfsError as error:
            remedy = (
                "Correct ids in [stop]."
                if error.near_matches
                else "Look at gtfs in [timetable], or ask the agency."
            )
            yield Finding(Level.FAULT, "timetable", str(error), remedy)
        except TimetableError as error:
            yield Finding(Level.FAULT, "timetable", str(error))
        else:
            self.timetable = timetable
            yield from _contents(report, timetable, self._now)

    def _zip(self) -> Path:
        from kiosk.feeds.fetch import Source, download
        from kiosk.feeds.source import path_of

        feed = self._settings.timetable
        if path := self._copy or path_of(feed.gtfs):
            return path
        zip_file = self._folder / "gtfs.zip"
        source = Source(
            feed.gtfs,
            headers=feed.headers,
            ca_file=feed.ca_file,
            deadline=DOWNLOAD_SECONDS,
            max_bytes=LARGEST_ZIP,
        )
        download(source, zip_file)
        return zip_file


def _contents(report: ImportReport, timetable: Timetable, now: Instant) -> Iterator[Finding]:
    stop = f"{plain(report.stop_name)} ({plain(', '.join(report.stop_ids))})"
    yield Finding(Level.OK, "timetable", f"{report.trips} trips call at {stop}, in the zone {timetable.zone.key}.")
    for table, count in report.dropped:
        yield Finding(
            Level.WARNING,
            "timetable",
            f"{count} rows of {table} could not be read.",
            "Tell the agency; the rest is used.",
        )
    yield _calendar(report, timetable, now)
    coming = len(timetable.calls_between(now, now + DAY))
    if coming:
        yield Finding(Level.OK, "stop", f"{coming} departures in the next 24 hours.")
    else:
        yield Finding(
            Level.WARNING,
            "stop",
            "no departure in the next 24 hours.",
            "Make sure that these are the right ids in [stop].",
        )


def _calendar(report: ImportReport, timetable: Timetable, now: Instant) -> Finding:
    today = local_date(now, timetable.zone)
    last = report.last_service_date
    if last is None:
        return Finding(
            Level.FAULT, "calendar", "no service of this feed runs on any day.", "Ask the agency for a new feed."
        )
    if last < today:
        return Finding(
            Level.FAULT, "calendar", f"the timetable expired on {last}.", "Ask the agency for a new feed."
        )
    level = Level.WARNING if last < today + SOON else Level.OK
    remedy = "Make sure that the next one comes in time." if level else ""
    return Finding(level, "calendar", f"the timetable lasts until {last}.", remedy)

"""The timetable of one stop, read from the SQLite file that an import wrote."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.domain.service_day import Instant, Seconds, local_date, time_zero
from kiosk.domain.timetable import ScheduledCall, Timetable
from kiosk.feeds.gtfs_schema import SCHEMA_VERSION
from kiosk.feeds.timetable_content import Content, identity_of

_DAY = 86400
_CLOCKS_CHANGE = 7200
"""By how much time zero may lie before midnight, at most."""

_CALLS = """
SELECT trip, place, start_time, departure_time, headway_secs FROM calls
WHERE agency_timezone = ? AND departure_time >= ? AND departure_time < ? AND service IN (%s)
"""


class TimetableError(Exception):
    """A file that holds no timetable; the text is one sentence for the operator."""


class TimetableFile:
    """Reads a file written by gtfs_import, for as long as the kiosk runs.

    The file is open only while it is read, and never written. What does not change between reads is kept; when
    another import has replaced the file, the next read sees the new one. For one thread.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._content: Content | None = None

    def read(self, since: Instant, until: Instant) -> Timetable:
        """The calls with a scheduled departure in [since, until), and every trip of the service days in reach.

        Service days are looked back for as far as the latest time of any trip reaches. Raises TimetableError.
        """
        try:
            with closing(self._open()) as database:
                content = self._current(database)
                days = {zone: _service_dates(content.max_time, zone, since, until) for zone in content.zones}
                content.reach(database, [service_date for dates in days.values() for service_date in dates])
                calls = [
                    call
                    for zone, dates in days.items()
                    for service_date in dates
                    for call in _calls(database, content, service_date, zone, (since, until))
                ]
                calls.sort(key=_departure)
                return content.timetable(since, until, tuple(calls))
        except sqlite3.Error as error:
            raise TimetableError(f"{self._path} is damaged ({error}): import the feed again.") from None

    def _open(self) -> sqlite3.Connection:
        try:
            there = self._path.is_file()
        except OSError as error:  # of a folder that this user may not enter, say
            raise TimetableError(f"{self._path} cannot be read: {error.strerror}.") from error
        if not there:
            raise TimetableError(f"There is no timetable at {self._path}: import a GTFS feed first.")
        return sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)

    def _current(self, database: sqlite3.Connection) -> Content:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA_VERSION:
            raise TimetableError(f"{self._path} is not a timetable of this version: import the feed again.")
        if self._content is None or self._content.identity != identity_of(database):
            self._content = Content(database)
        return self._content


def _service_dates(max_time: Seconds, zone: ZoneInfo, since: Instant, until: Instant) -> list[date]:
    back = -(-max_time // _DAY)
    first = local_date(since, zone) - timedelta(days=back)
    last = local_date(until + _CLOCKS_CHANGE, zone)
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def _calls(
    database: sqlite3.Connection,
    content: Content,
    service_date: date,
    zone: ZoneInfo,
    window: tuple[Instant, Instant],
) -> Iterator[ScheduledCall]:
    zero = time_zero(service_date, zone)
    trips = content.trips_on(service_date)
    services = ", ".join(map(str, content.services_on(service_date)))
    rows = database.execute(_CALLS % services, (zone.key, *(moment - zero for moment in window)))
    for key, place, start_time, departure_time, headway_secs in rows:
        trip = trips[key]
        stop_time = trip.stop_times[place]
        start = zero + departure_time - stop_time.departure
        yield ScheduledCall(trip, stop_time, service_date, start_time, start, headway_secs)


def _departure(call: ScheduledCall) -> Instant:
    return call.start + call.stop_time.departure

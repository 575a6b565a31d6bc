"""What a timetable file holds beside its calls, as values of the domain, each built once and kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.domain.service_day import Instant
from kiosk.domain.text import Text
from kiosk.domain.timetable import (
    Agency,
    FeedInfo,
    Frequency,
    Route,
    ScheduledCall,
    ShapePoint,
    Stop,
    StopTime,
    Timetable,
    Trip,
)
from kiosk.feeds.gtfs_translations import Translations
from kiosk.feeds.gtfs_values import ADDED, day, day_number


class Content:
    """The content of one timetable file; trips are read when a service day first needs them.

    Raises sqlite3.Error when the file is damaged.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self.identity = identity_of(database)
        self.max_time, first, last = database.execute(
            "SELECT max_time, first_service_date, last_service_date FROM feed"
        ).fetchone()
        self.zones = _zones(database)
        self._texts = Translations(database)
        self._stops = _stops(database, self._texts)
        self._here = [stop_id for (stop_id,) in database.execute("SELECT stop_id FROM here ORDER BY place")]
        self._zone = _zone_of_stop(database, self._here[0]) or self.zones[0]
        self._routes = _routes(database, self._texts)
        self._agencies = _agencies(database, self._texts)
        self._shapes = _shapes(database)
        self._feed_info = _feed_info(database, first, last)
        self._calendar = database.execute("SELECT * FROM calendar").fetchall()
        self._exceptions = _exceptions(database)
        self._services = dict(database.execute("SELECT service_id, service FROM services"))
        self._patterns = _patterns(database, self._texts)
        self._trips: dict[str, dict[int, Trip]] = {}
        self._days: dict[date, dict[int, Trip]] = {}
        self._running: dict[date, list[int]] = {}
        self._reach: tuple[date, ...] = ()
        self._trips_in_reach: Mapping[str, Trip] = {}
        self._active_dates: Mapping[str, frozenset[date]] = {}

    def reach(self, database: sqlite3.Connection, dates: Sequence[date]) -> None:
        """Makes ready the trips of these service days, and forgets other days."""
        wanted = tuple(sorted(set(dates)))
        if wanted == self._reach:
            return
        services = {service_date: self._services_on(service_date) for service_date in wanted}
        self._days = {
            service_date: self._days.get(service_date) or self._trips_of(database, active)
            for service_date, active in services.items()
        }
        self._running = {
            service_date: [self._services[service_id] for service_id in active if service_id in self._services]
            for service_date, active in services.items()
        }
        self._trips_in_reach = MappingProxyType(
            {trip.trip_id: trip for trips in self._days.values() for trip in trips.values()}
        )
        active_dates: dict[str, set[date]] = {}
        for service_date, active in services.items():
            for service_id in active:
                active_dates.setdefault(service_id, set()).add(service_date)
        self._active_dates = MappingProxyType({key: frozenset(value) for key, value in active_dates.items()})
        self._reach = wanted

    def trips_on(self, service_date: date) -> Mapping[int, Trip]:
        """The trips which run on a service day within reach, by the key of the file."""
        return self._days[service_date]

    def services_on(self, service_date: date) -> Sequence[int]:
        """The services which run on a service day within reach, by the number of the file."""
        return self._running[service_date]

    def timetable(self, since: Instant, until: Instant, calls: tuple[ScheduledCall, ...]) -> Timetable:
        """The timetable with these calls, and all that is within reach."""
        return Timetable(
            stop=self._stops[self._here[0]],
            stop_ids=frozenset(self._here),
            zone=self._zone,
            since=since,
            until=until,
            calls=calls,
            trips=self._trips_in_reach,
            routes=self._routes,
            stops=self._stops,
            shapes=self._shapes,
            active_dates=self._active_dates,
            agencies=self._agencies,
            feed_info=self._feed_info,
        )

    def _services_on(self, service_date: date) -> set[str]:
        """Source: GTFS reference, calendar.txt by weekday and period, then calendar_dates.txt."""
        number, weekday = day_number(service_date), service_date.weekday()
        active = {
            service_id
            for service_id, *flags, first, last in self._calendar
            if flags[weekday] and first <= number <= last
        }
        for service_id, exception_type in self._exceptions.get(number, ()):
            (active.add if exception_type == ADDED else active.discard)(service_id)
        return active

    def _trips_of(self, database: sqlite3.Connection, services: set[str]) -> dict[int, Trip]:
        for service_id in services - self._trips.keys():
            self._trips[service_id] = self._read_trips(database, service_id)
        return {key: trip for service_id in services for key, trip in self._trips[service_id].items()}

    def _read_trips(self, database: sqlite3.Connection, service_id: str) -> dict[int, Trip]:
        frequencies: dict[int, list[Frequency]] = {}
        for key, start_time, end_time, headway_secs, exact_times in database.execute(
            "SELECT frequencies.* FROM frequencies JOIN trips USING (trip) WHERE service_id = ?"
            " ORDER BY trip, frequencies.start_time",
            (service_id,),
        ):
            run = Frequency(start_time, end_time, headway_secs, bool(exact_times))
            frequencies.setdefault(key, []).append(run)
        trips = {}
        for row in database.execute("SELECT * FROM trips WHERE service_id = ?", (service_id,)):
            (
                key,
                pattern,
                start_time,
                trip_id,
                route_id,
                _,
                headsign,
                short_name,
                direction,
                block,
                shape,
                chair,
            ) = row
            trips[key] = Trip(
                trip_id=trip_id,
                route_id=route_id,
                service_id=service_id,
                start_time=start_time,
                stop_times=self._calls_of(trip_id, pattern),
                trip_headsign=self._texts.text("trips", "trip_headsign", trip_id, headsign),
                trip_short_name=short_name,
                direction_id=direction,
                block_id=block,
                shape_id=shape,
                wheelchair_accessible=chair,
                frequencies=tuple(frequencies.get(key, ())),
            )
        return trips

    def _calls_of(self, trip_id: str, pattern: int) -> tuple[StopTime, ...]:
        calls = self._patterns[pattern]
        if not self._texts.names_calls_of(trip_id):
            return calls
        return tuple(
            replace(call, stop_headsign=_headsign(self._texts, call.stop_headsign, trip_id, call.stop_sequence))
            for call in calls
        )


def identity_of(database: sqlite3.Connection) -> object:
    """What determines the content of a file: the feed and the stops."""
    return database.execute("SELECT digest, (SELECT json_group_array(stop_id) FROM here) FROM feed").fetchone()


def _patterns(database: sqlite3.Connection, texts: Translations) -> dict[int, tuple[StopTime, ...]]:
    calls: dict[int, StopTime] = {}
    for number, *row in database.execute("SELECT * FROM stop_times"):
        sequence, stop_id, arrival, departure, pickup, drop_off, headsign, distance, estimated = row
        text = _headsign(texts, headsign) if headsign else None
        calls[number] = StopTime(
            sequence, stop_id, arrival, departure, pickup, drop_off, text, distance, bool(estimated)
        )
    patterns = database.execute("SELECT pattern, stop_times FROM patterns")
    return {pattern: tuple(map(calls.__getitem__, json.loads(numbers))) for pattern, numbers in patterns}


def _headsign(texts: Translations, default: object, trip_id: str = "", sequence: int = 0) -> Text | None:
    return texts.text("stop_times", "stop_headsign", trip_id, str(default), str(sequence)) if default else None


def _stops(database: sqlite3.Connection, texts: Translations) -> Mapping[str, Stop]:
    stops = {}
    for stop_id, name, code, desc, *row, _ in database.execute("SELECT * FROM stops"):
        stop_name = texts.text("stops", "stop_name", stop_id, name)
        stop_desc = texts.text("stops", "stop_desc", stop_id, desc)
        stops[stop_id] = Stop(stop_id, stop_name, code, stop_desc, *row)
    return MappingProxyType(stops)


def _zones(database: sqlite3.Connection) -> list[ZoneInfo]:
    """The zones of the agencies that call here, the one with most calls first."""
    rows = database.execute("SELECT agency_timezone FROM calls GROUP BY 1 ORDER BY count(*) DESC, 1")
    return [ZoneInfo(zone) for (zone,) in rows]


def _zone_of_stop(database: sqlite3.Connection, stop_id: str) -> ZoneInfo | None:
    """Where the wall clock at the stop differs from the agency's; a platform has its station's.

    Source: GTFS reference, stops.txt, stop_timezone.
    """
    row = database.execute(
        "SELECT coalesce(station.stop_timezone, stop.stop_timezone) FROM stops AS stop"
        " LEFT JOIN stops AS station ON station.stop_id = stop.parent_station WHERE stop.stop_id = ?",
        (stop_id,),
    ).fetchone()
    try:
        return ZoneInfo(row[0]) if row[0] else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _routes(database: sqlite3.Connection, texts: Translations) -> Mapping[str, Route]:
    """A route without a short name shows its long one. Source: GTFS reference, routes.txt."""
    routes = {}
    for route_id, short_name, long_name, *row in database.execute("SELECT * FROM routes"):
        long = texts.text("routes", "route_long_name", route_id, long_name)
        short = texts.text("routes", "route_short_name", route_id, short_name) if short_name else long
        routes[route_id] = Route(route_id, short, long, *row)
    return MappingProxyType(routes)


def _agencies(database: sqlite3.Connection, texts: Translations) -> Mapping[str, Agency]:
    return MappingProxyType(
        {
            agency_id: Agency(
                agency_id, texts.text("agency", "agency_name", agency_id, name), url, phone, ZoneInfo(zone)
            )
            for agency_id, name, url, phone, zone in database.execute("SELECT * FROM agency")
        }
    )


def _shapes(database: sqlite3.Connection) -> Mapping[str, tuple[ShapePoint, ...]]:
    shapes: dict[str, list[ShapePoint]] = {}
    for shape_id, *point in database.execute(
        "SELECT shape_id, shape_pt_lat, shape_pt_lon, shape_dist_traveled FROM shapes"
        " ORDER BY shape_id, shape_pt_sequence"
    ):
        shapes.setdefault(shape_id, []).append(ShapePoint(*point))
    return MappingProxyType({shape_id: tuple(points) for shape_id, points in shapes.items()})


def _feed_info(database: sqlite3.Connection, first: int | None, last: int | None) -> FeedInfo:
    publisher, language, version = database.execute("SELECT * FROM feed_info").fetchone() or ("", "", "")
    return FeedInfo(publisher, language, version, day(str(first)), day(str(last)))


def _exceptions(database: sqlite3.Connection) -> Mapping[int, list[tuple[str, int]]]:
    exceptions: dict[int, list[tuple[str, int]]] = {}
    for service_id, number, exception_type in database.execute("SELECT * FROM calendar_dates"):
        exceptions.setdefault(number, []).append((service_id, exception_type))
    return exceptions

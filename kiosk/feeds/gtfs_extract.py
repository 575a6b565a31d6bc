"""Copies what concerns one stop from the tables of a feed into the tables of its SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.feeds.gtfs_calls import Run, calls_of_runs, calls_of_trip, read_frequencies
from kiosk.feeds.gtfs_schema import COLUMNS, REQUIRED
from kiosk.feeds.gtfs_services import Services, read_services
from kiosk.feeds.gtfs_stop_times import Numbers, StopTimes, read_stop_times, trips_calling_at
from kiosk.feeds.gtfs_stops import Here
from kiosk.feeds.gtfs_table import Table
from kiosk.feeds.gtfs_zip import FeedZip, GtfsError


@dataclass(slots=True)
class Extract:
    """What was copied: counts for the report, and the latest time of any trip in seconds of its service day."""

    here: Here
    services: Services = field(default_factory=Services)
    runs: dict[str, list[Run]] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    trips: int = 0
    calls: int = 0
    max_time: int = 0


def copy_feed(feed: FeedZip, here: Here, database: sqlite3.Connection) -> Extract:
    """Fills the empty tables of `database`. Raises GtfsError; the database is then of no use."""
    extract = Extract(here)
    trips = _trips_here(feed, here, extract)
    route_ids = {row[1] for row in trips.values()}
    zones = _copy_routes(feed, route_ids, database)
    extract.services = read_services(feed, {row[2] for row in trips.values()}, extract.dropped)
    _insert(database, "calendar", extract.services.calendar)
    _insert(database, "calendar_dates", extract.services.calendar_dates)
    _insert(database, "here", enumerate(here.stop_ids))
    extract.runs = read_frequencies(feed, trips, extract.dropped)
    stop_times = read_stop_times(feed, trips, extract.dropped)
    stop_ids = _copy_trips(stop_times, trips, zones, database, extract)
    if not extract.calls:
        raise GtfsError(f"No call at stop {here.stop_ids[0]} «{here.stop_name}» in {feed.name} can be read.")
    _copy_stops(feed, stop_ids | set(here.stop_ids), database)
    shapes = _values(feed, "shapes", where=("shape_id", {row[7] for row in trips.values()} - {""}))
    _insert(database, "shapes", _whole(shapes, extract.dropped))
    _insert(database, "feed_info", list(_values(feed, "feed_info"))[:1])
    _insert(database, "translations", _translations(feed, database))
    return extract


def _trips_here(feed: FeedZip, here: Here, extract: Extract) -> dict[str, tuple[Any, ...]]:
    trip_ids = trips_calling_at(feed, set(here.stop_ids))
    trips: dict[str, tuple[Any, ...]] = {}
    for row in _values(feed, "trips", where=("trip_id", trip_ids)):
        trips.setdefault(row[0], row)
    if not trips:
        raise GtfsError(f"No trip calls at stop {here.stop_ids[0]} «{here.stop_name}» in {feed.name}.")
    extract.dropped["stop_times.txt"] += len(trip_ids) - len(trips)
    return trips


def _copy_routes(feed: FeedZip, route_ids: Collection[str], database: sqlite3.Connection) -> dict[str, str]:
    """Writes the routes and their agencies; returns the time zone of each route's timetable.

    All agencies of a feed should share one zone (GTFS reference, agency.txt); else each keeps its own.
    """
    agencies: dict[str, tuple[Any, ...]] = {}
    for agency in _values(feed, "agency"):
        agencies.setdefault(agency[0], agency)
        _check_zone(feed, agency[4])
    if not agencies:
        raise GtfsError(f"agency.txt in {feed.name} names no agency.")
    first = next(iter(agencies))
    routes = list(_values(feed, "routes", where=("route_id", route_ids)))
    zones = dict.fromkeys(route_ids, agencies[first][4])
    for route in routes:
        zones[route[0]] = agencies.get(route[3], agencies[first])[4]
    _insert(database, "agency", agencies.values())
    _insert(database, "routes", ((*row[:3], row[3] if row[3] in agencies else first, *row[4:]) for row in routes))
    return zones


def _check_zone(feed: FeedZip, zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise GtfsError(f"agency.txt in {feed.name} names an unknown time zone, {zone!r}.") from None


def _copy_trips(
    stop_times: StopTimes,
    trips: dict[str, tuple[Any, ...]],
    zones: dict[str, str],
    database: sqlite3.Connection,
    extract: Extract,
) -> set[str]:
    """Writes trips, their patterns and their calls here; returns all stops they serve."""
    numbers = {trip_id: number for number, (trip_id, _, _) in enumerate(stop_times.trips)}
    rows = ((numbers[trip_id], *rest, *trips[trip_id]) for trip_id, *rest in stop_times.trips)
    _insert(database, "trips", rows)
    runs = (
        (numbers[trip_id], *run) for trip_id, runs in extract.runs.items() if trip_id in numbers for run in runs
    )
    _insert(database, "frequencies", runs)
    services = Numbers()
    of_trip = {trip_id: (zones[row[1]], services[row[2]]) for trip_id, row in trips.items()}
    _insert(database, "services", ((service, service_id) for service_id, service in services.items()))
    _insert(database, "calls", _calls(stop_times, of_trip, extract))
    calls = Numbers()
    lists = [json.dumps([calls[call] for call in pattern]) for pattern in stop_times.patterns]
    _insert(database, "patterns", enumerate(lists))
    _insert(database, "stop_times", ((number, *call) for call, number in calls.items()))
    return {call.stop_id for call in calls}


def _calls(
    stop_times: StopTimes, of_trip: dict[str, tuple[str, int]], extract: Extract
) -> Iterator[tuple[Any, ...]]:
    """Every call here of every trip, counted on the way; `of_trip` gives each trip's zone and service."""
    here = set(extract.here.stop_ids)
    places = [[place for place, call in enumerate(calls) if call.stop_id in here] for calls in stop_times.patterns]
    for trip, (trip_id, number, start) in enumerate(stop_times.trips):
        pattern, runs = stop_times.patterns[number], extract.runs.get(trip_id)
        calls = (
            calls_of_runs(pattern, places[number], runs) if runs else calls_of_trip(pattern, places[number], start)
        )
        zone, service = of_trip[trip_id]
        extract.trips += 1
        for departure_time, start_time, *rest in calls:
            extract.calls += 1
            extract.max_time = max(extract.max_time, start_time + pattern[-1].departure)
            yield (zone, departure_time, service, trip, start_time, *rest)


def _copy_stops(feed: FeedZip, stop_ids: set[str], database: sqlite3.Connection) -> None:
    """The stops, the platforms of boarding areas and the stations of platforms."""
    stops = {row[0]: row for row in _values(feed, "stops")}
    for _ in ("platform", "station"):
        stop_ids |= {stops[stop_id][7] for stop_id in stop_ids if stop_id in stops}
    _insert(database, "stops", (stops[stop_id] for stop_id in sorted(stop_ids) if stop_id in stops))


def _translations(feed: FeedZip, database: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """The translations of what was copied, by record or by value. Source: GTFS reference, translations.txt."""
    ours: set[str] = set()
    for column, table in _TRANSLATED:
        ours.update(text for (text,) in database.execute(f"SELECT DISTINCT {column} FROM {table}") if text)  # noqa: S608 - our own names
    for row in _values(feed, "translations"):
        if row[2] in ours or row[4] in ours:
            yield row


def _whole(rows: Iterable[tuple[Any, ...]], dropped: Counter[str]) -> Iterator[tuple[Any, ...]]:
    """Points of shapes with a place and a number."""
    for row in rows:
        if None in row[:4]:
            dropped["shapes.txt"] += 1
        else:
            yield row


def _values(
    feed: FeedZip, table: str, *, where: tuple[str, Collection[str]] | None = None
) -> Iterator[tuple[Any, ...]]:
    columns = COLUMNS[table]
    readers = tuple(columns.values())
    source = Table(feed, f"{table}.txt", REQUIRED.get(table, ()), optional=table not in REQUIRED)
    rows = source.records_where(*where, tuple(columns)) if where else source.records(tuple(columns))
    return (tuple(read(text) for read, text in zip(readers, row, strict=True)) for row in rows)


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Where a feed repeats a key, the first row counts."""
    rows = iter(rows)
    for first in rows:
        statement = f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(first))})"  # noqa: S608 - our own names
        database.execute(statement, first)
        database.executemany(statement, rows)


_TRANSLATED = (
    ("agency_id", "agency"),
    ("agency_name", "agency"),
    ("route_id", "routes"),
    ("route_short_name", "routes"),
    ("route_long_name", "routes"),
    ("stop_id", "stops"),
    ("stop_name", "stops"),
    ("stop_desc", "stops"),
    ("trip_id", "trips"),
    ("trip_headsign", "trips"),
    ("stop_headsign", "stop_times"),
)

"""The SQLite file of one stop: GTFS's own tables and names, reduced to what the stop needs.

Differences from GTFS: many trips share one of `patterns`, and those share rows of `stop_times`, whose times are
relative to `trips.start_time`; `calls` lists every call here once, runs of frequencies.txt expanded, so that a
look at the next hours is one range of an index. `feed`, `here` and `services` are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.feeds.gtfs_values import colour, flag, integer, number, plain, route_type

SCHEMA_VERSION = 1
"""PRAGMA user_version; a file of another version is built anew."""

SCHEMA = """
CREATE TABLE feed (
    digest TEXT NOT NULL,           -- identity of the feed: its sha256 or what the importer was given
    imported_at INTEGER,            -- POSIX seconds
    first_service_date INTEGER,     -- YYYYMMDD, of the whole feed
    last_service_date INTEGER,
    max_time INTEGER NOT NULL       -- the latest time of any trip here, seconds since its time zero
);
CREATE TABLE here (place INTEGER PRIMARY KEY, stop_id TEXT);
CREATE TABLE feed_info (feed_publisher_name TEXT, feed_lang TEXT, feed_version TEXT);
CREATE TABLE agency (
    agency_id TEXT PRIMARY KEY, agency_name TEXT, agency_url TEXT, agency_phone TEXT, agency_timezone TEXT
) WITHOUT ROWID;
CREATE TABLE stops (
    stop_id TEXT PRIMARY KEY, stop_name TEXT, stop_code TEXT, stop_desc TEXT, stop_lat REAL, stop_lon REAL,
    location_type INTEGER, parent_station TEXT, platform_code TEXT, wheelchair_boarding INTEGER, stop_timezone TEXT
) WITHOUT ROWID;
CREATE TABLE routes (
    route_id TEXT PRIMARY KEY, route_short_name TEXT, route_long_name TEXT, agency_id TEXT, route_type INTEGER,
    route_color TEXT, route_text_color TEXT
) WITHOUT ROWID;
CREATE TABLE trips (
    trip INTEGER PRIMARY KEY, pattern INTEGER NOT NULL, start_time INTEGER NOT NULL, trip_id TEXT NOT NULL UNIQUE,
    route_id TEXT NOT NULL, service_id TEXT NOT NULL, trip_headsign TEXT, trip_short_name TEXT,
    direction_id INTEGER, block_id TEXT, shape_id TEXT, wheelchair_accessible INTEGER
);
CREATE INDEX trips_of_service ON trips (service_id);
CREATE TABLE stop_times (
    stop_time INTEGER PRIMARY KEY, stop_sequence INTEGER, stop_id TEXT, arrival_time INTEGER,
    departure_time INTEGER, pickup_type INTEGER, drop_off_type INTEGER, stop_headsign TEXT,
    shape_dist_traveled REAL, estimated INTEGER
);
CREATE TABLE patterns (
    pattern INTEGER PRIMARY KEY,
    stop_times TEXT NOT NULL        -- JSON list of stop_times.stop_time
);
CREATE TABLE frequencies (
    trip INTEGER, start_time INTEGER, end_time INTEGER, headway_secs INTEGER, exact_times INTEGER,
    PRIMARY KEY (trip, start_time, end_time)
) WITHOUT ROWID;
CREATE TABLE services (service INTEGER PRIMARY KEY, service_id TEXT);
CREATE TABLE calls (
    agency_timezone TEXT, departure_time INTEGER, service INTEGER, trip INTEGER, start_time INTEGER,
    place INTEGER,                  -- which of the pattern's stop_times, from 0
    headway_secs INTEGER,           -- of a run of exact_times=0, else NULL
    PRIMARY KEY (agency_timezone, departure_time, service, trip, start_time, place)
) WITHOUT ROWID;
CREATE TABLE calendar (
    service_id TEXT PRIMARY KEY, monday INTEGER, tuesday INTEGER, wednesday INTEGER, thursday INTEGER,
    friday INTEGER, saturday INTEGER, sunday INTEGER, start_date INTEGER, end_date INTEGER
) WITHOUT ROWID;
CREATE TABLE calendar_dates (
    service_id TEXT, date INTEGER, exception_type INTEGER, PRIMARY KEY (service_id, date)
) WITHOUT ROWID;
CREATE TABLE shapes (
    shape_id TEXT, shape_pt_sequence INTEGER, shape_pt_lat REAL, shape_pt_lon REAL, shape_dist_traveled REAL,
    PRIMARY KEY (shape_id, shape_pt_sequence)
) WITHOUT ROWID;
CREATE TABLE translations (
    table_name TEXT, field_name TEXT, record_id TEXT, record_sub_id TEXT, field_value TEXT, language TEXT,
    translation TEXT
);
"""

COLUMNS: Mapping[str, Mapping[str, Callable[[str], object]]] = {
    "agency": {
        "agency_id": str,
        "agency_name": plain,
        "agency_url": plain,
        "agency_phone": plain,
        "agency_timezone": str,
    },
    "stops": {
        "stop_id": str,
        "stop_name": plain,
        "stop_code": plain,
        "stop_desc": plain,
        "stop_lat": number,
        "stop_lon": number,
        "location_type": flag,
        "parent_station": str,
        "platform_code": plain,
        "wheelchair_boarding": flag,
        "stop_timezone": str,
    },
    "routes": {
        "route_id": str,
        "route_short_name": plain,
        "route_long_name": plain,
        "agency_id": str,
        "route_type": route_type,
        "route_color": colour,
        "route_text_color": colour,
    },
    "trips": {
        "trip_id": str,
        "route_id": str,
        "service_id": str,
        "trip_headsign": plain,
        "trip_short_name": plain,
        "direction_id": integer,
        "block_id": str,
        "shape_id": str,
        "wheelchair_accessible": flag,
    },
    "shapes": {
        "shape_id": str,
        "shape_pt_sequence": integer,
        "shape_pt_lat": number,
        "shape_pt_lon": number,
        "shape_dist_traveled": number,
    },
    "feed_info": {"feed_publisher_name": plain, "feed_lang": str, "feed_version": plain},
    "translations": {
        "table_name": str,
        "field_name": str,
        "record_id": str,
        "record_sub_id": str,
        "field_value": plain,
        "language": str,
        "translation": plain,
    },
}
"""What is copied from the tables of a feed as it stands, and how each value is read."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "agency": ("agency_timezone",),
    "stops": ("stop_id",),
    "routes": ("route_id",),
    "trips": ("trip_id", "route_id", "service_id"),
}
"""The columns without which a table is of no use; the other tables need not be there at all."""

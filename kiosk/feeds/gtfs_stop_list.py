"""All stops of a feed, to choose one from, told apart by the lines that call there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.geometry import Place
from kiosk.feeds.gtfs_table import Table
from kiosk.feeds.gtfs_values import number, plain
from kiosk.feeds.gtfs_zip import FeedZip, Progress

MOST_LINES = 12
_NO_BUS_STOPS_HERE = frozenset({"2", "3", "4"})
"""Entrances, nodes inside a station and boarding areas. Source: GTFS reference, stops.txt, location_type."""


@dataclass(frozen=True, slots=True)
class ListedStop:
    """A stop, or a station of several.

    `code` is what the sign says, `platform` which platform of a station it is; "" where the feed has none.
    """

    stop_id: str
    name: str
    code: str = ""
    description: str = ""
    platform: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class CallingLine:
    """A line that calls at a stop, towards `headsign`."""

    route: str
    headsign: str


def listed_stops(feed: Path) -> tuple[ListedStop, ...]:
    """The stops of the zip `feed` that have a name. Raises GtfsError."""
    texts = ("stop_id", "stop_name", "stop_code", "stop_desc", "platform_code")
    rows = Table(FeedZip(feed), "stops.txt", ("stop_id",)).records(
        (*texts, "stop_lat", "stop_lon", "location_type")
    )
    return tuple(
        ListedStop(stop_id, plain(name), plain(code), plain(description), plain(platform), _place(lat, lon))
        for stop_id, name, code, description, platform, lat, lon, kind in rows
        if stop_id and name and kind not in _NO_BUS_STOPS_HERE
    )


def lines_calling_at(
    feed: Path, stop_ids: Collection[str], progress: Progress | None = None
) -> dict[str, tuple[CallingLine, ...]]:
    """The lines that call at each of the stops, by stop; one look at the feed. Raises GtfsError."""
    source = FeedZip(feed, progress=progress)
    places = _places(source, stop_ids)
    trips: dict[str, set[str]] = {}
    calls = Table(source, "stop_times.txt", ("trip_id", "stop_id"))
    for stop_id, trip_id in calls.records_where("stop_id", places, ("stop_id", "trip_id")):
        for place in places[stop_id]:
            trips.setdefault(place, set()).add(trip_id)
    every = {trip_id for known in trips.values() for trip_id in known}
    runs = {
        trip_id: (route_id, plain(headsign))
        for trip_id, route_id, headsign in Table(source, "trips.txt", ("trip_id",)).records_where(
            "trip_id", every, ("trip_id", "route_id", "trip_headsign")
        )
    }
    routes = {
        route_id: plain(short) or plain(long)
        for route_id, short, long in Table(source, "routes.txt", ("route_id",)).records(
            ("route_id", "route_short_name", "route_long_name")
        )
    }
    found: dict[str, tuple[CallingLine, ...]] = {}
    for stop_id in stop_ids:
        ways = {runs[trip_id] for trip_id in trips.get(stop_id, ()) if trip_id in runs}
        lines = {CallingLine(routes.get(route_id, ""), headsign) for route_id, headsign in ways}
        found[stop_id] = tuple(sorted(lines, key=lambda line: (_number(line.route), line.headsign))[:MOST_LINES])
    return found


def _places(feed: FeedZip, stop_ids: Collection[str]) -> dict[str, list[str]]:
    """Which of the stops a call counts for, by where it is made: there, and at the station around it."""
    places = {stop_id: [stop_id] for stop_id in stop_ids}
    for child, parent in Table(feed, "stops.txt", ("stop_id",)).records(("stop_id", "parent_station")):
        if parent in stop_ids:
            places.setdefault(child, []).append(parent)
    return places


def _number(route: str) -> tuple[int, str]:
    digits = "".join(sign for sign in route if sign.isdecimal())
    return (int(digits) if digits else 10**9, route)


def _place(lat: str, lon: str) -> Place | None:
    north, east = number(lat), number(lon)
    return None if north is None or east is None else Place(north, east)

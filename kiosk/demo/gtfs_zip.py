"""The demonstration network as a GTFS feed: the zip that an agency would publish."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from kiosk.demo.network import Network, Pattern, Station
from kiosk.demo.plan import HOLIDAYS, WEEKDAY, WEEKEND, PlannedTrip, planned_trips, service_range
from kiosk.domain.service_day import Seconds
from kiosk.domain.text import Text
from kiosk.domain.timetable import NOT_AVAILABLE

URL = "https://example.org/"
"""agency_url is required; this address is reserved for examples (RFC 2606)."""

TEXT_ON_COLOR = "FFFFFF"

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside the zip: the same network and day make the same bytes."""

Cell = str | int | float
Table = tuple[str, Iterable[Sequence[Cell]]]
"""The header line and the rows."""


def gtfs_zip(network: Network, around: date) -> bytes:
    """A GTFS feed valid for some weeks before and some months after `around`."""
    first, last = service_range(around)
    trips = [*planned_trips(network, WEEKDAY), *planned_trips(network, WEEKEND)]
    tables: dict[str, Table] = {
        "feed_info.txt": _feed_info(network, first, last),
        "agency.txt": _agency(network),
        "stops.txt": _stops(network),
        "routes.txt": _routes(network),
        "calendar.txt": _calendar(first, last),
        "calendar_dates.txt": _calendar_dates(first, last),
        "trips.txt": _trips(trips),
        "frequencies.txt": _frequencies(trips),
        "shapes.txt": _shapes(network),
        "stop_times.txt": _stop_times(trips),
        "translations.txt": _translations(network),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as feed:
        for name, (header, rows) in tables.items():
            text = io.StringIO(newline="")
            text.write(f"{header}\r\n")
            csv.writer(text).writerows(rows)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            feed.writestr(entry, text.getvalue().encode())
    return packed.getvalue()


def _clock(seconds: Seconds) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _feed_info(network: Network, first: date, last: date) -> Table:
    header = (
        "feed_publisher_name,feed_publisher_url,feed_lang,default_lang,feed_start_date,feed_end_date,feed_version"
    )
    row = (network.publisher.default, URL, "ru", "ru", f"{first:%Y%m%d}", f"{last:%Y%m%d}", f"demo-{first:%Y%m%d}")
    return header, [row]


def _agency(network: Network) -> Table:
    header = "agency_id,agency_name,agency_url,agency_timezone,agency_lang"
    zone = network.zone.key
    return header, [(key, name.default, URL, zone, "ru") for key, name in network.agencies.items()]


def _stations(network: Network) -> tuple[Station, ...]:
    stations = {platform.station.stop_id: platform.station for platform in network.platforms}
    return tuple(stations[stop_id] for stop_id in sorted(stations))


def _stops(network: Network) -> Table:
    header = (
        "stop_id,stop_name,stop_desc,stop_lat,stop_lon,location_type,"
        "parent_station,platform_code,wheelchair_boarding"
    )
    rows: list[Sequence[Cell]] = []
    for station in _stations(network):
        latitude, longitude = network.plane.degrees(station.at)
        rows.append((station.stop_id, station.name.default, "", latitude, longitude, 1, "", "", 1))
    for platform in network.platforms:
        latitude, longitude = network.plane.degrees(platform.at)
        station = platform.station
        towards = station.platforms[platform.side - 1].default if station.platforms else ""
        rows.append(
            (
                platform.stop_id,
                station.name.default,
                towards,
                latitude,
                longitude,
                0,
                station.stop_id,
                platform.side,
                1,
            )
        )
    return header, rows


def _long_name(patterns: tuple[Pattern, Pattern], language: str) -> str:
    back, there = (pattern.headsign.in_language(language) for pattern in reversed(patterns))
    return f"{back} – {there}"


def _routes(network: Network) -> Table:
    header = (
        "route_id,agency_id,route_short_name,route_long_name,route_type,"
        "route_color,route_text_color,route_sort_order"
    )
    rows = [
        (
            route.route_id,
            route.agency_id,
            route.number,
            _long_name(route.patterns, "ru"),
            route.route_type,
            route.color,
            TEXT_ON_COLOR,
            order,
        )
        for order, route in enumerate(network.routes.values())
    ]
    return header, rows


def _calendar(first: date, last: date) -> Table:
    header = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date"
    span = (f"{first:%Y%m%d}", f"{last:%Y%m%d}")
    return header, [(WEEKDAY, 1, 1, 1, 1, 1, 0, 0, *span), (WEEKEND, 0, 0, 0, 0, 0, 1, 1, *span)]


def _calendar_dates(first: date, last: date) -> Table:
    """On a holiday that falls on a weekday the weekday's service is removed (2) and the weekend's added (1)."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    holidays = [day for day in days if (day.month, day.day) in HOLIDAYS and day.weekday() < 5]
    rows = [(service, f"{day:%Y%m%d}", kind) for day in holidays for service, kind in ((WEEKDAY, 2), (WEEKEND, 1))]
    return "service_id,date,exception_type", rows


def _trips(trips: Sequence[PlannedTrip]) -> Table:
    header = "route_id,service_id,trip_id,trip_headsign,direction_id,block_id,shape_id,wheelchair_accessible"
    rows = [
        (
            trip.route.route_id,
            trip.service_id,
            trip.trip_id,
            trip.pattern.headsign.default,
            trip.pattern.direction_id,
            trip.block_id,
            trip.pattern.shape_id,
            1 if trip.low_floor else 2,
        )
        for trip in trips
    ]
    return header, rows


def _frequencies(trips: Sequence[PlannedTrip]) -> Table:
    header = "trip_id,start_time,end_time,headway_secs,exact_times"
    rows = [
        (trip.trip_id, _clock(trip.start), _clock(trip.until), trip.headway, 0)
        for trip in trips
        if trip.headway is not None
    ]
    return header, rows


def _shapes(network: Network) -> Table:
    header = "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled"
    rows = (
        (pattern.shape_id, *network.plane.degrees(point), sequence, f"{metres:.1f}")
        for pattern in network.patterns
        for sequence, (point, metres) in enumerate(zip(pattern.line.points, pattern.line.travelled, strict=True))
    )
    return header, rows


def _stop_times(trips: Sequence[PlannedTrip]) -> Table:
    header = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,"
        "drop_off_type,shape_dist_traveled,timepoint"
    )
    return header, (row for trip in trips for row in _stop_times_of(trip))


def _stop_times_of(trip: PlannedTrip) -> Iterator[Sequence[Cell]]:
    """Nobody may board at the last stop, nobody may get off at the first."""
    last = len(trip.calls) - 1
    for index, (call, platform) in enumerate(zip(trip.calls, trip.pattern.calls, strict=True)):
        yield (
            trip.trip_id,
            _clock(trip.start + call.arrival),
            _clock(trip.start + call.departure),
            platform.stop_id,
            index + 1,
            NOT_AVAILABLE if index == last else 0,
            NOT_AVAILABLE if index == 0 else 0,
            f"{trip.pattern.metres[index]:.1f}",
            0 if trip.headway is not None else 1,
        )


def _translations(network: Network) -> Table:
    """English, by record for stops, routes and agencies, by value for headsigns and platforms.

    feed_info has one record, which is named by nothing. Source: GTFS Schedule reference, translations.txt.
    """
    header = "table_name,field_name,language,translation,record_id,field_value"
    rows: list[Sequence[str]] = [("feed_info", "feed_publisher_name", "en", _english(network.publisher), "", "")]
    rows += [("agency", "agency_name", "en", _english(name), key, "") for key, name in network.agencies.items()]
    for station in _stations(network):
        rows.append(("stops", "stop_name", "en", _english(station.name), station.stop_id, ""))
        rows += [("stops", "stop_desc", "en", _english(side), "", side.default) for side in station.platforms]
    rows += [
        ("stops", "stop_name", "en", _english(platform.station.name), platform.stop_id, "")
        for platform in network.platforms
    ]
    rows += [
        ("routes", "route_long_name", "en", _long_name(route.patterns, "en"), route.route_id, "")
        for route in network.routes.values()
    ]
    headsigns = {pattern.headsign.default: _english(pattern.headsign) for pattern in network.patterns}
    rows += [("trips", "trip_headsign", "en", english, "", russian) for russian, english in headsigns.items()]
    return header, rows


def _english(text: Text) -> str:
    return text.in_language("en")

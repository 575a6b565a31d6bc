"""A bus line of our own for tests: stops along a street in Ulyanovsk, with and without a shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import cos, degrees, radians
from types import MappingProxyType
from zoneinfo import ZoneInfo

from kiosk.domain.departure import Departure, Status
from kiosk.domain.geometry import EARTH_RADIUS, Place
from kiosk.domain.realtime import TripDescriptor, VehicleDescriptor, VehiclePosition
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, ScheduledCall, ShapePoint, Stop, StopTime, Timetable, Trip

ORIGIN = Place(54.35, 48.55)
START = 1_795_600_000
DAY = date(2026, 11, 25)


def place(east: float, north: float = 0.0) -> Place:
    """The place so many metres east and north of the origin."""
    return Place(
        ORIGIN.lat + degrees(north / EARTH_RADIUS),
        ORIGIN.lon + degrees(east / EARTH_RADIUS / cos(radians(ORIGIN.lat))),
    )


def shape_of(*points: tuple[float, float], traveled: Sequence[float] | None = None) -> tuple[ShapePoint, ...]:
    """A shape through points given in metres east and north of the origin."""
    places = [place(*point) for point in points]
    return tuple(ShapePoint(p.lat, p.lon, traveled[index] if traveled else None) for index, p in enumerate(places))


def timetable(
    stops: Sequence[tuple[float, float] | None],
    *,
    shape: tuple[ShapePoint, ...] = (),
    ours: int = 3,
    every: int = 120,
    stop_ids: Sequence[str] = (),
    traveled: Sequence[float] | None = None,
) -> Timetable:
    """A timetable of one trip that calls at `stops` (metres east and north) every so many seconds."""
    ids = list(stop_ids) or [f"s{index}" for index in range(len(stops))]
    rows = tuple(
        StopTime(
            stop_sequence=10 * (index + 1),
            stop_id=ids[index],
            arrival=index * every,
            departure=index * every,
            shape_dist_traveled=traveled[index] if traveled else None,
        )
        for index in range(len(stops))
    )
    trip = Trip("t1", "r1", "weekday", 8 * 3600, rows, Text("Центр"), shape_id="shape" if shape else "")
    known = {stop_id: _stop(stop_id, where) for stop_id, where in zip(ids, stops, strict=True)}
    call = ScheduledCall(trip, rows[ours], DAY, 8 * 3600, START)
    return Timetable(
        stop=known[ids[ours]],
        stop_ids=frozenset({ids[ours]}),
        zone=ZoneInfo("Europe/Ulyanovsk"),
        since=START,
        until=START + 7200,
        calls=(call,),
        trips=MappingProxyType({"t1": trip}),
        routes=MappingProxyType({"r1": Route("r1", Text("46"))}),
        stops=MappingProxyType(known),
        shapes=MappingProxyType({"shape": shape} if shape else {}),
    )


def _stop(stop_id: str, where: tuple[float, float] | None) -> Stop:
    if where is None:
        return Stop(stop_id, Text(f"Остановка {stop_id}"))
    at = place(*where)
    return Stop(stop_id, Text(f"Остановка {stop_id}"), stop_lat=at.lat, stop_lon=at.lon)


def departure(table: Timetable, vehicle: VehiclePosition | None = None, **more: object) -> Departure:
    """The departure of the timetable's only call."""
    call = table.calls[0]
    plain = Departure(
        trip_id=call.trip.trip_id,
        route_id=call.trip.route_id,
        route_short_name=Text("46"),
        headsign=Text("Центр"),
        service_date=call.service_date,
        stop_id=call.stop_time.stop_id,
        stop_sequence=call.stop_time.stop_sequence,
        scheduled_arrival=call.arrival,
        scheduled_departure=call.departure,
        status=Status.SCHEDULED,
        start_time=call.start_time,
        call=call,
        vehicle=vehicle,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # the names are checked by replace itself


def vehicle(where: tuple[float, float] | None = None, **more: object) -> VehiclePosition:
    """A vehicle on the trip, at a point in metres east and north of the origin."""
    plain = VehiclePosition(VehicleDescriptor("bus"), TripDescriptor(trip_id="t1"))
    if where:
        at = place(*where)
        plain = replace(plain, latitude=at.lat, longitude=at.lon)
    return replace(plain, **more)  # type: ignore[arg-type]  # the names are checked by replace itself

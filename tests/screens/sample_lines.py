"""Lines with their shapes, buses on them, and a board of them: what the pages of trips, map and alerts show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import cos, degrees, pi, radians, sin
from types import MappingProxyType

from kiosk.domain.board import Board, Certainty, Due, Feed, Row, Service
from kiosk.domain.departure import Departure, Status
from kiosk.domain.geometry import EARTH_RADIUS, Line, Place
from kiosk.domain.realtime import (
    ActivePeriod,
    Alert,
    EntitySelector,
    Occupancy,
    StopTimeEvent,
    StopTimeUpdate,
    TripDescriptor,
    TripUpdate,
    VehicleDescriptor,
    VehiclePosition,
)
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, ScheduledCall, ShapePoint, Stop, StopTime, Timetable, Trip
from tests.screens.sample_boards import ALERT, MINUTE, NOW, STOP, TIMETABLE, row

HERE = Place(STOP.stop_lat or 0.0, STOP.stop_lon or 0.0)
DAY = date(2027, 11, 22)
RIDE = 110
"""Seconds from one stop to the next."""

NAMES = {
    "surova": ("Проспект Сурова", "Surova Avenue", (5200.0, 2600.0)),
    "karbysheva": ("Улица Карбышева", "Karbysheva Street", (4350.0, 2340.0)),
    "aviastar": ("Авиастар", "Aviastar", (3600.0, 2100.0)),
    "pobedy": ("Улица 40-летия Победы", "40th Anniversary of Victory Street", (3000.0, 1760.0)),
    "lvovsky": ("Львовский бульвар", "Lvovsky Boulevard", (2400.0, 1400.0)),
    "ruslan": ("Дворец культуры «Руслан»", "Ruslan Palace of Culture", (1750.0, 820.0)),
    "market": ("Новый рынок", "New market", (1200.0, 300.0)),
    "park": ("Парк 40-летия ВЛКСМ", "Komsomol Park", (500.0, 80.0)),
    "filatova": ("Проспект Филатова", "Prospekt Filatova", (0.0, 0.0)),
    "bridge": ("Президентский мост", "Presidential bridge", (-1500.0, -330.0)),
    "centre": ("Центр", "Centre", (-2600.0, -600.0)),
    "depot": ("Трамвайное депо", "Tram depot", (3800.0, -1500.0)),
    "hospital": ("Городская больница", "City hospital", (2600.0, -1100.0)),
    "school": ("Школа № 72", "School No. 72", (1900.0, -560.0)),
    "north": ("Северный сад", "Northern garden", (1200.0, 2700.0)),
    "library": ("Библиотека", "Library", (1200.0, 1500.0)),
}
EASTERN = ("surova", "karbysheva", "aviastar", "pobedy", "lvovsky", "ruslan", "market", "park", "filatova")
ONWARD = ("bridge", "centre")
WAYS = {
    "46": (*EASTERN, *ONWARD),
    "116к": (*EASTERN[2:], *ONWARD),
    "78": (*EASTERN[4:], *ONWARD),
    "2": ("depot", "hospital", "school", "market", "park", "filatova", *ONWARD),
    "65": ("north", "library", "market", "park", "filatova", *ONWARD),
}
COLOURS = {"46": "1F5FBF", "116к": "C2410C", "78": "7C3AED", "2": "", "65": "15803D"}


def place(east: float, north: float) -> Place:
    """So many metres from the pavilion."""
    return Place(
        HERE.lat + degrees(north / EARTH_RADIUS),
        HERE.lon + degrees(east / EARTH_RADIUS / cos(radians(HERE.lat))),
    )


def stop(stop_id: str) -> Stop:
    """A stop by its name."""
    if stop_id == "filatova":
        return STOP
    russian, english, where = NAMES[stop_id]
    at = place(*where)
    return Stop(stop_id, Text(russian, (("en", english),)), stop_lat=at.lat, stop_lon=at.lon)


def shape(route: str) -> tuple[ShapePoint, ...]:
    """The streets of a route: gently curved from stop to stop, the same for all who use them."""
    points = []
    corners = [NAMES[stop_id][2] for stop_id in WAYS[route]]
    for (x1, y1), (x2, y2) in pairwise(corners):
        for step in range(12):
            part = step / 12
            bend = 60.0 * sin(pi * part)
            at = place(x1 + (x2 - x1) * part + bend * 0.3, y1 + (y2 - y1) * part - bend)
            points.append(ShapePoint(at.lat, at.lon))
    last = place(*corners[-1])
    return (*points, ShapePoint(last.lat, last.lon))


def trip(route: str) -> Trip:
    """The trip of a route, from its first stop."""
    rows = tuple(
        StopTime(index + 1, stop_id, index * RIDE, index * RIDE + 20) for index, stop_id in enumerate(WAYS[route])
    )
    return Trip(
        f"trip-{route}", route, "weekday", 13 * 3600, rows, shape_id=f"shape-{route}", wheelchair_accessible=1
    )


@dataclass(frozen=True, slots=True)
class Bus:
    """A bus of a route: metres of its way behind it, seconds late, seconds since it was heard of."""

    route: str
    metres: float
    late: int = 0
    age: int = 9
    occupancy: Occupancy | None = None
    certainty: Certainty = Certainty.LIVE


BUSES = (
    Bus("46", 5350, age=7, occupancy=Occupancy.MANY_SEATS_AVAILABLE),
    Bus("2", 2300, late=60, occupancy=Occupancy.STANDING_ROOM_ONLY),
    Bus("116к", 1500, late=260, age=22, occupancy=Occupancy.FEW_SEATS_AVAILABLE),
    Bus("65", 700, age=95, certainty=Certainty.AGEING),
)


def lines_timetable() -> Timetable:
    """The timetable of all these lines."""
    return replace(
        TIMETABLE,
        trips=MappingProxyType({f"trip-{route}": trip(route) for route in WAYS}),
        routes=MappingProxyType(
            {
                route: Route(
                    route,
                    Text(route),
                    route_type=0 if route == "2" else 3,
                    route_color=COLOURS[route],
                    route_text_color="FFFFFF",
                )
                for route in WAYS
            }
        ),
        stops=MappingProxyType({stop_id: stop(stop_id) for stop_id in NAMES}),
        shapes=MappingProxyType({f"shape-{route}": shape(route) for route in WAYS}),
    )


LINES = lines_timetable()


def bus_row(bus: Bus) -> Row:
    """The row of a bus on its way."""
    way = LINES.trips[f"trip-{bus.route}"]
    line = Line.through([Place(point.shape_pt_lat, point.shape_pt_lon) for point in LINES.shapes[way.shape_id]])
    spot = line.plane.place(line.at(bus.metres))
    ours = WAYS[bus.route].index("filatova")
    passed = sum(line.length * index / len(way.stop_times) < bus.metres for index in range(len(way.stop_times)))
    start = NOW - passed * RIDE - bus.late
    call = ScheduledCall(way, way.stop_times[ours], DAY, 13 * 3600, start)
    update = TripUpdate(
        TripDescriptor(trip_id=way.trip_id),
        tuple(
            StopTimeUpdate(stop_time.stop_sequence, departure=StopTimeEvent(delay=bus.late))
            for stop_time in way.stop_times
        ),
        timestamp=NOW - bus.age,
    )
    vehicle = VehiclePosition(
        VehicleDescriptor(f"bus-{bus.route}"),
        TripDescriptor(trip_id=way.trip_id),
        latitude=spot.lat,
        longitude=spot.lon,
        timestamp=NOW - bus.age,
    )
    moment = call.departure + bus.late
    minutes = max((moment - NOW) // MINUTE, 1)
    departure = departure_of(bus.route, call, update=update, vehicle=vehicle, expected_departure=moment)
    return row(
        bus.route,
        Due.MINUTES,
        bus.certainty,
        minutes,
        departure=replace(departure, status=Status.UPDATED, realtime=True),
        key=departure.key,
        moment=moment,
        scheduled=call.departure,
        deviation=bus.late,
        age=bus.age,
        occupancy=bus.occupancy,
        low_floor=True,
        route_color=COLOURS[bus.route],
    )


def departure_of(route: str, call: ScheduledCall, **more: object) -> Departure:
    """A departure of a route here."""
    values: dict[str, object] = {
        "trip_id": call.trip.trip_id,
        "route_id": route,
        "route_short_name": Text(route),
        "headsign": LINES.stops["centre"].stop_name,
        "service_date": DAY,
        "stop_id": "filatova",
        "stop_sequence": call.stop_time.stop_sequence,
        "scheduled_arrival": call.arrival,
        "scheduled_departure": call.departure,
        "start_time": call.start_time,
        "call": call,
        **more,
    }
    return Departure(**values)  # type: ignore[arg-type]  # the fields of a departure, by name


def planned_row(route: str, minutes: int, due: Due = Due.CLOCK, **more: object) -> Row:
    """A row of the timetable alone."""
    way = LINES.trips[f"trip-{route}"]
    ours = way.stop_times[WAYS[route].index("filatova")]
    start = NOW + minutes * MINUTE - ours.departure
    departure = departure_of(route, ScheduledCall(way, ours, DAY, 14 * 3600 + minutes, start))
    return row(
        route,
        due,
        Certainty.TIMETABLE,
        minutes,
        key=departure.key,
        departure=departure,
        route_color=COLOURS[route],
        **more,
    )


ROWS = (*sorted(map(bus_row, BUSES), key=lambda one: one.moment), planned_row("78", 24), planned_row("46", 31))
CANCELLED = planned_row("78", 12, Due.CANCELLED)
CANCELLED = replace(CANCELLED, departure=replace(CANCELLED.departure, status=Status.CANCELLED))
ALERTS = (
    replace(
        ALERT,
        description_text=Text(
            "С 22 по 26 ноября на улице Врача Михайлова меняют трубы. Автобусы 46 и 78 идут по улице Карбышева; "
            "остановка «Библиотека» временно не работает.\nБлижайшая остановка — «Новый рынок», 300 метров.",
            (
                (
                    "en",
                    "Pipes are being replaced in Vracha Mikhaylova street from 22 to 26 November. Buses 46 and 78 "
                    "run along Karbysheva street; the stop Library is closed.\nThe nearest stop is New market, "
                    "300 metres away.",
                ),
            ),
        ),
        active_periods=(ActivePeriod(NOW - 86400, NOW + 4 * 3600 - 440), ActivePeriod(NOW + 18 * 3600, None)),
        informed_entities=(EntitySelector(route_id="46"), EntitySelector(route_id="78")),
    ),
    Alert(
        "holiday",
        Text("В субботу автобусы ходят по расписанию воскресенья", (("en", "Sunday timetable on Saturday"),)),
        active_periods=(ActivePeriod(None, NOW + 5 * 86400),),
        informed_entities=(EntitySelector(agency_id="bus"),),
        severity_level="INFO",
    ),
    Alert(
        "lift",
        Text("Лифт перехода не работает", (("en", "The lift of the crossing is out of order"),)),
        Text("Просим прощения за неудобства.", (("en", "We are sorry for the inconvenience."),)),
        informed_entities=(EntitySelector(stop_id="filatova"),),
    ),
)
BOARD = Board(
    NOW, rows=(*ROWS[:3], CANCELLED, *ROWS[3:]), alerts=ALERTS, feed=Feed.LIVE, feed_age=9, service=Service.RUNNING
)


def key_of(route: str) -> str:
    """The key of the next departure of a route."""
    return next(one.key for one in BOARD.rows if one.departure.route_id == route)

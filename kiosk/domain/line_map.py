"""The map of what comes here: the last kilometres of every line, its stops, and the vehicles on it.

Drawn from the timetable's shapes in metres round our stop, north up. It needs no map tiles and no network; it
shows what matters to someone who waits, and leaves the rest of the city out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import atan2, degrees

from kiosk.domain.departure import Departure, Status
from kiosk.domain.geometry import Place, Plane, Point, Polyline, simplified
from kiosk.domain.progress import Progress, progress
from kiosk.domain.realtime import VehiclePosition
from kiosk.domain.run import Run
from kiosk.domain.service_day import Instant
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, Timetable
from kiosk.domain.track import Track, place_of

HORIZON = 40 * 60
"""Seconds: a bus that comes later is not yet waited for."""

REACHES = (2000.0, 3000.0, 4000.0, 6000.0)
"""Metres of a line before our stop that are drawn: the least that shows every vehicle, so the map stays calm."""

TAIL = 500.0
"""Metres drawn beyond our stop, to show where the line goes on."""

TOLERANCE = 6.0
"""Metres a drawn line may stray from its shape: less than its width on the screen."""

BEHIND = -1
"""A vehicle this many stops away, just past us, is shown no more."""


@dataclass(frozen=True, slots=True)
class MapLine:
    """One route on its way to us. `lane` sorts the routes side by side where they share a street: lanes are
    whole numbers round 0, from left to right as one rides towards us."""

    route: Route
    headsigns: tuple[Text, ...]
    before: tuple[Polyline, ...]
    after: tuple[Polyline, ...]
    lane: float = 0.0


@dataclass(frozen=True, slots=True)
class MapStop:
    """A stop on the map. `rank` says whose name is written first: 0 ours, then 1, 2, 3."""

    stop_id: str
    stop_name: Text
    point: Point
    rank: int


@dataclass(frozen=True, slots=True)
class MapVehicle:
    """A vehicle on its way to us; `key` is its departure's. `bearing` and `age` are None where unknown.

    `between_stops`: the feed names only the stop it goes to, so the place is a guess between two stops.
    """

    key: str
    route: Route
    headsign: Text
    point: Point
    bearing: float | None
    age: int | None
    stops_away: int
    between_stops: bool


@dataclass(frozen=True, slots=True)
class LineMap:
    """The whole map; `west` to `north` bound everything on it, in metres from our stop."""

    lines: tuple[MapLine, ...] = ()
    stops: tuple[MapStop, ...] = ()
    vehicles: tuple[MapVehicle, ...] = ()
    west: float = 0.0
    south: float = 0.0
    east: float = 0.0
    north: float = 0.0


@dataclass(frozen=True, slots=True)
class _Approach:
    """One departure of the next minutes with its way and what is known of its vehicle."""

    run: Run
    way: Track
    route: Route
    progress: Progress | None

    @property
    def ours(self) -> float:
        return self.way.stops[self.run.ours]

    @property
    def to_go(self) -> float | None:
        """Metres from the vehicle to us, None where there is none or it has left us."""
        here = self.progress
        return None if here is None or here.stops_away <= BEHIND else self.ours - _along(self.way, here)


def line_map(timetable: Timetable, departures: Sequence[Departure], now: Instant) -> LineMap:
    """The map at `now`; empty where the feed gives no places."""
    coming = list(_approaches(timetable, departures, now))
    if not coming:
        return LineMap()
    stop = place_of(timetable, timetable.stop.stop_id)
    first = coming[0]
    plane = Plane(stop or first.way.line.plane.place(first.way.line.at(first.ours)))
    reach = _reach(approach.to_go for approach in coming)
    lines = _lines(coming, plane, reach)
    vehicles = tuple(_vehicles(coming, plane, reach, now))
    stops = tuple(_stops(timetable, coming, plane, reach))
    points = [point for line in lines for part in (*line.before, *line.after) for point in part]
    points += [vehicle.point for vehicle in vehicles]
    return LineMap(
        lines,
        stops,
        vehicles,
        min(p.x for p in points),
        min(p.y for p in points),
        max(p.x for p in points),
        max(p.y for p in points),
    )


def _approaches(timetable: Timetable, departures: Sequence[Departure], now: Instant) -> Iterator[_Approach]:
    for departure in departures:
        gone = departure.status in (Status.CANCELLED, Status.SKIPPED) or not departure.boarding
        if gone or not now - 60 <= departure.moment <= now + HORIZON:
            continue
        run = Run.of(timetable, departure)
        if run and run.way:
            route = timetable.routes.get(departure.route_id) or Route(
                departure.route_id, departure.route_short_name
            )
            yield _Approach(run, run.way, route, progress(timetable, departure, now))


def _along(way: Track, here: Progress) -> float:
    """Where on its way the vehicle is: by its position, else halfway to the stop it goes to."""
    if here.along is not None:
        return here.along
    return (way.stops[max(here.next_index - 1, 0)] + way.stops[here.next_index]) / 2


def _reach(distances: Iterable[float | None]) -> float:
    near = [metres for metres in distances if metres is not None and metres <= REACHES[-1]]
    return next((reach for reach in REACHES if reach >= max(near, default=0.0) * 1.05), REACHES[-1])


def _lines(coming: list[_Approach], plane: Plane, reach: float) -> tuple[MapLine, ...]:
    """One line for each route, with all its ways to us, in lanes."""
    by_route: dict[str, list[_Approach]] = {}
    for approach in coming:
        by_route.setdefault(approach.route.route_id, []).append(approach)
    lines = []
    for own in by_route.values():
        ways = {(id(approach.way), approach.run.ours): approach for approach in own}.values()
        lines.append(
            MapLine(
                own[0].route,
                tuple(dict.fromkeys(approach.run.departure.headsign for approach in own)),
                tuple(_stroke(one.way, one.ours - reach, one.ours, plane) for one in ways),
                tuple(_stroke(one.way, one.ours, one.ours + TAIL, plane) for one in ways),
            )
        )
    return tuple(_in_lanes(lines))


def _in_lanes(lines: list[MapLine]) -> Iterator[MapLine]:
    """The lines from left to right as one rides towards us, by the side which they come from."""
    ordered = sorted(lines, key=lambda line: (-_side(line.before[0]), line.route.route_id))
    for place, line in enumerate(ordered):
        yield replace(line, lane=place - (len(ordered) - 1) / 2)


def _side(points: Polyline) -> float:
    """The angle, left positive, at which the far end lies, seen backwards from us along the last stretch."""
    end, start = points[-1], points[0]
    near = next((point for point in reversed(points) if abs(point.x - end.x) + abs(point.y - end.y) > 50.0), start)
    back = degrees(atan2(near.y - end.y, near.x - end.x))
    far = degrees(atan2(start.y - end.y, start.x - end.x))
    return -((far - back + 180.0) % 360.0 - 180.0)


@lru_cache(maxsize=256)
def _stroke(way: Track, since: float, until: float, plane: Plane) -> Polyline:
    """A part of a line on our map, with no more points than the eye needs."""
    line = way.line
    part = line.part(max(since, 0.0), min(until, line.length))
    return simplified(tuple(plane.point(line.plane.place(point)) for point in part), TOLERANCE)


def _vehicles(coming: list[_Approach], plane: Plane, reach: float, now: Instant) -> Iterator[MapVehicle]:
    shown: list[VehiclePosition] = []
    for approach in coming:
        here, departure = approach.progress, approach.run.departure
        vehicle = departure.vehicle
        if here is None or approach.to_go is None or approach.to_go > reach or vehicle is None:
            continue
        if any(vehicle is other for other in shown):  # a loop calls here twice: the nearer call holds
            continue
        shown.append(vehicle)
        point, bearing = _whereabouts(approach.way, here, vehicle, plane)
        yield MapVehicle(
            key=departure.key,
            route=approach.route,
            headsign=departure.headsign,
            point=point,
            bearing=bearing,
            age=None if vehicle.timestamp is None else max(now - vehicle.timestamp, 0),
            stops_away=here.stops_away,
            between_stops=here.along is None and vehicle.latitude is None,
        )


def _whereabouts(way: Track, here: Progress, vehicle: VehiclePosition, plane: Plane) -> tuple[Point, float | None]:
    """On its line; where it has left that, on a detour, where it says it is."""
    if here.along is None and vehicle.latitude is not None and vehicle.longitude is not None:
        return plane.point(Place(vehicle.latitude, vehicle.longitude)), vehicle.bearing
    along = _along(way, here)
    return plane.point(way.line.plane.place(way.line.at(along))), way.line.bearing(along)


def _stops(timetable: Timetable, coming: list[_Approach], plane: Plane, reach: float) -> Iterator[MapStop]:
    """Every stop on the drawn lines, once; where routes share a stop the first route's line holds it."""
    ranks: dict[str, int] = {}
    points: dict[str, Point] = {}
    for approach in coming:
        run, here = approach.run, approach.progress
        for index, (stop_id, along) in enumerate(zip(run.stop_ids, approach.way.stops, strict=True)):
            if not approach.ours - reach <= along <= approach.ours + TAIL:
                continue
            rank = 3
            if index == run.ours:
                rank = 0
            elif here and index == here.next_index and here.stops_away > 0:
                rank = 1
            elif index in (0, len(run.stop_ids) - 1):
                rank = 2
            line = approach.way.line
            points.setdefault(stop_id, plane.point(line.plane.place(line.at(along))))
            ranks[stop_id] = min(rank, ranks.get(stop_id, rank))
    for stop_id, point in sorted(points.items(), key=lambda item: (ranks[item[0]], item[0])):
        stop = timetable.stops.get(stop_id)
        yield MapStop(stop_id, stop.stop_name if stop else Text(""), point, ranks[stop_id])

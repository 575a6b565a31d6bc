"""The map of what comes here: the last kilometres of every line, its stops, and the vehicles on it.

Drawn from the timetable's shapes in metres round our stop, north up. It needs no map tiles and no network; it
shows what matters to someone who waits, and leaves the rest of the city out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import atan2, degrees

from kiosk.domain.departure import Departure, Status
from kiosk.domain.frozen import dataclass
from kiosk.domain.geometry import Place, Plane, Point, Polyline, simplified
from kiosk.domain.lanes import Ribbon, in_lanes
from kiosk.domain.map_values import LineMap, MapLine, MapStop, MapVehicle
from kiosk.domain.progress import Progress, progress
from kiosk.domain.realtime import VehiclePosition
from kiosk.domain.run import Run
from kiosk.domain.service_day import Instant
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, Timetable
from kiosk.domain.track import Same, Track, place_of

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
    sheet = _Sheet(plane, reach, _ribbons(coming, plane, reach))
    vehicles = tuple(_vehicles(coming, sheet, now))
    points = [point for ribbons in sheet.ribbons.values() for ribbon in ribbons for point in ribbon]
    xs = [point.x for point in points] + [vehicle.point.x for vehicle in vehicles]
    ys = [point.y for point in points] + [vehicle.point.y for vehicle in vehicles]
    stops = tuple(_stops(timetable, coming, sheet))
    return LineMap(tuple(_lines(coming, sheet)), stops, vehicles, min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The map with its lines drawn, before anything is put on them."""

    plane: Plane
    reach: float
    ribbons: Mapping[str, tuple[Ribbon, ...]]

    def put(self, approach: _Approach, along: float) -> tuple[Point, float, float]:
        """Where a place `along` metres on its way lies: the point, the bearing of the line, the lane."""
        line = approach.way.line
        point = self.plane.point(line.plane.place(line.at(along)))
        return point, line.bearing(along) or 0.0, _lane(Same(self.ribbons[approach.route.route_id]), point)


@lru_cache(maxsize=256)
def _lane(ribbons: Same[tuple[Ribbon, ...]], point: Point) -> float:
    """The lane of a route at a point on it. Stops stay where they are, so they are looked up once.

    Few are remembered, because each keeps the lines of its map alive.
    """
    waypoints = (waypoint for ribbon in ribbons.item for waypoint in ribbon)
    return min(waypoints, key=lambda waypoint: abs(waypoint.x - point.x) + abs(waypoint.y - point.y)).lane


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


def _lines(coming: list[_Approach], sheet: _Sheet) -> Iterator[MapLine]:
    for route_id, ribbons in sheet.ribbons.items():
        own = [approach for approach in coming if approach.route.route_id == route_id]
        headsigns = dict.fromkeys(approach.run.departure.headsign for approach in own)
        yield MapLine(own[0].route, tuple(headsigns), ribbons[0::2], ribbons[1::2])


def _ribbons(coming: list[_Approach], plane: Plane, reach: float) -> dict[str, tuple[Ribbon, ...]]:
    """The lines of every route before and after our stop, in turn; the routes from left to right as one rides."""
    ways: dict[str, dict[tuple[Track, float], None]] = {}
    for approach in coming:
        ways.setdefault(approach.route.route_id, {})[approach.way, approach.ours] = None
    order = sorted(ways, key=lambda route_id: (_side(*next(iter(ways[route_id])), plane, reach), route_id))
    drawn = _drawn(tuple(tuple(ways[route_id]) for route_id in order), plane, reach)
    return dict(zip(order, drawn, strict=True))


def _side(way: Track, ours: float, plane: Plane, reach: float) -> float:
    """The angle at which a line comes from its far end, against its last stretch: negative from the left."""
    points = _stroke(way, ours - reach, ours, plane)
    end, start = points[-1], points[0]
    near = next((point for point in reversed(points) if abs(point.x - end.x) + abs(point.y - end.y) > 50.0), start)
    back = degrees(atan2(near.y - end.y, near.x - end.x))
    far = degrees(atan2(start.y - end.y, start.x - end.x))
    return (far - back + 180.0) % 360.0 - 180.0


@lru_cache(maxsize=2)
def _drawn(
    routes: tuple[tuple[tuple[Track, float], ...], ...], plane: Plane, reach: float
) -> tuple[tuple[Ribbon, ...], ...]:
    """The lines of every route before and after our stop, in turn, in their lanes."""
    return in_lanes(
        [
            [
                part
                for way, ours in ways
                for part in (_stroke(way, ours - reach, ours, plane), _stroke(way, ours, ours + TAIL, plane))
            ]
            for ways in routes
        ]
    )


@lru_cache(maxsize=64)
def _stroke(way: Track, since: float, until: float, plane: Plane) -> Polyline:
    """A part of a line on our map, with no more points than the eye needs."""
    line = way.line
    part = line.part(max(since, 0.0), min(until, line.length))
    return simplified(tuple(plane.point(line.plane.place(point)) for point in part), TOLERANCE)


def _vehicles(coming: list[_Approach], sheet: _Sheet, now: Instant) -> Iterator[MapVehicle]:
    shown: list[VehiclePosition] = []
    for approach in coming:
        here, departure = approach.progress, approach.run.departure
        vehicle = departure.vehicle
        if here is None or approach.to_go is None or approach.to_go > sheet.reach or vehicle is None:
            continue
        if any(vehicle is other for other in shown):  # a loop calls here twice: the nearer call holds
            continue
        shown.append(vehicle)
        point, bearing, lane = _whereabouts(approach, here, vehicle, sheet)
        yield MapVehicle(
            key=departure.key,
            route=approach.route,
            headsign=departure.headsign,
            point=point,
            bearing=bearing,
            age=None if vehicle.timestamp is None else max(now - vehicle.timestamp, 0),
            stops_away=here.stops_away,
            between_stops=here.along is None and vehicle.latitude is None,
            lane=lane,
        )


def _whereabouts(
    approach: _Approach, here: Progress, vehicle: VehiclePosition, sheet: _Sheet
) -> tuple[Point, float | None, float]:
    """On its line; where it has left that, on a detour, where it says it is."""
    if here.along is None and vehicle.latitude is not None and vehicle.longitude is not None:
        return sheet.plane.point(Place(vehicle.latitude, vehicle.longitude)), vehicle.bearing, 0.0
    return sheet.put(approach, _along(approach.way, here))


def _stops(timetable: Timetable, coming: list[_Approach], sheet: _Sheet) -> Iterator[MapStop]:
    """Every stop on the drawn lines, once, across the lanes of the routes that call there."""
    found: dict[str, list[tuple[int, Point, float, float]]] = {}
    for approach in coming:
        for index, (stop_id, along) in enumerate(zip(approach.run.stop_ids, approach.way.stops, strict=True)):
            if approach.ours - sheet.reach <= along <= approach.ours + TAIL:
                spot = (_rank(approach, index), *sheet.put(approach, along))
                found.setdefault(stop_id, []).append(spot)
    for stop_id, spots in sorted(found.items(), key=lambda item: (min(spot[0] for spot in item[1]), item[0])):
        stop = timetable.stops.get(stop_id)
        lanes = [lane for _, _, _, lane in spots]
        yield MapStop(
            stop_id,
            stop.stop_name if stop else Text(""),
            spots[0][1],
            min(spot[0] for spot in spots),
            spots[0][2],
            min(lanes),
            max(lanes),
        )


def _rank(approach: _Approach, index: int) -> int:
    run, here = approach.run, approach.progress
    if index == run.ours:
        return 0
    if here and index == here.next_index and here.stops_away > 0 and run.departure.vehicle:
        return 1
    return 2 if index in (0, len(run.stop_ids) - 1) else 3

"""The track of a trip: its stops as distances along its shape, never going back.

A shape may cross itself or come back along the same street, so the nearest point of the line is not enough:
the stops are placed together, in their order.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from kiosk.domain.frozen import dataclass
from kiosk.domain.geometry import Foot, Line, Place, Point, share
from kiosk.domain.timetable import ShapePoint, StopTime, Timetable, Trip

CORRIDOR = 200.0
"""Metres off its shape at which a vehicle still follows it; farther off it is on a detour. Our choice."""

STRAIGHT_CORRIDOR = 1500.0
"""The same where there is no shape and the line goes straight from stop to stop. Our choice."""

STOP_CORRIDORS = (150.0, 1000.0)
"""Metres off the shape in which a stop's place on it is looked for: first near, then, finding none, far."""

TIME_WEIGHT = 0.02
"""How much a metre away from the place the clock suggests counts, against a metre off the line. Our choice:
enough to tell the way out from the way back along one street, too little to move a stop."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """`stops[i]` is where the trip's i-th stop lies, in metres along `line`, never falling."""

    line: Line
    stops: tuple[float, ...]
    corridor: float

    def feet(self, place: Place) -> list[Foot]:
        """Where on the track a vehicle at `place` may be; empty when it has left the track."""
        return _feet(self, place)


@lru_cache(maxsize=256)
def _feet(way: Track, place: Place) -> list[Foot]:
    """A vehicle is asked for each second and moves each ten."""
    return way.line.feet(way.line.plane.point(place), way.corridor)


class Same(Generic[Item]):
    """A value known by being the very same object: a cheap key for a big frozen value, which it keeps alive."""

    __slots__ = ("item",)

    def __init__(self, item: Item) -> None:
        self.item = item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.item is other.item

    def __hash__(self) -> int:
        return id(self.item)


def track(timetable: Timetable, trip: Trip) -> Track | None:
    """The track of `trip`; None where fewer than two of its stops have a place.

    Trips that share their shape and their stop times share the track too, and it is worked out once.
    """
    known = _known(Same(timetable))
    key = (trip.shape_id, id(trip.stop_times))
    if key not in known:
        places = tuple(place_of(timetable, row.stop_id) for row in trip.stop_times)
        known[key] = _track(timetable.shapes.get(trip.shape_id, ()), trip.stop_times, places)
    return known[key]


@lru_cache(maxsize=64)
def track_through(places: tuple[Place | None, ...]) -> Track | None:
    """The track straight from stop to stop, for a trip without a shape; the same one each second."""
    known = [place for place in places if place]
    if len(known) < 2:
        return None
    line = Line.through(known)
    along = iter(line.along)
    return Track(line, _filled([next(along) if place else None for place in places]), STRAIGHT_CORRIDOR)


def place_of(timetable: Timetable, stop_id: str) -> Place | None:
    """Where a stop is, None where the feed does not say."""
    stop = timetable.stops.get(stop_id)
    if stop is None or stop.stop_lat is None or stop.stop_lon is None:
        return None
    return Place(stop.stop_lat, stop.stop_lon)


@lru_cache(maxsize=1)
def _known(timetable: Same[Timetable]) -> dict[tuple[str, int], Track | None]:
    """The tracks of the timetable in use: an older one is let go."""
    del timetable
    return {}


@lru_cache(maxsize=256)
def _track(
    shape: tuple[ShapePoint, ...], rows: tuple[StopTime, ...], places: tuple[Place | None, ...]
) -> Track | None:
    if len(shape) < 2 or not any(places):
        return track_through(places)
    line = Line.through([Place(point.shape_pt_lat, point.shape_pt_lon) for point in shape])
    stops = _by_distance(line, shape, rows, places)
    return Track(line, stops or _by_projection(line, rows, places), CORRIDOR)


def _by_distance(
    line: Line, shape: tuple[ShapePoint, ...], rows: tuple[StopTime, ...], places: tuple[Place | None, ...]
) -> tuple[float, ...] | None:
    """The stops by shape_dist_traveled, None unless both tables give it and mean the same unit by it.

    Source: GTFS Schedule reference, stop_times.txt and shapes.txt, shape_dist_traveled.
    """
    at_points = [point.shape_dist_traveled for point in shape if point.shape_dist_traveled is not None]
    at_stops = [row.shape_dist_traveled for row in rows if row.shape_dist_traveled is not None]
    if len(at_points) < len(shape) or len(at_stops) < len(rows):
        return None
    if at_points != sorted(at_points) or at_stops != sorted(at_stops):
        return None
    stops: list[float] = []
    for traveled, place in zip(at_stops, places, strict=True):
        index = min(max(bisect_left(at_points, traveled), 1), len(at_points) - 1)
        part = share(at_points[index - 1], at_points[index], traveled)
        along = line.along[index - 1] + (line.along[index] - line.along[index - 1]) * part
        if place and _off(line, along, line.plane.point(place)) > STOP_CORRIDORS[-1]:
            return None
        stops.append(along)
    return tuple(stops)


class _Choice(NamedTuple):
    along: float
    cost: float
    before: _Choice | None


def _by_projection(line: Line, rows: tuple[StopTime, ...], places: tuple[Place | None, ...]) -> tuple[float, ...]:
    """The stops on the line in their order, with the least sum of squared distances off it."""
    first, last = rows[0].departure, rows[-1].arrival
    choices: list[_Choice] = []
    for row, place in zip(rows, places, strict=True):
        if place:
            guess = line.length * share(first, last, row.arrival)
            choices = _next_choices(line, line.plane.point(place), guess, choices)
    best = min(choices, key=lambda choice: choice.cost) if choices else None
    chain: list[float] = []
    while best:
        chain.append(best.along)
        best = best.before
    return _filled([chain.pop() if place else None for place in places])


def _next_choices(line: Line, point: Point, guess: float, before: list[_Choice]) -> list[_Choice]:
    """Where a stop may lie, each with the best way to get there without going back."""
    found: list[_Choice] = []
    for foot in _feet_of_stop(line, point):
        reachable = [choice for choice in before if choice.along <= foot.along]
        if reachable or not before:
            come = min(reachable, key=lambda choice: choice.cost, default=None)
            cost = foot.offset**2 + (TIME_WEIGHT * (foot.along - guess)) ** 2
            found.append(_Choice(foot.along, cost + (come.cost if come else 0.0), come))
    if not found:  # the stop seems to lie behind the one before it: both get the same place
        found = [
            _Choice(choice.along, choice.cost + _off(line, choice.along, point) ** 2, choice) for choice in before
        ] or [_Choice(0.0, 0.0, None)]
    return found


def _feet_of_stop(line: Line, point: Point) -> list[Foot]:
    for within in STOP_CORRIDORS:
        if feet := line.feet(point, within):
            return feet
    return []


def _off(line: Line, along: float, point: Point) -> float:
    x, y = line.at(along)
    return float(((x - point.x) ** 2 + (y - point.y) ** 2) ** 0.5)


def _filled(known: list[float | None]) -> tuple[float, ...]:
    """Stops without a place are spread evenly between their neighbours."""
    given = [(index, along) for index, along in enumerate(known) if along is not None]
    filled: list[float] = []
    for index, along in enumerate(known):
        if along is not None:
            filled.append(along)
            continue
        before = max((pair for pair in given if pair[0] < index), default=given[0])
        after = min((pair for pair in given if pair[0] > index), default=given[-1])
        filled.append(before[1] + (after[1] - before[1]) * share(before[0], after[0], index))
    return tuple(accumulate(filled, max))

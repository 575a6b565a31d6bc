"""Lines on the ground: degrees to metres, where a point lies along a line, a line with fewer points.

Distances within a city: an equirectangular projection round a near origin, wrong by less than 0.1 % over 30 km.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians
from typing import NamedTuple, TypeAlias

from kiosk.domain.frozen import dataclass

EARTH_RADIUS = 6_371_009.0
"""Mean radius of the Earth in metres (IUGG)."""

CHUNK = 16
"""Segments that share one bounding box, so that far parts of a line are skipped at once."""


class Place(NamedTuple):
    """A point on the Earth in degrees WGS84."""

    lat: float
    lon: float


class Point(NamedTuple):
    """A point on a plane in metres, x to the east and y to the north."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat map round `origin`."""

    origin: Place

    def point(self, place: Place) -> Point:
        """Where `place` lies on this map; works across the 180th meridian too."""
        east = (place.lon - self.origin.lon + 180.0) % 360.0 - 180.0
        return Point(
            radians(east) * cos(radians(self.origin.lat)) * EARTH_RADIUS,
            radians(place.lat - self.origin.lat) * EARTH_RADIUS,
        )

    def place(self, point: Point) -> Place:
        """The place that lies at `point` of this map."""
        east = point.x / EARTH_RADIUS / cos(radians(self.origin.lat))
        return Place(self.origin.lat + degrees(point.y / EARTH_RADIUS), self.origin.lon + degrees(east))


def distance(one: Place, other: Place) -> float:
    """Metres between two near places."""
    middle = Place((one.lat + other.lat) / 2, one.lon)
    here, there = Plane(middle).point(one), Plane(middle).point(other)
    return hypot(there.x - here.x, there.y - here.y)


class Foot(NamedTuple):
    """The nearest point of a stretch of line: metres along the line, metres off it, the line's bearing there."""

    along: float
    offset: float
    bearing: float


class _Box(NamedTuple):
    first: int
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line on the ground with the distance from its start at every point. Make one with `Line.through`."""

    plane: Plane
    points: tuple[Point, ...]
    along: tuple[float, ...]
    boxes: tuple[_Box, ...]

    @classmethod
    def through(cls, places: Sequence[Place]) -> Line:
        """The line through at least one place."""
        plane = Plane(places[0])
        along = [0.0]
        for one, other in pairwise(places):
            along.append(along[-1] + distance(one, other))
        points = tuple(map(plane.point, places))
        return cls(plane, points, tuple(along), tuple(_boxes(points)))

    @property
    def length(self) -> float:
        """Metres from end to end."""
        return self.along[-1]

    def at(self, along: float) -> Point:
        """The point `along` metres from the start, kept within the line."""
        if len(self.points) == 1 or along <= 0:
            return self.points[0]
        index = min(bisect_right(self.along, along), len(self.points) - 1)
        before, after = self.points[index - 1], self.points[index]
        part = share(self.along[index - 1], self.along[index], along)
        return Point(before.x + (after.x - before.x) * part, before.y + (after.y - before.y) * part)

    def bearing(self, along: float) -> float | None:
        """Where the line heads at `along` metres, degrees from north; None for a single point."""
        if len(self.points) == 1:
            return None
        index = min(max(bisect_right(self.along, along), 1), len(self.points) - 1)
        before, after = self.points[index - 1], self.points[index]
        return degrees(atan2(after.x - before.x, after.y - before.y)) % 360.0

    def part(self, since: float, until: float) -> tuple[Point, ...]:
        """The points of the line from `since` to `until` metres, both ends included."""
        inner = (p for p, along in zip(self.points, self.along, strict=True) if since < along < until)
        return (self.at(since), *inner, self.at(until))

    def feet(self, point: Point, within: float) -> list[Foot]:
        """Every nearest point of the line that is at most `within` metres off `point`.

        A line that crosses itself or comes back along the same street has one for each time it goes by.
        """
        found: list[Foot] = []
        last, before, nearing = -2, 0.0, False
        for index, foot in self._near(point, within):
            if index != last + 1 or (foot.offset < before and not nearing):
                found.append(foot)
                nearing = True
            elif foot.offset < before:
                found[-1] = foot
            elif foot.offset > before:
                nearing = False
            last, before = index, foot.offset
        return found

    def _near(self, point: Point, within: float) -> Iterator[tuple[int, Foot]]:
        x, y = point
        for first, west, south, east, north in self.boxes:
            if west - within <= x <= east + within and south - within <= y <= north + within:
                for index in range(first, min(first + CHUNK, len(self.points) - 1)):
                    foot = self._foot(index, x, y)
                    if foot.offset <= within:
                        yield index, foot

    def _foot(self, index: int, x: float, y: float) -> Foot:
        x1, y1 = self.points[index]
        x2, y2 = self.points[index + 1]
        dx, dy = x2 - x1, y2 - y1
        square = dx * dx + dy * dy
        part = min(1.0, max(0.0, ((x - x1) * dx + (y - y1) * dy) / square)) if square else 0.0
        start = self.along[index]
        return Foot(
            start + (self.along[index + 1] - start) * part,
            hypot(x - x1 - dx * part, y - y1 - dy * part),
            degrees(atan2(dx, dy)) % 360.0,
        )


def share(start: float, end: float, value: float) -> float:
    """How far `value` lies between `start` and `end`, 0 to 1."""
    return min(1.0, max(0.0, (value - start) / (end - start))) if end > start else 0.0


def turn(one: float, other: float) -> float:
    """The angle between two bearings, 0 to 180 degrees."""
    return abs((one - other + 180.0) % 360.0 - 180.0)


Polyline: TypeAlias = tuple[Point, ...]


def simplified(points: Polyline, tolerance: float) -> Polyline:
    """The line with fewer points, nowhere more than `tolerance` metres from the given one.

    Douglas and Peucker, 1973; without recursion, so that a long line needs no deep stack.
    """
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        worst, where = tolerance, -1
        for index in range(first + 1, last):
            off = _off(points[index], points[first], points[last])
            if off > worst:
                worst, where = off, index
        if where > 0:
            keep.add(where)
            spans += [(first, where), (where, last)]
    return tuple(points[index] for index in sorted(keep))


def _off(point: Point, start: Point, end: Point) -> float:
    dx, dy = end.x - start.x, end.y - start.y
    square = dx * dx + dy * dy
    part = ((point.x - start.x) * dx + (point.y - start.y) * dy) / square if square else 0.0
    part = min(1.0, max(0.0, part))
    return hypot(point.x - start.x - dx * part, point.y - start.y - dy * part)


def _boxes(points: Polyline) -> Iterator[_Box]:
    for first in range(0, max(len(points) - 1, 0), CHUNK):
        chunk = points[first : first + CHUNK + 1]
        yield _Box(
            first,
            min(p.x for p in chunk),
            min(p.y for p in chunk),
            max(p.x for p in chunk),
            max(p.y for p in chunk),
        )

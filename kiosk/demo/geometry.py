"""Lines on the ground: smooth streets, rounded corners, places along a shape.

Everything is in metres on a plane, x to the east and y to the north of the network's middle: over the 25 km of
the demonstration network the plane is wrong by less than a third of a percent.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, ceil, cos, degrees, hypot, radians, sin
from typing import NamedTuple

METRES_PER_DEGREE = 111_195
"""One degree of latitude on a sphere of 6,371 km."""

SPACING = 25.0
"""Metres between the points of a smooth street."""

CORNER = 28.0
"""Metres before and after a corner between which a bus turns."""

FLAT = 0.6
"""Metres by which a line may be simplified."""

STRAIGHT = 0.35
"""Radians: a smaller change of heading is a bend of the street, not a corner."""


class Point(NamedTuple):
    """A place on the plane, in metres."""

    x: float
    y: float

    def to(self, other: Point, share: float) -> Point:
        """The point that lies `share` of the way to `other`."""
        return Point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)

    def distance(self, other: Point) -> float:
        """Metres to `other`."""
        return hypot(other.x - self.x, other.y - self.y)


@dataclass(frozen=True, slots=True)
class Plane:
    """The plane that touches the earth at `latitude`, `longitude`."""

    latitude: float
    longitude: float

    def point(self, latitude: float, longitude: float) -> Point:
        """WGS84 degrees to metres."""
        return Point((longitude - self.longitude) * self._east(), (latitude - self.latitude) * METRES_PER_DEGREE)

    def degrees(self, point: Point) -> tuple[float, float]:
        """Metres to WGS84 degrees (latitude, longitude), to about 10 cm."""
        latitude = self.latitude + point.y / METRES_PER_DEGREE
        return round(latitude, 6), round(self.longitude + point.x / self._east(), 6)

    def _east(self) -> float:
        return METRES_PER_DEGREE * cos(radians(self.latitude))


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the metres travelled at each of its points."""

    points: tuple[Point, ...]
    travelled: tuple[float, ...]

    @classmethod
    def through(cls, points: Sequence[Point]) -> Line:
        """The line through `points`."""
        travelled = [0.0]
        for one, next_one in pairwise(points):
            travelled.append(travelled[-1] + one.distance(next_one))
        return cls(tuple(points), tuple(travelled))

    @property
    def length(self) -> float:
        """Metres from end to end."""
        return self.travelled[-1]

    def at(self, metres: float) -> tuple[Point, float]:
        """The place after `metres`, and the bearing there in degrees clockwise from north."""
        index = min(max(bisect_right(self.travelled, metres) - 1, 0), len(self.points) - 2)
        one, next_one = self.points[index], self.points[index + 1]
        step = self.travelled[index + 1] - self.travelled[index]
        share = min(max((metres - self.travelled[index]) / step, 0.0), 1.0)
        return one.to(next_one, share), degrees(atan2(next_one.x - one.x, next_one.y - one.y)) % 360

    def nearest(self, place: Point, after: float = 0.0) -> tuple[float, float]:
        """Where beyond `after` the line comes nearest to `place`: (metres travelled, metres away)."""
        best = (after, self.at(after)[0].distance(place))
        for index in range(bisect_right(self.travelled, after) - 1, len(self.points) - 1):
            one, next_one = self.points[index], self.points[index + 1]
            share = _foot(one, next_one, place)
            away = one.to(next_one, share).distance(place)
            metres = self.travelled[index] + (self.travelled[index + 1] - self.travelled[index]) * share
            if away < best[1] and metres >= after:
                best = (metres, away)
        return best


def smooth(points: Sequence[Point]) -> list[list[Point]]:
    """A curve through all `points`, cut at them: one piece from each point to the next, both ends included.

    It is the centripetal Catmull-Rom spline, which has no loops and does not overshoot
    (Yuksel, Schaefer and Keyser, 2011).
    """
    first = points[1].to(points[0], 2.0)
    last = points[-2].to(points[-1], 2.0)
    framed = [first, *points, last]
    return [list(_curve(*framed[index : index + 4])) for index in range(len(points) - 1)]


def round_corners(points: Sequence[Point]) -> list[Point]:
    """The same way as a bus drives it: corners become arcs, and points that change nothing are dropped."""
    line = Line.through(points)
    rounded: list[tuple[float, Point]] = []
    for index, point in enumerate(line.points):
        metres = line.travelled[index]
        if 0 < index < len(points) - 1 and _turn(points[index - 1], point, points[index + 1]) > STRAIGHT:
            before, after = line.at(max(metres - CORNER, 0.0))[0], line.at(metres + CORNER)[0]
            while rounded and rounded[-1][0] > metres - CORNER:
                rounded.pop()
            rounded.extend((metres + CORNER, arc) for arc in _arc(before, point, after))
        elif not rounded or metres > rounded[-1][0] + 1.0:
            rounded.append((metres, point))
    return _simplified([point for _, point in rounded])


def beside(line: Line, metres: float, right: float) -> Point:
    """The place `right` metres to the right of the line, seen in its direction."""
    point, bearing = line.at(metres)
    across = radians(bearing + 90)
    return Point(point.x + right * sin(across), point.y + right * cos(across))


def _foot(one: Point, other: Point, place: Point) -> float:
    """How far along from `one` to `other`, 0 to 1, the point nearest to `place` lies."""
    dx, dy = other.x - one.x, other.y - one.y
    square = dx * dx + dy * dy
    return min(max(((place.x - one.x) * dx + (place.y - one.y) * dy) / square, 0.0), 1.0)


def _simplified(points: list[Point]) -> list[Point]:
    """The fewest points that stay within FLAT metres of the line (Douglas and Peucker, 1973)."""
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        one, other = points[first], points[last]
        away, index = max(
            ((_away(one, other, points[index]), index) for index in range(first + 1, last)), default=(0.0, first)
        )
        if away > FLAT:
            kept.add(index)
            spans += [(first, index), (index, last)]
    return [points[index] for index in sorted(kept)]


def _away(one: Point, other: Point, place: Point) -> float:
    """Metres from `place` to the straight line from `one` to `other`."""
    return one.to(other, _foot(one, other, place)).distance(place)


def _turn(one: Point, middle: Point, other: Point) -> float:
    """By how many radians the heading changes at `middle`."""
    before = atan2(middle.y - one.y, middle.x - one.x)
    after = atan2(other.y - middle.y, other.x - middle.x)
    return abs(radians((degrees(after - before) + 180) % 360 - 180))


def _arc(before: Point, corner: Point, after: Point) -> Iterator[Point]:
    """A quadratic Bezier curve from `before` to `after`, drawn towards `corner`."""
    for step in range(7):
        share = step / 6
        yield before.to(corner, share).to(corner.to(after, share), share)


def _curve(zero: Point, one: Point, two: Point, three: Point) -> Iterator[Point]:
    """The part of a centripetal Catmull-Rom spline between `one` and `two` (Barry and Goldman's pyramid)."""
    t1 = zero.distance(one) ** 0.5
    t2 = t1 + one.distance(two) ** 0.5
    t3 = t2 + two.distance(three) ** 0.5
    steps = max(ceil(one.distance(two) / SPACING), 1)
    for step in range(steps + 1):
        t = t1 + (t2 - t1) * step / steps
        a1, a2, a3 = zero.to(one, t / t1), one.to(two, (t - t1) / (t2 - t1)), two.to(three, (t - t2) / (t3 - t2))
        b1, b2 = a1.to(a2, t / t2), a2.to(a3, (t - t1) / (t3 - t1))
        yield b1.to(b2, (t - t1) / (t2 - t1))

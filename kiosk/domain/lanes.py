"""Lanes: routes that share a street are drawn side by side there, and alone in the middle of it elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan2, ceil, degrees, floor, hypot
from typing import NamedTuple, TypeAlias

from kiosk.domain.geometry import Point, Polyline, turn

STEP = 50.0
"""Metres between the points at which it is asked who shares the street."""

SAME_STREET = 30.0
"""Metres between two shapes of one street: the width of an avenue, and how exactly people draw."""

SAME_WAY = 40.0
"""Degrees between two lines that go the same way."""

EASE = 3
"""Points on each side over which a change of lane is eased."""


class Waypoint(NamedTuple):
    """A point of a drawn line. `lane`: how many lanes right of the street's middle, as one rides."""

    x: float
    y: float
    lane: float


Ribbon: TypeAlias = tuple[Waypoint, ...]
_Cell: TypeAlias = tuple[int, int]


class _Sample(NamedTuple):
    point: Point
    bearing: float


def in_lanes(routes: Sequence[Sequence[Polyline]]) -> tuple[tuple[Ribbon, ...], ...]:
    """The lines of every route with their lanes; the first route keeps left of the second, and so on."""
    sampled = [[list(_sampled(line)) for line in lines] for lines in routes]
    street = _street(sampled)
    return tuple(
        tuple(
            tuple(
                Waypoint(sample.point.x, sample.point.y, lane)
                for sample, lane in zip(samples, _eased(_lane(street, own, s) for s in samples), strict=True)
            )
            for samples in lines
        )
        for own, lines in enumerate(sampled)
    )


def _sampled(line: Polyline) -> Iterator[_Sample]:
    """The points of a line and more between them, each with the bearing of the line there."""
    bearing = 0.0
    for start, end in pairwise(line):
        length = hypot(end.x - start.x, end.y - start.y)
        bearing = degrees(atan2(end.x - start.x, end.y - start.y)) if length else bearing
        parts = max(ceil(length / STEP), 1)
        for part in range(parts):
            share = part / parts
            yield _Sample(Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share), bearing)
    yield _Sample(line[-1], bearing)


def _cell(point: Point) -> _Cell:
    return floor(point.x / STEP), floor(point.y / STEP)


def _street(routes: Sequence[Sequence[Sequence[_Sample]]]) -> dict[_Cell, list[tuple[int, Point, Point, float]]]:
    """Every stretch of every route by the cells it lies near."""
    found: dict[_Cell, list[tuple[int, Point, Point, float]]] = defaultdict(list)
    for own, lines in enumerate(routes):
        for samples in lines:
            for one, other in pairwise(samples):
                stretch = (own, one.point, other.point, one.bearing)
                for cell in {_cell(one.point), _cell(other.point)}:
                    found[cell].append(stretch)
    return found


def _lane(street: dict[_Cell, list[tuple[int, Point, Point, float]]], own: int, sample: _Sample) -> float:
    here = {own}
    x, y = _cell(sample.point)
    for cell in ((x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
        for other, start, end, bearing in street.get(cell, ()):
            if other not in here and turn(bearing, sample.bearing) < SAME_WAY and _near(sample.point, start, end):
                here.add(other)
    return sorted(here).index(own) - (len(here) - 1) / 2


def _near(point: Point, start: Point, end: Point) -> bool:
    dx, dy = end.x - start.x, end.y - start.y
    square = dx * dx + dy * dy
    part = ((point.x - start.x) * dx + (point.y - start.y) * dy) / square if square else 0.0
    part = min(1.0, max(0.0, part))
    return hypot(point.x - start.x - dx * part, point.y - start.y - dy * part) <= SAME_STREET


def _eased(lanes: Iterator[float]) -> list[float]:
    given = list(lanes)
    return [
        sum(near) / len(near)
        for near in (given[max(index - EASE, 0) : index + EASE + 1] for index in range(len(given)))
    ]

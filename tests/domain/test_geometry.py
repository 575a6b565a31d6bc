"""Lines on the ground: distances, feet, fewer points; and lanes of routes that share a street."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.geometry import Line, Place, Plane, Point, distance, simplified, turn
from kiosk.domain.lanes import in_lanes
from kiosk.domain.track import Track, track
from tests.domain.small_line import place, shape_of, timetable

metres = st.integers(min_value=-5000, max_value=5000).map(float)
lines = st.lists(st.tuples(metres, metres), min_size=2, max_size=40, unique=True)


def test_a_degree_of_latitude_is_111_km_and_of_longitude_less() -> None:
    assert distance(Place(54, 48), Place(55, 48)) == pytest.approx(111_195, rel=0.001)
    assert distance(Place(54.35, 48), Place(54.35, 49)) == pytest.approx(64_820, rel=0.001)


def test_the_180th_meridian_is_no_wall() -> None:
    assert distance(Place(-17, 179.999), Place(-17, -179.999)) == pytest.approx(212.7, rel=0.01)


@given(metres, metres)
def test_a_place_on_a_map_is_found_again(x: float, y: float) -> None:
    plane = Plane(Place(54.35, 48.55))
    back = plane.point(plane.place(Point(x, y)))
    assert back.x == pytest.approx(x, abs=1e-6)
    assert back.y == pytest.approx(y, abs=1e-6)


@given(lines, st.floats(min_value=0, max_value=1))
def test_a_point_of_a_line_is_one_of_its_own_feet(points: list[tuple[float, float]], share: float) -> None:
    line = Line.through([place(*point) for point in points])
    feet = line.feet(line.at(line.length * share), within=1.0)
    assert min(foot.offset for foot in feet) < 1e-3


def test_a_street_that_is_ridden_twice_has_two_feet() -> None:
    line = Line.through([place(0), place(1000), place(1000, 5), place(0, 5)])
    feet = line.feet(line.plane.point(place(400, 2)), within=50)
    assert [round(foot.along, -1) for foot in feet] == [400, 1600]
    assert turn(feet[0].bearing, feet[1].bearing) == pytest.approx(180, abs=1)


def test_a_point_far_from_the_line_has_no_foot() -> None:
    line = Line.through([place(0), place(1000)])
    assert line.feet(line.plane.point(place(400, 300)), within=200) == []


@given(lines, st.floats(min_value=1, max_value=500))
def test_fewer_points_stay_within_the_tolerance(points: list[tuple[float, float]], tolerance: float) -> None:
    """Douglas and Peucker, 1973: no dropped point lies farther from the drawn line than the tolerance."""
    given_line = tuple(Point(*point) for point in points)
    kept = simplified(given_line, tolerance)
    assert (kept[0], kept[-1]) == (given_line[0], given_line[-1])
    assert set(kept) <= set(given_line)
    for point in given_line:
        assert min(_off(point, a, b) for a, b in pairwise(kept)) <= tolerance + 1e-6


def _off(point: Point, start: Point, end: Point) -> float:
    dx, dy = end.x - start.x, end.y - start.y
    square = dx * dx + dy * dy
    part = ((point.x - start.x) * dx + (point.y - start.y) * dy) / square if square else 0.0
    part = min(1.0, max(0.0, part))
    return hypot(point.x - start.x - part * dx, point.y - start.y - part * dy)


@given(lines)
def test_stops_never_go_back_along_any_shape(points: list[tuple[float, float]]) -> None:
    """Shapes that cross themselves, turn back and come by again: the stops keep their order."""
    table = timetable(points, shape=shape_of(*points), ours=0)
    found = track(table, table.calls[0].trip)
    assert isinstance(found, Track)
    assert list(found.stops) == sorted(found.stops)
    assert found.stops[0] >= 0
    assert found.stops[-1] <= found.line.length + 1e-6


def test_routes_going_opposite_ways_do_not_share_lanes() -> None:
    there, back = (Point(0, 0), Point(1000, 0)), (Point(1000, 0), Point(0, 0))
    for ribbons in in_lanes([[there], [back]]):
        assert {waypoint.lane for waypoint in ribbons[0]} == {0.0}


@given(st.integers(min_value=1, max_value=9))
def test_lanes_of_one_street_are_side_by_side_and_centred(count: int) -> None:
    street = (Point(0, 0), Point(1000, 200))
    lanes = [ribbons[0][0].lane for ribbons in in_lanes([[street]] * count)]
    assert lanes == sorted(set(lanes))
    assert sum(lanes) == 0
    assert lanes[-1] - lanes[0] == count - 1


def test_a_change_of_lane_is_eased() -> None:
    alone = (Point(-2000, 0), Point(2000, 0))
    joining = (Point(0, 1500), Point(0, 0), Point(2000, 0))
    ribbon = in_lanes([[joining], [alone]])[1][0]
    steps = [abs(one.lane - other.lane) for one, other in pairwise(ribbon)]
    assert ribbon[0].lane == 0.0
    assert ribbon[-1].lane == 0.5
    assert max(steps) <= 0.2

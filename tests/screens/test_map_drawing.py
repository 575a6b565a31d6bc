"""From metres to pixels: everything fits, lanes stay side by side, names and badges keep clear of each other."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.geometry import Point
from kiosk.domain.lanes import Waypoint
from kiosk.domain.map_values import LineMap
from kiosk.screens.map_drawing import Box, Frame, Label, apart, placed, round_length

FRAME = Box(0, 0, 1000, 800)
number = st.floats(min_value=0, max_value=800)
points = st.builds(Point, number, number)


@given(
    st.floats(min_value=-6000, max_value=0),
    st.floats(min_value=-6000, max_value=0),
    st.floats(min_value=0, max_value=6000),
    st.floats(min_value=0, max_value=6000),
)
def test_the_whole_map_fits_into_its_frame(west: float, south: float, east: float, north: float) -> None:
    frame = Frame.around(LineMap((), (), (), west, south, east, north), 900, 700, 50, 10)
    for x, y in ((west, south), (east, north)):
        place = frame.point(x, y)
        assert 49.9 <= place.x <= 850.1
        assert 49.9 <= place.y <= 650.1


def test_north_is_up_and_east_is_right() -> None:
    frame = Frame.around(LineMap((), (), (), -100, -100, 100, 100), 900, 700, 50, 10)
    assert frame.point(0, 100).y < frame.point(0, -100).y
    assert frame.point(100, 0).x > frame.point(-100, 0).x


@pytest.mark.parametrize("lane", [-1.0, 1.0])
def test_a_lane_stays_parallel_round_a_corner(lane: float) -> None:
    frame = Frame(900, 700, 1.0, Point(0, 0), 10)
    ribbon = (Waypoint(-100, 0, lane), Waypoint(0, 0, lane), Waypoint(0, -100, lane))
    middle = [frame.point(x, y) for x, y, _ in ribbon]
    moved = frame.line(ribbon)
    assert moved[0].y - middle[0].y == pytest.approx(10 * lane), "right of a way east is south"
    assert moved[2].x - middle[2].x == pytest.approx(-10 * lane), "right of a way south is west"
    assert abs(moved[1].x - middle[1].x) == pytest.approx(10)
    assert abs(moved[1].y - middle[1].y) == pytest.approx(10)


def test_a_line_that_turns_back_on_itself_does_not_fly_away() -> None:
    frame = Frame(900, 700, 1.0, Point(0, 0), 10)
    moved = frame.line((Waypoint(0, 0, 1), Waypoint(100, 0, 1), Waypoint(0, 1, 1), Waypoint(0, 1, 1)))
    middle = [frame.point(x, y) for x, y in ((0, 0), (100, 0), (0, 1), (0, 1))]
    assert all(hypot(a.x - b.x, a.y - b.y) <= 26 for a, b in zip(moved, middle, strict=True))


@given(st.lists(points, min_size=1, max_size=12), st.lists(points, max_size=40))
def test_names_never_meet_and_never_leave_the_frame(at: list[Point], lines: list[Point]) -> None:
    labels = [Label(str(i), point, 120, 24, 14, min(i, 3)) for i, point in enumerate(at)]
    taken = [Box(0, 700, 200, 800)]
    found = placed(labels, lines, taken, FRAME, {})
    boxes = [spot.box for spot in found.values()]
    assert not any(one.meets(other) for one, other in combinations([*taken, *boxes], 2))
    assert all(box.left >= 0 and box.right <= 1000 and box.top >= 0 and box.bottom <= 800 for box in boxes)


def test_a_name_stays_on_its_side_as_long_as_there_is_room() -> None:
    label = Label("a", Point(500, 400), 120, 24, 14, 3)
    right = placed([label], [], [], FRAME, {})
    bus = Box(510, 380, 700, 420)
    aside = placed([label], [], [bus], FRAME, right)
    assert aside["a"].side != right["a"].side
    assert placed([label], [], [], FRAME, aside) == aside


def test_a_name_that_would_hide_a_line_is_left_out_but_never_ours() -> None:
    lines = [Point(x, y) for x in range(300, 700, 5) for y in range(300, 500, 5)]
    label = Label("a", Point(500, 400), 120, 24, 14, 3)
    assert placed([label], lines, [], FRAME, {}) == {}
    assert "a" in placed([Label("a", Point(500, 400), 120, 24, 14, 0)], lines, [], FRAME, {})


@pytest.mark.parametrize("x", [20, 120, 880, 980])
def test_our_name_finds_room_beside_a_bus_at_our_stop_in_a_corner(x: float) -> None:
    """The bus stands right above the stop, and the name is longer than the way to the edge."""
    stop, bus = Point(x, 700), Box(x - 60, 600, x + 60, 680)
    found = placed([Label("a", stop, 400, 50, 40, 0)], [], [bus], FRAME, {})
    assert not found["a"].box.holds(stop)


@given(st.lists(points, min_size=1, max_size=6))
def test_badges_step_aside_and_stay_in_the_frame(at: list[Point]) -> None:
    found = apart(at, 80, 50, FRAME)
    for one, other in combinations(found, 2):
        assert abs(one.x - other.x) >= 80 - 1e-6 or abs(one.y - other.y) >= 50 - 1e-6
    assert all(40 <= point.x <= 960 and 25 <= point.y <= 775 for point in found)


@pytest.mark.parametrize(
    ("metres", "round_one"), [(0.4, 1), (7, 5), (199, 100), (640, 500), (1999, 1000), (2400, 2000)]
)
def test_a_scale_has_a_round_length(metres: float, round_one: int) -> None:
    assert round_length(metres) == round_one

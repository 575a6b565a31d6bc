"""The map of what comes here: which lines, stops and vehicles are on it, and where."""

from __future__ import annotations

import gc
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.departure import Departure, Status
from kiosk.domain.geometry import Point
from kiosk.domain.lanes import Waypoint
from kiosk.domain.line_map import line_map
from kiosk.domain.map_values import LineMap
from kiosk.domain.realtime import StopTimeUpdate, TripDescriptor, TripUpdate
from kiosk.domain.run import Run
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, Timetable
from tests.domain.small_line import START, departure, shape_of, timetable, vehicle

LONG = timetable(
    [(1000.0 * index, 0.0) for index in range(10)], shape=shape_of((0, 0), (9000, 0)), ours=8, every=60
)


def shown(table: Timetable, *departures: Departure) -> LineMap:
    return line_map(table, departures, START + 300)


def near(point: Point | Waypoint, x: float, y: float) -> bool:
    return abs(point.x - x) < 5 and abs(point.y - y) < 5


def test_our_stop_is_the_origin_and_east_is_right() -> None:
    stops = {stop.stop_id: stop for stop in shown(LONG, departure(LONG)).stops}
    assert near(stops["s8"].point, 0, 0)
    assert near(stops["s7"].point, -1000, 0)
    assert stops["s8"].rank == 0


def test_the_last_kilometres_and_a_short_tail_are_drawn() -> None:
    line = shown(LONG, departure(LONG)).lines[0]
    assert near(line.before[0][0], -2000, 0)
    assert near(line.before[0][-1], 0, 0)
    assert near(line.after[0][-1], 500, 0)


@pytest.mark.parametrize(("east", "reach"), [(7000, 2000), (5900, 3000), (3000, 6000)])
def test_the_map_reaches_back_to_the_last_vehicle(east: float, reach: float) -> None:
    line = shown(LONG, departure(LONG, vehicle((east, 0)))).lines[0]
    assert near(line.before[0][0], -reach, 0)


def test_a_vehicle_too_far_away_is_not_on_the_map() -> None:
    assert shown(LONG, departure(LONG, vehicle((500, 0)))).vehicles == ()


def test_a_vehicle_stands_on_its_line_and_heads_along_it() -> None:
    bus = shown(LONG, departure(LONG, vehicle((6500, 30), timestamp=START + 290))).vehicles[0]
    assert near(bus.point, -1500, 0)
    assert bus.bearing == pytest.approx(90, abs=0.1)
    assert (bus.age, bus.stops_away, bus.between_stops) == (10, 1, False)


def test_a_vehicle_on_a_detour_stands_where_it_says() -> None:
    away = vehicle((6500, 800), current_stop_sequence=80, bearing=45.0)
    bus = shown(LONG, departure(LONG, away)).vehicles[0]
    assert near(bus.point, -1500, 800)
    assert bus.bearing == 45.0


def test_a_vehicle_without_a_position_stands_between_two_stops_and_says_so() -> None:
    bus = shown(LONG, departure(LONG, vehicle(current_stop_sequence=80))).vehicles[0]
    assert near(bus.point, -1500, 0)
    assert bus.between_stops


def test_a_vehicle_that_has_left_us_is_not_on_the_map() -> None:
    assert shown(LONG, departure(LONG, vehicle((8400, 0)))).vehicles == ()


def test_a_loop_that_calls_twice_shows_its_bus_once() -> None:
    bus = vehicle((6500, 0))
    one = departure(LONG, bus)
    assert len(shown(LONG, one, replace(one, ordinal=1)).vehicles) == 1


@pytest.mark.parametrize("gone", [{"status": Status.CANCELLED}, {"status": Status.SKIPPED}, {"boarding": False}])
def test_what_does_not_come_is_not_drawn(gone: dict[str, object]) -> None:
    assert shown(LONG, departure(LONG, None, **gone)) == LineMap()


def test_what_comes_in_an_hour_is_not_drawn() -> None:
    later = departure(LONG, expected_departure=START + 5000)
    assert shown(LONG, later) == LineMap()


def test_without_a_shape_the_line_goes_from_stop_to_stop() -> None:
    table = timetable([(0, 0), (800, 0), (800, 800), (800, 1600)], ours=3)
    line = shown(table, departure(table)).lines[0]
    assert near(line.before[0][0], -400, -1600)
    assert any(near(point, 0, -1600) for point in line.before[0])


def test_two_routes_lie_in_two_lanes_by_the_side_they_come_from() -> None:
    """Riding east towards us, the route from the north comes from the left."""
    north = timetable([(0, 900), (900, 0), (1500, 0), (2000, 0)], shape=shape_of((0, 900), (900, 0), (2000, 0)))
    south = timetable([(0, -900), (900, 0), (1500, 0), (2000, 0)], shape=shape_of((0, -900), (900, 0), (2000, 0)))
    both = replace(
        north,
        routes=MappingProxyType({"r1": Route("r1", Text("1")), "r2": Route("r2", Text("2"))}),
        shapes=MappingProxyType({"shape": north.shapes["shape"], "other": south.shapes["shape"]}),
    )
    one = departure(north)
    call = south.calls[0]
    assert call is not None
    other = departure(
        south, route_id="r2", call=call._replace(trip=replace(call.trip, route_id="r2", shape_id="other"))
    )
    drawn = shown(both, other, one)
    lanes = {line.route.route_id: [point.lane for point in line.before[0]] for line in drawn.lines}
    assert (lanes["r1"][0], lanes["r2"][0]) == (0, 0), "alone on its street"
    assert (lanes["r1"][-1], lanes["r2"][-1]) == (-0.5, 0.5), "side by side where they share one"
    ours = drawn.stops[0]
    assert (ours.first_lane, ours.last_lane) == (-0.5, 0.5)


def test_one_route_with_two_ways_is_one_line() -> None:
    one = departure(LONG)
    again = departure(LONG, trip_id="t2")
    assert len(shown(LONG, one, again).lines) == 1


def test_names_are_written_for_our_stop_first_then_where_the_buses_go() -> None:
    stops = shown(LONG, departure(LONG, vehicle((5900, 0)))).stops
    assert [(stop.stop_id, stop.rank) for stop in stops[:3]] == [("s8", 0), ("s6", 1), ("s7", 3)]


def test_nothing_coming_is_an_empty_map() -> None:
    assert shown(LONG) == LineMap()


@given(
    st.lists(st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000)), min_size=4, max_size=12, unique=True)
)
def test_everything_on_the_map_lies_within_its_bounds(stops: list[tuple[int, int]]) -> None:
    points = [(float(east), float(north)) for east, north in stops]
    table = timetable(points, shape=shape_of(*points), ours=3)
    drawn = shown(table, departure(table, vehicle(points[1])))
    inside = [point for line in drawn.lines for part in (*line.before, *line.after) for point in part]
    assert inside
    places = [(point.x, point.y) for point in inside] + [tuple(bus.point) for bus in drawn.vehicles]
    for east, north in places:
        assert drawn.west <= east <= drawn.east
        assert drawn.south <= north <= drawn.north


def test_a_line_without_a_timetable_is_placed_once() -> None:
    """Its track would be another one each second, and every drawing of the map a new one."""
    table = timetable([(0, 0), (800, 0), (800, 800), (800, 1600)], ours=3)
    rows = tuple(StopTimeUpdate(row.stop_sequence, row.stop_id) for row in table.calls[0].trip.stop_times)
    extra = departure(table, call=None, update=TripUpdate(TripDescriptor("extra"), rows))
    first, second = (Run.of(table, extra) for _ in range(2))
    assert first
    assert second
    assert first.way is second.way


def test_maps_of_the_past_are_let_go() -> None:
    def waypoints() -> int:
        gc.collect()
        return sum(isinstance(one, Waypoint) for one in gc.get_objects())

    bus = vehicle((6500, 0))
    shown(LONG, departure(LONG, bus))
    one = 1 + sum(
        len(part) for line in shown(LONG, departure(LONG, bus)).lines for part in (*line.before, *line.after)
    )
    before = waypoints()
    for number in range(60):
        points = [(1000.0 * index, 10.0 * number) for index in range(10)]
        other = timetable(points, shape=shape_of(*points), ours=8, every=60)
        shown(other, departure(other, bus))
    assert waypoints() - before < 20 * one

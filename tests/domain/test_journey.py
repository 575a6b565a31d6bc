"""The way of one run: times at every stop, what is behind the bus, and where it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.departure import Status
from kiosk.domain.journey import Journey, StopState, journey
from kiosk.domain.realtime import (
    StopRelationship,
    StopStatus,
    StopTimeEvent,
    StopTimeUpdate,
    TripDescriptor,
    TripUpdate,
    VehiclePosition,
)
from tests.domain.small_line import START, departure, shape_of, timetable, vehicle

STREET = [(0.0, 0.0), (500.0, 0.0), (1000.0, 0.0), (1500.0, 0.0), (2000.0, 0.0)]
LINE = timetable(STREET, shape=shape_of((0, 0), (2000, 0)))
PASSED, HERE, NEXT, AHEAD, SKIPPED = StopState


def way(bus: VehiclePosition | None = None, now: int = START, **more: object) -> Journey:
    return journey(LINE, departure(LINE, bus, **more), now)


def news(*rows: StopTimeUpdate) -> TripUpdate:
    return TripUpdate(TripDescriptor(trip_id="t1"), rows)


def late(sequence: int, delay: int) -> StopTimeUpdate:
    return StopTimeUpdate(sequence, departure=StopTimeEvent(delay=delay))


def test_by_the_timetable_alone_the_clock_says_what_has_passed_and_nobody_knows_the_bus() -> None:
    page = way(now=START + 200)
    assert [stop.state for stop in page.stops] == [PASSED, PASSED, AHEAD, AHEAD, AHEAD]
    assert [stop.scheduled for stop in page.stops] == [START + 120 * index for index in range(5)]
    assert (page.bus, page.stops_away, page.seen) == (None, None, False)


def test_our_stop_is_marked() -> None:
    page = way()
    assert [stop.ours for stop in page.stops] == [False, False, False, True, False]
    assert page.ours == 3


def test_a_delay_holds_for_the_stops_after_it() -> None:
    """GTFS Realtime, Trip updates: a delay is carried on until the next update."""
    page = way(update=news(late(20, 60)))
    assert [stop.expected for stop in page.stops] == [
        None,
        START + 180,
        START + 300,
        START + 420,
        START + 540,
    ]


def test_a_skipped_stop_says_so_wherever_the_bus_is() -> None:
    skipped = StopTimeUpdate(30, schedule_relationship=StopRelationship.SKIPPED)
    page = way(vehicle((200, 0)), update=news(late(10, 0), skipped))
    assert page.stops[2].state is SKIPPED


@pytest.mark.parametrize(
    ("east", "bus", "states"),
    [
        (0, 0.0, [HERE, AHEAD, AHEAD, AHEAD, AHEAD]),
        (700, 1.4, [PASSED, PASSED, NEXT, AHEAD, AHEAD]),
        (990, 2.0, [PASSED, PASSED, HERE, AHEAD, AHEAD]),
        (1750, 3.5, [PASSED, PASSED, PASSED, PASSED, NEXT]),
    ],
)
def test_the_bus_stands_among_its_stops(east: float, bus: float, states: list[StopState]) -> None:
    page = way(vehicle((east, 0)))
    assert page.bus == pytest.approx(bus, abs=0.01)
    assert [stop.state for stop in page.stops] == states
    assert page.seen


@pytest.mark.parametrize(
    ("status", "bus"),
    [(None, 1.5), (StopStatus.IN_TRANSIT_TO, 1.5), (StopStatus.INCOMING_AT, 1.85), (StopStatus.STOPPED_AT, 2.0)],
)
def test_a_vehicle_without_a_position_stands_where_its_status_says(status: StopStatus | None, bus: float) -> None:
    """GTFS Realtime, VehicleStopStatus: in transit to, about to arrive at, standing at the stop it names."""
    assert way(vehicle(current_stop_sequence=30, current_status=status)).bus == bus


def test_without_a_vehicle_the_foretold_times_place_the_bus_and_it_is_not_seen() -> None:
    page = way(now=START + 180, update=news(late(10, 0)))
    assert (page.bus, page.seen) == (1.5, False)


def test_before_its_foretold_start_the_bus_is_nowhere() -> None:
    assert way(now=START - 60, update=news(late(10, 0))).bus is None


def test_a_cancelled_run_has_no_bus() -> None:
    assert way(vehicle((700, 0)), status=Status.CANCELLED).bus is None


def test_another_platform_than_planned_is_the_one_shown() -> None:
    """GTFS Realtime, StopTimeProperties.assigned_stop_id."""
    page = way(update=news(late(40, 0)._replace(assigned_stop_id="s0")))
    assert page.stops[3].stop_id == "s0"
    assert page.stops[3].ours


def test_an_added_trip_has_the_stops_the_feed_gives_and_no_timetable() -> None:
    rows = tuple(
        StopTimeUpdate(stop_id=f"s{index}", arrival=StopTimeEvent(time=START + 100 * index)) for index in range(5)
    )
    page = way(now=START + 150, update=news(*rows), call=None, stop_sequence=None, status=Status.ADDED)
    assert [(stop.scheduled, stop.expected) for stop in page.stops] == [
        (None, START + 100 * index) for index in range(5)
    ]
    assert [stop.state for stop in page.stops] == [PASSED, PASSED, NEXT, AHEAD, AHEAD]
    assert page.bus == 1.5


def test_a_run_of_which_only_our_stop_is_known_has_that_stop() -> None:
    page = way(call=None, update=None)
    assert [(stop.stop_id, stop.ours) for stop in page.stops] == [("s3", True)]


@given(st.floats(min_value=0, max_value=2000), st.integers(min_value=-3600, max_value=7200))
def test_the_states_are_always_in_the_order_of_the_way(east: float, after: int) -> None:
    """What is passed lies before the bus, at most one stop is here or next, the rest is ahead."""
    order = [PASSED, HERE, NEXT, AHEAD]
    page = way(vehicle((east, 0.0)), START + after)
    places = [order.index(stop.state) for stop in page.stops]
    assert places == sorted(places)
    assert sum(stop.state in (HERE, NEXT) for stop in page.stops) == 1
    assert page.bus is not None
    assert 0 <= page.bus <= len(page.stops) - 1

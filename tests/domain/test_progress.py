"""Where the bus is: what the vehicle says, where it stands on its shape, which predicted times have passed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.departure import Departure, Status
from kiosk.domain.progress import Progress, progress
from kiosk.domain.realtime import (
    StopRelationship,
    StopStatus,
    StopTimeEvent,
    StopTimeUpdate,
    TripDescriptor,
    TripUpdate,
    VehiclePosition,
)
from kiosk.domain.timetable import Timetable
from tests.domain.small_line import START, departure, shape_of, timetable, vehicle

STREET = [(0.0, 0.0), (500.0, 0.0), (1000.0, 0.0), (1500.0, 0.0), (2000.0, 0.0)]
STRAIGHT = timetable(STREET, shape=shape_of((0, 0), (2000, 0)))
OUT_AND_BACK = timetable(
    [(0, 0), (1000, 0), (2000, 0), (1000, 0), (0, 0)],
    shape=shape_of((0, 0), (2000, 0), (2000, 8), (0, 8)),
    stop_ids=["a", "b", "c", "b2", "a2"],
)


def found(table: Timetable, bus: VehiclePosition | None, now: int = START, **more: object) -> Progress:
    answer = progress(table, departure(table, bus, **more), now)
    assert answer is not None
    return answer


@pytest.mark.parametrize("status", [None, *StopStatus])
def test_the_stop_the_vehicle_names_is_the_next_one_whatever_its_status(status: StopStatus | None) -> None:
    """GTFS Realtime, VehiclePosition: current_status says how the vehicle relates to that very stop."""
    here = found(STRAIGHT, vehicle(current_stop_sequence=20, current_status=status))
    assert (here.next_index, here.stops_away, here.distance) == (1, 2, None)


def test_the_stop_id_names_the_stop_where_no_sequence_does() -> None:
    """GTFS Realtime, VehiclePosition.stop_id: the current stop; the sequence may be absent."""
    assert found(STRAIGHT, vehicle(stop_id="s2")).stops_away == 1


def test_a_sequence_the_trip_does_not_have_is_not_believed() -> None:
    assert found(STRAIGHT, vehicle(current_stop_sequence=7, stop_id="s1")).next_index == 1


def test_a_stop_the_trip_serves_twice_is_told_by_the_position() -> None:
    table = timetable(
        [(0, 0), (500, 0), (1000, 0), (500, 0), (0, 0)],
        shape=shape_of((0, 0), (1000, 0), (1000, 20), (0, 20)),
        stop_ids=["a", "b", "c", "b", "z"],
        ours=4,
    )
    assert found(table, vehicle((600, 20), stop_id="b", bearing=270.0)).next_index == 3


def test_without_a_word_the_position_on_the_shape_tells() -> None:
    here = found(STRAIGHT, vehicle((700, 12)))
    assert (here.next_index, here.stops_away) == (2, 1)
    assert here.distance == pytest.approx(800, abs=1)


def test_the_distance_follows_the_shape_and_not_the_crow() -> None:
    corner = timetable(
        [(0, 0), (900, 0), (900, 900), (0, 900)], shape=shape_of((0, 0), (900, 0), (900, 900), (0, 900))
    )
    assert found(corner, vehicle((0, 0))).distance == pytest.approx(2700, abs=3)


def test_shape_dist_traveled_places_the_stops_in_any_unit() -> None:
    """GTFS Schedule, shape_dist_traveled: the same units in both tables; here kilometres on a shape of metres."""
    table = timetable(
        [(0, 40), (500, 40), (1000, 40), (1500, 40)],
        shape=shape_of((0, 0), (2000, 0), traveled=[0.0, 2.0]),
        traveled=[0.0, 0.6, 1.1, 1.6],
    )
    assert found(table, vehicle((600, 0))).distance == pytest.approx(1000, abs=1)


def test_shape_dist_traveled_in_other_units_than_the_shape_is_not_believed() -> None:
    table = timetable(
        STREET, shape=shape_of((0, 0), (2000, 0), traveled=[0.0, 2000.0]), traveled=[0.0, 0.5, 1.0, 1.5, 2.0]
    )
    assert found(table, vehicle((600, 0))).distance == pytest.approx(900, abs=1)


@pytest.mark.parametrize(("bearing", "away", "metres"), [(90.0, 2, 2508), (270.0, -1, 500)])
def test_out_and_back_along_one_street_is_told_by_the_bearing(bearing: float, away: int, metres: float) -> None:
    here = found(OUT_AND_BACK, vehicle((500, 4), bearing=bearing))
    assert here.stops_away == away
    assert here.distance == pytest.approx(metres, abs=15)


@pytest.mark.parametrize(("minutes", "away"), [(1, 2), (7, -1)])
def test_out_and_back_without_a_bearing_is_told_by_the_clock(minutes: int, away: int) -> None:
    assert found(OUT_AND_BACK, vehicle((500, 4)), START + 60 * minutes).stops_away == away


def test_the_stop_the_vehicle_names_tells_which_way_it_goes() -> None:
    here = found(OUT_AND_BACK, vehicle((1500, 4), current_stop_sequence=40))
    assert here.stops_away == 0
    assert here.distance == pytest.approx(500, abs=10)


def test_a_bus_on_a_detour_has_no_distance() -> None:
    here = found(STRAIGHT, vehicle((700, 900), current_stop_sequence=30))
    assert (here.stops_away, here.distance) == (1, None)


def test_without_a_shape_the_way_goes_from_stop_to_stop() -> None:
    assert found(timetable(STREET), vehicle((700, 100))).distance == pytest.approx(800, abs=1)


def test_a_stop_without_a_place_does_not_break_the_way() -> None:
    table = timetable([(0, 0), None, (1000, 0), (1500, 0)])
    assert found(table, vehicle((700, 0))).stops_away == 1


@pytest.mark.parametrize(
    ("east", "more", "standing"),
    [
        (1520, {"speed": 0.4}, True),
        (1480, {"speed": 9.0}, False),
        (1480, {"current_stop_sequence": 40, "current_status": StopStatus.STOPPED_AT}, True),
        (1480, {"current_stop_sequence": 40, "current_status": StopStatus.INCOMING_AT}, False),
        (1440, {"speed": 0.0}, False),
    ],
)
def test_at_the_stop_means_within_30_metres_and_standing(
    east: float, more: dict[str, object], standing: bool
) -> None:
    here = found(STRAIGHT, vehicle((east, 0), **more))
    assert (here.at_stop, here.stops_away) == (standing, 0)


def test_a_vehicle_without_a_position_stands_where_it_says() -> None:
    """GTFS Realtime, STOPPED_AT: "the vehicle is standing at the stop"."""
    assert found(STRAIGHT, vehicle(current_stop_sequence=40, current_status=StopStatus.STOPPED_AT)).at_stop


def test_a_bus_that_has_left_us_is_behind() -> None:
    here = found(STRAIGHT, vehicle((1700, 0)))
    assert (here.next_index, here.stops_away) == (4, -1)


def test_without_a_vehicle_and_predictions_nobody_knows() -> None:
    assert progress(STRAIGHT, departure(STRAIGHT), START) is None


def update(*rows: StopTimeUpdate) -> TripUpdate:
    return TripUpdate(TripDescriptor(trip_id="t1"), rows)


def at(sequence: int, time: int | None = None, delay: int | None = None) -> StopTimeUpdate:
    return StopTimeUpdate(sequence, departure=StopTimeEvent(time=time, delay=delay))


@pytest.mark.parametrize(("after", "next_index"), [(30, 1), (170, 1), (190, 2), (400, 3), (9000, 4)])
def test_predicted_times_that_have_passed_tell_the_next_stop(after: int, next_index: int) -> None:
    """GTFS Realtime, Trip updates: a delay holds for the stops after it until the next one."""
    news = update(at(10, delay=0), at(20, delay=60))
    assert found(STRAIGHT, None, START + after, update=news).next_index == next_index


def test_passed_stops_dropped_from_the_feed_are_behind_the_bus() -> None:
    news = update(at(30, time=START + 300), at(40, time=START + 420))
    assert found(STRAIGHT, None, START + 200, update=news).stops_away == 1


def test_a_stop_that_is_skipped_predicts_nothing() -> None:
    news = update(StopTimeUpdate(20, schedule_relationship=StopRelationship.SKIPPED))
    assert progress(STRAIGHT, departure(STRAIGHT, update=news), START + 150) is None


def test_an_added_trip_is_followed_by_its_own_stops() -> None:
    rows = tuple(
        StopTimeUpdate(stop_id=f"s{index}", arrival=StopTimeEvent(time=START + 100 * index)) for index in range(4)
    )
    plain = departure(STRAIGHT, update=TripUpdate(TripDescriptor("extra"), rows))
    added = Departure(
        **{name: getattr(plain, name) for name in plain.__slots__}
        | {
            "call": None,
            "stop_sequence": None,
            "status": Status.ADDED,
        }
    )
    here = progress(STRAIGHT, added, START + 150)
    assert here is not None
    assert (here.next_index, here.stops_away, here.distance) == (2, 1, None)


@given(st.lists(st.integers(min_value=0, max_value=2000), min_size=2, max_size=20).map(sorted))
def test_a_bus_that_goes_on_never_comes_back(places: list[int]) -> None:
    """Along one run the stops away never rise and the stop it goes to never falls."""
    seen = [found(STRAIGHT, vehicle((float(east), 0.0))) for east in places]
    assert [one.next_index for one in seen] == sorted(one.next_index for one in seen)
    assert [one.along or 0.0 for one in seen] == sorted(one.along or 0.0 for one in seen)

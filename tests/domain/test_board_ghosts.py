"""Ghosts: live claims that cannot be true, each dropped for a named reason."""

from __future__ import annotations

import pytest

from kiosk.domain.board import Certainty, Due, Fate, Ghost
from kiosk.domain.realtime import StopStatus, TripDescriptor
from tests.domain.small_stop import HERE, NOON, Watch, added, call, live, planned, timetable, vehicle

BUS = call(NOON + 600)
TRIP = BUS.trip.trip_id
TABLE = timetable(BUS)


def test_a_vehicle_beyond_our_stop_has_passed() -> None:
    """mbta/screens, departure/builder.ex:120-141: current_stop_sequence beyond ours."""
    watch = Watch(TABLE)
    watch.see(live(BUS, stamp=NOON, vehicle=vehicle(TRIP, timestamp=NOON, current_stop_sequence=2)))
    gone = live(BUS, stamp=NOON + 5, vehicle=vehicle(TRIP, timestamp=NOON + 5, current_stop_sequence=3))
    board = watch.see(gone)
    assert board.rows == ()
    assert board.ghosts == {Ghost.ALREADY_PASSED: 1}
    assert [(past.fate, past.moment) for past in board.past] == [(Fate.PASSED, watch.wall)]


def test_a_vehicle_beyond_our_stop_by_its_position_has_passed() -> None:
    watch = Watch(TABLE)
    watch.see(live(BUS, stamp=NOON, vehicle=vehicle(TRIP, 900.0, timestamp=NOON)))
    board = watch.see(live(BUS, stamp=NOON, vehicle=vehicle(TRIP, -900.0, timestamp=NOON)))
    assert (board.rows, board.ghosts) == ((), {Ghost.ALREADY_PASSED: 1})


def test_what_was_never_on_this_board_is_not_told_as_just_passed() -> None:
    """After a restart the bus that passed 20 minutes ago is no news."""
    board = Watch(TABLE).see(live(BUS, vehicle=vehicle(TRIP, timestamp=NOON, current_stop_sequence=3)))
    assert (board.rows, board.past) == ((), ())


@pytest.mark.parametrize(("metres", "due"), [(1100.0, Due.CLOCK), (900.0, Due.ARRIVING)])
def test_zero_minutes_and_a_kilometre_away_is_a_ghost(metres: float, due: Due) -> None:
    """onebusaway-application-modules, Util.js:117-134: minutes 0 but more than 1000 m: hide the prediction."""
    watch = Watch(TABLE, wall=BUS.departure - 31)
    board = watch.see(live(BUS, stamp=watch.wall, vehicle=vehicle(TRIP, metres, timestamp=watch.wall)))
    (row,) = board.rows
    assert row.due is due
    assert row.stops_away == 0
    assert board.ghosts == ({Ghost.TOO_FAR: 1} if due is Due.CLOCK else {})
    assert row.certainty is (Certainty.TIMETABLE if due is Due.CLOCK else Certainty.LIVE)


def test_a_fast_road_is_no_ghost() -> None:
    """1500 m in 60 s is 90 km/h; TransitClock, AvlConfig believes up to 31.3 m/s."""
    watch = Watch(TABLE, wall=BUS.departure - 61)
    fast = vehicle(TRIP, 1500.0, timestamp=watch.wall)
    assert watch.only(live(BUS, stamp=watch.wall, vehicle=fast)).due is Due.ARRIVING


def test_a_bus_seen_on_its_way_keeps_its_row_though_its_time_is_over() -> None:
    """Its prediction is a ghost, but "not seen" would be a lie: it is seen, two kilometres away."""
    watch = Watch(TABLE, wall=BUS.departure + 299)
    row = watch.only(live(BUS, 240, stamp=watch.wall, vehicle=vehicle(TRIP, 2000.0, timestamp=watch.wall)))
    assert (row.certainty, row.moment, row.stops_away) == (Certainty.TIMETABLE, BUS.departure, 0)


def test_a_near_bus_whose_prediction_ran_out_is_still_arriving_for_two_minutes() -> None:
    """HSLdevcom/transitdata#75: the last metres are the worst predicted."""
    watch = Watch(TABLE, wall=BUS.departure + 118)
    near = vehicle(TRIP, 300.0, timestamp=BUS.departure + 110)
    assert watch.only(live(BUS, stamp=watch.wall, vehicle=near)).due is Due.ARRIVING
    board = watch.see(live(BUS, stamp=watch.wall, vehicle=near), after=2)
    assert board.ghosts == {Ghost.EXPIRED: 1}


def test_a_frozen_prediction_under_a_fresh_header_goes_by_itself() -> None:
    """F26: the header is renewed, the entities are not: no phantom "now"."""
    watch = Watch(TABLE, wall=BUS.departure - 2)
    assert watch.only(live(BUS)).due is Due.ARRIVING
    assert watch.see(live(BUS), after=20).rows == ()


def test_a_silent_vehicle_is_not_believed() -> None:
    """TransitClock, TimeoutHandlerModule: 6 min without a word."""
    board = Watch(TABLE).see(live(BUS, 90, stamp=NOON - 361))
    assert board.ghosts == {Ghost.SILENT: 1}
    assert (board.rows[0].certainty, board.rows[0].moment) == (Certainty.TIMETABLE, BUS.departure)


def test_a_silent_extra_bus_has_no_timetable_to_fall_back_to() -> None:
    board = Watch(TABLE).see(added(NOON + 300, stamp=NOON - 361))
    assert (board.rows, board.ghosts) == ((), {Ghost.SILENT: 1})


def test_one_key_makes_one_row() -> None:
    """mbta/screens, departure/builder.ex:108-151."""
    board = Watch(TABLE).see(live(BUS), live(BUS, 30))
    assert (len(board.rows), board.ghosts) == (1, {Ghost.DUPLICATE: 1})


def test_one_vehicle_comes_once() -> None:
    """The same bus under a second trip id, half a minute apart."""
    board = Watch(TABLE).see(live(BUS, bus="777"), added(BUS.departure + 30, bus="777"))
    assert ([row.added for row in board.rows], board.ghosts) == ([False], {Ghost.DUPLICATE: 1})


def test_one_vehicle_may_come_again_later() -> None:
    board = Watch(TABLE).see(live(BUS, bus="777"), added(BUS.departure + 3000, bus="777"))
    assert len(board.rows) == 2


def test_buses_without_a_name_are_not_the_same_bus() -> None:
    assert len(Watch(TABLE).see(live(BUS), added(BUS.departure + 30)).rows) == 2


def test_a_vehicle_on_the_trip_before_lends_no_position() -> None:
    """Its stops away, crowding and place are those of another trip; its prediction may be right all the same."""
    elsewhere = vehicle("other", 300.0, timestamp=NOON, current_stop_sequence=3)
    row = Watch(TABLE).only(live(BUS, stamp=NOON, vehicle=elsewhere))
    assert (row.due, row.minutes, row.stops_away) == (Due.MINUTES, 9, None)


def test_a_vehicle_on_another_trip_five_miles_away_is_a_ghost() -> None:
    """onebusaway-application-modules, PresentationServiceImpl.java:382-460."""
    far = vehicle("other", 9000.0, timestamp=NOON)
    board = Watch(TABLE).see(live(BUS, 60, stamp=NOON, vehicle=far))
    assert board.ghosts == {Ghost.OTHER_TRIP: 1}
    assert (board.rows[0].certainty, board.rows[0].stops_away) == (Certainty.TIMETABLE, None)


def test_a_vehicle_that_names_no_trip_is_believed_to_run_this_one() -> None:
    here = vehicle(TRIP, 1500.0, timestamp=NOON, trip=None)
    assert Watch(TABLE).only(live(BUS, stamp=NOON, vehicle=here)).stops_away == 0


def test_an_old_position_tells_nothing() -> None:
    old = vehicle(TRIP, 1500.0, timestamp=NOON - 300)
    row = Watch(TABLE).only(live(BUS, stamp=NOON, vehicle=old))
    assert (row.stops_away, row.certainty) == (None, Certainty.LIVE)


def test_a_bus_standing_here_is_told_even_without_a_prediction() -> None:
    """Feeds of positions alone exist; STOPPED_AT our stop: GTFS Realtime reference, VehicleStopStatus."""
    watch = Watch(TABLE, wall=BUS.departure - 61)
    here = vehicle(TRIP, timestamp=watch.wall, current_stop_sequence=2, current_status=StopStatus.STOPPED_AT)
    row = watch.only(planned(BUS, vehicle=here))
    assert (row.due, row.certainty, row.stops_away) == (Due.AT_STOP, Certainty.LIVE, 0)


def test_a_bus_on_its_way_without_a_prediction_keeps_its_clock_time() -> None:
    coming = vehicle(TRIP, timestamp=NOON, current_stop_sequence=1, trip=TripDescriptor(TRIP))
    row = Watch(TABLE).only(planned(BUS, vehicle=coming))
    assert (row.due, row.certainty, row.stops_away, row.minutes) == (Due.CLOCK, Certainty.TIMETABLE, 1, None)


def test_the_place_of_our_stop_is_where_the_tests_say() -> None:
    assert (TABLE.stop.stop_lat, TABLE.stop.stop_lon) == HERE

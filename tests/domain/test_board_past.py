"""What became of a bus: passed, not seen, and never back as if nothing had happened."""

from __future__ import annotations

import pytest

from kiosk.domain.board import Certainty, Due, Fate
from kiosk.domain.departure import Status
from tests.domain.small_stop import NOON, Watch, added, call, live, planned, timetable, vehicle

BUS = call(NOON + 600)
TRIP = BUS.trip.trip_id
OTHER = call(NOON + 5000)
TABLE = timetable(BUS, OTHER)


def watch_until(seconds_before: int, late: int = 0) -> Watch:
    """Somebody who has seen the bus live, so many seconds before it is to come."""
    watch = Watch(TABLE, wall=BUS.departure + late - seconds_before - 1)
    watch.see(live(BUS, late, stamp=watch.wall), planned(OTHER))
    return watch


def test_a_bus_that_left_is_told_for_ten_minutes() -> None:
    """kbrianps/busones#5; onebusaway-android#728 (up to 10 min, to report a no-show)."""
    watch = watch_until(3)
    past = watch.see(live(BUS), planned(OTHER), after=10).past
    assert [(one.key, one.fate, one.moment) for one in past] == [(live(BUS).key, Fate.PASSED, BUS.departure)]
    assert len(watch.see(planned(OTHER), after=593).past) == 1
    assert watch.see(planned(OTHER), after=1).past == ()


def test_an_early_bus_does_not_come_back_at_its_scheduled_time() -> None:
    """onebusaway-application-modules#162, gtfs-realtime-validator#16: the producer drops the passed stop."""
    watch = watch_until(2, late=-240)
    assert watch.see(planned(BUS), planned(OTHER), after=10).past[0].fate is Fate.PASSED
    for _ in range(50):
        board = watch.see(planned(BUS), planned(OTHER), after=10)
        assert [row.key for row in board.rows] == [planned(OTHER).key]


def test_a_prediction_that_vanishes_near_its_end_is_held_to_it() -> None:
    watch = watch_until(120)
    held = watch.see(planned(BUS), planned(OTHER)).rows[0]
    assert (held.due, held.minutes, held.certainty) == (Due.MINUTES, 1, Certainty.AGEING)
    assert watch.see(planned(BUS), planned(OTHER), after=100).rows[0].due is Due.ARRIVING
    assert watch.see(planned(BUS), planned(OTHER), after=30).past[0].fate is Fate.PASSED


def test_a_prediction_that_vanishes_far_away_is_held_for_a_minute() -> None:
    """One bad message is no news: mbta/screens#994 waits a minute before it says so."""
    watch = watch_until(500, late=100)
    assert watch.see(planned(BUS), planned(OTHER), after=60).rows[0].moment == BUS.departure + 100
    row = watch.see(planned(BUS), planned(OTHER)).rows[0]
    assert (row.certainty, row.moment) == (Certainty.TIMETABLE, BUS.departure)


def test_an_extra_bus_that_vanishes_as_it_comes_has_passed() -> None:
    watch = Watch(TABLE)
    watch.see(added(NOON + 60, stamp=NOON))
    assert len(watch.see().rows) == 1
    board = watch.see(after=70)
    assert (board.rows, [past.fate for past in board.past]) == ((), [Fate.PASSED])


def test_a_prediction_that_goes_on_under_another_name_is_one_row() -> None:
    """Another platform or another id of the same bus: never both."""
    for moved in (live(BUS, 300, stop_id="here-too"), added(BUS.departure + 100, "another-id")):
        watch = watch_until(120)
        assert [row.key for row in watch.see(moved, planned(OTHER)).rows] == [moved.key, planned(OTHER).key]


def test_a_cancellation_is_shown_at_once() -> None:
    watch = watch_until(300)
    assert watch.see(planned(BUS, status=Status.CANCELLED)).rows[0].due is Due.CANCELLED


def test_a_newer_prediction_brings_a_bus_back() -> None:
    """Its prediction was wrong, not its bus: the feed now says two minutes, measured after it should have left."""
    watch = watch_until(3)
    assert watch.see(live(BUS, stamp=watch.wall), planned(OTHER), after=10).rows[0].key == planned(OTHER).key
    again = watch.see(live(BUS, 150, stamp=watch.wall), planned(OTHER))
    assert (again.rows[0].key, again.rows[0].minutes, again.past) == (live(BUS).key, 2, ())


def test_the_same_old_prediction_brings_no_bus_back() -> None:
    watch, stamp = watch_until(3), NOON + 590
    watch.see(live(BUS, stamp=stamp), planned(OTHER), after=10)
    assert len(watch.see(live(BUS, 150, stamp=stamp), planned(OTHER)).rows) == 1


def test_ten_seconds_more_do_not_bring_it_back() -> None:
    """A producer that pushes its prediction on and on must not make the row flicker."""
    watch = watch_until(3)
    watch.see(live(BUS, stamp=watch.wall), planned(OTHER), after=10)
    assert len(watch.see(live(BUS, 20, stamp=watch.wall), planned(OTHER)).rows) == 1


def test_a_bus_seen_beyond_our_stop_comes_back_only_by_being_seen_before_it() -> None:
    watch = watch_until(100)
    beyond = vehicle(TRIP, timestamp=watch.wall, current_stop_sequence=3)
    watch.see(live(BUS, stamp=watch.wall, vehicle=beyond), planned(OTHER))
    assert len(watch.see(live(BUS, 60, stamp=watch.wall), planned(OTHER)).rows) == 1
    before = vehicle(TRIP, timestamp=watch.wall, current_stop_sequence=2)
    assert len(watch.see(live(BUS, 60, stamp=watch.wall, vehicle=before), planned(OTHER)).rows) == 2


@pytest.fixture
def waiting() -> Watch:
    """The route has had live data for ten minutes; our bus has none."""
    watch = Watch(TABLE, wall=BUS.departure - 700)
    for _ in range(34):
        watch.see(planned(BUS), live(OTHER, stamp=watch.wall), after=20)
    return watch


def test_a_bus_that_was_expected_and_never_seen_is_told(waiting: Watch) -> None:
    """OneBusAway/onebusaway#23: "stuck in scheduled but never comes". Kept 15 min."""
    row = waiting.see(planned(BUS), live(OTHER), after=20 + 119).rows[0]
    assert (row.key, row.certainty) == (planned(BUS).key, Certainty.TIMETABLE)
    board = waiting.see(planned(BUS), live(OTHER))
    assert [(past.fate, past.moment) for past in board.past] == [(Fate.NOT_SEEN, BUS.departure)]
    assert len(waiting.see(live(OTHER), after=780).past) == 1
    assert waiting.see(live(OTHER)).past == ()


def test_a_late_bus_that_appears_after_all_is_back(waiting: Watch) -> None:
    waiting.see(planned(BUS), live(OTHER), after=20 + 119)
    waiting.see(planned(BUS), live(OTHER))
    board = waiting.see(live(BUS, 400, stamp=waiting.wall), live(OTHER))
    assert (board.rows[0].key, board.rows[0].due, board.past) == (live(BUS).key, Due.MINUTES, ())


def test_a_late_bus_that_is_seen_coming_is_back_without_any_prediction(waiting: Watch) -> None:
    waiting.see(planned(BUS), live(OTHER), after=20 + 119)
    waiting.see(planned(BUS), live(OTHER))
    coming = vehicle(TRIP, 2000.0, timestamp=waiting.wall)
    board = waiting.see(planned(BUS, vehicle=coming), live(OTHER))
    assert (board.rows[0].key, board.rows[0].stops_away, board.past) == (planned(BUS).key, 0, ())


def test_a_bus_seen_on_its_way_for_half_an_hour_is_never_called_not_seen(waiting: Watch) -> None:
    """It leaves the board in silence: neither word would be true."""
    shown = set()
    for _ in range(100):
        coming = vehicle(TRIP, 2000.0, timestamp=waiting.wall)
        board = waiting.see(planned(BUS, vehicle=coming), live(OTHER, 1000), after=20)
        shown.add(len(board.rows))
        assert board.past == ()
    assert shown == {1, 2}


def test_a_feed_that_was_lost_meanwhile_may_not_say_not_seen(waiting: Watch) -> None:
    """Only eyes that were open may say so."""
    waiting.feed = False
    waiting.see(planned(BUS), live(OTHER), after=30)
    board = waiting.see(planned(BUS), live(OTHER), after=400)
    assert (board.past, [row.key for row in board.rows]) == ((), [live(OTHER).key])


def test_a_route_that_never_has_live_data_may_not_be_called_not_seen() -> None:
    watch = Watch(TABLE, wall=BUS.departure - 700)
    other = live(call(NOON + 5000, "30"))
    for _ in range(42):
        board = watch.see(planned(BUS), other, after=20)
    assert board.past == ()
    assert [row.key for row in board.rows] == [other.key]


def test_a_timetable_row_stays_for_the_minute_it_names() -> None:
    """Nobody saw it leave; rows that linger for minutes annoy (gadec-uk/departures-board#42)."""
    watch, bus = Watch(TABLE, wall=BUS.departure - 10), planned(BUS)
    assert [len(watch.see(bus, after=after).rows) for after in (1, 1, 67, 1)] == [1, 1, 1, 0]


def test_a_silent_bus_whose_time_is_over_was_not_seen() -> None:
    watch = watch_until(100)
    heard = watch.wall - 100
    watch.see(live(BUS, stamp=heard), planned(OTHER))
    board = watch.see(live(BUS, stamp=heard), planned(OTHER), after=106)
    assert [past.fate for past in board.past] == [Fate.NOT_SEEN]


def test_the_strip_is_a_handful_newest_first() -> None:
    buses = [call(NOON + 60 + 20 * number, str(number)) for number in range(6)]
    watch = Watch(timetable(*buses))
    watch.see(*(live(bus, stamp=NOON) for bus in buses))
    moments = [past.moment for past in watch.see(*(live(bus, stamp=NOON) for bus in buses), after=200).past]
    assert moments == [NOON + 160, NOON + 140, NOON + 120, NOON + 100]


def test_a_clock_that_goes_back_tells_of_no_bus_that_left_tomorrow() -> None:
    watch = watch_until(3)
    assert len(watch.see(planned(OTHER), after=10).past) == 1
    watch.wall -= 3600
    assert watch.see(planned(OTHER)).past == ()


@pytest.mark.parametrize("step", [86_400, -86_400, 3600])
def test_a_jump_of_the_clock_makes_no_false_past(step: int) -> None:
    """T02, T03: a clock that is set must not tell that all buses just left."""
    watch = watch_until(300)
    watch.wall += step
    watch.feed = False
    assert watch.see(live(BUS), planned(OTHER)).past == ()

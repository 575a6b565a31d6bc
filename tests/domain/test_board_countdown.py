"""Minutes, words, and a countdown that does not bounce."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kiosk.domain.board import Certainty, Due
from kiosk.domain.board.countdown import minutes_left, steady
from tests.domain.small_stop import NOON, Watch, call, live, planned, timetable, vehicle

BUS = call(NOON + 3600)
TABLE = timetable(BUS)


@pytest.mark.parametrize(
    ("seconds", "due", "minutes"),
    [
        (-5, Due.ARRIVING, None),
        (0, Due.ARRIVING, None),
        (74, Due.ARRIVING, None),
        (75, Due.MINUTES, 1),
        (134, Due.MINUTES, 1),
        (135, Due.MINUTES, 2),
        (20 * 60 + 74, Due.MINUTES, 20),
        (20 * 60 + 75, Due.CLOCK, None),
    ],
)
def test_minutes_are_floored_15_seconds_early_and_end_at_20(seconds: int, due: Due, minutes: int | None) -> None:
    """floor((t - now - 15 s) / 60): Entur Tavla, time.ts; above 20 min a clock time: HSL monitorConfig.js."""
    watch = Watch(TABLE, wall=BUS.departure - seconds - 1)
    row = watch.only(live(BUS, stamp=BUS.departure - seconds))
    assert (row.due, row.minutes) == (due, minutes)


def test_a_bus_leaves_the_board_5_seconds_after_its_moment() -> None:
    """mbta/realtime_signs, bus.ex:268-276."""
    watch = Watch(TABLE, wall=BUS.departure + 4)
    assert watch.only(live(BUS, stamp=BUS.departure)).due is Due.ARRIVING
    assert watch.see(live(BUS, stamp=BUS.departure)).rows == ()


def test_a_row_of_the_timetable_never_counts_down() -> None:
    """Minutes only if live: timeforcoffee-ios#1; Tampere in HSL time.ts."""
    row = Watch(TABLE, wall=BUS.departure - 120).only(planned(BUS))
    assert (row.due, row.minutes, row.certainty) == (Due.CLOCK, None, Certainty.TIMETABLE)
    assert row.moment == BUS.departure


def test_the_departure_counts_not_the_arrival() -> None:
    """A bus that waits here is not told to leave when it comes: realtime_signs, bus.ex:691."""
    watch = Watch(TABLE, wall=BUS.departure - 301)
    waits = live(BUS, stamp=watch.wall, expected_arrival=BUS.departure - 200)
    assert watch.only(waits).minutes == 4


def test_arrival_counts_where_no_departure_is_given() -> None:
    """OneBusAway for Android, ArrivalInfo.kt: departure, else arrival."""
    watch = Watch(TABLE, wall=BUS.departure - 301)
    row = watch.only(live(BUS, stamp=watch.wall, expected_departure=None, expected_arrival=BUS.arrival))
    assert row.minutes == 4


@pytest.mark.parametrize(
    ("to_go", "due"), [(90, Due.AT_STOP), (0, Due.AT_STOP), (-60, Due.AT_STOP), (91, Due.MINUTES)]
)
def test_a_standing_bus_is_at_the_stop_unless_it_waits_longer(to_go: int, due: Due) -> None:
    """Within 30 m and standing: OneBusAway, PresentationServiceImpl; 90 s: mbta/screens, departures.ex:702-715."""
    wall = BUS.departure - to_go - 1
    here = vehicle(BUS.trip.trip_id, 20.0, speed=0.0, timestamp=wall)
    row = Watch(TABLE, wall=wall).only(live(BUS, stamp=wall, vehicle=here))
    assert row.due is due
    assert row.stops_away == 0


def _shown(watch: Watch, delays: Sequence[int]) -> list[int | None]:
    return [watch.only(live(BUS, late, stamp=watch.wall)).minutes for late in delays]


def test_one_minute_more_is_held_back_until_it_has_persisted() -> None:
    """mbta/realtime_signs, bus.ex:250-266; 30 s is our choice."""
    watch = Watch(TABLE, wall=BUS.departure - 6 * 60)
    assert _shown(watch, [0]) == [5]
    assert _shown(watch, [60] * 30) == [5] * 30
    assert _shown(watch, [62]) == [6]


def test_two_minutes_more_are_shown_at_once() -> None:
    watch = Watch(TABLE, wall=BUS.departure - 6 * 60)
    assert _shown(watch, [0, 120]) == [5, 7]


def test_jitter_starts_the_30_seconds_anew() -> None:
    """Jitter of one minute around a boundary: HSLdevcom/transitdata#75 (0, 1, 0 minutes)."""
    watch = Watch(TABLE, wall=BUS.departure - 6 * 60)
    assert set(_shown(watch, [0] + [60] * 20 + [0] + [60] * 20)) == {5}


def test_arriving_does_not_go_back_to_one_minute() -> None:
    watch = Watch(TABLE, wall=BUS.departure - 71)
    assert watch.only(live(BUS, stamp=watch.wall)).due is Due.ARRIVING
    assert watch.only(live(BUS, 30, stamp=watch.wall)).due is Due.ARRIVING


def test_a_held_row_keeps_its_place_among_the_others() -> None:
    """The order is that of what is shown: no "6 min" above "5 min"."""
    other = call(NOON + 3600 + 50, "30")
    watch = Watch(timetable(BUS, other), wall=BUS.departure - 6 * 60)
    watch.see(live(BUS), live(other, 20))
    board = watch.see(live(BUS, 66), live(other, 15))
    assert [row.minutes for row in board.rows] == sorted(row.minutes or 0 for row in board.rows)


def test_after_a_gap_nobody_remembers_what_was_shown() -> None:
    """Seconds may be missed: what nobody has seen cannot bounce."""
    watch = Watch(TABLE, wall=BUS.departure - 6 * 60)
    _shown(watch, [0])
    assert watch.only(live(BUS, 100, stamp=watch.wall + 31), after=31).minutes == 6


@pytest.mark.parametrize("step", [-3600, -70, 70, 3600])
def test_after_a_step_of_the_clock_the_countdown_is_right_at_once(step: int) -> None:
    """T02, T03: the clock is set; the feed agrees with the new time."""
    late = call(NOON + 3 * 3600)
    watch = Watch(timetable(late), wall=late.departure - 2 * 3600)
    watch.only(live(late))
    watch.wall += step
    moment = watch.wall + 1 + 15 + 7 * 60
    assert watch.only(live(late, moment - late.departure, stamp=watch.wall)).minutes == 7


def test_a_clock_set_back_by_a_minute_is_no_jitter() -> None:
    watch = Watch(TABLE, wall=BUS.departure - 6 * 60)
    assert _shown(watch, [0]) == [5]
    watch.wall -= 60
    assert _shown(watch, [0]) == [6]


def test_minutes_are_never_negative() -> None:
    """OneBusAway's sign printed negative minutes: Util.js:106-116."""
    assert minutes_left(0, 10_000) == 0


def test_steady_is_told_apart_by_exactly_one() -> None:
    assert steady(6, 5, None, 100.0) == (5, 100.0)
    assert steady(6, 5, 100.0, 129.9) == (5, 100.0)
    assert steady(6, 5, 100.0, 130.0) == (6, None)
    assert steady(7, 5, 100.0, 110.0) == (7, None)
    assert steady(4, 5, 100.0, 110.0) == (4, None)
    assert steady(6, None, None, 100.0) == (6, None)

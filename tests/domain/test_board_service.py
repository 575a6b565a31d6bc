"""The service of the day: first, last, ended, tomorrow; midnight, changed clocks, intervals."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.board import Board, Certainty, Due, Row, Service, build
from kiosk.domain.departure import Departure, Status
from kiosk.domain.departures import departures
from kiosk.domain.service_day import Now
from kiosk.domain.timetable import ScheduledCall, Timetable
from tests.domain.small_stop import NOON, Watch, added, at, call, live, planned, timetable, vehicle

DAY = 86_400


def see(table: Timetable, now: int, *extra: Departure) -> Board:
    """The board of a kiosk without live data."""
    listed = [*departures(table, (), now - 3600, now + 3 * 3600), *extra]
    return build(table, sorted(listed, key=lambda one: one.moment), [], Now(now, 1.0), None)


def last_rows(board: Board) -> list[str]:
    return [row.departure.trip_id for row in board.rows if row.last_today]


def test_the_last_bus_of_each_line_is_marked() -> None:
    """Riders ask for it: kiliankoe/catchmybus#6. A line is a route, a direction and a headsign."""
    calls = [
        call(NOON + 600, trip_id="a"),
        call(NOON + 1200, trip_id="b"),
        call(NOON + 900, headsign="Парк", trip_id="c"),
        call(NOON + DAY, trip_id="tomorrow"),
    ]
    assert last_rows(see(timetable(*calls), NOON)) == ["c", "b"]


def test_when_the_last_one_is_cancelled_the_one_before_is_the_last() -> None:
    one, two = call(NOON + 600, trip_id="a"), call(NOON + 1200, trip_id="b")
    board = Watch(timetable(one, two)).see(planned(one), planned(two, status=Status.CANCELLED))
    assert last_rows(board) == ["a"]


def test_an_extra_bus_later_on_means_that_it_is_not_the_last() -> None:
    one = call(NOON + 600, trip_id="a")
    assert last_rows(Watch(timetable(one)).see(planned(one), added(NOON + 2400))) == []


def test_a_line_that_runs_all_night_has_no_last_bus() -> None:
    """The passenger's day ends at 04:00, the line does not."""
    late = at("2026-11-26 03:50:00")
    calls = [call(late - 1200, trip_id="a"), call(late, trip_id="b"), call(late + 1200, trip_id="c")]
    assert last_rows(see(timetable(*calls), late - 1800)) == []


def test_where_the_timetable_ends_nothing_is_called_the_last() -> None:
    one = call(NOON + 600)
    assert last_rows(see(timetable(one, until=NOON + 3600), NOON)) == []


def test_the_end_of_the_trip_is_no_bus_to_board() -> None:
    """A call where nobody may board is no departure: GTFS, stop_times.txt, pickup_type."""
    one = call(NOON + 600, trip_id="a")
    no_pickup = call(NOON + 1200, trip_id="b", pickup_type=1)
    board = see(timetable(one, no_pickup), NOON)
    assert ([row.departure.trip_id for row in board.rows], last_rows(board)) == (["a"], ["a"])


@pytest.mark.parametrize(
    ("now", "service"),
    [
        ("2026-11-25 22:00:00", Service.RUNNING),
        ("2026-11-25 23:30:00", Service.RUNNING),
        ("2026-11-25 23:30:01", Service.ENDED),
        ("2026-11-26 03:59:59", Service.ENDED),
        ("2026-11-26 04:00:00", Service.RUNNING),
    ],
)
def test_the_service_ends_half_an_hour_after_the_last_bus(now: str, service: Service) -> None:
    """realtime_signs, messages.ex:303-307 (30 min); the day ends at 04:00: mbta/screens, util.ex:156-160."""
    calls = [call(at("2026-11-25 23:00:00")), call(at("2026-11-26 05:40:00"))]
    board = see(timetable(*calls), at(now))
    assert board.service is service
    tomorrow = board.next_service
    if now > "2026-11-25 23:01:00" and now < "2026-11-26 04:00:00":
        assert tomorrow is not None
        assert (tomorrow.moment, tomorrow.day) == (at("2026-11-26 05:40:00"), date(2026, 11, 26))
    else:
        assert tomorrow is None


def test_the_service_ends_at_once_when_the_last_bus_was_seen_to_leave() -> None:
    """realtime_signs, realtime.ex:208-217: flagged last and departed."""
    last, first = call(NOON + 60), call(NOON + DAY)
    watch = Watch(timetable(last, first))
    watch.see(live(last, stamp=NOON), planned(first))
    gone = vehicle(last.trip.trip_id, timestamp=NOON + 60, current_stop_sequence=3)
    board = watch.see(live(last, stamp=NOON + 60, vehicle=gone), planned(first), after=60)
    assert (board.service, board.next_service) == (Service.ENDED, board.rows[0])


def test_a_day_without_service_says_so_and_names_the_next_one() -> None:
    """Always offer the next service even if it is days away: umts/BusInfoBoard#2."""
    board = see(timetable(call(NOON + 86_400 + 3600)), NOON)
    assert board.service is Service.NOT_TODAY
    assert isinstance(board.next_service, Row)
    assert board.next_service.day == date(2026, 11, 26)


def test_the_first_bus_tomorrow_is_found_beyond_the_departures() -> None:
    """The interface may look 3 h ahead only; the board must not say there is none (umts/BusInfoBoard#23)."""
    cancelled = call(NOON + DAY - 3600, trip_id="x")
    table = timetable(cancelled, call(NOON + DAY))
    board = build(table, [planned(cancelled, status=Status.CANCELLED)], [], Now(NOON, 1.0), None)
    assert (board.rows, board.next_service and board.next_service.moment) == ((), NOON + DAY)


def test_a_timetable_that_is_out_says_so() -> None:
    """calendar.txt, end_date: F-class fault "expired calendar"; said on the screen."""
    table = timetable(last=date(2026, 11, 24))
    assert see(table, NOON).service is Service.EXPIRED
    assert see(table, at("2026-11-25 03:59:00")).service is not Service.EXPIRED


def test_without_any_timetable_nothing_is_known() -> None:
    assert see(timetable(), NOON).service is Service.UNKNOWN


def test_all_buses_cancelled_is_no_service_today() -> None:
    one = call(NOON + 600)
    board = Watch(timetable(one)).see(planned(one, status=Status.CANCELLED))
    assert (board.service, board.rows[0].due) == (Service.NOT_TODAY, Due.CANCELLED)


def test_the_next_departures_are_shown_though_hours_away() -> None:
    calls = [call(NOON + 4 * 3600 + 600 * number, trip_id=str(number)) for number in range(15)]
    listed = [planned(one) for one in calls]
    board = build(timetable(*calls), listed, [], Now(NOON, 1.0), None)
    assert [row.departure.trip_id for row in board.rows] == [str(number) for number in range(10)]


def test_everything_in_the_next_three_hours_is_shown() -> None:
    calls = [call(NOON + 600 * number, trip_id=str(number)) for number in range(1, 30)]
    board = build(timetable(*calls), [planned(one) for one in calls], [], Now(NOON, 1.0), None)
    assert len(board.rows) == 18


@pytest.mark.parametrize(
    ("zone", "day", "now"),
    [
        ("Europe/Ulyanovsk", date(2026, 11, 25), "2026-11-26 01:05:00"),
        ("Europe/Berlin", date(2026, 10, 24), "2026-10-25 01:05:00"),
        ("Europe/Berlin", date(2026, 10, 25), "2026-10-26 01:05:00"),
        ("Europe/Berlin", date(2026, 3, 28), "2026-03-29 01:05:00"),
    ],
)
def test_a_bus_of_yesterday_counts_down_after_midnight(zone: str, day: date, now: str) -> None:
    """25:10 is 01:10 of the next day: HSL monitor, time.ts:13-16 never counted it down. T05, T06."""
    here = ZoneInfo(zone)
    bus = call(at("2026-11-25 01:10:00"), zone=here)
    moment = at(now, here) + 300
    bus = call(moment, zone=here, service_date=day)
    table = timetable(bus, zone=here, since=moment - DAY, until=moment + DAY)
    watch = Watch(table, wall=moment - 301)
    row = watch.only(live(bus, stamp=watch.wall))
    assert (row.minutes, row.day) == (4, None)


@pytest.mark.parametrize(
    ("night", "instants"),
    [("2026-10-25", 4 * 3600 + 3600), ("2026-03-29", 4 * 3600 - 3600), ("2026-06-01", 4 * 3600)],
)
def test_no_hour_is_missing_or_doubled_when_the_clocks_change(night: str, instants: int) -> None:
    """T06: each bus of the night stands on the board exactly once, and in order."""
    berlin = ZoneInfo("Europe/Berlin")
    start = at(f"{night} 00:00:00", berlin)
    assert at(f"{night} 04:00:00", berlin) - start == instants
    calls = [call(start + 1800 * number, zone=berlin, trip_id=str(number)) for number in range(1, 6)]
    table = timetable(*calls, zone=berlin, since=start - DAY, until=start + DAY)
    board = build(table, [planned(one) for one in calls], [], Now(start, 1.0), None)
    assert [row.moment - start for row in board.rows] == [1800 * number for number in range(1, 6)]
    assert {row.day for row in board.rows} == {None}


def runs(first: int, last: int, every: int) -> list[ScheduledCall]:
    """The nominal runs of a headway service."""
    return [call(moment, headway=every, trip_id="h") for moment in range(NOON + first, NOON + last + 1, every)]


@pytest.mark.parametrize(("first", "due"), [(660, Due.INTERVAL), (661, Due.CLOCK), (-600, Due.INTERVAL)])
def test_a_headway_service_shows_one_interval_and_no_minute(first: int, due: Due) -> None:
    """GTFS, frequencies.txt exact_times=0; from (high + 1) min before the first: scheduled_headways.ex:117-125."""
    calls = runs(first, first + 6000, 600)
    board = build(timetable(*calls), [planned(one) for one in calls], [], Now(NOON, 1.0), None)
    (row,) = board.rows
    assert (row.due, row.minutes) == (due, None)
    assert row.headway == ((10, 10) if due is Due.INTERVAL else None)
    assert row.certainty is (Certainty.INTERVAL if due is Due.INTERVAL else Certainty.TIMETABLE)


def test_the_interval_reaches_from_the_shortest_to_the_longest() -> None:
    calls = [*runs(60, 1000, 450), call(NOON + 1600, headway=700, trip_id="h")]
    board = build(timetable(*calls), [planned(one) for one in calls], [], Now(NOON, 1.0), None)
    assert board.rows[0].headway == (7, 12)


def test_after_the_last_run_no_interval_is_promised() -> None:
    calls = runs(-3600, 0, 600)
    assert see(timetable(*calls), NOON + 1).rows == ()
    last = see(timetable(*calls), NOON - 1).rows[0]
    assert (last.due, last.last_today) == (Due.INTERVAL, True)


def test_a_pause_at_noon_is_no_interval() -> None:
    """Two spans of a day: between them the first run of the second is told as a clock time."""
    calls = [*runs(-3600, -600, 600), *runs(4000, 7000, 600)]
    (row,) = see(timetable(*calls), NOON).rows
    assert (row.due, row.moment) == (Due.CLOCK, NOON + 4000)


def test_a_live_run_of_a_headway_service_is_a_row_of_its_own() -> None:
    calls = runs(300, 6000, 600)
    listed = [live(calls[0], stamp=NOON), *(planned(one) for one in calls[1:])]
    board = Watch(timetable(*calls)).see(*listed)
    assert [row.due for row in board.rows] == [Due.MINUTES, Due.INTERVAL]


def test_a_cancelled_run_of_a_headway_service_is_shown_as_nothing() -> None:
    """mbta/screens#3112: no struck-through clock time where no clock time was promised."""
    calls = runs(300, 900, 600)
    listed = [planned(calls[0], status=Status.CANCELLED), planned(calls[1])]
    board = Watch(timetable(*calls)).see(*listed)
    assert [row.due for row in board.rows] == [Due.CLOCK]


def test_a_lost_feed_turns_a_live_run_back_into_the_interval() -> None:
    calls = runs(300, 6000, 600)
    listed = [live(calls[0], stamp=NOON), *(planned(one) for one in calls[1:])]
    watch = Watch(timetable(*calls))
    watch.see(*listed)
    watch.feed = False
    assert [row.due for row in watch.see(*listed, after=310).rows] == [Due.INTERVAL]


def test_a_last_bus_of_which_only_predictions_are_known_ends_the_service_too() -> None:
    last, first = call(NOON + 60), call(NOON + DAY)
    watch = Watch(timetable(last, first))
    watch.see(live(last, stamp=NOON), planned(first))
    assert watch.see(planned(first), after=65).service is Service.ENDED


def test_the_day_moves_on_at_four_though_the_departures_stay_the_same() -> None:
    """What is kept from second to second is renewed when the day or the timetable changes."""
    morning, later = call(at("2026-11-26 06:00:00")), call(at("2026-11-26 07:00:00"))
    table, listed = timetable(morning, later), (planned(morning),)
    before_four = Now(at("2026-11-26 03:59:59"), 1.0)
    board = build(table, listed, [], before_four, None)
    assert (board.rows[0].day, board.rows[0].last_today) == (date(2026, 11, 26), False)
    four = Now(before_four.instant + 1, 2.0)
    board = build(table, listed, [], four, board)
    assert (board.rows[0].day, board.rows[0].last_today) == (None, False)
    board = build(timetable(morning), listed, [], Now(four.instant + 1, 3.0), board)
    assert (board.rows[0].day, board.rows[0].last_today) == (None, True)


def test_the_bus_at_four_belongs_to_the_new_day() -> None:
    one = call(at("2026-11-26 04:00:00"))
    board = see(timetable(one), at("2026-11-26 03:00:00"))
    assert (board.rows[0].day, board.rows[0].last_today) == (date(2026, 11, 26), False)

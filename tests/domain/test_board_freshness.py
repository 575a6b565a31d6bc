"""How old live data may be: vehicle, then feed, then fetch; and the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.board import Board, Certainty, Clock, Due, Feed, Service, build
from kiosk.domain.departure import Status
from kiosk.domain.realtime import Fault, SourceState
from kiosk.domain.service_day import Now
from tests.domain.small_stop import NOON, Watch, call, live, planned, source, timetable, vehicle

BUS = call(NOON + 600)
TABLE = timetable(BUS)


def see(state: SourceState | None, late: int = 60, stamp: int | None = None, monotonic: float = 1000.0) -> Board:
    """The first board at NOON, with one source and one prediction."""
    return build(TABLE, [live(BUS, late, stamp=stamp)], [state] if state else [], Now(NOON, monotonic), None)


@pytest.mark.parametrize(
    ("age", "certainty", "due"),
    [
        (0, Certainty.LIVE, Due.MINUTES),
        (60, Certainty.LIVE, Due.MINUTES),
        (61, Certainty.AGEING, Due.MINUTES),
        (180, Certainty.AGEING, Due.MINUTES),
        (181, Certainty.OUT_OF_CONTACT, Due.CLOCK),
        (360, Certainty.OUT_OF_CONTACT, Due.CLOCK),
        (361, Certainty.TIMETABLE, Due.CLOCK),
    ],
)
def test_the_ladder_of_a_vehicle(age: int, certainty: Certainty, due: Due) -> None:
    """60, 180, 360 s. busones README (quiet after 3 min), TransitClock TimeoutHandlerModule (6 min)."""
    row = see(source(NOON - 1, 1000.0), stamp=NOON - age).rows[0]
    assert (row.certainty, row.due) == (certainty, due)
    assert row.moment == BUS.departure + (0 if certainty is Certainty.TIMETABLE else 60)
    assert row.age == (None if certainty is Certainty.TIMETABLE else age)
    assert row.deviation == (60 if age <= 180 else None)


def test_the_newest_word_of_the_vehicle_counts() -> None:
    """Position and prediction come in two feeds; either proves that the bus was heard of."""
    heard = live(BUS, stamp=NOON - 400, vehicle=vehicle(BUS.trip.trip_id, 2000.0, timestamp=NOON - 20))
    (row,) = build(TABLE, [heard], [source(NOON, 1000.0)], Now(NOON, 1000.0), None).rows
    assert (row.certainty, row.age) == (Certainty.LIVE, 20)


def test_without_a_vehicle_the_header_is_its_age() -> None:
    row = see(source(NOON - 70, 1000.0)).rows[0]
    assert (row.certainty, row.age) == (Certainty.AGEING, 70)


def test_a_stamp_from_the_future_is_not_believed() -> None:
    """F24: at most 60 s are tolerated."""
    assert see(source(NOON - 70, 1000.0), stamp=NOON + 61).rows[0].age == 70
    assert see(source(NOON - 70, 1000.0), stamp=NOON + 60).rows[0].age == 0


@pytest.mark.parametrize(
    ("age", "feed", "certainty"),
    [
        (90, Feed.LIVE, Certainty.LIVE),
        (91, Feed.AGEING, Certainty.AGEING),
        (300, Feed.AGEING, Certainty.AGEING),
        (301, Feed.LOST, Certainty.TIMETABLE),
    ],
)
def test_the_ladder_of_the_feed(age: int, feed: Feed, certainty: Certainty) -> None:
    """90 s: GTFS Realtime best practices; 5 min: OneBusAway/maglev, realtime.go. F25: a frozen feed."""
    board = see(source(NOON - age, 1000.0), stamp=NOON - 10)
    assert (board.feed, board.feed_age, board.rows[0].certainty) == (feed, age, certainty)
    assert board.live_until == (NOON - age if feed is Feed.LOST else None)


def test_a_feed_without_a_header_is_never_fresh() -> None:
    """F22: the age is then that of our own fetch."""
    board = see(source(None, 980.0))
    assert (board.feed, board.feed_age) == (Feed.AGEING, 20)
    assert see(source(None, 600.0)).feed is Feed.LOST


def test_our_own_fetch_counts_by_the_monotonic_clock() -> None:
    """T03: the wall clock went back a while, so the header looks fresh; the fetch is old all the same."""
    assert see(source(NOON, 1000.0 - 301)).feed is Feed.LOST
    assert see(source(NOON, 1000.0 - 40)).feed_age == 40


@pytest.mark.parametrize(("failing", "feed", "fault"), [(60, Feed.LIVE, None), (61, Feed.AGEING, Fault.TIMEOUT)])
def test_a_minute_of_failures_is_told_to_nobody(failing: int, feed: Feed, fault: Fault | None) -> None:
    """mbta/screens#994, use_api_response.ts: a single failed poll must not change the board."""
    state = source(NOON - 5, 1000.0, fault=Fault.TIMEOUT, failing_since=1000.0 - failing)
    board = see(state, stamp=NOON)
    assert (board.feed, board.fault) == (feed, fault)
    assert board.rows[0].due is Due.MINUTES


def test_before_the_first_answer_it_is_starting_for_a_minute() -> None:
    watch = Watch(TABLE, feed=False, sources=[SourceState("trip_updates")])
    assert watch.see(planned(BUS)).feed is Feed.STARTING
    assert watch.see(planned(BUS), after=60).feed is Feed.STARTING
    lost = watch.see(planned(BUS), after=1)
    assert (lost.feed, lost.live_until) == (Feed.LOST, None)
    assert lost.rows[0].certainty is Certainty.TIMETABLE


def test_without_a_source_there_is_no_live_data_to_miss() -> None:
    board = see(None)
    assert (board.feed, board.feed_age, board.fault) == (Feed.ABSENT, None, None)
    assert board.rows[0].due is Due.CLOCK


def test_alerts_alone_say_nothing_about_buses() -> None:
    assert see(source(NOON, 1000.0, name="alerts")).feed is Feed.ABSENT


def test_predictions_decide_not_positions() -> None:
    """Two feeds, two clocks (realtime_signs, utilities.ex:521-527): fresh positions do not freshen predictions."""
    sources = [source(NOON, 1000.0, name="vehicle_positions"), source(NOON - 400, 1000.0)]
    assert build(TABLE, [], sources, Now(NOON, 1000.0), None).feed is Feed.LOST
    assert build(TABLE, [], sources[:1], Now(NOON, 1000.0), None).feed is Feed.LIVE


def test_a_lost_feed_leaves_the_timetable_and_never_a_blank_board() -> None:
    """realtime_signs kept old predictions for ever when its feed failed (bus_predictions.ex:127-130)."""
    watch = Watch(TABLE)
    prediction = live(BUS, 30, stamp=watch.wall)
    assert watch.only(prediction).certainty is Certainty.LIVE
    watch.feed = False
    lost = watch.see(prediction, after=400)
    assert lost.feed is Feed.LOST
    assert lost.service is Service.RUNNING
    assert [(row.certainty, row.moment) for row in lost.rows] == [(Certainty.TIMETABLE, BUS.departure)]


def test_what_was_cancelled_stays_cancelled_when_the_feed_is_lost() -> None:
    watch = Watch(TABLE, feed=False, sources=[source(NOON - 1000, 0.0)])
    assert watch.only(planned(BUS, status=Status.CANCELLED)).due is Due.CANCELLED


def test_a_stale_prediction_does_not_revive() -> None:
    """mbta/realtime_signs, bus.ex:250-266: the wall clock going back does not make an old word new."""
    watch = Watch(TABLE, wall=NOON - 300)
    stamp = NOON - 400
    watch.sources = (source(NOON - 401, 1000.0),)
    assert watch.only(live(BUS, stamp=stamp), after=100).certainty is Certainty.OUT_OF_CONTACT
    watch.wall -= 190
    assert watch.only(live(BUS, stamp=stamp)).certainty is Certainty.OUT_OF_CONTACT
    assert watch.only(live(BUS, stamp=stamp + 5)).certainty is Certainty.LIVE


@pytest.mark.parametrize(
    ("header", "clock", "error"),
    [
        (NOON + 60, Clock.GOOD, None),
        (NOON + 61, Clock.DOUBTFUL, -61),
        (NOON + 86_400, Clock.DOUBTFUL, -86_400),
        (NOON - 400, Clock.GOOD, None),
    ],
)
def test_a_header_from_the_future_makes_the_clock_doubtful(header: int, clock: Clock, error: int | None) -> None:
    """E050 of the gtfs-realtime-validator; F24. A header of the past may be a late feed: no proof."""
    board = see(source(header, 1000.0), stamp=header)
    assert (board.clock, board.clock_error) == (clock, error)


def test_a_feed_that_goes_on_but_is_always_old_tells_of_our_clock() -> None:
    """T02: the clock steps an hour ahead; the feed goes on as before."""
    watch = Watch(TABLE)
    watch.see(live(BUS, 200, stamp=watch.wall))
    good = watch.see(live(BUS, 200, stamp=watch.wall))
    assert (good.clock, good.rows[0].due) == (Clock.GOOD, Due.MINUTES)
    watch.feed = False
    truth = watch.wall
    watch.wall += 3600
    watch.sources = (source(truth - 4, watch.monotonic + 1),)
    doubtful = watch.see(live(BUS, 200, stamp=truth))
    assert (doubtful.clock, doubtful.clock_error) == (Clock.DOUBTFUL, 3605)
    assert [(row.due, row.moment) for row in doubtful.rows] == [(Due.CLOCK, BUS.departure + 200)]
    watch.wall -= 3600
    watch.sources = (source(truth - 3, watch.monotonic + 1),)
    assert watch.see(live(BUS, 200, stamp=truth)).rows[0].due is Due.MINUTES


def test_a_machine_at_1970_knows_no_minutes_and_recovers_by_itself() -> None:
    """T01: boot at 1970, the network time later."""
    watch = Watch(TABLE, wall=3600, feed=False, sources=[source(NOON, 1001.0)])
    lost = watch.see(live(BUS, stamp=NOON))
    assert (lost.clock, lost.service, lost.clock_error) == (Clock.UNKNOWN, Service.UNKNOWN, None)
    assert [(row.due, row.minutes, row.moment) for row in lost.rows] == [(Due.CLOCK, None, BUS.departure)]
    assert lost.next_service is None
    watch.wall = NOON + 1
    found = watch.see(live(BUS, stamp=NOON))
    assert (found.clock, found.rows[0].due, found.service) == (Clock.GOOD, Due.MINUTES, Service.RUNNING)


def test_a_machine_at_1970_without_a_feed_shows_no_rows_rather_than_wrong_ones() -> None:
    board = build(TABLE, [], [], Now(0, 1.0), None)
    assert (board.clock, board.rows, board.service) == (Clock.UNKNOWN, (), Service.UNKNOWN)


def test_the_far_future_does_not_break_the_board() -> None:
    """T04: beyond 2038 nothing overflows; the timetable is out by then."""
    later = replace(TABLE, feed_info=replace(TABLE.feed_info, last_service_date=date(2026, 12, 31)))
    assert build(later, [], [], Now(4_102_444_800, 1.0), None).service is Service.EXPIRED

"""Arrivals of which only the route is known: the same bus never stands on the board twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.board import Board, Certainty, Due, Fate, build
from kiosk.domain.board.stand_ins import KEPT_LATE, LATE, LEAP, bus_of, stand_ins
from kiosk.domain.departure import Departure, Status
from kiosk.domain.departures import departures
from kiosk.domain.realtime import TripDescriptor, VehicleDescriptor, VehiclePosition
from kiosk.domain.service_day import Now
from kiosk.domain.text import Text
from kiosk.domain.timetable import Stop
from kiosk.feeds.gtfs_rt import parse
from tests.domain.small_stop import NOON, Watch, added, by_route, call, live, planned, source, timetable, vehicle

CALLS = tuple(call(NOON + 60 * minute) for minute in (5, 15, 25, 35))
PLANNED = tuple(planned(one) for one in CALLS)
TABLE = timetable(*CALLS)


def pairs(arrivals: Sequence[float], calls: Sequence[int]) -> list[tuple[float, int]]:
    """Which arrival stands for which call, both in minutes from noon."""
    listed = [planned(call(NOON + 60 * minute)) for minute in calls]
    listed += [by_route(NOON + round(60 * minute), f"bus {minute}") for minute in arrivals]
    found = stand_ins(listed, None, {}).departures
    joined = [one for one in found if one.realtime and one.call]
    return [((one.moment - NOON) / 60, ((one.scheduled_departure or 0) - NOON) // 60) for one in joined]


def minutes(board: Board) -> list[tuple[int, Certainty]]:
    """The rows in minutes from noon."""
    return [((row.moment - NOON) // 60, row.certainty) for row in board.rows]


def test_a_bus_known_by_its_route_takes_the_row_of_the_timetable() -> None:
    """St Petersburg: an arrival names its route and its vehicle, never its run. One bus, one row."""
    row = Watch(timetable(CALLS[0])).only(PLANNED[0], by_route(NOON + 240, "A"))
    assert (row.key, row.due, row.minutes, row.certainty) == (PLANNED[0].key, Due.MINUTES, 3, Certainty.LIVE)
    assert (str(row.headsign), row.last_today) == ("Центр", True)
    assert not row.added


def test_which_run_it_is_remains_a_guess() -> None:
    """So nothing is said of late or early."""
    row = Watch(timetable(CALLS[0])).only(PLANNED[0], by_route(NOON + 600, "A"))
    assert (row.scheduled, row.deviation) == (CALLS[0].departure, None)


def test_its_own_headsign_is_believed_first() -> None:
    row = Watch(TABLE).see(PLANNED[0], by_route(NOON + 240, "A", headsign=Text("Парк"))).rows[0]
    assert str(row.headsign) == "Парк"


@pytest.mark.parametrize(
    ("arrivals", "calls", "expected"),
    [
        ([4], [5, 15, 25], [(4, 5)]),
        ([14], [5, 15, 25], [(14, 15)]),
        ([13, 24], [5, 15, 25], [(13, 15), (24, 25)]),
        # Two buses in a row: the first is the late one.
        ([13, 14], [5, 15], [(13, 5), (14, 15)]),
        # More buses than calls: the nearest has the row, the other stands alone.
        ([14, 15], [15], [(15, 15)]),
        # Order is kept though the nearest calls alone would cross or collide.
        ([9, 11], [0, 10], [(9, 0), (11, 10)]),
        # Nearer to the call before: as early as that no bus comes.
        ([9], [5, 15], [(9, 5)]),
        ([11], [15, 25], [(11, 15)]),
        ([20.5], [5, 15, 25], [(20.5, 25)]),
        # The limits of TheTransitClock, CoreConfig: 10 min early, 20 min late.
        ([20], [30], [(20, 30)]),
        ([19.9], [30], []),
        ([50], [30], [(50, 30)]),
        ([50.1], [30], []),
        ([], [5], []),
        ([5], [], []),
    ],
)
def test_the_nearest_call_in_order(
    arrivals: list[float], calls: list[int], expected: list[tuple[float, int]]
) -> None:
    assert pairs(arrivals, calls) == expected


def test_no_bus_comes_earlier_than_half_the_way_to_the_call_before() -> None:
    """An arrival there is nearer to the other call, though that one is taken: it stands alone."""
    listed = [live(CALLS[0], 120), PLANNED[1], by_route(NOON + 540, "A")]
    assert [one.call is None for one in stand_ins(listed, None, {}).departures] == [False, True, False]


@pytest.mark.parametrize(
    "taken",
    [
        live(CALLS[0], 30),
        planned(CALLS[0], status=Status.CANCELLED),
        planned(CALLS[0], status=Status.SKIPPED),
        planned(CALLS[0], headway_secs=600),
        planned(call(NOON + 300, "30")),
        planned(CALLS[0], stop_id="platform 2"),
        planned(CALLS[0], vehicle=vehicle(CALLS[0].trip.trip_id)),
    ],
    ids=["live", "cancelled", "skipped", "headway", "other route", "other platform", "another bus"],
)
def test_what_no_bus_may_stand_for(taken: Departure) -> None:
    arrival = by_route(NOON + 300, "A")
    assert set(stand_ins([taken, arrival], None, {}).departures) == {taken, arrival}


@pytest.mark.parametrize(("direction_id", "joined"), [(None, True), (0, True), (1, False)])
def test_the_direction_counts_where_it_is_told(direction_id: int | None, joined: bool) -> None:
    listed = [PLANNED[0], by_route(NOON + 300, "A", direction_id=direction_id)]
    assert len(stand_ins(listed, None, {}).departures) == (1 if joined else 2)


def test_a_vehicle_that_names_its_run_is_on_it() -> None:
    seen = vehicle(CALLS[0].trip.trip_id, 500.0, vehicle=VehicleDescriptor("A"), timestamp=NOON)
    row = Watch(TABLE).see(planned(CALLS[0], vehicle=seen), by_route(NOON + 360, "A")).rows[0]
    assert (row.key, row.deviation, row.stops_away) == (PLANNED[0].key, 60, 0)


def test_where_nobody_may_board_no_bus_is_announced() -> None:
    """The line ends here: its arrivals are no departures. GTFS, stop_times.txt."""
    assert Watch(TABLE).see(planned(CALLS[0], boarding=False), by_route(NOON + 300, "A")).rows == ()


def test_a_bus_without_a_call_is_a_row_but_no_extra_trip() -> None:
    """A feed that names no runs cannot tell that one is extra."""
    row = Watch(TABLE).only(by_route(NOON + 300, "A"))
    assert (row.minutes, row.added) == (4, False)
    assert Watch(TABLE).only(added(NOON + 300)).added


def test_a_later_bus_takes_the_last_one_its_name() -> None:
    board = Watch(timetable(CALLS[0])).see(PLANNED[0], by_route(NOON + 300, "A"), by_route(NOON + 3000, "B"))
    assert [row.last_today for row in board.rows] == [False, False]


def test_when_the_feed_is_lost_the_timetable_is_back() -> None:
    watch = Watch(TABLE)
    arrival = by_route(NOON + 400, "A")
    assert minutes(watch.see(*PLANNED, arrival))[0] == (6, Certainty.LIVE)
    watch.feed = False
    board = watch.see(*PLANNED, arrival, after=310)
    assert [(row.key, row.certainty) for row in board.rows] == [(one.key, Certainty.TIMETABLE) for one in PLANNED]


def test_a_silent_bus_falls_back_to_the_row_it_stands_for() -> None:
    row = Watch(timetable(CALLS[0])).only(PLANNED[0], by_route(NOON + 400, "A", stamp=NOON - 400))
    assert (row.key, row.certainty, row.moment) == (PLANNED[0].key, Certainty.TIMETABLE, CALLS[0].departure)


def test_a_bus_that_left_took_its_call_along() -> None:
    """Neither its own call nor the next bus brings the row back: the next bus stands for the next call."""
    watch = Watch(TABLE)
    watch.see(*PLANNED, by_route(NOON + 240, "A"), by_route(NOON + 800, "B"), after=200)
    watch.see(*PLANNED, by_route(NOON + 800, "B"))
    board = watch.see(*PLANNED, by_route(NOON + 800, "B"), after=50)
    assert [row.key for row in board.rows] == [one.key for one in PLANNED[1:]]
    assert [(one.key, one.fate) for one in board.past] == [(PLANNED[0].key, Fate.PASSED)]
    late = watch.see(*PLANNED, by_route(NOON + 720, "B"), by_route(NOON + 860, "C"))
    assert late.rows[0].key == PLANNED[1].key
    assert len(late.rows) == 4


def test_the_next_lap_of_a_bus_stands_for_a_call_of_its_own() -> None:
    """The first arrival of a vehicle goes, and its second one becomes the first."""
    watch = Watch(TABLE)
    second = by_route(NOON + 1500, "A", ordinal=1)
    watch.see(*PLANNED, by_route(NOON + 300, "A"), second, after=295)
    watch.see(*PLANNED, by_route(NOON + 1500, "A"))
    board = watch.see(*PLANNED, by_route(NOON + 1500, "A"), after=15)
    assert [one.key for one in board.past] == [PLANNED[0].key]
    assert [row.key for row in board.rows if row.certainty is Certainty.LIVE] == [PLANNED[2].key]


def test_a_call_before_the_first_bus_that_nothing_stands_for_was_not_seen() -> None:
    """The rule for any route with live data: the row waits for two minutes, then the strip tells."""
    watch = Watch(TABLE, wall=NOON - 120)
    for _ in range(28):
        board = watch.see(*PLANNED, by_route(NOON + 870, "A"), after=20)
    assert minutes(board)[0] == (14, Certainty.LIVE)
    assert [(one.key, one.fate) for one in board.past] == [(PLANNED[0].key, Fate.NOT_SEEN)]
    assert len(board.rows) == 3


def test_a_late_bus_stands_for_a_call_that_was_not_seen() -> None:
    watch = Watch(TABLE, wall=NOON - 120)
    other = by_route(NOON + 870, "B")
    for _ in range(28):
        watch.see(*PLANNED, other, after=20)
    board = watch.see(*PLANNED, by_route(NOON + 600, "A"), other)
    assert (board.rows[0].key, board.rows[0].minutes, board.past) == (PLANNED[0].key, 2, ())


def test_a_pair_stands_while_its_bus_is_late() -> None:
    """Alone it would be taken for the next call: rows must not jump from second to second."""
    watch = Watch(TABLE)
    for late in range(0, 1500, 30):
        row = watch.see(*PLANNED, by_route(NOON + 300 + late, "A"), after=10).rows[-1]
        live_rows = [one.key for one in watch.board.rows if one.certainty is Certainty.LIVE] if watch.board else []
        assert live_rows == [PLANNED[0].key]
        assert row.certainty in Certainty


def test_a_bus_that_is_overtaken_stands_for_a_later_call_once() -> None:
    """Order comes before habit; what the bus claimed for its first call is void at once."""
    watch = Watch(TABLE)
    watch.see(*PLANNED, by_route(NOON + 300, "A"), by_route(NOON + 900, "B"))
    board = watch.see(*PLANNED, by_route(NOON + 870, "A"), by_route(NOON + 700, "B"))
    assert [((row.moment - NOON), row.certainty) for row in board.rows[:2]] == [
        (300, Certainty.TIMETABLE),
        (700, Certainty.LIVE),
    ]
    assert [row.moment - NOON for row in board.rows if row.certainty is Certainty.LIVE] == [700, 870]


def test_a_bus_with_runs_to_make_before_has_not_passed() -> None:
    """Its vehicle is beyond our stop, on a run nobody names; its arrival here is of a later one."""
    beyond = VehiclePosition(VehicleDescriptor("A"), TripDescriptor(None, "46"), 54.35, 48.58, timestamp=NOON)
    watch = Watch(TABLE)
    row = watch.see(PLANNED[0], by_route(NOON + 360, "A", vehicle=replace(beyond, current_stop_sequence=3))).rows[
        0
    ]
    assert (row.minutes, row.stops_away) == (5, None)


def test_a_bus_that_stands_here_is_at_the_stop() -> None:
    here = VehiclePosition(
        VehicleDescriptor("A"), TripDescriptor(None, "46"), 54.35, 48.55, speed=0.0, timestamp=NOON
    )
    assert Watch(TABLE).see(PLANNED[0], by_route(NOON + 30, "A", vehicle=here)).rows[0].due is Due.AT_STOP


BUSES = st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(-300, 9000)), max_size=8, unique=True)


@given(st.lists(st.integers(-3000, 9000), max_size=12), st.lists(BUSES, min_size=1, max_size=6))
def test_whatever_comes_each_call_and_each_bus_is_one_row_in_order(
    offsets: list[int], messages: list[list[tuple[str, int]]]
) -> None:
    calls = [call(NOON + offset, trip_id=f"t{number}") for number, offset in enumerate(offsets)]
    watch = Watch(timetable(*calls))
    for said in messages:
        arrivals = [
            by_route(watch.wall + offset, bus, ordinal=number) for number, (bus, offset) in enumerate(said)
        ]
        board = watch.see(*map(planned, calls), *arrivals, after=10)
        assert len({row.key for row in board.rows}) == len(board.rows)
        assert len(board.rows) <= len(calls) + sum(map(len, messages))
        shown = [row.departure for row in board.rows if row.certainty is Certainty.LIVE]
        assert len({(bus_of(one), one.moment) for one in shown}) == len(shown)
        joined = [one.scheduled_departure for one in shown if one.call]
        assert joined == sorted(joined, key=lambda moment: moment or 0)


@given(
    st.lists(st.integers(300, 5000), min_size=1, max_size=8, unique=True),
    st.lists(st.integers(0, 5000), min_size=1, max_size=5, unique=True),
    st.lists(st.integers(-20, 20), min_size=2, max_size=10),
)
def test_pairs_do_not_flap_while_predictions_tremble(
    offsets: list[int], buses: list[int], jitter: list[int]
) -> None:
    """All buses tremble together, so their order stays: so must what they stand for."""
    listed = [planned(call(NOON + offset, trip_id=f"t{offset}")) for offset in offsets]
    found, first = None, None
    for shift in jitter:
        arrivals = [by_route(NOON + bus + shift, str(bus)) for bus in buses]
        found = stand_ins([*listed, *arrivals], found, {})
        first = set(found.pairs) if first is None else first
        assert first <= set(found.pairs)
        first = set(found.pairs)


def test_the_limits_of_a_pair_that_stands() -> None:
    """TheTransitClock, CoreConfig, allowableLateSeconds: 90 min; a leap of ten minutes is another visit."""
    found, late = stand_ins([PLANNED[0], by_route(CALLS[0].departure + LATE, "A")], None, {}), LATE
    while late + LEAP <= KEPT_LATE:
        late += LEAP
        found = stand_ins([PLANNED[0], by_route(CALLS[0].departure + late, "A")], found, {})
        assert len(found.departures) == 1
    assert len(stand_ins([PLANNED[0], by_route(CALLS[0].departure + late + LEAP, "A")], found, {}).departures) == 2


@pytest.mark.real_feeds
def test_st_petersburg(real_feeds: Path) -> None:
    """Its stop forecast of 21 April 2021: eleven buses of four routes, beside a timetable of every ten minutes."""
    message = parse((real_feeds / "gtfs-rt/ru-spb-orgp/res.json").read_bytes())
    assert {update.trip.trip_id for update in message.trip_updates} == {None}
    route_ids = sorted({update.trip.route_id or "" for update in message.trip_updates})
    (stop_id,) = {row.stop_id for update in message.trip_updates for row in update.stop_time_updates}
    assert stop_id
    events = [row.arrival for update in message.trip_updates for row in update.stop_time_updates]
    times = sorted(event.time for event in events if event and event.time)
    now, until = times[0] - 60, times[-1] + 600
    calls = []
    for route in route_ids:
        for moment in range(now - 600, until, 600):
            one = call(moment, route)
            rows = tuple(
                replace(row, stop_id=stop_id if row.stop_id == "here" else row.stop_id)
                for row in one.trip.stop_times
            )
            calls.append(one._replace(trip=replace(one.trip, stop_times=rows), stop_time=rows[1]))
    stop = Stop(stop_id, Text("Остановка"))
    table = timetable(
        *calls,
        stop=stop,
        stop_ids=frozenset({stop_id}),
        stops=MappingProxyType({stop_id: stop}),
        since=now - 3600,
        until=until,
    )
    found = departures(table, [message], now - 600, until)
    states = [source(None, 500.0, message=message)]
    board = build(table, found, states, Now(now, 500.0), None)
    seen = [row for row in board.rows if row.departure.realtime]
    assert sorted(row.departure.moment for row in seen) == times
    assert not any(row.added for row in board.rows)
    standing_in = [row for row in seen if row.departure.call]
    assert len(standing_in) >= len(seen) - 2
    assert len(board.rows) == len([one for one in calls if now - 60 < one.departure]) + len(seen) - len(
        standing_in
    )

"""What holds for every board, whatever the feed says and however the clocks behave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.board import Board, Due, build
from kiosk.domain.departure import Departure, Status
from kiosk.domain.realtime import SourceState
from kiosk.domain.service_day import Instant, Now
from kiosk.domain.timetable import ScheduledCall, Timetable
from tests.domain.small_stop import added, at, call, live, planned, source, timetable, vehicle

BERLIN, ULYANOVSK = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Ulyanovsk")
NIGHTS = st.sampled_from(
    [
        (BERLIN, at("2026-10-25 00:30:00", BERLIN)),
        (BERLIN, at("2026-03-29 00:30:00", BERLIN)),
        (ULYANOVSK, at("2026-11-25 23:30:00")),
        (ULYANOVSK, at("2026-11-26 02:30:00")),
    ]
)
"""Starts of four hours with a midnight, a change of the clocks, or the end of the passenger's day in them."""


class World(NamedTuple):
    """A timetable, what is heard of it, and when."""

    table: Timetable
    departures: tuple[Departure, ...]
    start: Instant


@st.composite
def worlds(draw: st.DrawFn) -> World:
    zone, start = draw(NIGHTS)
    calls = [
        call(start + offset, f"{number % 3}", zone=zone, trip_id=f"t{number}")
        for number, offset in enumerate(draw(st.lists(st.integers(-1800, 14_400), max_size=12)))
    ]
    heard = [draw(departure_of(one, start)) for one in calls]
    heard += [
        added(start + draw(st.integers(-100, 3000)), f"x{number}") for number in range(draw(st.integers(0, 2)))
    ]
    table = timetable(*calls, zone=zone, since=start - 86_400, until=start + 86_400)
    return World(table, ordered(heard), start)


@st.composite
def departure_of(draw: st.DrawFn, one: ScheduledCall, start: Instant) -> Departure:
    """What may be heard of one call, true or not."""
    kind = draw(st.sampled_from(["planned", "live", "cancelled", "skipped", "seen", "arrival"]))
    if kind == "planned":
        return planned(one)
    late, stamp = draw(st.integers(-400, 1200)), start - draw(st.integers(-100, 500))
    heard = live(one, late, stamp=stamp)
    if kind == "seen":
        metres, sequence = draw(st.integers(-3000, 3000)), draw(st.sampled_from([None, 1, 2, 3]))
        position = vehicle(heard.trip_id, metres, timestamp=stamp, current_stop_sequence=sequence, speed=0.0)
        return live(one, late, stamp=stamp, vehicle=position)
    if kind == "arrival":
        return live(one, late, stamp=stamp, boarding=False)
    states = {"cancelled": Status.CANCELLED, "skipped": Status.SKIPPED}
    return planned(one, status=states[kind]) if kind in states else heard


def ordered(departures: Sequence[Departure]) -> tuple[Departure, ...]:
    return tuple(sorted(departures, key=lambda one: (one.moment, one.key)))


def feed(now: Now, age: int) -> tuple[SourceState, ...]:
    return (source(now.instant - age, now.monotonic),)


STEPS = st.lists(
    st.tuples(
        st.sampled_from([1, 1, 1, 1, 2, 20, 45, 400, 7200]),
        st.sampled_from([0, 0, 0, 0, 0, 3600, -3600, 86_400, -86_400, -1_700_000_000]),
        st.integers(-70, 400),
    ),
    min_size=1,
    max_size=12,
)


def boards(world: World, steps: Sequence[tuple[int, int, int]]) -> list[Board]:
    """Boards one after another: seconds passed, step of the wall clock, age of the feed."""
    now, board, seen = Now(world.start, 500.0), None, []
    for passed, jump, age in steps:
        now = Now(max(0, now.instant + passed + jump), now.monotonic + passed)
        board = build(world.table, world.departures, feed(now, age), now, board)
        seen.append(board)
    return seen


@given(worlds(), STEPS)
def test_every_board_is_in_order_without_doubles_and_without_negative_minutes(
    world: World, steps: list[tuple[int, int, int]]
) -> None:
    for board in boards(world, steps):
        keys = [row.key for row in board.rows]
        assert len(set(keys)) == len(keys)
        order = [(row.moment, row.route_short_name.default, row.key) for row in board.rows]
        assert order == sorted(order)
        for row in board.rows:
            assert row.departure.boarding
            assert (row.minutes is not None) == (row.due is Due.MINUTES)
            assert row.minutes is None or 1 <= row.minutes <= 20
            assert row.age is None or row.age >= 0
        assert sum(row.due in {Due.CANCELLED, Due.SKIPPED} for row in board.rows) <= 2


@given(worlds(), STEPS)
def test_nothing_is_both_upcoming_and_past_and_nothing_past_lies_ahead(
    world: World, steps: list[tuple[int, int, int]]
) -> None:
    for board in boards(world, steps):
        upcoming = {row.key for row in board.rows if row.due is not Due.CANCELLED}
        past = [one.key for one in board.past]
        assert len(set(past)) == len(past) <= 4
        assert not upcoming & set(past)


@given(worlds(), STEPS)
def test_the_board_is_a_pure_function(world: World, steps: list[tuple[int, int, int]]) -> None:
    """The same arguments give the same board, and the board before is left as it was."""
    seen = boards(world, steps)
    assert seen == boards(world, steps)
    for board in seen:
        now = Now(board.now, 9000.0)
        assert build(world.table, world.departures, feed(now, 5), now, board) == build(
            world.table, world.departures, feed(now, 5), now, board
        )


@given(worlds(), STEPS)
def test_what_is_kept_from_second_to_second_is_what_would_be_made_anew(
    world: World, steps: list[tuple[int, int, int]]
) -> None:
    """The same list of departures is read once; an equal one is read again, and gives the same boards."""
    now, board, seen = Now(world.start, 500.0), None, []
    for passed, jump, age in steps:
        now = Now(max(0, now.instant + passed + jump), now.monotonic + passed)
        board = build(world.table, list(world.departures), feed(now, age), now, board)
        seen.append(board)
    assert seen == boards(world, steps)


@given(worlds(), st.integers(0, 14_000))
def test_no_bus_that_runs_today_is_ever_lost(world: World, after: int) -> None:
    """Midnight, and the hours that the clocks double or leave out: what is planned ahead stands on the board."""
    now = Now(world.start + after, 500.0)
    listed = ordered([planned(one) for one in world.table.calls])
    shown = {row.departure.trip_id for row in build(world.table, listed, (), now, None).rows}
    ahead = {
        one.trip.trip_id for one in world.table.calls if now.instant < one.departure <= now.instant + 3 * 3600
    }
    assert ahead <= shown


@settings(max_examples=200)
@given(st.integers(200, 1300), st.lists(st.integers(-90, 90), min_size=40, max_size=120))
def test_a_minute_never_goes_up_by_one_within_30_seconds(seconds: int, jitter: list[int]) -> None:
    """mbta/realtime_signs, bus.ex:250-266, over any jitter of the prediction."""
    bus = call(at("2026-11-25 12:00:00") + seconds)
    table, start = timetable(bus), at("2026-11-25 12:00:00")
    board, shown = None, list[int]()
    for second, late in enumerate(jitter):
        now = Now(start + second, 500.0 + second)
        board = build(table, [live(bus, late, stamp=now.instant)], feed(now, 3), now, board)
        if board.rows and board.rows[0].due in {Due.MINUTES, Due.ARRIVING}:
            shown.append(board.rows[0].minutes or 0)
        else:
            shown.append(-1)
    for second in range(1, len(shown)):
        if shown[second - 1] >= 0 and shown[second] == shown[second - 1] + 1:
            assert shown[max(0, second - 30) : second] == [shown[second - 1]] * 30

"""Predictions followed from the moment they are shown until their bus was seen here, or should have been."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.board import build
from kiosk.domain.departure import Status
from kiosk.domain.realtime import StopStatus
from kiosk.domain.service_day import Now
from kiosk.domain.usage.accuracy import BINS, Stay, bin_of, score
from kiosk.domain.usage.tracking import (
    AWAITED_FOR,
    MOST_FOLLOWED,
    MOST_SAMPLES,
    NOTHING,
    SAMPLED_EVERY,
    Tracker,
    give_up,
    step,
)
from tests.domain import small_stop
from tests.domain.small_stop import NOON, call, live, source, timetable, vehicle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.departure import Departure
    from kiosk.domain.service_day import Instant
    from kiosk.domain.timetable import ScheduledCall, Timetable
    from kiosk.domain.usage.entries import Scored

DAY = call(NOON).service_date
COUNTS = ("shown", "accurate", "early", "late", "unseen", "error_seconds", "error_squares")


def total(scored: Sequence[Scored], name: str = "") -> dict[str, int]:
    """All the sums of one bin, of all bins where it has no name."""
    chosen = [one for one in scored if one.bin == name or not name]
    return {count: sum(getattr(one, count) for one in chosen) for count in COUNTS}


@dataclass
class Pavilion:
    """A kiosk that watches one stop for as long as a test wants."""

    table: Timetable
    wall: Instant = NOON
    monotonic: float = 5000.0
    tracker: Tracker = NOTHING
    scored: list[Scored] = field(default_factory=list)
    board: Any = None
    feed: bool = True

    def see(self, *departures: Departure, seconds: int = 1) -> None:
        """The world after `seconds`."""
        self.wall += seconds
        self.monotonic += seconds
        now = Now(self.wall, self.monotonic)
        made = self.wall - 5 if self.feed else NOON - 4000
        sources = (source(made, self.monotonic if self.feed else 0.0),)
        ordered = sorted(departures, key=lambda one: (one.moment, one.key))
        self.board = build(self.table, ordered, sources, now, self.board)
        self.tracker, scored = step(self.tracker, self.table, self.board, now)
        self.scored += scored


def bus(one: ScheduledCall, metres: float, at: Instant, late: int = 0, **more: Any) -> Departure:
    """A bus so many metres before our stop at `at`, predicted so many seconds late."""
    placed = vehicle(one.trip.trip_id, metres, timestamp=at, **more)
    return live(one, late, stamp=at, vehicle=placed)


def drive(here: Pavilion, one: ScheduledCall, comes: Instant, *, late: int = 0, standing: int = 20) -> None:
    """A bus drives at 10 m/s, stands here from `comes`, and drives on; it reports every ten seconds."""
    while here.wall < comes + standing + 60:
        at = here.wall + 10
        stands = comes <= at < comes + standing
        metres = 0.0 if stands else 10.0 * (comes - at if at < comes else comes + standing - at)
        status = StopStatus.STOPPED_AT if stands else StopStatus.IN_TRANSIT_TO
        here.see(bus(one, metres, at, late, speed=0.0 if stands else 10.0, current_status=status), seconds=10)


def test_the_bins_follow_each_other_without_a_gap() -> None:
    assert [one.name for one in BINS] == ["0-3", "3-6", "6-12", "12-30"]
    assert [(one.since, one.until) for one in BINS] == [(-30, 180), (180, 360), (360, 720), (720, 1800)]
    assert [(one.early, one.late) for one in BINS] == [(-60, 60), (-90, 120), (-150, 210), (-240, 360)]
    assert bin_of(-31) is None
    assert bin_of(1800) is None


@given(seconds=st.integers(-30, 1799), came=st.integers(-3000, 3000), stands=st.integers(0, 600))
def test_every_prediction_is_right_early_or_late_by_its_own_bin(seconds: int, came: int, stands: int) -> None:
    found = bin_of(seconds)
    assert found is not None
    (line,) = score(DAY, "46", [(found, 0)], Stay(came, came + stands), missed=False)
    error = came if came > 0 else min(came + stands, 0)
    assert (line.shown, line.accurate + line.early + line.late, line.unseen) == (1, 1, 0)
    assert bool(line.accurate) is (found.early < error < found.late)
    assert bool(line.late) is (error >= found.late)
    assert (line.error_seconds, line.error_squares) == (error, error * error)


@given(
    shown=st.lists(st.tuples(st.sampled_from(BINS), st.integers(0, 5000)), max_size=50),
    came=st.none() | st.integers(0, 6000),
    missed=st.booleans(),
)
def test_no_sum_loses_or_invents_a_prediction(
    shown: list[tuple[Any, int]], came: int | None, missed: bool
) -> None:
    stay = None if came is None else Stay(came, came)
    lines = score(DAY, "46", shown, stay, missed=missed)
    assert Counter({line.bin: line.shown for line in lines}) == Counter(one.name for one, _ in shown)
    for line in lines:
        known = line.accurate + line.early + line.late + line.unseen
        assert known == (0 if came is None and not missed else line.shown)


def test_an_id_that_a_feed_made_up_of_words_is_not_kept() -> None:
    (line,) = score(DAY, "Иванов Иван, тел. 8", [(BINS[0], 0)], None, missed=False)
    assert line.route_id == "other"


def test_a_bus_that_comes_as_promised_is_right_in_every_bin() -> None:
    one = call(NOON + 1500)
    here = Pavilion(timetable(one))
    drive(here, one, NOON + 1500)
    assert {line.bin for line in here.scored} == {"0-3", "3-6", "6-12", "12-30"}
    sums = total(here.scored)
    assert sums["shown"] == sums["accurate"]
    assert sums["shown"] == 1500 // SAMPLED_EVERY
    assert not here.tracker.followed


def test_a_bus_that_comes_four_minutes_late_is_late_where_that_is_too_much() -> None:
    one = call(NOON + 1500)
    here = Pavilion(timetable(one))
    drive(here, one, NOON + 1740)
    assert total(here.scored, "12-30")["accurate"] == total(here.scored, "12-30")["shown"]
    for name in ("6-12", "3-6"):
        assert total(here.scored, name)["late"] == total(here.scored, name)["shown"]
    assert total(here.scored, "3-6")["error_seconds"] == 240 * total(here.scored, "3-6")["shown"]


def test_a_bus_that_stands_here_when_it_was_promised_is_right_however_early_it_came() -> None:
    one = call(NOON + 1500)
    here = Pavilion(timetable(one))
    drive(here, one, NOON + 900, standing=700)
    sums = total(here.scored)
    assert sums["shown"] == sums["accurate"]
    assert sums["error_seconds"] == 0


def test_a_bus_that_drives_by_between_two_reports_came_in_the_middle_of_them() -> None:
    one = call(NOON + 300)
    here = Pavilion(timetable(one))
    for at in (60, 120, 180, 240):
        here.see(bus(one, 10.0 * (300 - at), NOON + at, speed=10.0), seconds=60)
    here.see(bus(one, -600.0, NOON + 360, speed=10.0), seconds=120)
    sums = total(here.scored)
    assert sums["shown"] == 4
    assert sums["error_seconds"] == 0


def test_of_a_bus_that_was_silent_for_minutes_nobody_knows_when_it_came() -> None:
    one = call(NOON + 300)
    here = Pavilion(timetable(one))
    here.see(bus(one, 3000.0, NOON + 1, speed=10.0))
    here.see(bus(one, -100.0, NOON + 302, speed=10.0), seconds=301)
    assert total(here.scored) == {**dict.fromkeys(COUNTS, 0), "shown": 1}
    assert not here.tracker.followed


def wait_in_vain(here: Pavilion, one: ScheduledCall, *, seen: bool, until: int = 0) -> None:
    """A bus is promised, reports on its way where `seen`, then falls silent."""
    until = until or 300 + AWAITED_FOR + 60
    while here.wall - NOON < until:
        at = here.wall + 10
        ahead = one.departure - at
        if ahead > 100:
            here.see(bus(one, 10.0 * ahead, at, speed=10.0) if seen else live(one, stamp=at), seconds=10)
        else:
            here.see(small_stop.planned(one), seconds=10)


def test_a_bus_that_was_promised_and_never_came_is_unseen() -> None:
    one = call(NOON + 300)
    here = Pavilion(timetable(one))
    wait_in_vain(here, one, seen=True)
    sums = total(here.scored)
    assert sums["shown"] > 3
    assert sums["unseen"] == sums["shown"]


def test_where_no_bus_is_ever_seen_silence_means_nothing() -> None:
    one = call(NOON + 300)
    here = Pavilion(timetable(one))
    wait_in_vain(here, one, seen=False)
    sums = total(here.scored)
    assert sums["shown"] > 3
    assert sums["unseen"] == 0


def test_while_the_feed_was_lost_nobody_knows() -> None:
    one = call(NOON + 300)
    here = Pavilion(timetable(one))
    wait_in_vain(here, one, seen=True, until=310)
    here.feed = False
    here.see(small_stop.planned(one), seconds=10)
    here.feed = True
    wait_in_vain(here, one, seen=True)
    sums = total(here.scored)
    assert sums["shown"] > 3
    assert sums["unseen"] == 0


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.SKIPPED])
def test_of_a_bus_that_was_called_off_nothing_is_said(status: Status) -> None:
    one = call(NOON + 300)
    here = Pavilion(timetable(one))
    here.see(bus(one, 2900.0, NOON + 10, speed=10.0), seconds=10)
    here.see(small_stop.planned(one, status=status), seconds=10)
    assert total(here.scored) == {**dict.fromkeys(COUNTS, 0), "shown": 1}
    assert not here.tracker.followed


def test_a_step_of_the_clock_gives_up_what_was_promised() -> None:
    one = call(NOON + 300)
    here = Pavilion(timetable(one))
    here.see(bus(one, 2900.0, NOON + 10, speed=10.0), seconds=10)
    here.wall += 30
    here.see(bus(one, 2800.0, NOON + 40, speed=10.0), seconds=10)
    assert total(here.scored) == {**dict.fromkeys(COUNTS, 0), "shown": 1}


def test_nothing_is_sampled_while_the_clock_is_not_believed() -> None:
    one = call(NOON + 300)
    here = Pavilion(timetable(one))
    here.wall += 600
    here.board = None
    now = Now(here.wall, here.monotonic)
    ahead = (source(NOON + 1000, here.monotonic),)
    board = build(here.table, (live(one, stamp=NOON),), ahead, now, None)
    tracker, scored = step(NOTHING, here.table, board, now)
    assert (dict(tracker.followed), scored) == ({}, [])


def test_a_timetable_a_cancelled_bus_and_one_that_stands_here_promise_nothing() -> None:
    planned, off, standing = call(NOON + 300), call(NOON + 400, "2"), call(NOON + 10, "30")
    here = Pavilion(timetable(planned, off, standing))
    here.see(
        small_stop.planned(planned),
        small_stop.planned(off, status=Status.CANCELLED),
        bus(standing, 0.0, NOON + 1, speed=0.0, current_status=StopStatus.STOPPED_AT),
    )
    assert {row.due for row in here.board.rows} == {"clock", "cancelled", "at_stop"}
    assert not here.tracker.followed


def test_what_is_kept_is_bounded() -> None:
    calls = [call(NOON + 600 + n, f"r{n}") for n in range(MOST_FOLLOWED + 50)]
    here = Pavilion(timetable(*calls))
    here.see(*(live(one, stamp=NOON) for one in calls))
    assert len(here.tracker.followed) == MOST_FOLLOWED
    slipping = call(NOON + 600)
    there = Pavilion(timetable(slipping))
    for minute in range(MOST_SAMPLES + 60):
        there.see(bus(slipping, 9000.0, there.wall + 30, 30 * minute, speed=0.0), seconds=30)
    (one,) = there.tracker.followed.values()
    assert len(one.samples) == MOST_SAMPLES


def test_when_the_program_ends_what_was_seen_counts_and_the_rest_is_unknown() -> None:
    coming, here_now = call(NOON + 300), call(NOON + 60, "2")
    here = Pavilion(timetable(coming, here_now))
    here.see(bus(coming, 2900.0, NOON + 10, speed=10.0), bus(here_now, 500.0, NOON + 10, speed=10.0), seconds=10)
    stands = bus(here_now, 0.0, NOON + 60, speed=0.0, current_status=StopStatus.STOPPED_AT)
    here.see(bus(coming, 2400.0, NOON + 60, speed=10.0), stands, seconds=50)
    by_route = {line.route_id: line for line in give_up(here.tracker) if line.bin == "0-3"}
    assert by_route["2"].accurate == by_route["2"].shown == 1
    assert not any(line.unseen for line in give_up(here.tracker))


EVENTS = st.lists(
    st.tuples(
        st.integers(1, 200),  # seconds that pass
        st.integers(-4000, 4000),  # metres
        st.integers(-600, 900),  # late
        st.sampled_from(["bus", "planned", "live", "cancelled", "nothing"]),
        st.booleans(),  # the feed
        st.integers(-2000, 2000) | st.just(0),  # a step of the clock
    ),
    max_size=40,
)


@given(events=EVENTS)
@settings(max_examples=150, deadline=None)
def test_whatever_happens_each_sample_is_scored_once(events: list[tuple[int, int, int, str, bool, int]]) -> None:
    one = call(NOON + 900)
    here = Pavilion(timetable(one))
    before = 0
    for seconds, metres, late, kind, feed, jump in events:
        here.feed = feed
        here.wall += jump if jump % 7 == 0 else 0
        known = {
            "bus": [bus(one, metres, here.wall, late, speed=5.0)],
            "planned": [small_stop.planned(one)],
            "live": [live(one, late, stamp=here.wall)],
            "cancelled": [small_stop.planned(one, status=Status.CANCELLED)],
            "nothing": [],
        }[kind]
        here.see(*known, seconds=seconds)
        awaited = sum(len(followed.samples) for followed in here.tracker.followed.values())
        shown = total(here.scored)["shown"] + awaited
        assert before <= shown <= before + 1
        before = shown
    for line in [*here.scored, *give_up(here.tracker)]:
        assert line.accurate + line.early + line.late + line.unseen <= line.shown
        assert line.error_squares >= 0

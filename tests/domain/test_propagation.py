"""What a TripUpdate says about the calls of its run. Rules: GTFS Realtime, "Trip updates"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.propagation import CallNews, forecast
from kiosk.domain.realtime import StopRelationship, StopTimeEvent, StopTimeUpdate, TripUpdate
from kiosk.domain.timetable import Trip
from tests.domain.live import EIGHT, ZERO, no_data, skipped, stop, trip, update

START = ZERO + EIGHT


def delays(one: Trip, said: TripUpdate) -> list[int | None]:
    """How late each call leaves."""
    news = forecast(one.stop_times, START, said)
    return [
        None if call.departure is None else call.departure - START - row.departure
        for call, row in zip(news, one.stop_times, strict=True)
    ]


@pytest.mark.parametrize(
    ("rule", "said", "expected"),
    [
        (
            "Example 1: a delay on one stop holds for all following stops.",
            update("t", stop(1, 300)),
            [300] * 10,
        ),
        (
            "Example 2: 300 s at 3, 60 s at 8, NO_DATA at 10; 1 and 2 stay unknown.",
            update("t", stop(3, 300, 300), stop(8, 60, 60), no_data(10)),
            [None, None, 300, 300, 300, 300, 300, 60, 60, None],
        ),
        (
            "Example 3: a delay of 0 is a statement: on time from there on.",
            update("t", stop(4, 0)),
            [None] * 3 + [0] * 7,
        ),
        (
            "A delay passes over a stop that is skipped: the stops after it are served, as late as before.",
            update("t", stop(2, 120), skipped(4)),
            [None, 120, 120, None, 120, 120, 120, 120, 120, 120],
        ),
        (
            "NO_DATA ends the delay and holds for the following stops; the next SCHEDULED ends NO_DATA.",
            update("t", stop(2, 120), no_data(4), stop(7, 30)),
            [None, 120, 120, None, None, None, 30, 30, 30, 30],
        ),
        ("Without any update nothing is known: never that it is on time.", update("t"), [None] * 10),
        (
            "TripUpdate.delay holds where no stop update does.",
            update("t", delay=90),
            [90] * 10,
        ),
        (
            "TripUpdate.delay holds only until the next stop with a stop update.",
            update("t", stop(5, 0), delay=90),
            [90] * 4 + [0] * 6,
        ),
        (
            "A stop update without a time says nothing of the time: the delay before it goes on.",
            update("t", stop(2, 60), StopTimeUpdate(5, stop_id="E")),
            [None] + [60] * 9,
        ),
        (
            "Neither does SCHEDULED without a time end NO_DATA.",
            update("t", no_data(2), StopTimeUpdate(5, stop_id="E")),
            [None] * 10,
        ),
        ("An early bus is early at the following stops too.", update("t", stop(3, -60)), [None] * 2 + [-60] * 8),
        (
            "A time is a delay against the timetable, and goes on as one.",
            update("t", stop(3, START + 600 + 45)),
            [None] * 2 + [45] * 8,
        ),
        (
            "Decision: a stop_sequence which the trip does not have falls back to stop_id.",
            update("t", stop((99, "C"), 45)),
            [None] * 2 + [45] * 8,
        ),
        (
            "Decision: a stop_sequence which the trip does not have is left out without a stop_id.",
            update("t", stop(99, 45)),
            [None] * 10,
        ),
        (
            "Decision: the stop_id wins over a stop_sequence of another stop, if the trip serves the named one.",
            update("t", stop((3, "G"), 45)),
            [None] * 6 + [45] * 4,
        ),
        (
            "Decision: the stop_sequence wins over a stop_id the trip does not have (a platform not yet known).",
            update("t", stop((3, "C-2"), 45)),
            [None] * 2 + [45] * 8,
        ),
        ("An update of a stop the trip does not serve is left out.", update("t", stop("Z", 45)), [None] * 10),
        (
            "Updates out of order (rule E002 forbids them) still find their stops.",
            update("t", stop("G", 70), stop("C", 30)),
            [None] * 2 + [30] * 4 + [70] * 4,
        ),
    ],
)
def test_delays(rule: str, said: TripUpdate, expected: list[int | None]) -> None:
    assert delays(trip(), said) == expected, rule


def test_a_loop_is_matched_by_stop_id_in_order() -> None:
    """Decision (feeds that give no stop_sequence): after the call that was matched before."""
    loop = trip(stops="ABCADA")
    assert delays(loop, update("t", stop("C", 10), stop("A", 20), stop("A", 30))) == [None, None, 10, 20, 20, 30]


def test_the_delay_of_the_departure_goes_on_not_of_the_arrival() -> None:
    """The departure is the later fact: a bus that waits less than planned makes up for its delay."""
    assert delays(trip(dwell=200), update("t", stop(2, 200, 40)))[1:4] == [40, 40, 40]


def test_only_an_arrival_moves_the_departure_as_much() -> None:
    """Decision: the specification does not say what one of the two means for the other."""
    news = forecast(trip(dwell=60).stop_times, START, update("t", stop(2, 90)))
    assert news[1] == CallNews(
        StopRelationship.SCHEDULED, START + 390, START + 450, StopTimeUpdate(2, arrival=StopTimeEvent(delay=90))
    )


def test_only_a_departure_moves_the_arrival_as_much() -> None:
    """Decision, as above."""
    news = forecast(trip(dwell=60).stop_times, START, update("t", stop(2, None, 90)))
    assert (news[1].arrival, news[1].departure) == (START + 390, START + 450)


def test_time_wins_over_a_delay_that_says_otherwise() -> None:
    """StopTimeEvent: "If both time and delay are specified, time will take precedence"."""
    both = StopTimeUpdate(3, departure=StopTimeEvent(time=START + 700, delay=5))
    assert delays(trip(), update("t", both))[2] == 100


def test_a_departure_before_its_arrival_is_the_arrival() -> None:
    """Rule E025 (a departure must not be before the arrival), repaired."""
    news = forecast(trip().stop_times, START, update("t", stop(3, START + 900, START + 700)))
    assert (news[2].arrival, news[2].departure) == (START + 900, START + 900)


def test_in_a_headway_service_only_times_count() -> None:
    """StopTimeEvent.delay: cannot be used for trips with exact_times=0."""
    rows = trip().stop_times
    assert all(call.departure is None for call in forecast(rows, START, update("t", stop(2, 60)), headway=True))
    timed = forecast(rows, START, update("t", stop(2, START + 330)), headway=True)
    assert timed[3].departure == START + 930


def test_news_says_which_update_is_the_calls_own() -> None:
    """The update of this very call, not the one whose delay goes on."""
    own = stop(3, 60)
    news = forecast(trip().stop_times, START, update("t", own))
    assert [call.update for call in news[1:4]] == [None, own, None]


_updates = st.lists(
    st.builds(
        stop,
        st.one_of(st.integers(0, 12), st.sampled_from("ABCDEFGHIJZ")),
        st.none() | st.integers(-600, 600),
        st.none() | st.integers(-600, 600) | st.integers(START, START + 7200),
        st.sampled_from(StopRelationship),
    ),
    max_size=8,
)


@given(_updates, st.none() | st.integers(-600, 600), st.booleans())
def test_any_update_gives_every_call_times_in_order_or_none(
    stops: list[StopTimeUpdate], delay: int | None, headway: bool
) -> None:
    one = trip(dwell=30)
    news = forecast(one.stop_times, START, update("t", *stops, delay=delay), headway=headway)
    assert len(news) == len(one.stop_times)
    for call in news:
        assert (call.arrival is None) == (call.departure is None)
        assert call.arrival is None or call.departure is None or call.arrival <= call.departure
        if call.relationship in (StopRelationship.SKIPPED, StopRelationship.NO_DATA, None):
            assert call.arrival is None

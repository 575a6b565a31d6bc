"""Which trunk is dialled when, and how long each is waited for."""

from __future__ import annotations

import pytest

from kiosk.domain.call.events import (
    CallWanted,
    Closed,
    Dial,
    Established,
    Event,
    FarSound,
    HangUp,
    NotifyCentre,
    Ringing,
    Tick,
    Trying,
    UserAgentDied,
)
from kiosk.domain.call.machine import Line, next_moment
from kiosk.domain.call.status import Ending, Failure, State
from kiosk.domain.call.trunk import Timers, Trunk
from tests.domain.a_call import A, B, Driven, trunk

LO = trunk("lo", pidf_lo=True)


def test_a_silent_trunk_is_left_after_two_seconds() -> None:
    call = Driven(A, B).dialling()
    assert call.does(Tick(), after=1.99) == ()
    assert call.does(Tick(), after=0.01) == (HangUp(""), Dial("b"))
    assert (call.state(), call.status().trunk, call.status().attempt) == (State.DIALING, "b", 2)
    assert call.status().failure is Failure.NO_REPLY


def test_a_trunk_that_only_tries_is_left_after_eight_seconds() -> None:
    call = Driven(A, B).dialling()
    call.does(Trying("one"), after=1)
    call.does(Trying("one"), after=1)
    assert call.does(Tick(), after=5.99) == ()
    assert call.does(Tick(), after=0.01) == (HangUp("one"), Dial("b"))
    assert call.status().failure is Failure.NO_REPLY


def test_a_trunk_that_rings_is_hinted_at_and_left_after_a_minute() -> None:
    call = Driven(A, B).dialling()
    call.does(Ringing("one"), after=1)
    assert (call.state(), next_moment(call.call, call.timers)) == (State.RINGING, call.now + 20)
    call.does(Ringing("one"), after=10)
    assert call.does(Tick(), after=9.9) == ()
    assert not call.status().long_ringing
    assert call.does(Tick(), after=0.1) == ()
    assert call.status().long_ringing
    assert call.does(Tick(), after=39.9) == ()
    assert call.does(Tick(), after=0.1) == (HangUp("one"), Dial("b"))
    assert call.status().failure is Failure.NO_ANSWER
    assert not call.status().long_ringing


def test_trying_after_ringing_does_not_shorten_anything() -> None:
    call = Driven(A, B).dialling()
    call.does(Ringing("one"))
    before = call.call
    assert call.does(Trying("one"), after=1) == ()
    assert call.call == before


@pytest.mark.parametrize(
    ("closed", "failure"),
    [
        (Closed("one", 486), Failure.BUSY),
        (Closed("one", 600), Failure.BUSY),
        (Closed("one", 603), Failure.REJECTED),
        (Closed("one", 503), Failure.REJECTED),
        (Closed("one", 404), Failure.REJECTED),
        (Closed("one"), Failure.REJECTED),
        (Closed("one", unreachable=True), Failure.UNREACHABLE),
        (Closed("", unreachable=True), Failure.UNREACHABLE),
    ],
)
def test_a_refusal_leads_to_the_next_trunk_at_once(closed: Closed, failure: Failure) -> None:
    call = Driven(A, B).dialling()
    assert call.does(closed) == (Dial("b"),)
    assert (call.status().trunk, call.status().failure, call.status().attempt) == ("b", failure, 2)


def test_a_refusal_after_ringing_too() -> None:
    call = Driven(A, B).dialling()
    call.does(Ringing("one"))
    assert call.does(Closed("one", 486), after=5) == (Dial("b"),)


def test_the_round_follows_the_order_of_the_moment() -> None:
    call = Driven(A, B, trunk("c")).dialling()
    call.line = Line((trunk("c"), A, B))
    assert call.does(Closed("one", 503)) == (Dial("c"),)
    assert call.does(Closed("two", 503)) == (Dial("b"),)


def test_when_all_were_tried_it_pauses_longer_each_time_and_for_ever() -> None:
    call = Driven(A, B).dialling()
    for pause in (2, 5, 10, 10, 10):
        call.does(Closed("", 503))
        assert call.does(Closed("", 503)) == ()
        assert (call.state(), call.status().until) == (State.RETRYING, call.now + pause)
        assert call.waits() == (Dial("a"),)
    assert call.status().attempt == 11


def test_no_trunk_at_all_still_tries_and_tells_the_centre_once() -> None:
    call = Driven()
    call.does(CallWanted())
    assert call.waits() == (NotifyCentre(),)
    assert (call.state(), call.status().attempt, call.status().callback_until) == (State.RETRYING, 0, None)
    assert call.waits() == ()
    call.line = Line((A,))
    assert call.waits() == (Dial("a"),)


def test_the_centre_is_told_once_in_a_call() -> None:
    call = Driven(A)
    call.dialling()
    for _ in range(5):
        assert call.does(Closed("", 503)) == ()
        assert call.waits() == (Dial("a"),)
    call.does(Established("six"))
    assert call.does(Closed("six", media_lost=True)) == (Dial("a"),)


def test_connected_and_heard() -> None:
    call = Driven(A, B).dialling()
    call.does(Closed("one", 503))
    assert call.does(Established("two")) == ()
    assert (call.state(), call.status().heard, call.status().failure) == (State.CONNECTED, False, None)
    assert call.status().until is None
    call.does(FarSound("two"))
    assert call.status().heard


@pytest.mark.parametrize(("before", "heard"), [(0.5, True), (0.6, False)])
def test_sound_that_came_just_before_the_answer_is_the_answers(before: float, heard: bool) -> None:
    call = Driven(A).dialling()
    call.does(FarSound("one"))
    call.does(Ringing("one"))
    assert call.status().heard
    call.does(Established("one"), after=before)
    assert call.status().heard is heard
    call.does(FarSound("one"), after=1)
    assert call.status().heard


def test_sound_of_one_attempt_is_not_the_next_ones() -> None:
    call = Driven(A, B).dialling()
    call.does(FarSound("one"))
    call.does(Closed("one", 486))
    call.does(Established("two"), after=0.1)
    assert not call.status().heard


def test_the_operator_hangs_up() -> None:
    call = Driven(A, B).connected()
    assert call.does(Closed("one"), after=100) == ()
    assert (call.state(), call.status().ending) == (State.ENDED, Ending.FAR_END)
    assert call.status().callback_until == call.now + 900
    assert call.status().until == call.now + 15


def test_who_answers_and_hangs_up_without_a_word_has_refused() -> None:
    call = Driven(A, B).connected()
    assert call.does(Closed("one"), after=2.9) == (Dial("b"),)
    assert (call.state(), call.status().failure, call.status().attempt) == (State.DIALING, Failure.REJECTED, 2)


@pytest.mark.parametrize(("news", "after"), [(FarSound("one"), 0.1), (Tick(), 3.0)])
def test_who_said_a_word_or_stayed_three_seconds_ends_the_call(news: Event, after: float) -> None:
    call = Driven(A, B).connected()
    call.does(news)
    assert call.does(Closed("one"), after=after) == ()
    assert (call.state(), call.status().ending) == (State.ENDED, Ending.FAR_END)


def test_trunks_that_all_answer_and_hang_up_are_not_dialled_without_a_pause() -> None:
    call = Driven(A, B).dialling()
    for pause in (2, 5, 10, 10):
        for call_id, orders in (("one", (Dial("b"),)), ("two", ())):
            call.does(Established(f"{call_id} {pause} {call.now}"))
            assert call.does(Closed(call.call.names.current), after=0.1) == orders
        assert (call.state(), call.status().until) == (State.RETRYING, call.now + pause)
        assert call.waits() == (Dial("a"),)


@pytest.mark.parametrize("lost", [Closed("one", media_lost=True), Closed("one", unreachable=True)])
def test_a_vanished_far_end_is_dialled_again_by_the_other_trunk_first(lost: Closed) -> None:
    call = Driven(A, B).connected()
    assert call.does(lost, after=30) == (Dial("b"),)
    assert (call.state(), call.status().failure, call.status().heard) == (State.DIALING, Failure.MEDIA_LOST, False)
    assert call.does(Closed("two", 503)) == (Dial("a"),)
    assert call.does(Closed("three", 503)) == ()
    assert call.state() is State.RETRYING
    assert call.waits() == (Dial("a"),)


def test_with_one_trunk_a_vanished_far_end_is_dialled_again_there() -> None:
    call = Driven(A).connected()
    assert call.does(Closed("one", media_lost=True)) == (Dial("a"),)


def test_a_dead_user_agent_dials_the_same_trunk_again() -> None:
    for progress in ((), (Ringing("one"),), (Established("one"),)):
        call = Driven(A, B).dialling()
        call.does(Closed("zero", 503))
        for event in progress:
            call.does(event)
        assert call.does(UserAgentDied(), after=5) == (
            HangUp(""),
            Dial("b"),
        )
        assert (call.state(), call.status().failure) == (State.DIALING, Failure.USER_AGENT_DIED)


def test_a_user_agent_that_dies_at_once_again_leads_to_the_next_trunk_and_never_to_the_end() -> None:
    call = Driven(A, B).dialling()
    assert call.does(UserAgentDied()) == (
        HangUp(""),
        Dial("a"),
    )
    assert call.does(UserAgentDied(), after=0.9) == (
        HangUp(""),
        Dial("b"),
    )
    assert call.does(UserAgentDied(), after=0.9) == (
        HangUp(""),
        Dial("b"),
    )
    assert call.does(UserAgentDied(), after=0.9) == (HangUp(""),)
    assert call.state() is State.RETRYING
    assert call.waits() == (Dial("a"),)


def test_a_user_agent_that_dies_again_later_keeps_the_trunk() -> None:
    call = Driven(A, B).dialling()
    call.does(UserAgentDied())
    call.does(Established("one"))
    assert call.does(UserAgentDied(), after=1.1) == (
        HangUp(""),
        Dial("a"),
    )


def test_a_user_agent_that_dies_twice_in_the_call_leads_to_the_other_trunk() -> None:
    call = Driven(A, B).connected()
    call.does(UserAgentDied())
    call.does(Established("two"))
    assert call.does(UserAgentDied(), after=0.5) == (
        HangUp(""),
        Dial("b"),
    )


def test_without_a_call_a_dead_user_agent_changes_nothing() -> None:
    call = Driven(A)
    before = call.status()
    assert call.does(UserAgentDied()) == ()
    assert call.status() == before
    call.dialling().does(Closed("one", 503))
    retrying = call.status()
    assert call.does(UserAgentDied()) == ()
    assert call.status() == retrying


@pytest.mark.parametrize("code", [400, 415, 488, 500, 513, 503])
def test_who_cannot_read_the_location_is_dialled_again_without_it(code: int) -> None:
    call = Driven(LO, B, edge=True, timers=Timers(countdown=0))
    assert call.does(CallWanted())[0] == Dial("lo", with_location=True)
    assert call.does(Closed("one", code)) == (Dial("lo"),)
    assert call.does(Closed("two", code)) == (Dial("b"),)


@pytest.mark.parametrize(
    ("taker", "edge", "with_location"), [(LO, True, True), (LO, False, False), (A, True, False)]
)
def test_location_goes_only_through_a_living_edge_to_a_trunk_that_takes_it(
    taker: Trunk, edge: bool, with_location: bool
) -> None:
    call = Driven(taker, B, edge=edge, timers=Timers(countdown=0))
    assert call.does(CallWanted())[0] == Dial(taker.name, with_location)


@pytest.mark.parametrize("code", [486, 603, 404, 408])
def test_a_refusal_that_has_nothing_to_do_with_the_location_leads_on(code: int) -> None:
    assert Driven(LO, B, edge=True).dialling().does(Closed("one", code)) == (Dial("b"),)


def test_a_dead_edge_costs_one_attempt() -> None:
    for cost in (Closed("", unreachable=True), Tick()):
        call = Driven(LO, B, edge=True).dialling()
        orders = call.does(cost, after=2.0)
        assert orders[-1] == Dial("lo")
        assert call.does(Tick(), after=2.0)[-1] == Dial("b")


def test_a_trunk_that_tries_with_the_location_got_it() -> None:
    call = Driven(LO, B, edge=True).dialling()
    call.does(Trying("one"))
    assert call.does(Tick(), after=8.0) == (HangUp("one"), Dial("b"))


def test_the_next_round_tries_the_location_again() -> None:
    call = Driven(LO, edge=True).dialling()
    assert call.does(Closed("one", 415)) == (Dial("lo"),)
    call.does(Closed("two", 415))
    assert call.state() is State.RETRYING
    assert call.waits() == (Dial("lo", with_location=True),)


def test_a_machine_frozen_for_ten_minutes_does_what_is_due_once() -> None:
    call = Driven(A, B)
    call.dialling()
    call.does(Ringing("one"))
    assert call.does(Tick(), after=600) == (HangUp("one"), Dial("b"))
    assert call.does(Tick()) == ()
    assert call.status().attempt == 2
    assert call.waits() == (HangUp(""),)
    assert call.does(Tick(), after=600) == (Dial("a"),)

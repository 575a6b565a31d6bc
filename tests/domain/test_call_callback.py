"""The operator calls back. Nobody else does."""

from __future__ import annotations

import pytest

from kiosk.domain.call.events import (
    Answer,
    ButtonDown,
    ButtonUp,
    CallWanted,
    Closed,
    Dial,
    Established,
    FarSound,
    GivenUp,
    HangUp,
    Incoming,
    NotifyCentre,
    Refuse,
    Ringing,
    Tick,
    UserAgentDied,
)
from kiosk.domain.call.status import Ending, Failure, State
from kiosk.domain.call.trunk import Timers
from tests.domain.a_call import A, B, Driven

BACK = Incoming("back", "a")


def after_a_call(timers: Timers | None = None) -> Driven:
    call = Driven(A, B, timers=timers).connected()
    call.does(Closed("one"), after=60)
    return call


def test_it_rings_is_answered_by_itself_and_connects() -> None:
    call = after_a_call()
    first = call.status().reference
    assert call.does(BACK, after=10) == ()
    assert (call.state(), call.status().until, call.status().callback) == (State.INCOMING, call.now + 3, True)
    assert (call.status().trunk, call.status().attempt, call.status().ending) == ("a", 0, None)
    assert call.status().reference not in {"", first}
    assert call.waits() == (Answer("back"),)
    assert call.state() is State.INCOMING
    assert call.does(Established("back"), after=0.05) == ()
    assert (call.state(), call.status().callback) == (State.CONNECTED, True)
    call.does(FarSound("back"))
    assert call.status().heard
    call.does(Closed("back"), after=30)
    assert (call.state(), call.status().ending) == (State.ENDED, Ending.FAR_END)
    assert call.status().callback_until == call.now + 900


def test_without_waiting_it_is_answered_in_the_same_step() -> None:
    assert after_a_call(Timers(callback_answer=0)).does(BACK) == (Answer("back"),)


def test_whoever_wants_the_call_need_not_wait() -> None:
    call = after_a_call()
    call.does(BACK)
    assert call.does(CallWanted(), after=1) == (Answer("back"),)
    assert call.does(CallWanted()) == ()
    assert call.does(Tick(), after=2) == ()


def test_a_stranger_is_refused() -> None:
    call = after_a_call()
    before = call.status()
    assert call.does(Incoming("x", "")) == (Refuse("x"),)
    assert call.status() == before
    assert call.does(Closed("x")) == ()


def test_a_call_without_a_name_cannot_be_answered() -> None:
    assert after_a_call().does(Incoming("", "a")) == (Refuse(""),)


def test_outside_the_window_everybody_is_refused() -> None:
    call = Driven(A)
    assert call.does(BACK) == (Refuse("back"),)
    assert call.state() is State.IDLE
    call = after_a_call()
    call.does(Incoming("early", "a"), after=899.9)
    assert call.state() is State.INCOMING
    call = after_a_call()
    assert call.does(BACK, after=900.0) == (Refuse("back"),)
    call = after_a_call()
    call.does(Tick(), after=899.9)
    assert call.status().callback_until is not None
    call.waits()
    assert (call.state(), call.status().callback_until) == (State.IDLE, None)


def test_the_window_opens_with_the_first_invite_and_not_before() -> None:
    call = Driven(A)
    call.does(CallWanted())
    assert call.does(BACK) == (Refuse("back"),)
    call.waits()
    assert call.status().callback_until == call.now + 900


def test_a_call_taken_back_in_the_countdown_leaves_the_window_as_it_was() -> None:
    call = after_a_call()
    until = call.status().callback_until
    call.does(CallWanted(), after=5)
    call.does(GivenUp(), after=1)
    assert call.status().callback_until == until


def test_in_a_call_everybody_is_refused() -> None:
    call = Driven(A, B).connected()
    before = call.status()
    assert call.does(BACK) == (Refuse("back"),)
    assert call.does(Closed("back")) == ()
    assert call.status() == before


def test_a_second_call_back_is_refused_and_the_same_one_told_twice_is_one() -> None:
    call = after_a_call()
    call.does(BACK)
    before = call.call
    assert call.does(BACK) == ()
    assert call.call == before
    assert call.does(Incoming("other", "b")) == (Refuse("other"),)
    assert call.status() == before.status


@pytest.mark.parametrize("name", ["", "ours"])
def test_the_operator_calls_while_we_dial(name: str) -> None:
    call = Driven(A, B).dialling()
    reference = call.status().reference
    if name:
        call.does(Ringing(name))
    assert call.does(BACK) == (HangUp(name), Answer("back"))
    assert (call.state(), call.status().reference, call.status().callback) == (State.INCOMING, reference, True)
    assert call.does(Closed(name or "ours", 487)) == ()
    call.does(Established("back"))
    assert call.state() is State.CONNECTED
    call.does(FarSound("back"))
    call.does(Closed("back"))
    assert (call.state(), call.status().ending) == (State.ENDED, Ending.FAR_END)


def test_a_call_back_that_interrupted_our_dialling_and_hangs_up_without_a_word_lets_it_go_on() -> None:
    call = Driven(A, B).dialling()
    call.does(BACK)
    call.does(Established("back"))
    assert call.does(Closed("back"), after=2.9) == (Dial("a"),)
    assert (call.state(), call.status().callback) == (State.DIALING, False)


def test_a_call_back_that_interrupted_nothing_and_hangs_up_without_a_word_is_over() -> None:
    call = after_a_call()
    call.does(BACK)
    call.waits()
    call.does(Established("back"))
    assert call.does(Closed("back"), after=0.1) == ()
    assert (call.state(), call.status().ending) == (State.ENDED, Ending.FAR_END)


@pytest.mark.parametrize("end", [Closed("back"), UserAgentDied()])
def test_a_call_back_that_interrupted_our_dialling_and_is_gone_lets_it_go_on(end: Closed | UserAgentDied) -> None:
    call = Driven(A, B).dialling()
    call.does(BACK)
    assert call.does(end, after=0.01) == (Dial("a"),)
    assert (call.state(), call.status().callback) == (State.DIALING, False)


def test_between_two_rounds_it_rings_first() -> None:
    call = Driven(A).dialling()
    call.does(Closed("one", 503))
    assert call.does(BACK, after=1) == ()
    assert call.state() is State.INCOMING
    assert call.does(Closed("back"), after=1) == (Dial("a"),)
    assert NotifyCentre() not in call.does(Closed("two", 503))


def test_in_the_countdown_it_rings_and_its_end_dials() -> None:
    call = after_a_call()
    call.does(CallWanted())
    reference = call.status().reference
    assert call.does(BACK, after=1) == ()
    assert (call.state(), call.status().reference) == (State.INCOMING, reference)
    assert call.does(Closed("back"), after=1) == (Dial("a"), NotifyCentre())


def test_with_the_button_down_it_rings_and_the_button_has_no_say_any_more() -> None:
    call = after_a_call()
    call.does(ButtonDown())
    call.does(BACK)
    assert call.state() is State.INCOMING
    call.does(ButtonUp())
    assert call.state() is State.INCOMING


@pytest.mark.parametrize("end", [Closed("back"), UserAgentDied()])
def test_a_call_back_that_stopped_ringing_was_missed_and_renews_nothing(end: Closed | UserAgentDied) -> None:
    call = after_a_call()
    until = call.status().callback_until
    call.does(BACK, after=10)
    assert call.does(end, after=1) == ()
    assert (call.state(), call.status().ending, call.status().callback_until) == (
        State.ENDED,
        Ending.MISSED,
        until,
    )


def test_an_answered_call_that_never_comes_to_life_is_hung_up() -> None:
    call = after_a_call()
    call.does(BACK)
    call.waits()
    assert call.does(Tick(), after=4.9) == ()
    assert call.does(Tick(), after=0.1) == (HangUp("back"),)
    assert call.status().ending is Ending.MISSED


def test_a_call_back_that_loses_its_sound_is_dialled() -> None:
    call = after_a_call()
    call.does(BACK)
    call.waits()
    call.does(Established("back"))
    assert call.does(Closed("back", media_lost=True), after=9) == (Dial("b"), NotifyCentre())
    assert (call.status().failure, call.status().callback) == (Failure.MEDIA_LOST, False)

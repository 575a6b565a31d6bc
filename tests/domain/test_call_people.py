"""What people do: press, wait, take it back, ask for a phrase."""

from __future__ import annotations

import pytest

from kiosk.domain.call.events import (
    ButtonDown,
    ButtonUp,
    CallWanted,
    Closed,
    Dial,
    Established,
    GivenUp,
    HangUp,
    Incoming,
    NotifyCentre,
    PhraseSpoken,
    PhraseWanted,
    Refuse,
    Ringing,
    Speak,
    Tick,
    Trying,
    UserAgentDied,
)
from kiosk.domain.call.machine import next_moment, with_facts
from kiosk.domain.call.status import Ending, Health, Phrase, State
from kiosk.domain.call.trunk import Timers
from tests.domain.a_call import A, B, Driven


def test_a_wanted_call_counts_down_then_dials_the_first_trunk_and_tells_the_centre() -> None:
    call = Driven(A, B)
    assert call.does(CallWanted()) == ()
    assert (call.state(), call.status().until, call.status().reference) == (State.COUNTDOWN, 1003.0, "r1")
    assert call.does(Tick(), after=2.9) == ()
    assert call.does(Tick(), after=0.1) == (Dial("a"), NotifyCentre())
    assert (call.state(), call.status().trunk, call.status().attempt) == (State.DIALING, "a", 1)
    assert call.status().reference == "r1"


def test_without_a_countdown_the_same_step_dials() -> None:
    call = Driven(A, timers=Timers(countdown=0))
    assert call.does(CallWanted()) == (Dial("a"), NotifyCentre())


def test_a_thousand_taps_make_one_call() -> None:
    call = Driven(A, B)
    orders = [order for _ in range(1000) for order in call.does(CallWanted(), after=0.001)]
    assert not orders
    assert call.state() is State.COUNTDOWN
    assert call.status().until == pytest.approx(1003.001)
    call.waits()
    assert not [order for _ in range(1000) for order in call.does(CallWanted())]
    call.does(Ringing("one"))
    assert not call.does(CallWanted())
    call.does(Established("one"))
    assert not call.does(CallWanted())
    assert (call.state(), call.status().reference, call.status().attempt) == (State.CONNECTED, "r1", 1)


def test_the_button_calls_when_it_was_held() -> None:
    call = Driven(A)
    call.does(ButtonDown())
    assert (call.state(), call.status().until) == (State.ARMING, 1002.0)
    call.waits()
    assert (call.state(), call.status().until) == (State.COUNTDOWN, 1005.0)
    call.does(ButtonUp())
    assert call.state() is State.COUNTDOWN


def test_the_button_let_go_too_soon_is_nothing() -> None:
    call = Driven(A)
    call.does(ButtonDown())
    call.does(ButtonUp(), after=1.99)
    assert (call.state(), next_moment(call.call, call.timers)) == (State.IDLE, None)


def test_a_button_held_long_enough_counts_though_the_tick_is_late() -> None:
    call = Driven(A)
    call.does(ButtonDown())
    call.does(ButtonUp(), after=2.001)
    assert call.state() is State.COUNTDOWN


def test_a_call_wanted_on_the_screen_does_not_wait_for_the_button() -> None:
    call = Driven(A)
    call.does(ButtonDown())
    call.does(CallWanted(), after=0.5)
    assert call.state() is State.COUNTDOWN


def test_without_a_hold_the_button_calls_at_once() -> None:
    call = Driven(A, timers=Timers(hold=0))
    call.does(ButtonDown())
    assert call.state() is State.COUNTDOWN


@pytest.mark.parametrize("up", [ButtonUp(), GivenUp()])
def test_a_short_press_leaves_the_page_of_the_ended_call_as_it_was(up: ButtonUp | GivenUp) -> None:
    call = Driven(A).connected()
    call.does(Closed("one"), after=60)
    was = call.status()
    call.does(ButtonDown(), after=1.0)
    assert call.state() is State.ARMING
    call.does(up, after=1.0)
    assert call.status() == was


def test_the_button_never_cancels() -> None:
    call = Driven(A)
    call.does(CallWanted())
    for event in (Tick(), Trying("one"), Ringing("one"), Established("one")):
        before = call.call
        assert call.does(ButtonDown()) == ()
        assert call.does(ButtonUp()) == ()
        assert call.call == before
        call.does(event, after=3.0 if event == Tick() else 0.1)
    assert call.state() is State.CONNECTED


def test_given_up_in_the_countdown_nothing_was_sent() -> None:
    call = Driven(A)
    call.does(CallWanted())
    assert call.does(GivenUp()) == ()
    assert (call.state(), call.status().callback_until, call.status().reference) == (State.IDLE, None, "")


def test_given_up_before_anybody_answered() -> None:
    call = Driven(A).dialling()
    assert call.does(GivenUp()) == (HangUp(""),)
    assert (call.state(), call.status().ending) == (State.ENDED, Ending.CANCELLED)
    call = Driven(A).dialling()
    call.does(Ringing("one"))
    assert call.does(GivenUp()) == (HangUp("one"),)
    assert (call.state(), call.status().ending) == (State.ENDED, Ending.CANCELLED)


def test_given_up_between_two_rounds() -> None:
    call = Driven(A).dialling()
    call.does(Closed("one", 486))
    assert call.state() is State.RETRYING
    assert call.does(GivenUp(), after=1) == ()
    assert (call.state(), call.status().ending) == (State.ENDED, Ending.CANCELLED)
    assert call.status().callback_until == call.now + 900


def test_hung_up_here() -> None:
    call = Driven(A).connected()
    assert call.does(GivenUp(), after=60) == (HangUp("one"),)
    assert (call.state(), call.status().ending) == (State.ENDED, Ending.HERE)
    assert call.does(Closed("one")) == ()
    assert call.status().ending is Ending.HERE


def test_the_end_is_shown_and_may_be_left_sooner() -> None:
    call = Driven(A).connected()
    call.does(GivenUp())
    call.does(Tick(), after=14.9)
    assert call.state() is State.ENDED
    call.does(Tick(), after=0.1)
    assert (call.state(), call.status().ending, call.status().trunk) == (State.IDLE, None, "")
    call = Driven(A).connected()
    call.does(GivenUp())
    assert call.does(GivenUp()) == ()
    assert call.state() is State.IDLE
    assert call.does(GivenUp()) == ()
    assert call.state() is State.IDLE


def test_from_the_page_of_an_ended_call_the_next_one_begins_with_a_reference_of_its_own() -> None:
    call = Driven(A).connected()
    first = call.status().reference
    call.does(GivenUp())
    call.does(CallWanted(), after=1)
    assert call.state() is State.COUNTDOWN
    assert call.status().reference not in {"", first}
    assert (call.status().attempt, call.status().ending, call.status().trunk) == (0, None, "")
    assert call.waits() == (Dial("a"), NotifyCentre())


def test_a_call_back_may_be_refused() -> None:
    call = Driven(A).connected()
    call.does(GivenUp())
    call.does(Incoming("back", "a"), after=5)
    assert call.does(GivenUp()) == (Refuse("back"),)
    assert (call.state(), call.status().ending) == (State.ENDED, Ending.CANCELLED)
    assert call.does(Closed("back")) == ()


def test_given_up_after_the_call_back_was_answered_hangs_up() -> None:
    call = Driven(A).connected()
    call.does(GivenUp())
    call.does(Incoming("back", "a"), after=5)
    call.waits()
    assert call.does(GivenUp()) == (HangUp("back"),)
    assert call.state() is State.ENDED


def test_one_phrase_at_a_time_and_only_in_the_call() -> None:
    call = Driven(A).dialling()
    assert call.does(PhraseWanted(Phrase.FIRE)) == ()
    call.does(Established("one"))
    assert call.does(PhraseWanted(Phrase.FIRE)) == (Speak(Phrase.FIRE),)
    assert call.status().saying is Phrase.FIRE
    assert call.does(PhraseWanted(Phrase.HEART)) == ()
    call.does(PhraseSpoken())
    assert call.status().saying is None
    assert call.does(PhraseWanted(Phrase.HEART)) == (Speak(Phrase.HEART),)


@pytest.mark.parametrize("end", [GivenUp(), Closed("one"), Closed("one", media_lost=True), UserAgentDied()])
def test_nothing_is_being_said_when_the_call_is_over(end: GivenUp | Closed | UserAgentDied) -> None:
    call = Driven(A).connected()
    call.does(PhraseWanted(Phrase.ADDRESS))
    call.does(end)
    assert call.status().saying is None


def test_the_facts_of_the_pavilion_outlive_every_call() -> None:
    call = Driven(A)
    call.call = with_facts(call.call, sound=False, phrases=False, health=Health.DEGRADED)
    call.connected()
    call.does(GivenUp())
    call.waits()
    assert call.state() is State.IDLE
    facts = call.status()
    assert (facts.sound, facts.phrases, facts.health) == (False, False, Health.DEGRADED)


def test_facts_that_change_while_the_button_is_down_stay() -> None:
    call = Driven(A)
    call.does(ButtonDown())
    call.call = with_facts(call.call, sound=False, phrases=False, health=Health.BROKEN)
    call.does(ButtonUp())
    facts = call.status()
    assert (facts.state, facts.sound, facts.phrases, facts.health) == (State.IDLE, False, False, Health.BROKEN)

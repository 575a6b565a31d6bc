"""Events of calls that are over, or were never heard of, change nothing."""

from __future__ import annotations

import pytest

from kiosk.domain.call.events import (
    Closed,
    Dial,
    Established,
    FarSound,
    GivenUp,
    HangUp,
    Ringing,
    Trying,
    UserAgentDied,
)
from kiosk.domain.call.names import Names
from kiosk.domain.call.status import State
from tests.domain.a_call import A, B, Driven


def test_the_end_of_the_call_we_hung_up_is_not_the_end_of_the_next() -> None:
    call = Driven(A, B).dialling()
    call.does(Trying("one"))
    call.waits()
    before = call.call
    for late in (Trying("one"), Ringing("one"), Established("one"), FarSound("one"), Closed("one", 487)):
        assert call.does(late) == ()
        assert call.call == before


def test_the_end_of_a_call_that_never_had_a_name_is_not_the_end_of_the_next() -> None:
    call = Driven(A, B).dialling()
    assert call.waits() == (HangUp(""), Dial("b"))
    assert call.does(Closed("one", 487), after=0.004) == ()
    assert (call.state(), call.status().trunk) == (State.DIALING, "b")
    assert call.does(Ringing("one")) == ()
    assert call.state() is State.DIALING
    call.does(Ringing("two"))
    assert call.state() is State.RINGING
    assert call.does(Closed("two", 486), after=0.1) == ()
    assert call.state() is State.RETRYING


@pytest.mark.parametrize("last_words", [Trying("one"), Ringing("one"), Established("one")])
def test_last_words_that_cross_the_hanging_up_do_not_pass_for_the_next_call(
    last_words: Trying | Ringing | Established,
) -> None:
    call = Driven(A, B).dialling()
    call.waits()
    call.does(last_words)
    assert call.does(Closed("one"), after=0.01) == ()
    assert (call.state(), call.status().trunk) == (State.DIALING, "b")
    call.does(Established("two"), after=0.01)
    assert call.state() is State.CONNECTED
    call.does(Closed("two"), after=3.0)
    assert call.state() is State.ENDED


def test_the_end_of_the_next_call_counts_once_the_old_one_has_said_farewell_or_had_time_to() -> None:
    call = Driven(A, B).dialling()
    call.waits()
    call.does(Closed("one"), after=0.01)
    assert call.does(Closed("two", 503), after=0.01) == ()
    assert call.state() is State.RETRYING
    call = Driven(A, B).dialling()
    call.waits()
    call.does(Closed("two", 503), after=0.5)
    assert call.state() is State.RETRYING


def test_a_farewell_is_understood_after_the_next_call_has_its_name() -> None:
    call = Driven(A, B).dialling()
    call.waits()
    call.does(Ringing("two"), after=0.01)
    call.does(Closed("one"), after=0.01)
    assert call.state() is State.RINGING
    call.does(Closed("two", 486), after=0.01)
    assert call.state() is State.RETRYING


def test_what_the_dead_user_agents_successor_may_have_dialled_is_hung_up_and_not_taken_for_the_next_call() -> None:
    call = Driven(A, B).dialling()
    assert call.does(UserAgentDied()) == (HangUp(""), Dial("a"))
    call.does(Trying("one"), after=0.01)
    assert call.does(Closed("one"), after=0.01) == ()
    assert (call.state(), call.status().trunk) == (State.DIALING, "a")
    assert call.does(Closed("two", 486), after=0.01) == (Dial("b"),)


def test_there_may_be_no_such_call_and_a_refusal_is_the_next_ones() -> None:
    call = Driven(A, B).dialling()
    call.does(UserAgentDied())
    assert call.does(Closed("two", 486), after=0.01) == (Dial("b"),)
    call.does(UserAgentDied(), after=0.01)
    assert call.does(Closed("", unreachable=True), after=0.01) == ()


def test_a_call_given_up_before_it_had_a_name_leaves_nothing_behind() -> None:
    call = Driven(A).dialling()
    assert call.does(GivenUp()) == (HangUp(""),)
    ended = call.status()
    for late in (Ringing("one"), Established("one"), Closed("one", 487), FarSound("one")):
        assert call.does(late) == ()
        assert call.status() == ended
    call.dialling()
    assert call.does(Established("one")) == ()
    assert call.state() is State.DIALING


def test_a_foreign_name_is_nobody_while_the_call_has_one() -> None:
    call = Driven(A).connected()
    before = call.call
    for foreign in (Closed("x"), Established("x"), FarSound("x"), Closed("")):
        assert call.does(foreign) == ()
        assert call.call == before


def test_names_do_not_grow() -> None:
    names = Names()
    for number in range(1000):
        names = names.gone(str(number))
    assert len(names.over) < 100
    assert not names.is_current("999")


def test_while_it_is_in_doubt_which_call_has_the_name_both_are_hung_up() -> None:
    call = Driven(A, B).dialling()
    call.waits()
    call.does(Ringing("one"), after=0.001)
    assert call.does(GivenUp(), after=0.001) == (HangUp("one"), HangUp(""))
    assert call.does(Closed("one")) == ()
    assert call.does(Closed("two")) == ()
    call.dialling()
    assert call.does(Closed("three", 486)) == (Dial("b"),)

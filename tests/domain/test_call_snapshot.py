"""The process was killed: what goes on, and what a damaged snapshot is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.call.events import (
    ButtonDown,
    CallWanted,
    Closed,
    Dial,
    Established,
    GivenUp,
    Incoming,
    NotifyCentre,
    Ringing,
)
from kiosk.domain.call.machine import Call
from kiosk.domain.call.snapshot import from_snapshot, resumed, snapshot
from kiosk.domain.call.status import State
from tests.domain.a_call import A, B, Driven


def killed(call: Driven, *, away: float = 1.0) -> Driven:
    call.now += away
    call.call = resumed(from_snapshot(json.loads(json.dumps(snapshot(call.call)))), call.now)
    return call


def test_idle_stays_idle() -> None:
    assert killed(Driven(A)).call == Call()


def test_a_countdown_keeps_its_moment() -> None:
    call = Driven(A)
    call.does(CallWanted())
    killed(call)
    assert (call.state(), call.status().until, call.status().reference) == (State.COUNTDOWN, 1003.0, "r1")
    assert call.waits() == (Dial("a"), NotifyCentre())


@pytest.mark.parametrize(
    "progress",
    [
        [],
        [Ringing("two")],
        [Established("two")],
        [Established("two"), Closed("two", media_lost=True), Closed("three", 503)],
    ],
)
def test_a_call_from_here_is_dialled_again_at_once_over_the_trunk_it_had(progress: list[Any]) -> None:
    call = Driven(A, B).dialling()
    call.does(Closed("one", 503))
    for event in progress:
        call.does(event)
    reference, attempt, trunk = call.status().reference, call.status().attempt, call.status().trunk
    killed(call)
    assert (call.state(), call.status().until) == (State.RETRYING, call.now)
    assert call.waits() == (Dial(trunk),)
    assert (call.status().reference, call.status().attempt) == (reference, attempt + 1)


def test_a_pause_is_over_at_once() -> None:
    call = Driven(A).dialling()
    call.does(Closed("one", 503))
    killed(call, away=0.1)
    assert call.waits() == (Dial("a"),)


def test_a_call_back_that_rang_is_gone_and_may_come_again() -> None:
    call = Driven(A).connected()
    call.does(Closed("one"), after=60)
    call.does(Incoming("back", "a"))
    killed(call)
    assert call.state() is State.IDLE
    assert call.does(Incoming("again", "a")) == ()
    assert call.state() is State.INCOMING


def test_a_call_back_that_interrupted_a_call_from_here_leaves_it_to_be_dialled() -> None:
    call = Driven(A, B).dialling()
    call.does(Incoming("back", "b"))
    killed(call)
    assert call.waits() == (Dial("b"),)


def test_a_button_held_while_the_process_died_is_pressed_again() -> None:
    call = Driven(A)
    call.does(ButtonDown())
    assert killed(call).state() is State.IDLE


def test_the_end_is_shown_as_long_as_it_would_have_been() -> None:
    call = Driven(A).connected()
    call.does(GivenUp())
    ended = call.status()
    assert killed(call).status() == ended


def test_names_of_calls_that_died_with_the_process_mean_nothing() -> None:
    call = Driven(A).connected("one")
    killed(call).waits()
    call.does(Established("one"))
    assert call.state() is State.CONNECTED


GOOD = snapshot(Driven(A).dialling().call)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "asleep"},
        {"state": []},
        {"since": "1"},
        {"since": float("nan")},
        {"since": True},
        {"since": 10**400},
        {"attempt": -1},
        {"attempt": 1.5},
        {"heard": 1},
        {"trunk": None},
        {"failure": "boredom"},
        {"health": None},
        {"state": "countdown", "until": None},
        {"state": "ended", "until": None},
    ],
)
def test_one_damaged_field_is_told(change: dict[str, object]) -> None:
    status: Any = GOOD["status"]
    with pytest.raises(ValueError, match="the snapshot"):
        from_snapshot({**GOOD, "status": {**status, **change}})


@pytest.mark.parametrize(
    "garbage", [None, [], "x", 3, {}, {"status": {}}, {"status": None}, {**GOOD, "notified": 1}, {"status": "x"}]
)
def test_garbage_is_told(garbage: object) -> None:
    with pytest.raises(ValueError, match="the snapshot"):
        from_snapshot(garbage)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(GOOD["status"])), JSON, max_size=4))  # type: ignore[call-overload]
def test_whatever_it_holds_it_is_a_call_or_a_value_error(change: dict[str, object]) -> None:
    status: Any = GOOD["status"]
    try:
        call = from_snapshot({**GOOD, "status": {**status, **change}})
    except ValueError:
        return
    assert from_snapshot(snapshot(call)) == call

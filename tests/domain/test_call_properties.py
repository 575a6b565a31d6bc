"""Whatever happens in whatever order, late, twice or by foreign names: what must hold of every call."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.call.events import (
    Answer,
    ButtonDown,
    ButtonUp,
    CallWanted,
    Closed,
    Dial,
    Established,
    Event,
    FarSound,
    GivenUp,
    HangUp,
    Incoming,
    NotifyCentre,
    Order,
    PhraseSpoken,
    PhraseWanted,
    Refuse,
    Ringing,
    Speak,
    Tick,
    Trying,
    UserAgentDied,
)
from kiosk.domain.call.machine import Call, next_moment
from kiosk.domain.call.snapshot import from_snapshot, resumed, snapshot
from kiosk.domain.call.status import IN_CALL, CallStatus, Phrase, State
from kiosk.domain.call.trunk import Timers, Trunk
from tests.domain.a_call import A, B, Driven, trunk

LO = trunk("lo", pidf_lo=True)

NAMES = st.sampled_from(["", "1", "2", "3", "4"])
CLOSED = st.builds(Closed, NAMES, st.sampled_from([None, 415, 486, 487, 503, 603]), st.booleans(), st.booleans())
PEOPLE = st.one_of(
    st.sampled_from([ButtonDown(), ButtonUp(), CallWanted(), GivenUp()]),
    st.builds(PhraseWanted, st.sampled_from(Phrase)),
)
NEWS = st.one_of(
    st.builds(Trying, NAMES),
    st.builds(Ringing, NAMES),
    st.builds(Established, NAMES),
    st.builds(FarSound, NAMES),
    CLOSED,
    st.builds(Incoming, NAMES, st.sampled_from(["", "a", "b"])),
    st.sampled_from([UserAgentDied(), PhraseSpoken()]),
)
WAITS = st.just("wait")
DELAYS = st.sampled_from([0.0, 0.001, 0.3, 1.0, 2.0, 7.0, 20.0, 61.0, 600.0, 901.0])
STORIES = st.lists(st.tuples(st.one_of(WAITS, WAITS, NEWS, NEWS, PEOPLE), DELAYS), max_size=60)
LINES = st.sampled_from([(), (A,), (A, B), (LO, B)])
TIMERS = st.sampled_from([Timers(), Timers(hold=0, countdown=0, callback_answer=0)])


class Watched(Driven):
    """Checks after every step what must hold of all of them."""

    dialled = False
    rings: tuple[str, bool] | None = None
    presses = 0

    def __init__(self, *trunks: Trunk, edge: bool = False, timers: Timers | None = None) -> None:
        super().__init__(*trunks, edge=edge, timers=timers)
        self.references: set[str] = set()
        self.told: list[str] = []

    def does(self, event: Event, *, after: float = 0.0) -> Sequence[Order]:
        before = self.call
        orders = super().does(event, after=after)
        self.presses += isinstance(event, CallWanted | ButtonDown | Incoming)
        self.references |= {self.status().reference} - {""}
        assert len(self.references) <= self.presses
        self._no_two_calls_at_once(event, orders)
        self._nobody_is_let_in_unasked(event, before, orders)
        self._only_giving_up_ends(event, before, orders)
        self._it_goes_on_by_itself()
        self._the_status_makes_sense(before.status, orders)
        self._a_snapshot_keeps_it()
        return orders

    def _no_two_calls_at_once(self, event: Event, orders: Sequence[Order]) -> None:
        if isinstance(event, Closed | UserAgentDied):
            self.dialled = False
        for order in orders:
            if isinstance(order, HangUp):
                self.dialled = False
            if isinstance(order, Dial):
                assert not self.dialled
                assert self.state() is State.DIALING
                self.dialled = True

    def _nobody_is_let_in_unasked(self, event: Event, before: Call, orders: Sequence[Order]) -> None:
        if isinstance(event, Incoming):
            window = before.status.callback_until
            invited = bool(event.trunk) and window is not None and self.now < window
            refused = Refuse(event.call_id) in orders
            again = before.names.current == event.call_id and before.status.state in IN_CALL
            assert refused or invited or again
            if not refused and not again:
                assert (self.state(), self.call.names.current) == (State.INCOMING, event.call_id)
                self.rings = (event.call_id, invited)
        for order in orders:
            if isinstance(order, Answer):
                assert self.rings == (order.call_id, True)

    def _only_giving_up_ends(self, event: Event, before: Call, orders: Sequence[Order]) -> None:
        kinds = {type(order) for order in orders}
        if isinstance(event, CallWanted | ButtonDown | ButtonUp | PhraseWanted):
            assert not kinds & {HangUp, Refuse}
            assert before.status.state not in IN_CALL or self.state() in IN_CALL
        if isinstance(event, GivenUp):
            assert self.state() not in IN_CALL
            assert not kinds & {Dial, Answer, Speak}
            assert HangUp in kinds or before.status.state not in {State.DIALING, State.RINGING, State.CONNECTED}
            assert kinds & {HangUp, Refuse} or before.status.state is not State.INCOMING
            self.dialled = False

    def _it_goes_on_by_itself(self) -> None:
        moment = next_moment(self.call, self.timers)
        if self.state() in IN_CALL - {State.CONNECTED}:
            assert moment is not None

    def _the_status_makes_sense(self, before: CallStatus, orders: Sequence[Order]) -> None:
        status = self.status()
        assert (status.until is None) == (status.state in {State.IDLE, State.CONNECTED})
        assert status.saying is None or status.state is State.CONNECTED
        assert not status.long_ringing or status.state is State.RINGING
        assert (status.ending is None) == (status.state is not State.ENDED)
        assert bool(status.reference) == (status.state not in {State.IDLE, State.ARMING})
        assert sum(isinstance(order, Speak) for order in orders) == (
            status.saying is not None and before.saying is None
        )
        assert status.trunk in {"", "a", "b", "lo"}
        dials = sum(isinstance(order, Dial) for order in orders)
        if before.reference == status.reference:
            assert status.attempt == before.attempt + dials
        if NotifyCentre() in orders:
            assert status.reference not in self.told
            self.told.append(status.reference)

    def _a_snapshot_keeps_it(self) -> None:
        again = from_snapshot(json.loads(json.dumps(snapshot(self.call))))
        assert resumed(again, self.now) == resumed(self.call, self.now)


@settings(max_examples=400, deadline=None)
@given(STORIES, LINES, TIMERS, st.booleans())
def test_what_must_hold_holds(
    story: list[tuple[Event | str, float]], line: tuple[Trunk, ...], timers: Timers, edge: bool
) -> None:
    call = Watched(*line, edge=edge, timers=timers)
    for event, delay in story:
        if not isinstance(event, str):
            call.does(event, after=delay)
        elif next_moment(call.call, timers) is not None:
            call.waits()
            after = next_moment(call.call, timers)
            assert after is None or after > call.now, "it would spin"


@settings(max_examples=200, deadline=None)
@given(STORIES, LINES)
def test_whatever_happened_giving_up_and_time_lead_to_rest(
    story: list[tuple[Event | str, float]], line: tuple[Trunk, ...]
) -> None:
    call = Watched(*line)
    for event, delay in story:
        call.does(Tick() if isinstance(event, str) else event, after=delay)
    call.does(GivenUp())
    call.does(Tick(), after=15)
    call.does(Tick(), after=900)
    assert (call.state(), next_moment(call.call, call.timers)) == (State.IDLE, None)


@settings(max_examples=200, deadline=None)
@given(STORIES, st.sampled_from([(A,), (A, B)]))
def test_whatever_happened_a_wanted_call_gets_out_and_connects(
    story: list[tuple[Event | str, float]], line: tuple[Trunk, ...]
) -> None:
    call = Watched(*line)
    for event, delay in story:
        call.does(Tick() if isinstance(event, str) else event, after=delay)
    call.does(GivenUp())
    call.does(CallWanted())
    begun = call.now
    orders: Sequence[Order] = ()
    while not any(isinstance(order, Dial) for order in orders):
        orders = call.waits()
    assert call.now - begun == pytest.approx(3.0)
    call.does(Established("fresh"))
    assert call.state() is State.CONNECTED

"""The emergency call as one pure function of what happened and when. The rules: docs/emergency-rules.md."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.call.current import Call, Line, Moment, Result, afresh, hung_up
from kiosk.domain.call.dialing import begin_round, out_of_patience
from kiosk.domain.call.events import (
    ButtonDown,
    ButtonUp,
    CallWanted,
    Event,
    GivenUp,
    Order,
    PhraseWanted,
    Tick,
)
from kiosk.domain.call.people import answer, countdown, wished
from kiosk.domain.call.status import Failure, Health, Monotonic, State
from kiosk.domain.call.trunk import Timers
from kiosk.domain.call.user_agent import missed, told

__all__ = ["Call", "Line", "next_moment", "step", "with_facts"]


def step(  # noqa: PLR0917  # the six are what a step is made of
    call: Call, event: Event, now: Monotonic, line: Line, timers: Timers, new_reference: str
) -> tuple[Call, tuple[Order, ...]]:
    """The call after `event`, and what is to be done, in this order.

    `new_reference` is taken if a call begins here. An event counts before the clock does: call with `Tick` at
    `next_moment`, as late as it may be, for what time alone brings.
    """
    moment = Moment(now, line, timers, new_reference)
    match event:
        case Tick():
            return _time_passed(call, moment)
        case ButtonDown() | ButtonUp() | CallWanted() | GivenUp() | PhraseWanted():
            return wished(call, event, moment)
    return told(call, event, moment)


def next_moment(call: Call, timers: Timers) -> Monotonic | None:
    """When the next `Tick` is due; None: nothing happens by itself."""
    status = call.status
    moments = [status.until, status.callback_until]
    if status.state is State.RINGING and not status.long_ringing:
        moments.append(status.since + timers.ringing_hint)
    return min((moment for moment in moments if moment is not None), default=None)


def with_facts(call: Call, *, sound: bool, phrases: bool, health: Health) -> Call:
    """The call with what the self-test knows; no rule of the call depends on it."""
    return replace(call, status=replace(call.status, sound=sound, phrases=phrases, health=health))


def _time_passed(call: Call, moment: Moment) -> Result:
    status = call.status
    if status.callback_until is not None and moment.now >= status.callback_until:
        call = replace(call, status=replace(status, callback_until=None))
    if status.until is not None and moment.now >= status.until:
        return _over(call, moment)
    if status.state is State.RINGING and moment.now >= status.since + moment.timers.ringing_hint:
        call = replace(call, status=replace(call.status, long_ringing=True))
    return call, ()


def _over(call: Call, moment: Moment) -> Result:
    """The state has lasted its time."""
    match call.status.state:
        case State.ARMING:
            return countdown(call, moment)
        case State.COUNTDOWN | State.RETRYING:
            return begin_round(call, moment, first=call.round.first)
        case State.DIALING:
            return out_of_patience(call, Failure.NO_REPLY, moment, without_location=not call.trying)
        case State.RINGING:
            return out_of_patience(call, Failure.NO_ANSWER, moment)
        case State.INCOMING:
            return _rang(call, moment)
    return afresh(call, State.IDLE, moment.now), ()


def _rang(call: Call, moment: Moment) -> Result:
    """A call-back rang long enough to warn; or it was answered and never came to life."""
    if not call.answered:
        return answer(call, moment)
    call, hang_up = hung_up(call, moment.now)
    call, orders = missed(call, moment)
    return call, hang_up + orders

"""The call of the moment: what is told of it, and what the rules remember besides."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from kiosk.domain.call.events import HangUp, Order
from kiosk.domain.call.names import Names
from kiosk.domain.call.status import CallStatus, Ending, Monotonic, State
from kiosk.domain.call.trunk import Timers, Trunk


@dataclass(frozen=True, slots=True)
class Line:
    """The ways out of this moment: trunks in the order to try, and whether the location-adding edge is alive."""

    trunks: tuple[Trunk, ...] = ()
    edge: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One walk over all trunks. Trunks are named.

    `number`: walks of this call that led nowhere. `plain`: refused our location, dialled without it. `first` goes
    before all others; `last` after them.
    """

    number: int = 0
    tried: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Everything there is to know. `status` is what everybody may see.

    Of an attempt: `with_location` it was dialled, `trying`: the trunk answered something that does not ring,
    `sound_at`: sound of it came last.
    Of a call from here: `notified`: the centre was told; `died`: the trunk and moment of the last death of the
    user agent. Of a call-back: `answered`: that was ordered; `interrupted`: a call from here made way for it.
    `before`: what stood here when the button went down.
    """

    status: CallStatus = field(default_factory=CallStatus)
    names: Names = field(default_factory=Names)
    round: Round = Round()
    with_location: bool = False
    trying: bool = False
    sound_at: Monotonic | None = None
    notified: bool = False
    died: tuple[str, Monotonic] | None = None
    answered: bool = False
    interrupted: bool = False
    before: CallStatus | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When a rule is applied, and with what."""

    now: Monotonic
    line: Line
    timers: Timers
    new_reference: str


Result: TypeAlias = tuple[Call, tuple[Order, ...]]


def entered(call: Call, state: State, now: Monotonic, until: Monotonic | None = None) -> Call:
    """The same call in another state; what belonged to the old state is gone."""
    status = replace(
        call.status, state=state, since=now, until=until, heard=False, long_ringing=False, saying=None
    )
    return replace(call, status=status)


def afresh(call: Call, state: State, now: Monotonic, until: Monotonic | None = None, reference: str = "") -> Call:
    """Another call, or none, of which nothing is known but what this pavilion is able to do."""
    old = call.status
    status = CallStatus(state, now, until, reference, callback_until=old.callback_until)
    return Call(with_facts_of(old, status), call.names)


def with_facts_of(other: CallStatus, status: CallStatus) -> CallStatus:
    """`status` with what `other` tells of this pavilion, which no call changes."""
    return replace(status, sound=other.sound, phrases=other.phrases, health=other.health)


def ended(call: Call, ending: Ending, moment: Moment) -> Call:
    """The call is over. Who was called or spoke with us may call back from now on."""
    reached_out = call.status.attempt > 0 or call.status.state is State.CONNECTED
    shown = entered(call, State.ENDED, moment.now, moment.now + moment.timers.ended_shown).status
    until = moment.now + moment.timers.callback_window if reached_out else shown.callback_until
    return Call(replace(shown, ending=ending, callback_until=until), call.names)


def hung_up(call: Call, now: Monotonic) -> Result:
    """The call of the moment is ended from here; the state is the caller's affair."""
    orders = tuple(HangUp(name) for name in call.names.to_hang_up(now))
    return replace(call, names=call.names.hung_up(now)), orders

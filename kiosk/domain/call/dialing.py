"""Which trunk is dialled now, and what becomes of an attempt that leads nowhere."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.call.current import Call, Line, Moment, Result, Round, entered, hung_up
from kiosk.domain.call.events import Dial, NotifyCentre, Order
from kiosk.domain.call.status import Failure, State
from kiosk.domain.call.trunk import Trunk


def begin_round(call: Call, moment: Moment, first: str = "", last: str = "") -> Result:
    """A walk over all trunks begins. The centre is told with the first one, even where no trunk is left."""
    told: tuple[Order, ...] = () if call.notified else (NotifyCentre(),)
    walk = Round(call.round.number, first=first, last=last)
    call, orders = dial_next(replace(call, round=walk, notified=True), moment)
    return call, orders + told


def dial_next(call: Call, moment: Moment) -> Result:
    """The next trunk of this round is dialled. Without one there is a pause, longer from round to round."""
    trunk = _choice(call.round, moment.line)
    if trunk is None:
        return _paused(call, moment), ()
    with_location = trunk.pidf_lo and moment.line.edge and trunk.name not in call.round.plain
    call = entered(call, State.DIALING, moment.now, moment.now + moment.timers.silent)
    status = replace(
        call.status,
        trunk=trunk.name,
        attempt=call.status.attempt + 1,
        callback=False,
        callback_until=moment.now + moment.timers.callback_window,
    )
    call = replace(
        call,
        status=status,
        with_location=with_location,
        trying=False,
        sound_at=None,
        answered=False,
        interrupted=False,
    )
    return call, (Dial(trunk.name, with_location),)


def failed(call: Call, failure: Failure, moment: Moment, *, without_location: bool = False) -> Result:
    """The attempt is over and led nowhere. `without_location`: the same trunk deserves another one without it."""
    trunk = call.status.trunk
    if without_location and call.with_location:
        walk = replace(call.round, plain=(*call.round.plain, trunk), first=trunk)
    else:
        walk = replace(call.round, tried=(*call.round.tried, trunk))
    return dial_next(replace(call, status=replace(call.status, failure=failure), round=walk), moment)


def out_of_patience(call: Call, failure: Failure, moment: Moment, *, without_location: bool = False) -> Result:
    """The attempt lasted too long: it is hung up, and failed."""
    call, hang_up = hung_up(call, moment.now)
    call, orders = failed(call, failure, moment, without_location=without_location)
    return call, hang_up + orders


def _choice(walk: Round, line: Line) -> Trunk | None:
    left = [trunk for trunk in line.trunks if trunk.name not in walk.tried]
    return min(left, key=lambda trunk: (trunk.name != walk.first, trunk.name == walk.last), default=None)


def _paused(call: Call, moment: Moment) -> Call:
    pauses = moment.timers.back_off
    pause = pauses[min(call.round.number, len(pauses) - 1)]
    call = entered(call, State.RETRYING, moment.now, moment.now + pause)
    status = replace(call.status, trunk="", callback=False)
    return replace(call, status=status, round=Round(call.round.number + 1), answered=False, interrupted=False)

"""What is kept of a call while it runs, so that it goes on after the process that owned it was killed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from math import isfinite
from typing import Any

from kiosk.domain.call.current import Call, Round, afresh, entered
from kiosk.domain.call.names import Names
from kiosk.domain.call.status import CallStatus, Ending, Failure, Health, Monotonic, Phrase, State


def snapshot(call: Call) -> dict[str, object]:
    """What `resumed` needs of `call`, for JSON. Its moments mean nothing once the machine was restarted."""
    status = {field.name: getattr(call.status, field.name) for field in fields(CallStatus)}
    return {"status": status, "notified": call.notified, "interrupted": call.interrupted}


def from_snapshot(data: Any) -> Call:
    """The call that `snapshot` kept. Raises ValueError for anything else."""
    try:
        kept = data["status"]
        status = CallStatus(**{name: read(kept[name]) for name, read in _READ.items()})
        call = Call(status, notified=_flag(data["notified"]), interrupted=_flag(data["interrupted"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"the snapshot holds no call: {error}") from error
    if status.until is None and status.state in {State.COUNTDOWN, State.ENDED}:
        raise ValueError(f"the snapshot's {status.state} never ends")
    return call


def resumed(call: Call, now: Monotonic) -> Call:
    """The call after its process was killed, and the user agent with it.

    A call from here goes on with the next `Tick`, over the trunk it had; a countdown keeps its moment. A call-back
    that had not been answered is gone, and may come again.
    """
    call = replace(call, names=Names())
    state = call.status.state
    if state in {State.IDLE, State.COUNTDOWN, State.ENDED}:
        return call
    if state is State.ARMING or (state is State.INCOMING and not call.interrupted):
        return afresh(call, State.IDLE, now)
    waiting = entered(call, State.RETRYING, now, until=now).status
    return Call(waiting, round=Round(first=waiting.trunk), notified=call.notified)


def _optional(read: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda value: None if value is None else read(value)


def _moment(value: Any) -> float:
    if type(value) not in {int, float} or not isfinite(value):
        raise TypeError("no moment")
    return float(value)


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("no number of attempts")
    return value


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError("neither yes nor no")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("no name")
    return value


_READ: dict[str, Callable[[Any], Any]] = {
    "state": State,
    "since": _moment,
    "until": _optional(_moment),
    "reference": _text,
    "attempt": _count,
    "trunk": _text,
    "heard": _flag,
    "long_ringing": _flag,
    "failure": _optional(Failure),
    "ending": _optional(Ending),
    "callback": _flag,
    "callback_until": _optional(_moment),
    "saying": _optional(Phrase),
    "sound": _flag,
    "phrases": _flag,
    "health": Health,
}

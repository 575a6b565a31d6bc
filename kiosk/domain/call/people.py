"""What people's wishes do to a call."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from kiosk.domain.call.current import Call, Moment, Result, afresh, ended, entered, hung_up, with_facts_of
from kiosk.domain.call.dialing import begin_round
from kiosk.domain.call.events import (
    Answer,
    ButtonDown,
    ButtonUp,
    CallWanted,
    GivenUp,
    PhraseWanted,
    Refuse,
    Speak,
)
from kiosk.domain.call.status import Ending, Phrase, State

Wish: TypeAlias = ButtonDown | ButtonUp | CallWanted | GivenUp | PhraseWanted

_NO_CALL = frozenset({State.IDLE, State.ENDED})


def wished(call: Call, wish: Wish, moment: Moment) -> Result:
    """The call after `wish`. Only `GivenUp` ever ends anything."""
    match wish:
        case ButtonDown():
            return _button_down(call, moment)
        case ButtonUp():
            return _button_up(call, moment)
        case CallWanted():
            return _wanted(call, moment)
        case GivenUp():
            return _given_up(call, moment)
        case PhraseWanted():
            return _phrase(call, wish.phrase)


def countdown(call: Call, moment: Moment) -> Result:
    """A call of its own begins, with some seconds left to take it back."""
    until = moment.now + moment.timers.countdown
    call = afresh(call, State.COUNTDOWN, moment.now, until, moment.new_reference)
    return begin_round(call, moment) if moment.timers.countdown <= 0 else (call, ())


def answer(call: Call, moment: Moment) -> Result:
    """The call-back is answered; it has as long to be established as sound may be away in a call."""
    call = entered(call, State.INCOMING, moment.now, moment.now + moment.timers.media_lost)
    return replace(call, answered=True), (Answer(call.names.current),)


def _button_down(call: Call, moment: Moment) -> Result:
    if call.status.state not in _NO_CALL:
        return call, ()
    if moment.timers.hold <= 0:
        return countdown(call, moment)
    armed = afresh(call, State.ARMING, moment.now, moment.now + moment.timers.hold)
    return replace(armed, before=call.status), ()


def _button_up(call: Call, moment: Moment) -> Result:
    """Nothing, if it was let go too soon. Held long enough it counts, though the clock's own word is late."""
    if call.status.state is not State.ARMING:
        return call, ()
    if call.status.until is not None and moment.now >= call.status.until:
        return countdown(call, moment)
    return _disarmed(call), ()


def _disarmed(call: Call) -> Call:
    now = call.status
    before = call.before or now
    return Call(with_facts_of(now, replace(before, callback_until=now.callback_until)), call.names)


def _wanted(call: Call, moment: Moment) -> Result:
    state = call.status.state
    if state in _NO_CALL or state is State.ARMING:
        return countdown(call, moment)
    if state is State.INCOMING and not call.answered:
        return answer(call, moment)
    return call, ()


def _given_up(call: Call, moment: Moment) -> Result:
    match call.status.state:
        case State.IDLE:
            return call, ()
        case State.ARMING:
            return _disarmed(call), ()
        case State.COUNTDOWN | State.ENDED:
            return afresh(call, State.IDLE, moment.now), ()
        case State.RETRYING:
            return ended(call, Ending.CANCELLED, moment), ()
        case State.INCOMING if not call.answered:
            refused = ended(call, Ending.CANCELLED, moment)
            name = call.names.current
            return replace(refused, names=call.names.gone(name)), (Refuse(name),)
    ending = Ending.HERE if call.status.state is State.CONNECTED else Ending.CANCELLED
    call, orders = hung_up(call, moment.now)
    return ended(call, ending, moment), orders


def _phrase(call: Call, phrase: Phrase) -> Result:
    if call.status.state is not State.CONNECTED or call.status.saying is not None:
        return call, ()
    return replace(call, status=replace(call.status, saying=phrase)), (Speak(phrase),)

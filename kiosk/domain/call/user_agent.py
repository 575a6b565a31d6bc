"""What the user agent's news do to a call."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from kiosk.domain.call.current import Call, Moment, Result, afresh, ended, entered, hung_up
from kiosk.domain.call.dialing import begin_round, dial_next, failed
from kiosk.domain.call.events import (
    Closed,
    Established,
    FarSound,
    HangUp,
    Incoming,
    PhraseSpoken,
    Refuse,
    Ringing,
    Trying,
    UserAgentDied,
)
from kiosk.domain.call.people import answer
from kiosk.domain.call.status import Ending, Failure, State

News: TypeAlias = Trying | Ringing | Established | FarSound | Closed | Incoming | UserAgentDied | PhraseSpoken

_OURS = frozenset({State.DIALING, State.RINGING})
_WITH_CALL = _OURS | {State.CONNECTED, State.INCOMING}
_WANTED = _OURS | {State.COUNTDOWN, State.RETRYING}
"""States in which somebody here waits for the operator."""

_BUSY = frozenset({486, 600})
_LOCATION_REFUSED = frozenset({400, 415, 488, 500, 513})
"""Statuses of old exchanges that cannot read a multipart body, or a body of this size. Source: RFC 3261, 21."""

_EDGE_REFUSED = frozenset({503})
"""What the edge says when it cannot relay. Its 408 tells of a silent trunk, which is as silent without it."""

_OF_HANGING_UP = frozenset({None, 487})
"""How a call ends that is hung up here. Source: RFC 3261, 9.2 (487 Request Terminated)."""

_NO_CONVERSATION = 3.0
"""Seconds. Who hangs up sooner after the answer, unheard, is no operator but an exchange that gives up."""

_SAME_SOUND = 0.5
"""Seconds by which the first sound may be ahead of the answer it belongs to. Sound that came earlier was an
exchange's, such as ringing or an announcement (RFC 3960).
"""

_DIES_AGAIN = 1.0
"""Seconds. A user agent that dies twice so soon on the same trunk may do it for ever: the next trunk's turn."""


def told(call: Call, news: News, moment: Moment) -> Result:
    """The call after `news`. News of calls that are over change nothing."""
    match news:
        case Incoming():
            return _incoming(call, news, moment)
        case UserAgentDied():
            return _died(call, moment)
        case PhraseSpoken():
            return replace(call, status=replace(call.status, saying=None)), ()
    return _told_of_a_call(call, news, moment)


def _told_of_a_call(
    call: Call, news: Trying | Ringing | Established | FarSound | Closed, moment: Moment
) -> Result:
    refused = isinstance(news, Closed) and (news.unreachable or news.code not in _OF_HANGING_UP)
    if isinstance(news, Closed) and call.names.is_farewell(news.call_id, moment.now, refused=refused):
        return _farewell(call, news.call_id, moment), ()
    if call.status.state not in _WITH_CALL or not call.names.is_current(news.call_id):
        return call, ()
    if isinstance(news, Closed):
        return _closed(replace(call, names=call.names.gone(call.names.current)), news, moment)
    return _progress(replace(call, names=call.names.heard(news.call_id, moment.now)), news, moment), ()


def missed(call: Call, moment: Moment) -> Result:
    """The call-back is gone before anybody spoke. Whoever was calling the operator goes on at once."""
    if call.interrupted:
        return begin_round(call, moment)
    return ended(call, Ending.MISSED, moment), ()


def _progress(call: Call, news: Trying | Ringing | Established | FarSound, moment: Moment) -> Call:
    status, now = call.status, moment.now
    match news:
        case Trying() if status.state is State.DIALING:
            until = max(status.since + moment.timers.no_18x, status.until or now)
            return replace(call, trying=True, status=replace(status, until=until))
        case Ringing() if status.state is State.DIALING:
            call = entered(call, State.RINGING, now, now + moment.timers.ringing)
            return replace(call, status=replace(call.status, heard=status.heard))
        case Established() if status.state is not State.CONNECTED:
            call = entered(call, State.CONNECTED, now)
            heard = call.sound_at is not None and now - call.sound_at <= _SAME_SOUND
            return replace(call, status=replace(call.status, heard=heard, failure=None))
        case FarSound():
            return replace(call, status=replace(status, heard=True), sound_at=now)
    return call


def _closed(call: Call, news: Closed, moment: Moment) -> Result:
    """The call of the moment is over, not by us."""
    match call.status.state:
        case State.CONNECTED if news.media_lost or news.unreachable:
            lost = replace(call.status, failure=Failure.MEDIA_LOST)
            return begin_round(_first_round(replace(call, status=lost)), moment, last=lost.trunk)
        case State.CONNECTED if _is_no_conversation(call, moment):
            return missed(call, moment) if call.status.callback else failed(call, Failure.REJECTED, moment)
        case State.CONNECTED:
            return ended(call, Ending.FAR_END, moment), ()
        case State.INCOMING:
            return missed(call, moment)
    without_location = news.unreachable or news.code in _LOCATION_REFUSED | _EDGE_REFUSED
    return failed(call, _failure(news), moment, without_location=without_location)


def _is_no_conversation(call: Call, moment: Moment) -> bool:
    """Whether somebody here wanted the operator, and was answered only to be hung up on."""
    status = call.status
    wanted = call.interrupted or not status.callback
    return wanted and not status.heard and moment.now - status.since < _NO_CONVERSATION


def _failure(news: Closed) -> Failure:
    if news.unreachable:
        return Failure.UNREACHABLE
    return Failure.BUSY if news.code in _BUSY else Failure.REJECTED


def _farewell(call: Call, call_id: str, moment: Moment) -> Call:
    """An old call is over. Had it passed for the new one, that one is as silent as it was."""
    names = call.names.bade_farewell(call_id)
    if call_id == call.names.current:
        call = entered(call, State.DIALING, moment.now, moment.now + moment.timers.silent)
        call = replace(call, trying=False, sound_at=None)
    return replace(call, names=names)


def _died(call: Call, moment: Moment) -> Result:
    state = call.status.state
    call = replace(call, names=call.names.forgotten())
    if state is State.INCOMING:
        return missed(call, moment)
    if state not in _WITH_CALL:
        return call, ()
    # An INVITE ordered while it died may be sent by its successor.
    call = replace(call, names=call.names.presumed_hung_up(moment.now))
    call, orders = _dialled_again(call, moment)
    return call, (HangUp(""), *orders)


def _dialled_again(call: Call, moment: Moment) -> Result:
    """The same trunk once more; the next one where the user agent died on it only just now too."""
    trunk, died = call.status.trunk, call.died
    again = died is not None and died[0] == trunk and moment.now - died[1] < _DIES_AGAIN
    status = replace(call.status, failure=Failure.USER_AGENT_DIED)
    call = replace(call, status=status, died=(trunk, moment.now))
    if status.state is State.CONNECTED:
        first, last = ("", trunk) if again else (trunk, "")
        return begin_round(_first_round(call), moment, first=first, last=last)
    if again:
        return failed(call, Failure.USER_AGENT_DIED, moment)
    return dial_next(replace(call, round=replace(call.round, first=trunk)), moment)


def _first_round(call: Call) -> Call:
    """A call that was connected is dialled again with the patience of a new one."""
    return replace(call, round=replace(call.round, number=0))


def _incoming(call: Call, news: Incoming, moment: Moment) -> Result:
    """A call-back, if it is one: from a trunk, within the window, and nobody else is on the line."""
    state, window = call.status.state, call.status.callback_until
    if news.call_id == call.names.current and state in _WITH_CALL:
        return call, ()
    known = news.call_id and news.trunk and window is not None and moment.now < window
    if not known or state in {State.CONNECTED, State.INCOMING}:
        return replace(call, names=call.names.gone(news.call_id)), (Refuse(news.call_id),)
    if state not in _OURS:
        return _rings(call, news, moment)
    call, hang_up = hung_up(call, moment.now)
    call, _ = _rings(call, news, moment)
    call, answered = answer(call, moment)
    return call, hang_up + answered


def _rings(call: Call, news: Incoming, moment: Moment) -> Result:
    now, until = moment.now, moment.now + moment.timers.callback_answer
    interrupted = call.status.state in _WANTED
    if interrupted:
        call = entered(call, State.INCOMING, now, until)
    else:
        call = afresh(call, State.INCOMING, now, until, moment.new_reference)
    call = replace(
        call,
        status=replace(call.status, trunk=news.trunk, callback=True),
        names=call.names.came_in(news.call_id),
        sound_at=None,
        answered=False,
        interrupted=interrupted,
    )
    return (call, ()) if moment.timers.callback_answer > 0 else answer(call, moment)

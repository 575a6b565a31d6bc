"""What the page of a call says in every state: giant words, a sign and the ways on."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.domain.call.status import CallStatus, Ending, Phrase, State
from kiosk.domain.frozen import dataclass
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from kiosk.domain.call.status import Monotonic


@dataclass(frozen=True, slots=True)
class CallWords:
    """The page. `look` names its colours: a State, "lost", or "" where there is no page.

    `number`: counts down, 0 where nothing does. `own_phone`: how to get help without us. `moving`: something goes
    on that nobody else can see. `phrases`: they stand on the page, and can be touched while `talking`, unless they
    are `speechless`; `saying` is the one being spoken. `way_out`: "tap", "hold" or "close". `answerable`: a
    call-back can be taken at once.
    """

    look: str = ""
    icon: str = ""
    title: str = ""
    more: str = ""
    number: int = 0
    own_phone: str = ""
    moving: bool = False
    phrases: bool = False
    talking: bool = False
    speechless: bool = False
    saying: str = ""
    way_out: str = ""
    way_out_text: str = ""
    answerable: bool = False


NO_CALL = CallWords()
LOST = "lost"
"""The look of a page whose agent does not answer."""


def call_words(status: CallStatus, now: Monotonic, *, other_line: bool, lost: bool) -> CallWords:
    """The page for `status` at `now`, NO_CALL while nobody calls.

    `other_line`: this attempt takes another trunk than the one before. `lost`: the agent does not answer, so that
    `status` is the last that is known.
    """
    words = _STATES[status.state](status, now) if status.state in _STATES else NO_CALL
    if not words.look:
        return NO_CALL
    if lost and status.state is not State.ENDED:
        return _lost(words)
    if status.state is State.DIALING and status.attempt > 1:
        again = tr("Trying another line") if other_line else tr("Dialling again")
        return replace(words, more=f"{again}, {_attempt(status)}")
    return words


def seconds_left(status: CallStatus, now: Monotonic) -> int:
    """Whole seconds until the state ends by itself, 0 where it does not or the moment has passed."""
    return 0 if status.until is None else max(math.ceil(status.until - now), 0)


def minutes_to_call_back(status: CallStatus, now: Monotonic) -> int:
    """Whole minutes in which the operator may still call back, 0 when no call is taken any more."""
    return 0 if status.callback_until is None else max(math.ceil((status.callback_until - now) / 60), 0)


def own_phone() -> str:
    """The way that needs nothing of ours."""
    return tr("or dial 112 on your own phone")


def _countdown(status: CallStatus, now: Monotonic) -> CallWords:
    return CallWords(
        look=status.state,
        icon="urgent",
        title=tr("Calling 112"),
        number=max(seconds_left(status, now), 1),
        own_phone=own_phone(),
        way_out="tap",
        way_out_text=tr("Cancel"),
    )


def _dialing(status: CallStatus, now: Monotonic) -> CallWords:  # noqa: ARG001  one shape for all states
    return _calling(status, "phone-outgoing", tr("Dialling 112…"))


def _ringing(status: CallStatus, now: Monotonic) -> CallWords:  # noqa: ARG001
    longer = tr("It takes longer than usual, do not hang up")
    words = _calling(status, "phone-ringing", tr("It rings. Wait for an answer"))
    return replace(words, more=longer if status.long_ringing else "")


def _calling(status: CallStatus, icon: str, title: str) -> CallWords:
    return CallWords(
        look=status.state,
        icon=icon,
        title=title,
        own_phone=own_phone(),
        moving=True,
        phrases=True,
        speechless=not status.phrases,
        way_out="hold",
        way_out_text=tr("Hang up"),
    )


def _connected(status: CallStatus, now: Monotonic) -> CallWords:  # noqa: ARG001
    words = _calling(status, "phone-call", tr("112 is on the line"))
    return replace(
        words,
        more=_what_is_heard(status),
        own_phone="",
        moving=False,
        talking=True,
        saying=status.saying or "",
    )


def _what_is_heard(status: CallStatus) -> str:
    if not status.sound:
        silent = tr("No sound here. Dial 112 on your own phone")
        return tr("No sound here: touch a phrase below") if status.phrases else silent
    return tr("You are heard. Speak") if status.heard else tr("Connected, waiting for sound")


def _retrying(status: CallStatus, now: Monotonic) -> CallWords:
    left = tr("next try in {seconds} s").format(seconds=seconds_left(status, now))
    return CallWords(
        look=status.state,
        icon="phone-x",
        title=tr("No connection. Dial 112 on your own phone"),
        more=f"{_attempt(status)} · {left}" if status.attempt else left,
        way_out="hold",
        way_out_text=tr("Cancel"),
    )


def _incoming(status: CallStatus, now: Monotonic) -> CallWords:
    return CallWords(
        look=status.state,
        icon="phone-incoming",
        title=tr("112 is calling back"),
        more=tr("answered by itself"),
        number=max(seconds_left(status, now), 1),
        own_phone=own_phone(),
        moving=True,
        way_out="hold",
        way_out_text=tr("Refuse"),
        answerable=True,
    )


def _ended(status: CallStatus, now: Monotonic) -> CallWords:
    titles = {
        Ending.CANCELLED: tr("The call is cancelled"),
        Ending.MISSED: tr("A call from 112 was missed"),
    }
    minutes = minutes_to_call_back(status, now)
    more = tr("The operator may call back for %n more min. Stay here", "", minutes) if minutes else ""
    return CallWords(
        look=status.state,
        icon="phone-off",
        title=titles[status.ending] if status.ending in titles else tr("The call is over"),
        more=more,
        own_phone=tr("Help still needed? Hold the red bar or dial 112 on your own phone"),
        way_out="close",
        way_out_text=tr("Close"),
    )


def _lost(words: CallWords) -> CallWords:
    return replace(
        words,
        look=LOST,
        icon="plug-connected-x",
        title=tr("The calling device does not answer. Dial 112 on your own phone"),
        more="",
        number=0,
        own_phone="",
        moving=False,
        phrases=False,
        talking=False,
        saying="",
        way_out="hold",
        way_out_text=tr("Close"),
        answerable=False,
    )


def _attempt(status: CallStatus) -> str:
    # In one piece: a number alone on a line says nothing.
    return tr("attempt {number}").format(number=status.attempt).replace(" ", "\u00a0")


def phrase_words() -> tuple[tuple[Phrase, str, str], ...]:
    """Every phrase that can be spoken into a call: its name, its icon, and what its tile says."""
    return (
        (Phrase.FIRE, "flame", tr("Fire")),
        (Phrase.HEART, "heartbeat", tr("Heart trouble")),
        (Phrase.ATTACK, "shield-exclamation", tr("Attack")),
        (Phrase.DEAF, "ear-off", tr("I cannot hear")),
        (Phrase.ADDRESS, "map-pin", tr("Say the address")),
    )


_STATES = {
    State.COUNTDOWN: _countdown,
    State.DIALING: _dialing,
    State.RINGING: _ringing,
    State.CONNECTED: _connected,
    State.RETRYING: _retrying,
    State.INCOMING: _incoming,
    State.ENDED: _ended,
}

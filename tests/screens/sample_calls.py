"""Calls in every state the screen must show well, as the agent would tell them at `NOW`."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.call.status import CallStatus, Ending, Failure, Health, Phrase, State
from kiosk.domain.text import Text
from kiosk.screens.call import Place

NOW = 5000.0
"""Seconds of the clock the agent and the screen share."""

PLACE = Place(
    Text(
        "Ульяновск, проспект Филатова, 4, у торгового центра «Пушкарёвское кольцо»",
        (("en", "Ulyanovsk, prospekt Filatova, 4, at the shopping centre Pushkaryovskoye Koltso"),),
    ),
    "0042",
)
IDLE = CallStatus(health=Health.WORKS)
_CALL = CallStatus(since=NOW, reference="b7c2", health=Health.WORKS)
COUNTDOWN = replace(_CALL, state=State.COUNTDOWN, until=NOW + 3)
DIALING = replace(_CALL, state=State.DIALING, attempt=1, trunk="a")
SECOND_LINE = replace(DIALING, attempt=2, trunk="b", failure=Failure.NO_REPLY)
RINGING = replace(_CALL, state=State.RINGING, attempt=1, trunk="a")
LONG_RINGING = replace(RINGING, long_ringing=True)
CONNECTED = replace(_CALL, state=State.CONNECTED, attempt=1, trunk="a")
HEARD = replace(CONNECTED, heard=True)
SAYING = replace(HEARD, saying=Phrase.HEART)
NO_SOUND = replace(HEARD, sound=False)
SPEECHLESS = replace(HEARD, phrases=False)
NO_WAY_TO_SPEAK = replace(NO_SOUND, phrases=False)
RETRYING = replace(_CALL, state=State.RETRYING, attempt=4, trunk="b", until=NOW + 5, failure=Failure.BUSY)
INCOMING = replace(_CALL, state=State.INCOMING, until=NOW + 3, callback=True, callback_until=NOW + 800)
ENDED = replace(
    _CALL, state=State.ENDED, until=NOW + 15, attempt=1, ending=Ending.FAR_END, callback_until=NOW + 900
)
CANCELLED = replace(ENDED, attempt=0, ending=Ending.CANCELLED, callback_until=None)
MISSED = replace(ENDED, ending=Ending.MISSED, callback_until=NOW + 300)

CALLS = {
    "countdown": COUNTDOWN,
    "dialing": DIALING,
    "dialing_again": SECOND_LINE,
    "ringing": RINGING,
    "ringing_long": LONG_RINGING,
    "connected": CONNECTED,
    "heard": HEARD,
    "saying": SAYING,
    "no_sound": NO_SOUND,
    "speechless": SPEECHLESS,
    "no_way_to_speak": NO_WAY_TO_SPEAK,
    "retrying": RETRYING,
    "incoming": INCOMING,
    "ended": ENDED,
    "cancelled": CANCELLED,
    "missed": MISSED,
}

BARS = {
    "ready": IDLE,
    "broken": replace(IDLE, health=Health.BROKEN),
    "no_sound": replace(IDLE, sound=False),
    "callback": replace(IDLE, callback_until=NOW + 14 * 60),
    "callback_no_sound": replace(IDLE, callback_until=NOW + 14 * 60, sound=False),
    "arming": replace(IDLE, state=State.ARMING, since=NOW - 1.2, until=NOW + 0.8),
}

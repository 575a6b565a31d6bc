"""What happens to a call, and what the rules then order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kiosk.domain.call.status import Phrase

# From people.


@dataclass(frozen=True, slots=True)
class ButtonDown:
    """The physical button is pressed; held for `Timers.hold` it is a call. `ButtonUp` before that is nothing."""


@dataclass(frozen=True, slots=True)
class ButtonUp:
    """The physical button is released."""


@dataclass(frozen=True, slots=True)
class CallWanted:
    """Somebody held the control on the screen long enough, or asked on the command line."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Cancel or hang up: the end of whatever is going on."""


@dataclass(frozen=True, slots=True)
class PhraseWanted:
    """A tile was touched."""

    phrase: Phrase


# From the user agent. `call_id` is the user agent's name of a call.


@dataclass(frozen=True, slots=True)
class Trying:
    """The trunk answered with 100 or anything else provisional that does not ring."""

    call_id: str


@dataclass(frozen=True, slots=True)
class Ringing:
    """180 or 183."""

    call_id: str


@dataclass(frozen=True, slots=True)
class Established:
    """Answered, by them or by us."""

    call_id: str


@dataclass(frozen=True, slots=True)
class FarSound:
    """Sound of the far end arrives: told with its first RTP, and once more when it arrives after the answer."""

    call_id: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The call is over. `code`: the SIP status it was refused with, None for any other end.

    `media_lost`: no RTP for `Timers.media_lost`. `unreachable`: the transport failed (refused, no such host), or,
    once established, anything but somebody's hanging up, such as a sound device that is gone.
    """

    call_id: str
    code: int | None = None
    media_lost: bool = False
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """Somebody calls us. `trunk` names the trunk whose address it came from, "" for a stranger."""

    call_id: str
    trunk: str


@dataclass(frozen=True, slots=True)
class UserAgentDied:
    """Crashed, killed or frozen; a new one is on its way. Every call of it is gone."""


@dataclass(frozen=True, slots=True)
class PhraseSpoken:
    """The phrase was heard to its end, or could not be spoken."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed; nothing else."""


Event: TypeAlias = (
    ButtonDown
    | ButtonUp
    | CallWanted
    | GivenUp
    | PhraseWanted
    | Trying
    | Ringing
    | Established
    | FarSound
    | Closed
    | Incoming
    | UserAgentDied
    | PhraseSpoken
    | Tick
)

# What is ordered.


@dataclass(frozen=True, slots=True)
class Dial:
    """Send the INVITE to this trunk. `with_location`: through the edge, which adds PIDF-LO and its headers."""

    trunk: str
    with_location: bool = False


@dataclass(frozen=True, slots=True)
class HangUp:
    """End this call in whatever state it is; "" where the user agent has not named it yet."""

    call_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Take this incoming call."""

    call_id: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """Refuse this incoming call."""

    call_id: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Speak the phrase into the call in place of the microphone."""

    phrase: Phrase


@dataclass(frozen=True, slots=True)
class NotifyCentre:
    """Tell the configured centre that a call from here has begun."""


Order: TypeAlias = Dial | HangUp | Answer | Refuse | Speak | NotifyCentre

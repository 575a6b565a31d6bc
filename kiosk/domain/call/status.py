"""What everybody may know of the call: the screen, the command line, the lamp, the log. No numbers, no names."""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.frozen import dataclass

Monotonic = float
"""Seconds on the clock that never steps, which all processes of this machine share."""


class State(StrEnum):
    """Where the call stands."""

    IDLE = "idle"
    ARMING = "arming"
    """The physical button is held down; a finger on the glass is the screen's own affair."""
    COUNTDOWN = "countdown"
    DIALING = "dialing"
    RINGING = "ringing"
    CONNECTED = "connected"
    RETRYING = "retrying"
    """No trunk led anywhere; tried again at `CallStatus.until`."""
    INCOMING = "incoming"
    """The operator calls back; answered by itself at `CallStatus.until`."""
    ENDED = "ended"


IN_CALL = frozenset(
    {State.COUNTDOWN, State.DIALING, State.RINGING, State.CONNECTED, State.RETRYING, State.INCOMING}
)
"""States in which somebody is being helped: nothing else may use the sound, and no update restarts us."""


class Failure(StrEnum):
    """Why an attempt at one trunk led nowhere."""

    REJECTED = "rejected"
    BUSY = "busy"
    NO_REPLY = "no_reply"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"
    MEDIA_LOST = "media_lost"
    USER_AGENT_DIED = "user_agent_died"


class Ending(StrEnum):
    """How a call came to its end."""

    FAR_END = "far_end"
    """The operator hung up."""
    HERE = "here"
    """Hung up here after it was connected."""
    CANCELLED = "cancelled"
    """Given up here before anybody answered."""
    MISSED = "missed"
    """A call-back that stopped ringing before it was answered."""


class Health(StrEnum):
    """Whether a call would lead anywhere, as the self-test knows."""

    UNKNOWN = "unknown"
    """Not looked at yet."""
    WORKS = "works"
    DEGRADED = "degraded"
    """A call leads to the operator, but with less to fall back on; staff are told, passengers are not."""
    BROKEN = "broken"
    """No way out, or nobody would be heard: passengers are told to dial 112 themselves."""
    ABSENT = "absent"
    """No trunk is set up in this pavilion."""


class Phrase(StrEnum):
    """What can be spoken into the call for somebody who cannot speak."""

    ADDRESS = "address"
    FIRE = "fire"
    HEART = "heart"
    ATTACK = "attack"
    DEAF = "deaf"


@dataclass(frozen=True, slots=True)
class CallStatus:
    """The call at this moment. `since` and `until` are Monotonic; `until` is when the state ends by itself.

    `heard`: sound of the far end arrives, so the line is open both ways. `long_ringing`: longer than 112 usually
    takes. `failure`: of the last attempt. `saying`: the phrase being spoken into the call. `sound`: there are a
    microphone and a loudspeaker here. `phrases`: they can be spoken. `callback`: they called us. `callback_until`:
    until then they may. `reference` is random and new for each call.
    """

    state: State = State.IDLE
    since: Monotonic = 0.0
    until: Monotonic | None = None
    reference: str = ""
    attempt: int = 0
    trunk: str = ""
    heard: bool = False
    long_ringing: bool = False
    failure: Failure | None = None
    ending: Ending | None = None
    callback: bool = False
    callback_until: Monotonic | None = None
    saying: Phrase | None = None
    sound: bool = True
    phrases: bool = True
    health: Health = Health.UNKNOWN


@dataclass(frozen=True, slots=True)
class TrunkReport:
    """What the self-test knows of one trunk. Moments are POSIX seconds, `latency_ms` of the last OPTIONS.

    `answered` None: not asked yet. `registered` None: no registration is wanted. `code`: the SIP status of the
    last answer, None where there was none. `failure`: the reason in a few words, "" while it answers.
    """

    name: str
    asked_at: int | None = None
    answered: bool | None = None
    latency_ms: float | None = None
    code: int | None = None
    registered: bool | None = None
    failure: str = ""


class SelfTest(StrEnum):
    """The self-tests."""

    USER_AGENT = "user_agent"
    TRUNKS = "trunks"
    SOUND = "sound"
    """A burst from the loudspeaker heard by the microphone."""
    CALL = "call"
    """A real call to the operator's echo or test number."""


@dataclass(frozen=True, slots=True)
class SelfTestResult:
    """One self-test. `at` in POSIX seconds; `what` in a few words for a technician; `trunk` "" if it has none."""

    test: SelfTest
    at: int
    passed: bool
    what: str
    trunk: str = ""

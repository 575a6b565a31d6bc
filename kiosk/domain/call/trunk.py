"""The ways out of the pavilion: SIP trunks and the durations nobody times but we."""

from __future__ import annotations

from typing import Literal

from kiosk.domain.call.sip_uri import SipUri
from kiosk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Trunk:
    """One operator's line. `name` is what logs, status and settings call it.

    `uri` is dialled in an emergency, `test_uri` once a day; never the same. `account` is our own identity there
    (the number whose address the operator keeps on file). `callback_from` are further addresses or networks,
    besides the trunk's own, that a call-back may come from. `pidf_lo`: it takes our location in the INVITE's body.
    """

    name: str
    uri: SipUri
    account: SipUri
    auth_user: str = ""
    auth_password: str = ""
    register: bool = False
    codecs: tuple[str, ...] = ("pcma", "pcmu")
    media_encryption: Literal["none", "srtp", "srtp-mand"] = "none"
    pidf_lo: bool = False
    test_uri: SipUri | None = None
    test_expects: Literal["echo", "tone"] = "echo"
    callback_from: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Trunk({self.name!r})"  # never the password


@dataclass(frozen=True, slots=True)
class Timers:
    """Seconds. They are our own, because a user agent notices a silent UDP trunk only after 32 s.

    Source of the 32 s: RFC 3261, 17.1.1.2 (timer B). Of the ringing: Decree 1931 of the Government of Russia of
    12.11.2021 (112 answers 98 % of calls within 20 s); leaving a queue early hurts, so a call rings for a minute.
    """

    hold: float = 2.0
    countdown: float = 3.0
    silent: float = 2.0
    """Without any answer to the INVITE."""
    no_18x: float = 8.0
    """With nothing but 100 Trying."""
    ringing_hint: float = 20.0
    ringing: float = 60.0
    media_lost: float = 5.0
    back_off: tuple[float, ...] = (2.0, 5.0, 10.0)
    """Between two rounds over all trunks; the last one for ever."""
    callback_window: float = 15 * 60.0
    callback_answer: float = 3.0
    """How long a call-back rings before it is answered by itself."""
    ended_shown: float = 15.0

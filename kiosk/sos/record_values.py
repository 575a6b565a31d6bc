"""What is kept of calls and self-tests."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.call.status import Failure, SelfTestResult, State


@dataclass(frozen=True, slots=True)
class CallEvent:
    """A step of a call: nobody's number, name or words. `at` in POSIX seconds, `milliseconds` since it began.

    `sip_code` None where no answer came. The RTP counts are of the call so far, None until a report tells them.
    """

    at: int
    reference: str
    state: State
    milliseconds: int = 0
    trunk: str = ""
    sip_code: int | None = None
    failure: Failure | None = None
    rtp_sent: int | None = None
    rtp_received: int | None = None
    rtp_lost: int | None = None


Row = CallEvent | SelfTestResult

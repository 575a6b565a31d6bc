"""What became of each call, step by step, in the log and in the record: no number, no name, no sound."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk.sos.record_values import CallEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.call.status import CallStatus, Monotonic
    from kiosk.sos.baresip.user_agent import UserAgent
    from kiosk.sos.record import Record

log = logging.getLogger(__name__)


class Chronicle:
    """Writes into `record` what is told of calls of `user_agent`. `wall` gives POSIX seconds."""

    def __init__(self, record: Record, user_agent: UserAgent, wall: Callable[[], int]) -> None:
        self._record = record
        self._user_agent = user_agent
        self._wall = wall
        self._reference = ""
        self._began: Monotonic = 0.0

    def step(self, status: CallStatus, now: Monotonic, code: int | None) -> None:
        """Write one step down. `code`: the SIP status that led to it, None where none did."""
        if status.reference != self._reference:
            self._reference, self._began = status.reference, now
        facts = self._user_agent.facts
        event = CallEvent(
            at=self._wall(),
            reference=status.reference,
            state=status.state,
            milliseconds=round(1000 * (now - self._began)),
            trunk=status.trunk,
            sip_code=code,
            failure=status.failure,
            rtp_sent=facts.sent,
            rtp_received=facts.received,
            rtp_lost=facts.lost,
        )
        self._record.event(event)
        log.info(
            "call %s: %s after %d ms, trunk %s, attempt %d, SIP %s, failure %s, RTP sent %s received %s lost %s",
            event.reference or "-",
            event.state,
            event.milliseconds,
            event.trunk or "-",
            status.attempt,
            event.sip_code or "-",
            event.failure or "-",
            *("-" if count is None else count for count in (event.rtp_sent, event.rtp_received, event.rtp_lost)),
        )

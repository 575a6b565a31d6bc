"""What is written down of a call: each step, and nothing that is not known."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from kiosk.domain.call.status import CallStatus, Failure, State
from kiosk.sos.baresip.user_agent import UserAgent
from kiosk.sos.chronicle import Chronicle
from kiosk.sos.plan import UserAgentPlan
from kiosk.sos.record import CallEvent, Record

NOW = 1_795_333_069


class Kept(Record):
    """A record in memory."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, lambda: NOW)
        self.events: list[CallEvent] = []

    def event(self, event: CallEvent) -> None:
        self.events.append(event)


def test_steps_are_dated_from_the_calls_beginning_and_unknown_counts_are_not_zero(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def test() -> None:
        record = Kept(tmp_path / "sos.sqlite")
        chronicle = Chronicle(record, UserAgent(UserAgentPlan(tmp_path, (), ""), print), lambda: NOW)
        with caplog.at_level(logging.INFO):
            chronicle.step(CallStatus(State.DIALING, reference="k7", trunk="city", attempt=1), 1000.0, None)
            chronicle.step(
                CallStatus(State.RETRYING, reference="k7", attempt=1, failure=Failure.BUSY), 1000.25, 486
            )
            chronicle.step(CallStatus(State.COUNTDOWN, reference="k8"), 1100.0, None)
        assert record.events == [
            CallEvent(NOW, "k7", State.DIALING, 0, "city", None, None, None, None, None),
            CallEvent(NOW, "k7", State.RETRYING, 250, "", 486, Failure.BUSY, None, None, None),
            CallEvent(NOW, "k8", State.COUNTDOWN, 0, "", None, None, None, None, None),
        ]

    asyncio.run(test())
    assert caplog.messages[1] == (
        "call k7: retrying after 250 ms, trunk -, attempt 1, SIP 486, failure busy, RTP sent - received - lost -"
    )

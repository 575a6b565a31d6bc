"""`kiosk sos call`: begin a call and follow it until somebody answers."""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from kiosk.commands.errors import CommandError
from kiosk.commands.terminal import plain
from kiosk.domain.call.status import IN_CALL, Health, State
from kiosk.sos import client
from kiosk.sos.wire import status_to_json

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.call.status import CallStatus

BEGUN, CONNECTED, NOT_CONNECTED = 0, 0, 1


@dataclass(frozen=True, slots=True)
class Step:
    """A state the call came to, `milliseconds` after it was asked for."""

    milliseconds: int
    status: CallStatus

    def __str__(self) -> str:
        status = self.status
        words = [status.state.value]
        if status.trunk:
            words.append(f"over {plain(status.trunk, 40)}, attempt {status.attempt}")
        if status.failure:
            words.append(f"after {status.failure.value}")
        if status.state is State.CONNECTED and status.heard:
            words.append("heard")
        return f"{self.milliseconds:7d} ms  {', '.join(words)}"

    def differs(self, other: CallStatus) -> bool:
        """Whether the call has come to something worth a line of its own."""
        return _place(self.status) != _place(other)


def run(path: Path, wait: float, *, as_json: bool, to: TextIO) -> int:
    """Begin, follow for `wait` seconds, print; the exit code. Raises AgentError; the call outlives us."""
    began = time.monotonic()
    steps: list[Step] = []
    with contextlib.closing(client.watch(path, wait, "call")) as statuses:
        for status in statuses:
            if steps and not steps[-1].differs(status):
                continue
            steps.append(Step(round(1000 * (time.monotonic() - began)), status))
            _refuse_what_did_not_begin(steps[0].status)
            if not as_json:
                to.write(f"{steps[-1]}\n")
                to.flush()
            if wait == 0 or status.state not in IN_CALL or status.state is State.CONNECTED:
                break
    last = steps[-1].status
    if as_json:
        to.write(json.dumps(_report(steps), indent=2) + "\n")
    return BEGUN if wait == 0 or last.state is State.CONNECTED else NOT_CONNECTED


def _place(status: CallStatus) -> tuple[object, ...]:
    return status.state, status.trunk, status.attempt, status.failure, status.heard


def _report(steps: list[Step]) -> dict[str, object]:
    last = steps[-1].status
    states = [
        {"milliseconds": step.milliseconds, "state": step.status.state, "trunk": step.status.trunk}
        for step in steps
    ]
    return {"connected": last.state is State.CONNECTED, "states": states, "call": status_to_json(last)}


def _refuse_what_did_not_begin(status: CallStatus) -> None:
    if status.state in IN_CALL:
        return
    why = "no trunk is set up" if status.health is Health.ABSENT else f"it is {status.state.value}"
    raise CommandError(f"the emergency agent began no call: {why}.")

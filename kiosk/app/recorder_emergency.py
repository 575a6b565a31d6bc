"""The emergency line and its calls, as the agent tells of them: no numbers, no names, nothing that was said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.domain.call.status import IN_CALL, State
from kiosk.domain.usage.fields import as_id
from kiosk.sos.client import AgentError, request
from kiosk.sos.wire import WireError, full_status_from_json

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.app.emergency import Emergency
    from kiosk.app.maintenance.context import Context
    from kiosk.domain.call.status import CallStatus, Ending, Failure, SelfTestResult
    from kiosk.domain.service_day import Instant

ASK_EVERY = 600_000
"""Milliseconds between two questions about self-tests: no more than that does the time of one differ."""
ANSWERS_WITHIN = 2.0
"""Seconds: others wait for their turn behind this question."""
SILENT = "silent"


class EmergencyRecorder(QObject):
    """Writes down each step of a call, each change of the line's health, and each self-test since it was made.

    The tests are asked for beside the screen's thread: at a change of health, and every ten minutes.
    """

    def __init__(self, emergency: Emergency, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._emergency = emergency
        self._journal = context.journal
        self._background = context.background
        self._health = ""
        self._step: tuple[State, Failure | None, Ending | None, int] | None = None
        self._since: Instant = context.clock.read().instant
        self._tests: dict[tuple[str, str], Instant] = {}
        self._timer = QTimer(self, interval=ASK_EVERY)
        self._timer.timeout.connect(self._ask)

    def start(self) -> None:
        """Begin to listen."""
        self._emergency.published.connect(self._note)
        self._timer.start()

    def stop(self) -> None:
        """Listen no more."""
        self._timer.stop()
        self._emergency.published.disconnect(self._note)

    @Slot(object)
    def _note(self, status: CallStatus | None) -> None:
        """In the screen's thread, whichever thread published."""
        health = SILENT if status is None else status.health.value
        if health != self._health:
            self._health = health
            self._journal.record("emergency_line", health=health)
            self._ask()
        if status is not None:
            self._note_step(status)

    def _note_step(self, status: CallStatus) -> None:
        step = status.state, status.failure, status.ending, status.attempt
        if step == self._step:
            return
        self._step = step
        if status.state in IN_CALL or status.state is State.ENDED:
            self._journal.record(
                "emergency_state",
                state=status.state,
                failure=status.failure,
                ending=status.ending,
                attempt=min(status.attempt, 10_000),
            )

    @Slot()
    def _ask(self) -> None:
        if self._health != SILENT:
            self._background.run(partial(_tests, self._emergency.socket), self._note_tests)

    def _note_tests(self, results: tuple[SelfTestResult, ...]) -> None:
        for one in sorted(results, key=lambda result: result.at):
            which = one.test.value, one.trunk
            if one.at < self._since or one.at <= self._tests.get(which, -1):
                continue
            self._tests[which] = one.at
            trunk = as_id(one.trunk) if one.trunk else None
            self._journal.record("self_test", test=one.test, passed=int(one.passed), trunk=trunk)


def _tests(socket: Path) -> tuple[SelfTestResult, ...]:
    """The last self-tests, none where the agent does not tell."""
    try:
        answer = request(socket, "status", limit=ANSWERS_WITHIN)
        return full_status_from_json({name: value for name, value in answer.items() if name != "ok"}).tests
    except (AgentError, WireError):
        return ()

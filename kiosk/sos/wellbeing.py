"""Our own health: judged from everything that is known, told in the call's status and to technicians."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any

from kiosk import __version__
from kiosk.domain.call.health import Findings, faults, verdict
from kiosk.domain.call.machine import Call, with_facts
from kiosk.domain.call.refusals import learned
from kiosk.domain.call.status import Health
from kiosk.sos import wire
from kiosk.sos.full_status import AgentReport, FullStatus, UserAgentReport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.domain.call.events import Event
    from kiosk.domain.call.refusals import Refusal
    from kiosk.domain.call.status import CallStatus, Monotonic
    from kiosk.sos.baresip.user_agent import UserAgent
    from kiosk.sos.plan import AgentPlan
    from kiosk.sos.self_test import SelfTests
    from kiosk.sos.sound_devices import SoundDevices
    from kiosk.sos.speech import Speech

log = logging.getLogger(__name__)

_LOUDNESS = {
    Health.UNKNOWN: logging.INFO,
    Health.WORKS: logging.INFO,
    Health.DEGRADED: logging.WARNING,
    Health.BROKEN: logging.ERROR,
    Health.ABSENT: logging.WARNING,
}


class Wellbeing:
    """Knows how well the agent of `plan` is, from `now`, its first moment, on. `wall` gives POSIX seconds.

    Which trunks refused a call is known until the end of this process: after that a call finds it out anew.
    """

    def __init__(
        self,
        plan: AgentPlan,
        user_agent: UserAgent,
        devices: SoundDevices,
        tests: SelfTests,
        speech: Speech,
        *,
        now: Monotonic,
        wall: Callable[[], int],
    ) -> None:
        self._plan = plan
        self._user_agent = user_agent
        self._devices = devices
        self._tests = tests
        self._speech = speech
        self._wall = wall
        self._began, self._began_at = now, wall()
        self._died: Monotonic | None = None
        self._refusals: Mapping[str, Refusal] = {}

    def saw(self, before: CallStatus, event: Event, after: CallStatus) -> None:
        """Learn what `event` tells of the trunk that the call was on; the next judgement knows it."""
        self._refusals = learned(self._refusals, before, event, after, self._wall())

    def judged(self, call: Call, now: Monotonic) -> Call:
        """`call` with what is known now of our health; a verdict that changes is logged."""
        alive = self._user_agent.facts.alive
        self._died = None if alive else now if self._died is None else self._died
        findings = self._findings(now)
        health = verdict(findings)
        if health is not call.status.health:
            log.log(_LOUDNESS[health], "%s", " ".join((f"the emergency call: {health}.", *faults(findings))))
        return with_facts(call, sound=self._sound, phrases=self._speech.ready, health=health)

    def full_status(self, status: CallStatus, now: Monotonic) -> dict[str, Any]:
        """Everything a technician may know, as JSON has it."""
        facts = self._user_agent.facts
        until = status.callback_until
        return wire.full_status_to_json(
            FullStatus(
                call=status,
                faults=faults(self._findings(now)),
                trunks=tuple(self._tests.reports[trunk.name] for trunk in self._plan.trunks),
                tests=self._tests.results,
                user_agent=UserAgentReport(
                    "baresip", facts.pid, facts.version, facts.alive, facts.restarts, facts.guarded
                ),
                agent=AgentReport(os.getpid(), __version__, round(now - self._began)),
                callback_seconds_left=None if until is None else max(0, round(until - now)),
            )
        )

    @property
    def _sound(self) -> bool:
        """Whether there are a microphone and a loudspeaker, and calls can use them."""
        sound = self._devices.current
        return bool(sound.microphone and sound.loudspeaker) and self._user_agent.facts.sound

    def _findings(self, now: Monotonic) -> Findings:
        facts = self._user_agent.facts
        return Findings(
            trunks=self._plan.trunks,
            now=self._wall(),
            since=self._began_at,
            sound=self._sound,
            dead_for=None if self._died is None else now - self._died,
            reports=self._tests.reports,
            results=self._tests.results,
            refusals=self._refusals,
            guarded=facts.guarded or not facts.alive,
            phrases=not self._speech.failing,
        )

"""Whether a call would lead anywhere, told before anybody needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.call.refusals import REMEMBERED, Refusal
from kiosk.domain.call.status import Health, SelfTest, SelfTestResult, TrunkReport
from kiosk.domain.call.trunk import Trunk

USER_AGENT_DEAD = 5.0
"""Seconds without a user agent that are no longer a restart, which takes far less than one."""

TEST_CALL_OVERDUE = 3 * 24 * 3600
"""Seconds. Source: EN 81-28, an automatic test call at least every three days."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the self-tests know at `now`, POSIX seconds.

    `reports` and `refusals` by the trunk's name; `results` holds the last one of each test and trunk; `sound`: a
    microphone and a loudspeaker are there; `dead_for`: seconds since the user agent died, None while it lives;
    `since`: when the tests of this process began, so that a test call nobody ever made is missed too; `guarded`:
    the user agent knows callers by their address; `phrases`: they can be spoken, or will be in a moment.
    """

    trunks: tuple[Trunk, ...]
    now: int
    since: int
    sound: bool
    dead_for: float | None = None
    reports: Mapping[str, TrunkReport] = field(default_factory=dict)
    results: tuple[SelfTestResult, ...] = ()
    refusals: Mapping[str, Refusal] = field(default_factory=dict)
    guarded: bool = True
    phrases: bool = True


def verdict(findings: Findings) -> Health:
    """What the bar on the screen, the lamp and monitoring say."""
    if not findings.trunks:
        return Health.ABSENT
    if _user_agent_is_dead(findings) or _is_deaf(findings):
        return Health.BROKEN
    if not any(_leads_out(findings, trunk) for trunk in findings.trunks):
        unasked = any(
            _answers(findings, trunk) is None and not _refusal(findings, trunk) for trunk in findings.trunks
        )
        return Health.UNKNOWN if unasked else Health.BROKEN
    return Health.DEGRADED if faults(findings) else Health.WORKS


def faults(findings: Findings) -> tuple[str, ...]:
    """What is wrong, one English sentence each, for staff."""
    if not findings.trunks:
        return ("No trunk is set up.",)
    found = [fault for trunk in findings.trunks for fault in _faults_of(findings, trunk)]
    if _user_agent_is_dead(findings):
        found.insert(0, f"The user agent cannot be started; it has been dead for {findings.dead_for:.0f} s.")
    if not findings.guarded:
        found.append("Callers cannot be told apart, so every call-back is refused.")
    if not findings.phrases:
        found.append("Phrases cannot be spoken into a call.")
    if not findings.sound:
        found.append("There is no microphone or no loudspeaker.")
    elif (heard := _last(findings, SelfTest.SOUND)) and not heard.passed:
        found.append(f"The microphone does not hear the loudspeaker: {heard.what}.")
    return tuple(found)


def _faults_of(findings: Findings, trunk: Trunk) -> list[str]:
    found = []
    report = findings.reports.get(trunk.name)
    if report is not None and report.answered is False:
        found.append(f"Trunk {trunk.name} does not answer: {report.failure or 'no reason known'}.")
    if report is not None and report.registered is False:
        found.append(f"Trunk {trunk.name} is not registered.")
    if refusal := _refusal(findings, trunk):
        found.append(f"Trunk {trunk.name} refused the last call with {refusal.code}.")
    call = _last(findings, SelfTest.CALL, trunk.name)
    if call is not None and not call.passed:
        found.append(f"The last test call over trunk {trunk.name} failed: {call.what}.")
    age = findings.now - (findings.since if call is None else call.at)
    if trunk.test_uri is not None and age > TEST_CALL_OVERDUE:
        found.append(f"No test call was made over trunk {trunk.name} for {age // (24 * 3600)} days.")
    return found


def _user_agent_is_dead(findings: Findings) -> bool:
    return findings.dead_for is not None and findings.dead_for > USER_AGENT_DEAD


def _is_deaf(findings: Findings) -> bool:
    """The devices are there, and what one plays the other does not hear."""
    heard = _last(findings, SelfTest.SOUND)
    return findings.sound and heard is not None and not heard.passed


def _answers(findings: Findings, trunk: Trunk) -> bool | None:
    """Whether the trunk is alive: it answered OPTIONS or keeps our registration. None: not asked yet."""
    report = findings.reports.get(trunk.name)
    if report is None or (report.answered is None and report.registered is not True):
        return None
    return bool(report.answered or report.registered)


def _leads_out(findings: Findings, trunk: Trunk) -> bool:
    call = _last(findings, SelfTest.CALL, trunk.name)
    refused = _refusal(findings, trunk) is not None
    return _answers(findings, trunk) is True and not refused and (call is None or call.passed)


def _refusal(findings: Findings, trunk: Trunk) -> Refusal | None:
    """How the last call was refused there, unless that is long ago or a test call went through since."""
    refusal = findings.refusals.get(trunk.name)
    if refusal is None or findings.now - refusal.at >= REMEMBERED:
        return None
    call = _last(findings, SelfTest.CALL, trunk.name)
    return None if call is not None and call.passed and call.at > refusal.at else refusal


def _last(findings: Findings, test: SelfTest, trunk: str = "") -> SelfTestResult | None:
    """The newest result; one without a trunk speaks for all of them."""
    of_test = [r for r in findings.results if r.test is test and r.trunk in {"", trunk}]
    return max(of_test, key=lambda result: result.at, default=None)

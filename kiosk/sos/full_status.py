"""Everything a technician may know of the emergency agent at this moment. No secrets, no numbers of peers."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.call.status import CallStatus, SelfTestResult, TrunkReport


@dataclass(frozen=True, slots=True)
class UserAgentReport:
    """The SIP user agent as a process. `pid` None while none runs; `restarts` since the agent began. `guarded`:
    it knows callers by their address, so that call-backs are let in.
    """

    name: str
    pid: int | None
    version: str
    alive: bool
    restarts: int
    guarded: bool = True


@dataclass(frozen=True, slots=True)
class AgentReport:
    """The agent's own process."""

    pid: int
    version: str
    uptime_s: int


@dataclass(frozen=True, slots=True)
class FullStatus:
    """The call, the ways out and what was tested. `faults` in words; `callback_seconds_left` None outside it."""

    call: CallStatus
    faults: tuple[str, ...]
    trunks: tuple[TrunkReport, ...]
    tests: tuple[SelfTestResult, ...]
    user_agent: UserAgentReport
    agent: AgentReport
    callback_seconds_left: int | None = None

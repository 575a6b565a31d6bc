"""Whether a version of the program does its duty at a stop: its screen is painted, its emergency agent is ready.

This decides over an update, so it asks only for what an update can break: a trunk or a feed that does not answer,
a missing panel and an old timetable are faults of the world, and the version before would have them too.
"""

from __future__ import annotations

from dataclasses import dataclass

FRESH = 10.0
"""Seconds since the last painted frame after which a screen is no longer taken for one that paints.

It notes that each 2 s; a busy start of the machine may hold it up.
"""


@dataclass(frozen=True, slots=True)
class Program:
    """A process by the `version` it tells and the `file` it was started from, "" where one may not see that."""

    version: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class ScreenSeen:
    """A screen: it painted `age` seconds ago, and has been running for `up` seconds."""

    program: Program
    age: float
    up: float


@dataclass(frozen=True, slots=True)
class AgentSeen:
    """An emergency agent that answers; `calls`: its SIP user agent runs; `busy`: somebody is being helped."""

    program: Program
    calls: bool
    busy: bool = False


def faults(
    wanted: Program,
    screen: ScreenSeen | None,
    agent: AgentSeen | None,
    *,
    emergency: bool,
    steady: float = 0.0,
) -> tuple[str, ...]:
    """Why the program `wanted` is not well, a sentence each; none where it is.

    `screen`, `agent` None: there is none that runs. `emergency`: the settings want an agent. `steady`: seconds
    that the screen must have run by now; a program that ends again and again never reaches them.
    """
    found = list(_screen_faults(wanted, screen, steady))
    if emergency:
        found += _agent_faults(wanted, agent)
    return tuple(found)


def _screen_faults(wanted: Program, screen: ScreenSeen | None, steady: float) -> list[str]:
    if screen is None:
        return ["No screen runs that has painted, or only one in safe mode."]
    found = _other("screen", wanted, screen.program)
    if not 0 <= screen.age <= FRESH:
        found.append(f"The screen painted last {screen.age:.0f} s ago.")
    if screen.up < steady:
        found.append(f"The screen has run for {screen.up:.0f} s only.")
    return found


def _agent_faults(wanted: Program, agent: AgentSeen | None) -> list[str]:
    if agent is None:
        return ["The emergency agent does not answer."]
    if agent.busy:  # an upgrade leaves it to its call, in the version before
        return []
    found = _other("emergency agent", wanted, agent.program)
    if not agent.calls:
        found.append("The emergency agent has no user agent to call with.")
    return found


def _other(which: str, wanted: Program, found: Program) -> list[str]:
    """That it is another program; a file counts where both are known."""
    if found.version != wanted.version:
        return [f"The {which} that runs is of version {found.version}, not {wanted.version}."]
    if wanted.file and found.file and found.file != wanted.file:
        return [f"The {which} that runs was started from {found.file}, not {wanted.file}."]
    return []

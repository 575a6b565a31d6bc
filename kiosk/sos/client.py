"""Speaking to the emergency agent from another process of this machine: one question, or watching a call."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from kiosk.sos.conversation import SILENT, AgentError, AgentGone, AgentRefused, Conversation, status_in
from kiosk.sos.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from kiosk.domain.call.status import CallStatus

__all__ = ["AgentError", "AgentGone", "AgentRefused", "Watcher", "request", "watch"]

LIMIT = 5.0
"""Seconds for an answer; the agent gives all but a self-test's at once."""


def request(path: Path, do: str, *, limit: float = LIMIT, **more: object) -> dict[str, Any]:
    """Ask once and wait for the answer, `limit` seconds in all. Raises AgentGone, AgentRefused.

    What was not taken in time is not done later either: an action carries the moment after which it is not wanted.
    """
    with Conversation(path, limit) as agent:
        agent.say(do, until=time.monotonic() + limit, **more)
        return agent.answer(limit)


def watch(path: Path, limit: float, do: str = "") -> Generator[CallStatus, None, None]:
    """Ask for `do` and yield the call's status at once, on every change and each second, for `limit` seconds.

    Raises AgentGone also when the agent falls silent, and AgentRefused.
    """
    ends = time.monotonic() + limit
    with Conversation(path, SILENT) as agent:
        if do:
            agent.say(do, until=time.monotonic() + SILENT)
            yield status_in(agent.answer(SILENT))
        agent.say("watch")
        while (left := ends - time.monotonic()) > 0:
            message = agent.hear(min(left, SILENT))
            if message is not None:
                yield status_in(message)
            elif left >= SILENT:
                raise AgentGone(f"The emergency agent at {path} has fallen silent.")

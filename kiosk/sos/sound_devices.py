"""The sound devices of now: what is plugged in later is used, without anybody starting anything."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from kiosk.sos.baresip.user_agent import UserAgentError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from kiosk.sos.plan import AgentPlan, Sound, UserAgentPlan

log = logging.getLogger(__name__)

LOOK_EACH = 30.0
"""Seconds."""


class SoundUser(Protocol):
    """What is wanted of the user agent."""

    @property
    def plan(self) -> UserAgentPlan:
        """How it is run now."""

    async def restart(self, plan: UserAgentPlan) -> None:
        """Run it otherwise. Raises UserAgentError."""


class Tests(Protocol):
    """What is wanted of the self-tests."""

    async def alone(self, doing: Callable[[], Awaitable[None]]) -> None:
        """Do it while nobody wants a call."""

    def hear_anew(self) -> None:
        """What was heard before says nothing of other devices."""


class Loudspeaker(Protocol):
    """What is wanted of the sounds beside the call."""

    def use(self, loudspeaker: str) -> None:
        """Play on this one from now on."""


class SoundDevices:
    """Looks for them again and again where the settings leave them to the pavilion, else never."""

    def __init__(self, plan: AgentPlan, user_agent: SoundUser, tests: Tests, sounds: Loudspeaker) -> None:
        self._find = plan.find_sound
        self._current = plan.user_agent.sound
        self._user_agent = user_agent
        self._tests = tests
        self._sounds = sounds

    @property
    def current(self) -> Sound:
        """Those that calls are made with."""
        return self._current

    async def run(self) -> None:
        """Look for ever, while nobody wants a call."""
        while self._find is not None:
            await asyncio.sleep(LOOK_EACH)
            await self._tests.alone(self._look)

    async def _look(self) -> None:
        found = self._current if self._find is None else self._find()
        if found == self._current:
            return
        before, self._current = self._current, found
        try:
            await self._user_agent.restart(replace(self._user_agent.plan, sound=found))
        except UserAgentError as error:
            if self._user_agent.plan.sound != found:  # it has a call: the next look tries again
                self._current = before
                return
            log.warning("the user agent does not come back with other sound devices: %s", error)
        microphone = _change(before.microphone, found.microphone)
        loudspeaker = _change(before.loudspeaker, found.loudspeaker)
        log.info("sound devices: microphone %s, loudspeaker %s", microphone, loudspeaker)
        self._sounds.use(found.loudspeaker)
        self._tests.hear_anew()


def _change(before: str, found: str) -> str:
    if before == found:
        return "as before"
    return "found" if found else "gone"

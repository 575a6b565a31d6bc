"""The status lamp: a command of the operator's, told what to show."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from kiosk.sos.child import child

log = logging.getLogger(__name__)

LIMIT = 5.0
"""Seconds the command may take."""
AGAIN = 30.0
"""Seconds until a word that could not be shown is tried again."""


class Lamp:
    """Runs `command` with one more word, what to show: a State while a call is on, else the Health.

    Only the newest word counts, one process runs at a time, and nobody waits for it. No command, no lamp.
    """

    def __init__(self, command: Sequence[str], *, limit: float = LIMIT, again: float = AGAIN) -> None:
        self._command = tuple(command)
        self._limit = limit
        self._again = again
        self._word = ""
        self._shown = ""
        self._changed = asyncio.Event()
        self._failing = False

    def show(self, word: str) -> None:
        """Show `word` as soon as the lamp is free."""
        self._word = word
        self._changed.set()

    async def run(self) -> None:
        """Show what is wanted, for ever."""
        while self._command:
            await self._wait()
            self._changed.clear()
            word = self._word
            if word != self._shown:
                self._tell(await self._start(word))
                self._shown = "" if self._failing else word

    async def _wait(self) -> None:
        """Until another word is wanted, or the last one is to be tried again."""
        try:
            async with asyncio.timeout(self._again if self._failing else None):
                await self._changed.wait()
        except TimeoutError:
            return

    async def _start(self, word: str) -> str:
        """Run the command to its end; why it failed, "" where it did not."""
        try:
            async with asyncio.timeout(self._limit), child((*self._command, word)) as process:
                code = await process.wait()
        except TimeoutError:
            return f"no end within {self._limit:g} s"
        except OSError as error:
            return error.strerror or "it cannot be started"
        return f"exit code {code}" if code else ""

    def _tell(self, failure: str) -> None:
        if failure and not self._failing:
            log.error("the lamp's command fails: %s", failure)
        elif self._failing and not failure:
            log.info("the lamp's command works again")
        self._failing = bool(failure)

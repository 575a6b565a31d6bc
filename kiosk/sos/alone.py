"""Lets something run only while nobody wants a call, one at a time, and ends it at once when somebody does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


class Alone:
    """The right to the sound and the user agent, for as long as no person needs them."""

    def __init__(self) -> None:
        self.allowed = asyncio.Event()
        """Set while nobody wants a call."""
        self.allowed.set()
        self.over = asyncio.Event()
        """Set while nothing runs here."""
        self.over.set()
        self._turn = asyncio.Lock()
        self._running: asyncio.Task[object] | None = None

    def allow(self, allowed: bool) -> None:
        """Allow it from now on, or break off what runs and allow nothing."""
        if allowed:
            self.allowed.set()
            return
        self.allowed.clear()
        running, self._running = self._running, None
        if running:
            running.cancel()  # once only: a second one would break off its tidying up

    async def run(self, doing: Callable[[], Awaitable[T]]) -> T | None:
        """What `doing` gives; None where it was not allowed or was broken off. Waits for its turn."""
        async with self._turn:
            if not self.allowed.is_set():
                return None
            task = asyncio.ensure_future(_awaited(doing))
            self._running = task
            self.over.clear()
            try:
                await asyncio.wait({task})
            finally:
                self._running = None
                if not task.done():  # we ourselves are cancelled
                    task.cancel()
                    await asyncio.wait({task})
                self.over.set()
            return None if task.cancelled() else task.result()


async def _awaited(doing: Callable[[], Awaitable[T]]) -> T:
    return await doing()

"""An event loop that stands still makes no call: its process ends, and whoever keeps it running starts another."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import threading
import time

log = logging.getLogger(__name__)

LIMIT = 10.0
"""Seconds an event loop may stand still; what it waits for never takes a hundredth of that."""
TOLD_WITHIN = 2.0
"""Seconds for the log, whose disk may be what everything waits for."""


class Watchdog:
    """Watches the event loop that runs, from `start` to `stop`, out of a thread of its own.

    A process that was stopped as a whole, and goes on, has as much time again as at its start.
    """

    def __init__(self, limit: float | None = None) -> None:
        self._limit = LIMIT if limit is None else limit
        self._look_each = self._limit / 5
        self._turned = time.monotonic()
        self._timer: asyncio.TimerHandle | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin; to be called in the loop."""
        self._turn(asyncio.get_running_loop())
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer; to be called in the loop."""
        if self._timer:
            self._timer.cancel()
        self._over.set()
        self._thread.join()

    def _turn(self, loop: asyncio.AbstractEventLoop) -> None:
        self._turned = time.monotonic()
        self._timer = loop.call_later(self._look_each, self._turn, loop)

    def _watch(self) -> None:
        looked = woken = time.monotonic()
        while not self._over.wait(self._look_each):
            now = time.monotonic()
            if now - looked > 2 * self._look_each:
                woken = now  # this thread stood still too
            looked = now
            if now - max(self._turned, woken) > self._limit:
                _end()


def _end() -> None:
    """End at once, having said where every thread stands: nothing that is stuck can be tidied up."""
    telling = threading.Thread(target=_tell, name="watchdog's last word", daemon=True)
    telling.start()
    telling.join(TOLD_WITHIN)
    os._exit(os.EX_SOFTWARE)


def _tell() -> None:
    log.critical("the event loop stands still, so the process ends")
    with os.fdopen(os.memfd_create("stacks"), "r+", errors="replace") as stacks:
        faulthandler.dump_traceback(stacks, all_threads=True)
        stacks.seek(0)
        for line in stacks:
            log.critical("%s", line.rstrip())

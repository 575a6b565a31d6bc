"""The record of calls and self-tests: kept for 90 days, written beside the call and never before it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from kiosk.domain.call.status import SelfTestResult
from kiosk.sos import record_file
from kiosk.sos.record_values import CallEvent, Row

__all__ = ["CallEvent", "Record"]

log = logging.getLogger(__name__)

ROWS_WAITING = 1000
REOPEN = 10.0
FORGET = 24 * 3600.0
LAST_PATIENCE = 2.0
"""Seconds the start may wait for the disk to say when the last self-tests were."""
END_PATIENCE = 1.0
"""Seconds the end may wait for the disk to take the last rows."""
BUGS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.NotSupportedError)
"""Errors of SQLite that no disk is to blame for."""


class Record:
    """Writes rows in a thread of its own: a slow, full or broken disk costs rows, never a moment of a call.

    The promise is that of `record_file.opened`; up to 1000 rows wait in memory for a disk that fails, and are lost
    with the process. `reopen`: seconds until a failed disk is tried again.
    """

    def __init__(self, path: Path, wall: Callable[[], int], *, reopen: float = REOPEN) -> None:
        self._path = path
        self._wall = wall
        self._reopen = reopen
        self._rows: deque[Row] = deque()
        self._news = threading.Condition()
        self._ending = False
        self._dropping = False
        self._failing = False
        self._last: tuple[SelfTestResult, ...] = ()
        self._ready = asyncio.Event()

    def event(self, event: CallEvent) -> None:
        """Keep a step of a call."""
        self._put(event)

    def test(self, result: SelfTestResult) -> None:
        """Keep the result of a self-test."""
        self._put(result)

    async def last_tests(self) -> tuple[SelfTestResult, ...]:
        """The newest result of each test as of the start; nothing where the disk does not say it soon."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_PATIENCE):
                await self._ready.wait()
        return self._last

    def history(self, limit: int) -> tuple[tuple[CallEvent, ...], tuple[SelfTestResult, ...]]:
        """The newest events and tests, newest first. It blocks: call it from a thread. Raises sqlite3.Error."""
        return record_file.history(self._path, limit)

    async def run(self) -> None:
        """Write until cancelled, then what is left."""
        loop = asyncio.get_running_loop()
        over = asyncio.Event()

        def tell(happened: asyncio.Event) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(happened.set)

        def work() -> None:
            try:
                self._work(lambda: tell(self._ready))
            finally:
                tell(over)

        thread = threading.Thread(target=work, name="record", daemon=True)
        thread.start()
        try:
            await over.wait()
            raise RuntimeError("the record's thread has met a bug")  # which threading.excepthook has told
        finally:
            with self._news:
                self._ending = True
                self._news.notify()
            thread.join(END_PATIENCE)
            if thread.is_alive():
                log.warning("the disk does not take the last rows of the record in time")

    def _put(self, row: Row) -> None:
        with self._news:
            full = len(self._rows) >= ROWS_WAITING
            if not full:
                self._rows.append(row)
                self._news.notify()
        if full and not self._dropping:
            log.warning("the disk is too slow: the record of calls loses rows")
        self._dropping = full

    # In the thread.

    def _work(self, ready: Callable[[], None]) -> None:
        """Write until the end, through every fault of the disk."""
        while not self._written(ready):
            with self._news:
                if self._news.wait_for(lambda: self._ending, self._reopen):
                    return

    def _written(self, ready: Callable[[], None]) -> bool:
        """Write until the end: True; or until the disk fails: False."""
        try:
            with contextlib.closing(record_file.opened(self._path, self._wall())) as connection:
                self._last = record_file.last_tests(connection)
                ready()
                self._write(connection)
        except BUGS:
            raise
        except (sqlite3.DatabaseError, OSError) as error:
            if not self._failing:
                log.warning("the record of calls cannot be written: %s", error)
            self._failing = True
            return False
        return True

    def _write(self, connection: sqlite3.Connection) -> None:
        """Write what comes until the end. What is not committed stays in `_rows`. Raises sqlite3.Error."""
        forget_at = time.monotonic()
        ending = False
        while not ending:
            if time.monotonic() >= forget_at:
                record_file.forget(connection, self._wall())
                forget_at += FORGET
            with self._news:
                self._news.wait_for(lambda: self._rows or self._ending, FORGET)
                rows, ending = tuple(self._rows), self._ending
            record_file.write(connection, rows)
            with self._news:
                for _ in rows:
                    self._rows.popleft()
            if self._failing:
                log.info("the record of calls is written again")
            self._failing = False

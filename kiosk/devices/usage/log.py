"""The usage log of the running kiosk: anything may be recorded at any time, one thread brings it to the disk."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from kiosk.devices.usage.keeper import Keeper
from kiosk.devices.usage.rows import Noted, Tally, noted
from kiosk.devices.usage.steady import Steady
from kiosk.devices.usage.store import Writer
from kiosk.devices.usage.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kiosk.devices.usage.faults import Trouble
    from kiosk.devices.usage.waiting import Numbered
    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.catalogue import Event
    from kiosk.domain.usage.entries import Scored

AT_ONCE = 1_000
"""Events that one commit takes."""
RETRY_SECONDS = 10.0
FIRST_TIDYING = 600.0
TIDYING = 3600.0
END_SECONDS = 5.0
"""How long the end of the program waits for a slow disk."""

log = logging.getLogger(__name__)


class UsageLog:
    """Keeps events in `file`. Only `stop` and `flush` wait for anything; no disk and no broken file raises.

    What is recorded is committed at once, with all that came while the last commit ran; `flush` tells when.
    While the disk fails, up to 10,000 events wait in memory, and it is tried again every `retry_seconds`.
    `cap_megabytes`: the oldest is cut back where the file grows beyond. What is kept how long: see `retention`.
    """

    def __init__(
        self,
        file: Path,
        *,
        boot_id: str,
        version: str,
        cap_megabytes: int = 200,
        retry_seconds: float = RETRY_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keeper = Keeper(file, Writer(boot_id, version), cap_megabytes * 2**20)
        self._retry_seconds = retry_seconds
        self._monotonic = monotonic
        self._waiting = Waiting()
        self._writing: list[Numbered] = []
        self._steady = Steady()
        self._tidy_at = monotonic() + FIRST_TIDYING
        self._lock = threading.Lock()
        self._news = threading.Condition(self._lock)
        self._written = threading.Condition(self._lock)
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="usage-log", daemon=True)

    @property
    def trouble(self) -> Trouble:
        """What is wrong with the log now; "" where nothing is."""
        return self._keeper.trouble

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what waits and end; a disk that hangs is not waited for long."""
        with self._lock:
            self._ending = True
            self._news.notify()
        if self._thread.is_alive():
            self._thread.join(END_SECONDS)
            if self._thread.is_alive():
                log.warning("the disk does not take the last of the usage log in time")

    def record(self, what: Event, at: Instant) -> None:
        """Keep an event that happened at `at`, from any thread."""
        self._put(noted(what, at), at)

    def add_scores(self, scores: Sequence[Scored], at: Instant) -> None:
        """Add to the sums of predictions by day, route and bin, from any thread."""
        self._put(Tally(tuple(scores), at), at)

    def flush(self, limit: float) -> bool:
        """Wait up to `limit` seconds until all recorded so far is on the disk; whether it is."""
        with self._lock:
            last, dropped = self._waiting.last, self._waiting.dropped
            there = self._written.wait_for(lambda: self._first_unwritten() > last, limit)
            return there and self._waiting.dropped == dropped

    def _put(self, item: Noted | Tally, at: Instant) -> None:
        with self._lock:
            self._waiting.append(item)
            self._steady.see(at, self._monotonic())
            self._news.notify()

    def _first_unwritten(self) -> int:
        return self._writing[0][0] if self._writing else self._waiting.oldest()

    # In the thread.

    def _run(self) -> None:
        """Write until the end, then what is left."""
        well, more = self._keeper.open(), False
        while self._rested(well, more):
            well = self._write()
            more = well and self._tidied()
        while self._write() and self._waiting:
            pass
        self._keeper.close()

    def _rested(self, well: bool, more: bool) -> bool:
        """Wait until there is something to do; False where it is to end."""
        with self._lock:
            if not well:
                self._news.wait_for(lambda: self._ending, self._retry_seconds)
            elif not more:
                until = max(0.0, self._tidy_at - self._monotonic())
                until = min(until, self._retry_seconds) if self._keeper.ails else until
                self._news.wait_for(lambda: self._ending or len(self._waiting) > 0, until)
            return not self._ending

    def _write(self) -> bool:
        """Commit what waits; whether it is on the disk."""
        with self._lock:
            self._writing = self._waiting.take(AT_ONCE)
            lost, now = self._waiting.take_lost(), self._steady.latest(self._monotonic())
        if lost:
            self._keeper.lost(lost)
        numbers = [number for number, _ in self._writing]
        well = self._keeper.write([item for _, item in self._writing], now, numbers)
        with self._lock:
            if not well:
                self._waiting.put_back(self._writing)
            self._writing = []
            self._written.notify_all()
        return well

    def _tidied(self) -> bool:
        """Take one bite of what has to go, where it is time to; whether there is more."""
        if self._monotonic() < self._tidy_at:
            return False
        with self._lock:
            now = self._steady.sure(self._monotonic())
        if self._keeper.tidy(now):
            return True
        with self._lock:
            self._steady.begin()
        self._tidy_at = self._monotonic() + TIDYING
        return False

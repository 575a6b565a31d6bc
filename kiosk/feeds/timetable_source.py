"""Keeps the timetable file of the stop up to date: looks at the feed, and imports it when it has changed.

The import is a process of its own at low priority, so that the screen never waits for it. A feed that is broken
or cannot be reached leaves the timetable that is there, and is tried again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import random as chance
import subprocess
import threading
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kiosk.feeds.errors import FetchError
from kiosk.feeds.fetch import download
from kiosk.feeds.line import Line
from kiosk.feeds.source import NO_VALIDATORS, Downloaded, Validators
from kiosk.feeds.timetable_file import TimetableError, TimetableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kiosk.feeds.source import Source

NICENESS = 10
FIRST_BACK_OFF = 30.0
STOP_PATIENCE = 5.0
FEED_FILE = "feed.zip"
MEMORY_FILE = "feed.json"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TimetableState:
    """What a look at the feed found: `renewed` tells of a new timetable file, `fault` in one sentence why not."""

    renewed: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Memory:
    """Which version of the feed the timetable file was made of; empty when that is not known."""

    validators: Validators = NO_VALIDATORS
    sha256: str = ""


class TimetableSource:
    """One thread that renews the timetable of `stop_ids` in `folder` from the feed at `source`.

    `import_command` starts this program; `publish` is called in the thread after every look. `interval` is in
    seconds; `wait` waits for at most so many, less when the source is stopped.
    """

    def __init__(
        self,
        source: Source,
        stop_ids: Sequence[str],
        folder: Path,
        import_command: Sequence[str],
        publish: Callable[[TimetableState], None],
        *,
        interval: float,
        random: Callable[[], float] = chance.random,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._source = source
        self._stop_ids = tuple(stop_ids)
        self._folder = folder
        self._import_command = tuple(import_command)
        self._publish = publish
        self._interval = interval
        self._random = random
        self._stopped = threading.Event()
        self._awake = threading.Event()
        self._wait = wait or self._awake.wait
        self._line = Line()
        self._child: subprocess.Popen[str] | None = None
        self._failures = 0
        self._fault = ""
        self._thread = threading.Thread(target=self._run, name="timetable source", daemon=True)

    def start(self) -> None:
        """Look at the feed, at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the look that runs, a download or an import, publish nothing more, and wait for the thread."""
        self._stopped.set()
        self._awake.set()
        self._line.hang_up()
        if child := self._child:
            child.terminate()
        self._thread.join(STOP_PATIENCE)
        if self._thread.is_alive():
            log.warning("the timetable source does not stop and is left behind")

    def look_again(self) -> None:
        """Look now, however long it was to wait: what made it fail may be over."""
        self._failures = 0
        self._awake.set()

    @property
    def importing(self) -> bool:
        """Whether a new timetable is being read in at the moment."""
        return self._child is not None

    def _run(self) -> None:
        while not self._stopped.is_set():
            state = self._look()
            if self._stopped.is_set():
                return
            self._tell(state)
            self._wait(self._seconds_to_wait(state))
            if not self._stopped.is_set():
                self._awake.clear()

    def _look(self) -> TimetableState:
        """Ask for the feed and import it if it is not the one we have."""
        known = self._remembered()
        line = self._line = Line()
        if self._stopped.is_set():
            line.hang_up()
        try:
            found = download(self._source, self._folder / FEED_FILE, known.validators, line)
        except FetchError as error:
            return TimetableState(fault=error.sentence)
        if not isinstance(found, Downloaded):
            return TimetableState()
        renewed = found.sha256 != known.sha256
        try:
            fault = self._import(found.path) if renewed else ""
        finally:
            found.path.unlink(missing_ok=True)
        if fault:
            return TimetableState(fault=fault)
        self._remember(_Memory(found.validators, found.sha256))
        return TimetableState(renewed=renewed)

    def _import(self, feed: Path) -> str:
        """Import `feed` in a child; why it failed in one sentence, "" when it did not."""
        words = [*self._import_command, "import", "--gtfs", str(feed), "--out", str(self._folder)]
        for stop_id in self._stop_ids:
            words += ["--stop", stop_id]
        with subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as child:
            self._child = child
            with contextlib.suppress(OSError):  # a system that forbids it, or a child that is dead already
                os.setpriority(os.PRIO_PROCESS, child.pid, NICENESS)
            if self._stopped.is_set():
                child.terminate()
            said = child.communicate()[1].strip().splitlines()
            self._child = None
        if child.returncode == 0:
            return ""
        return said[-1] if said else f"the import ended with code {child.returncode}"

    def _tell(self, state: TimetableState) -> None:
        """Publish `state`; log what is new about it."""
        if state.fault and state.fault != self._fault:
            log.warning("the timetable is not renewed: %s", state.fault)
        elif self._fault and not state.fault:
            log.info("the timetable's feed works again")
        if state.renewed:
            log.info("there is a new timetable")
        self._fault = state.fault
        self._publish(state)

    def _seconds_to_wait(self, state: TimetableState) -> float:
        """The interval; after a failure first a short while, ever longer, and by chance."""
        self._failures = self._failures + 1 if state.fault else 0
        if not self._failures:
            return self._interval
        longest = FIRST_BACK_OFF * 2.0 ** min(self._failures - 1, 16)
        return min(self._interval, longest * (0.5 + self._random() / 2))

    @property
    def _wanted(self) -> str:
        """Names what the timetable file was made of and for: another feed or stop means another import."""
        return hashlib.sha256("\n".join((self._source.url, *self._stop_ids)).encode()).hexdigest()

    def _remembered(self) -> _Memory:
        """The version of the feed that the timetable file was made of, nothing where that is not certain."""
        try:
            memory = json.loads((self._folder / MEMORY_FILE).read_text())
            if memory["wanted"] == self._wanted and self._has_timetable():
                return _Memory(Validators(memory["etag"], memory["last_modified"]), memory["sha256"])
        except (OSError, ValueError, KeyError, TypeError):
            log.debug("no memory of the last feed")
        return _Memory()

    def _has_timetable(self) -> bool:
        """Whether there is a timetable which this program can read: one damaged or outdated is made anew."""
        try:
            return any(TimetableFile(path).read(0, 1) for path in self._folder.glob("*.sqlite"))
        except TimetableError as error:
            log.warning("%s", error)
            return False

    def _remember(self, memory: _Memory) -> None:
        known = {"wanted": self._wanted, "sha256": memory.sha256, **asdict(memory.validators)}
        try:
            (self._folder / MEMORY_FILE).write_text(json.dumps(known))
        except OSError as error:
            log.warning("the version of the feed is not kept, it will be imported again: %s", error.strerror)

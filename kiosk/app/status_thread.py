"""The thread in which a running screen reads its machine, and writes its status down for others."""

from __future__ import annotations

import logging
import queue
import threading
import time
from typing import TYPE_CHECKING

from kiosk.devices import status_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.domain.maintenance.fact_list import Read

WATCHED, USUALLY = 5.0, 30.0
"""Seconds between two readings: while somebody looks, and else."""
SETTLING = 60.0
"""Seconds after the start in which much is still on its way: it is read as if somebody looked."""
STOP_PATIENCE = 1.0
"""Seconds: an agent that hangs may hold the thread for longer, but not the end of the program."""

log = logging.getLogger(__name__)


class StatusThread:
    """Calls `read` again and again and gives what came of it to `give`, in this thread; writes what it is told.

    A thread of its own: an emergency agent that hangs is waited for, and nobody else's work may wait with it.
    """

    def __init__(self, read: Callable[[], Read], give: Callable[[Read], None], file: Path | None) -> None:
        self._read = read
        self._give = give
        self._file = file
        self._waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._stopping = False
        self._watched = False
        self._failing = False
        self._began = 0.0
        self._thread = threading.Thread(target=self._run, name="status", daemon=True)

    def start(self) -> None:
        """Begin, at once."""
        self._began = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """End the thread, or leave it behind where an agent hangs; take the file away. Nothing more is given."""
        self._stopping = True
        self._waiting.put("")
        self._thread.join(STOP_PATIENCE)
        if self._thread.is_alive():
            log.warning("the reading of the status does not stop and is left behind")
        if self._file is not None:
            self._remove(self._file)

    def watch(self, *, watched: bool) -> None:
        """Tell whether somebody looks: then it is read at once, and more often."""
        begins = watched and not self._watched
        self._watched = watched
        if begins:
            self._waiting.put("")

    def keep(self, text: str) -> None:
        """Write `text` down."""
        self._waiting.put(text)

    def _run(self) -> None:
        while not self._stopping:
            read = self._read()
            if not self._stopping:  # else nobody may be there any more to give it to
                self._give(read)
                self._rest()

    def _rest(self) -> None:
        """Write what comes until it is time to read again, or somebody wants it now."""
        began = time.monotonic()
        while not self._stopping:
            soon = self._watched or began < self._began + SETTLING
            left = began + (WATCHED if soon else USUALLY) - time.monotonic()
            try:
                text = self._waiting.get(timeout=max(left, 0))
            except queue.Empty:
                return
            if not text:
                return
            self._write(text)

    def _write(self, text: str) -> None:
        if self._file is None:
            return
        try:
            status_file.write(self._file, text)
        except OSError as error:
            if not self._failing:
                log.warning("the status cannot be written to %s: %s", self._file, error.strerror or error)
            self._failing = True
        else:
            if self._failing:
                log.info("the status can be written again")
            self._failing = False

    def _remove(self, file: Path) -> None:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            log.warning("the status at %s cannot be removed: %s", file, error.strerror)

"""Work that may take its time, done beside the screen's thread one piece after the other."""

from __future__ import annotations

import logging
import queue
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

ResultT = TypeVar("ResultT")

PATIENCE = 3.0
"""Seconds that `stop` waits for what runs: a broken USB stick or a mixer that hangs may never answer."""

log = logging.getLogger(__name__)


class Background(QObject):
    """`run` does a piece of work in a thread of its own and gives what came of it to the screen's thread.

    An error of the work is raised in the screen's thread: a bug there ends the program like any other. The thread
    is made for the first piece. `patience`: see `PATIENCE`.
    """

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None, *, patience: float = PATIENCE) -> None:
        super().__init__(parent)
        self._patience = patience
        self._waiting: queue.SimpleQueue[Callable[[], Callable[[], None]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._done.connect(self._give)
        self._stopping = False

    def run(self, work: Callable[[], ResultT], give: Callable[[ResultT], None]) -> None:
        """Do `work`, then call `give` with its result in the screen's thread."""
        if self._stopping:
            return
        if self._thread is None:
            # A daemon: a piece that never ends must not keep the program from ending.
            self._thread = threading.Thread(target=self._work, name="background", daemon=True)
            self._thread.start()
        self._waiting.put(lambda: _outcome(work, give))

    def stop(self) -> None:
        """Wait for what runs, but not for ever, and drop what waits; nothing is given any more."""
        self._stopping = True
        if self._thread is None:
            return
        self._waiting.put(None)
        self._thread.join(self._patience)
        if self._thread.is_alive():
            log.warning("work beside the screen does not end and is left behind")

    def _work(self) -> None:
        while (piece := self._waiting.get()) is not None and not self._stopping:
            outcome = piece()
            if not self._stopping:
                self._done.emit(outcome)
            # What they hold, a picture of 8 MB perhaps, would otherwise live until the next piece comes.
            del piece, outcome

    @Slot(object)
    def _give(self, outcome: Callable[[], None]) -> None:
        if not self._stopping:
            outcome()


def _outcome(work: Callable[[], Any], give: Callable[[Any], None]) -> Callable[[], None]:
    """What is to be done in the screen's thread once `work` is done: give its result, or raise its error."""
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001  raised where a bug ends the program
        caught = error

        def fail() -> None:
            raise caught

        return fail
    return lambda: give(result)

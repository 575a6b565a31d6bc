"""Work that may take its time, done beside the screen's thread one piece after the other."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

ResultT = TypeVar("ResultT")


class Background(QObject):
    """`run` does a piece of work in a thread of its own and gives what came of it to the screen's thread.

    An error of the work is raised in the screen's thread: a bug there ends the program like any other.
    """

    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "background")
        self._done.connect(self._give)
        self._stopping = False

    def run(self, work: Callable[[], ResultT], give: Callable[[ResultT], None]) -> None:
        """Do `work`, then call `give` with its result in the screen's thread."""
        if self._stopping:
            return
        future = self._pool.submit(work)
        future.add_done_callback(lambda done: self._done.emit(done, give))

    def stop(self) -> None:
        """Wait for what runs and drop what waits; nothing is given any more."""
        self._stopping = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object, object)
    def _give(self, done: Future[Any], give: Callable[[Any], None]) -> None:
        if not self._stopping and not done.cancelled():
            give(done.result())

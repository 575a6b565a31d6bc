"""Steps of the drill that may hang: each runs in a thread of its own, and what it found is fetched from here."""

from __future__ import annotations

import threading
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.maintenance.drill import Finding, Step

    Found: TypeAlias = tuple[Step, int, Finding]


class Beside:
    """Runs work beside the screen's thread. What hangs is left behind: nothing can end a dead disk's answer."""

    def __init__(self) -> None:
        self._found: SimpleQueue[Found | BaseException] = SimpleQueue()

    def run(self, step: Step, tries: int, work: Callable[[], Finding]) -> None:
        """Do `work`, the try of this number of `step`."""

        def run() -> None:
            try:
                self._found.put((step, tries, work()))
            except BaseException as bug:  # noqa: BLE001  raised in the screen's thread
                self._found.put(bug)

        threading.Thread(target=run, name=f"drill {step}", daemon=True).start()

    def here(self, step: Step, tries: int, work: Callable[[], Finding]) -> None:
        """Do `work` at once, in this thread."""
        self._found.put((step, tries, work()))

    def found(self) -> list[Found]:
        """What was found since the last time. A bug of the work is raised."""
        found: list[Found] = []
        while True:
            try:
                one = self._found.get_nowait()
            except Empty:
                return found
            if isinstance(one, BaseException):
                raise one
            found.append(one)

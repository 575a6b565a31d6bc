"""That this program was told to end: heard from the first moment on, and acted upon where that does no harm."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class ToldToEnd:
    """Hears SIGTERM and SIGINT from `listen` on, in the main thread.

    An exception raised in the midst of an import or of Qt would leave half a program behind.
    """

    def __init__(self) -> None:
        self.heard = False
        """Whether it was told."""
        self._end: Callable[[], object] | None = None

    def listen(self) -> None:
        """Hear them from now on."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._hear())

    def then(self, end: Callable[[], object]) -> None:
        """What is to be done when it is told; at once where that was before."""
        self._end = end
        if self.heard:
            end()

    def _hear(self) -> None:
        self.heard = True
        if self._end is not None:
            self._end()

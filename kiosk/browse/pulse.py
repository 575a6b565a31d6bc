"""Signs of life: the window tells its supervisor that its loop turns, and asks the page whether it answers."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

PULSE_MS = 250


class Answers:
    """Whether a page still answers: of the questions it was asked, how old is the oldest one without an answer.

    `patience` in seconds. A later answer settles every earlier question: what a page was asked while it was left
    for another one is never answered.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._number = 0
        self._looked: float | None = None
        self._open: deque[tuple[int, float]] = deque()

    def ask(self, now: float) -> int:
        """The number of the next question."""
        self._number += 1
        self._open.append((self._number, now))
        return self._number

    def answered(self, number: int) -> None:
        """The page answered that question."""
        while self._open and self._open[0][0] <= number:
            self._open.popleft()

    def silent(self, now: float) -> bool:
        """Whether the page has not answered for longer than `patience`; to be asked often.

        Where we ourselves stood still meanwhile, its answers wait for us to read them.
        """
        late = self._looked is not None and now - self._looked > self._patience / 2
        self._looked = now
        if late:
            self._open.clear()
        return bool(self._open) and now - self._open[0][1] > self._patience


class Pulse(QObject):
    """Says `{"pulse": n}` four times a second, from the loop that also draws and hears touches."""

    def __init__(self, say: Callable[[dict[str, object]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._say = say
        self._beats = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(PULSE_MS)

    @Slot()
    def _beat(self) -> None:
        self._beats += 1
        self._say({"pulse": self._beats})

"""What waits in memory for the disk: so much of it and no more, and what may be lost first is lost first."""

from __future__ import annotations

from collections import deque
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from kiosk.devices.usage.rows import Noted, Tally
from kiosk.domain.usage.catalogue import Purpose

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 10_000
Numbered: TypeAlias = "tuple[int, Noted | Tally]"


class Waiting:
    """What was noted and is not on the disk yet, in order. Not for two threads at once.

    Where more than `most` waits, the oldest of what passengers do is dropped, then the oldest of what the kiosk
    did; what was done in the service menu and steps of calls never. `last` is the number of what came last,
    `dropped` counts what was ever dropped.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._usage: deque[Numbered] = deque()
        self._operation: deque[Numbered] = deque()
        self._kept: deque[Numbered] = deque()
        self.last = 0
        self.dropped = 0
        self._told = 0

    def __len__(self) -> int:
        return len(self._usage) + len(self._operation) + len(self._kept)

    def append(self, item: Noted | Tally) -> None:
        """Put `item` behind all others."""
        self.last += 1
        self._lane(item).append((self.last, item))
        if len(self) > self._most:
            self._drop()

    def take(self, most: int) -> list[Numbered]:
        """The first `most`, oldest first; they wait no longer."""
        lanes = (self._usage, self._operation, self._kept)
        taken = list(islice(merge(*lanes, key=lambda numbered: numbered[0]), most))
        for _, item in taken:
            self._lane(item).popleft()
        return taken

    def put_back(self, taken: Sequence[Numbered]) -> None:
        """Let wait again, before all others, what was taken and could not be written."""
        for number, item in reversed(taken):
            self._lane(item).appendleft((number, item))
        while len(self) > self._most and (self._usage or self._operation):
            self._drop()

    def oldest(self) -> int:
        """The number of the first that waits, or of the one that will come next."""
        lanes = (self._usage, self._operation, self._kept)
        return min((lane[0][0] for lane in lanes if lane), default=self.last + 1)

    def take_lost(self) -> int:
        """How many were dropped since this was last asked."""
        lost, self._told = self.dropped - self._told, self.dropped
        return lost

    def _lane(self, item: Noted | Tally) -> deque[Numbered]:
        if isinstance(item, Tally):
            return self._operation
        purpose = item.event.purpose
        if purpose.rounded:
            return self._usage
        return self._operation if purpose is Purpose.OPERATION else self._kept

    def _drop(self) -> None:
        lane = self._usage or self._operation
        if lane:
            lane.popleft()
            self.dropped += 1

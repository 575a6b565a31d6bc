"""What a program that dies again and again leaves out at its next start: rung by rung, and never everything.

Three disorderly ends within five minutes lead one rung down. On the lowest rung it is tried for ever: nothing
leads out of the program.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from kiosk.domain.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

DEATHS = 3
WITHIN = 300.0
"""Seconds in which so many deaths are no accident."""
LEAVES = 3
"""How often, until the machine is started anew, the program leaves safe mode by itself."""


class Rung(IntEnum):
    """How much of the screen is started."""

    USUAL = 0
    SAFE = 1
    """Safe mode: settings that ran well, no caches, no services, no usage log, no pictures of the screen."""
    PLAIN = 2
    """Safe mode that died too: of the settings the stop's own words and the emergency call, and no data at all."""
    BARE = 3
    """Nothing of the settings either; the call where an emergency agent answers, which reads its own."""
    ALONE = 4
    """Nothing but the screen itself: no emergency agent is listened to."""


LOWEST = max(Rung)


@dataclass(frozen=True, slots=True)
class Start:
    """A start at the second `at` of a clock that never steps. `end`: how it was told to end, "" if it was not."""

    at: float
    rung: Rung
    end: str = ""


LEFT = "left"
"""The end of a start in safe mode that ran well and gave the whole screen another try."""


def rung(starts: Sequence[Start], now: float) -> Rung:
    """Where the next start stands, after `starts`, the oldest first; none of them is running at `now`.

    An end that was told leads back to the usual: somebody has seen to it, or wants to try.
    """
    if not starts or starts[-1].end:
        return Rung.USUAL
    last = starts[-1].rung
    ends = [*(start.at for start in starts[1:]), now]
    deaths = 0
    for start, end in zip(reversed(starts), reversed(ends), strict=True):
        if start.end or start.rung is not last or now - end > WITHIN:
            break
        deaths += 1
    return Rung(min(last + (deaths >= DEATHS), LOWEST))


def may_leave(starts: Sequence[Start]) -> bool:
    """Whether safe mode may once more be left without anybody's doing."""
    return sum(start.end == LEFT for start in starts) < LEAVES

"""How long the PIN pad stays closed after wrong tries, so that nobody finds the PIN by trying.

Five tries are free; then 15 s, doubled by each further one, up to an hour. A try counts before it is looked at,
and only the right PIN takes the count back. Only the count is kept: a wait is measured from the last try or, if
that is later, from the start of the program, on a clock that nobody can set. So no restart, no reboot and no wall
clock makes a try cheaper: a year holds 8,771 of them, less than a hundredth of all PINs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

FREE = 5
FIRST = 15
"""Seconds to wait after the last free try."""
LONGEST = 3600
MOST = 2**31
"""A count that is never passed: the log holds no larger one."""
UNKNOWN = FREE + (LONGEST // FIRST).bit_length()
"""What counts as tried where nobody knows how many tries there were: so many that the wait is the longest."""


@dataclass(frozen=True, slots=True)
class Lockout:
    """Tries since the last right PIN; `since`: seconds of a steady clock at the last one, or at the start."""

    tries: int
    since: float


def wait_after(tries: int) -> int:
    """Seconds to wait after this many tries without the right PIN."""
    if tries < FREE:
        return 0
    return min(FIRST << min(tries - FREE, 16), LONGEST)


def left(lockout: Lockout, now: float, *, kept: bool = True) -> int:
    """Whole seconds to wait before the next try, rounded up.

    Not `kept`: the count cannot be written, and a restart would forget it. There is one try an hour then, the
    first an hour after the start: what is forgotten was worth no more, and nobody is locked out for ever.
    """
    wait = wait_after(lockout.tries) if kept else LONGEST
    return min(max(0, math.ceil(lockout.since + wait - now)), wait)


def counted(lockout: Lockout, now: float) -> Lockout:
    """One more try is made."""
    return Lockout(min(lockout.tries + 1, MOST), now)


def forgiven(lockout: Lockout) -> Lockout:
    """The PIN was right."""
    return Lockout(0, lockout.since)

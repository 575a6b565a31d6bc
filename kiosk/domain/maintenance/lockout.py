"""How long the PIN pad stays closed after wrong tries, so that nobody finds the PIN by trying.

Five tries are free; then 15 s, doubled by each further one, up to an hour. A try counts before it is looked at,
and only the right PIN takes the count back. Waits are measured on a clock that counts from the machine's start and
that nobody can set; after another start the wait begins anew. So no restart, no reboot and no wall clock makes a try
cheaper: a year of them holds 8,772 tries, less than a hundredth of all PINs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

FREE = 5
FIRST = 15
"""Seconds to wait after the last free try."""
LONGEST = 3600
MOST = 2**31
"""A count that is never passed: the log holds no larger one."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds since this start of the machine, and which start that is ("" where the system tells no id)."""

    boot_id: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Lockout:
    """Tries since the last right PIN, and when the last of them was counted."""

    tries: int
    at: Moment


def wait_after(tries: int) -> int:
    """Seconds to wait after this many tries without the right PIN."""
    if tries < FREE:
        return 0
    return min(FIRST << min(tries - FREE, 16), LONGEST)


def left(lockout: Lockout, now: Moment) -> int:
    """Whole seconds to wait before the next try, rounded up. `lockout` must be of this start: see `resumed`."""
    wait = wait_after(lockout.tries)
    return min(max(0, math.ceil(lockout.at.seconds + wait - now.seconds)), wait)


def counted(lockout: Lockout, now: Moment) -> Lockout:
    """One more try is made."""
    return Lockout(min(lockout.tries + 1, MOST), now)


def resumed(lockout: Lockout, now: Moment) -> Lockout:
    """What was kept, after the program started again: of another start of the machine, the wait begins anew."""
    same = lockout.at.boot_id == now.boot_id != "" and lockout.at.seconds <= now.seconds
    return lockout if same else replace(lockout, at=now)


def unknown(now: Moment) -> Lockout:
    """What was kept cannot be read: the longest wait, and no free tries after it."""
    tries = FREE
    while wait_after(tries) < LONGEST:
        tries += 1
    return Lockout(tries, now)


def left_unkept(last: Moment, now: Moment) -> int:
    """Seconds to wait where tries cannot be kept: one an hour, the first an hour after the program started.

    `last` is the later of that start and the last try. What is forgotten by a restart is worth nothing then.
    """
    return min(max(0, math.ceil(last.seconds + LONGEST - now.seconds)), LONGEST)

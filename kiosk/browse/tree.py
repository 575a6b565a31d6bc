"""The processes of a session: found, measured and ended, whoever started them and wherever they put themselves.

As a child subreaper the supervisor is the parent of every process whose own parent died, so that nothing of a
session can hide from it. Source: prctl(2), PR_SET_CHILD_SUBREAPER; proc(5).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

PROC = Path("/proc")
KILOBYTE = 1024
PAGE = os.sysconf("SC_PAGE_SIZE")
_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36
_LIBC = ctypes.CDLL(None, use_errno=True)


class Process(NamedTuple):
    """One process; `session` is the pid of the one that began its session, `started` in ticks since the boot."""

    pid: int
    parent: int
    session: int
    started: int


def adopt_orphans() -> None:
    """Become the parent of every descendant whose parent dies; to be called once."""
    _prctl(_SET_CHILD_SUBREAPER, 1)


def die_with(parent: int) -> None:
    """Let Linux kill this process when the thread that started it dies; `parent` is that thread's process."""
    _prctl(_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we could say so
        os.kill(os.getpid(), signal.SIGKILL)


def processes() -> list[Process]:
    """Every process of this machine."""
    found = (process(int(entry)) for entry in os.listdir(PROC) if entry.isdigit())  # noqa: PTH208  four a second
    return [one for one in found if one is not None]


def process(pid: int) -> Process | None:
    """The process of that number, None where there is none any more."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123  a Path each would cost more than the reading
            fields = file.read().rpartition(b")")[2].split()  # the name before it may hold anything
    except OSError:
        return None
    return Process(pid, int(fields[1]), int(fields[3]), int(fields[19])) if len(fields) > 19 else None


def descendants(ancestor: int) -> list[int]:
    """The pids of everything that came from `ancestor`, without itself."""
    children: dict[int, list[int]] = defaultdict(list)
    for one in processes():
        children[one.parent].append(one.pid)
    found = list(children[ancestor])
    for pid in found:  # grows while it is walked
        found.extend(children[pid])
    return found


def memory(pids: Iterable[int]) -> int:
    """Bytes of memory that these processes take: what they share with each other counts once."""
    return sum(map(_memory, pids))


def _memory(pid: int) -> int:
    """The proportional share of one process; where that is a secret, what it shares with nobody."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", "rb") as file:  # noqa: PTH123  as above
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * KILOBYTE
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123  as above
            _, resident, shared, *_ = map(int, file.read().split())
    except (OSError, ValueError):  # gone, or a zombie, which has no memory
        return 0
    return (resident - shared) * PAGE


def reap() -> dict[int, int]:
    """Take note of children that have died: their pids and exit codes, the signal's number below zero."""
    dead: dict[int, int] = {}
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            dead[pid] = os.waitstatus_to_exitcode(status)
    return dead


def end_all(seconds: float) -> list[int]:
    """Kill everything that came from this process, which adopts orphans; who is left.

    Only what the kernel itself will not let go of is left when the seconds are over.
    """
    until = time.monotonic() + seconds
    reap()
    while left := descendants(os.getpid()):
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        remaining = until - time.monotonic()
        if remaining <= 0:
            return left
        _wait_for_one(left, remaining)
        reap()
    return []


def _wait_for_one(pids: Iterable[int], seconds: float) -> None:
    """Until one of them has died, or for that long; a short look where none can be waited for."""
    poll = select.poll()
    opened: list[int] = []
    for pid in pids:
        with contextlib.suppress(OSError):  # dead by now
            opened.append(os.pidfd_open(pid))
            poll.register(opened[-1], select.POLLIN)
    try:
        poll.poll(min(seconds, 0.05) * 1000)
    finally:
        for fd in opened:
            os.close(fd)


def _prctl(option: int, value: int) -> None:
    if _LIBC.prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")

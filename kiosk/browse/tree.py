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
    from collections.abc import Iterable, Sequence

PROC = Path("/proc")
KILOBYTE = 1024
LOOK_AGAIN = 0.1
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


def takes_more(pids: Sequence[int], most: int) -> bool:
    """Whether these processes take more bytes of memory than `most`; what they share with each other counts once.

    The kernel walks through every page to tell a process's share, so it is asked only where even all they have
    mapped is more than that.
    """
    return sum(map(_mapped, pids)) > most and sum(map(_share, pids)) > most


def _mapped(pid: int) -> int:
    resident, _ = _resident(pid)
    return resident


def _share(pid: int) -> int:
    """The proportional share of one process; where that is a secret, what it shares with nobody."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", "rb") as file:  # noqa: PTH123  as above
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * KILOBYTE
    except OSError:
        resident, shared = _resident(pid)
        return resident - shared
    return 0  # a zombie has no memory


def _resident(pid: int) -> tuple[int, int]:
    """Bytes that a process has mapped, and those of them that others may have too; none where it is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123  as above
            _, resident, shared, *_ = map(int, file.read().split())
    except OSError:
        return 0, 0
    return resident * PAGE, shared * PAGE


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
        remaining = until - time.monotonic()
        if remaining <= 0:
            return left
        end(left, min(remaining, LOOK_AGAIN))  # one of them may have begun another meanwhile
        reap()
    return []


def end(pids: Iterable[int], seconds: float) -> None:
    """Kill these processes and wait until they are dead, at most for so long."""
    until = time.monotonic() + seconds
    dying: list[int] = []
    for pid in pids:
        with contextlib.suppress(OSError):  # dead by now, or another user's
            dying.append(os.pidfd_open(pid))
            os.kill(pid, signal.SIGKILL)
    for fd in dying:
        _wait(fd, until - time.monotonic())
        os.close(fd)


def _wait(fd: int, seconds: float) -> None:
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    poll.poll(max(seconds, 0.0) * 1000)


def _prctl(option: int, value: int) -> None:
    if _LIBC.prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")

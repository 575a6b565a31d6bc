"""An agent that holds its place and does nothing any more: it is ended by whoever wants to start another."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
from collections.abc import Iterator
from pathlib import Path

from kiosk.sos.own_socket import lock_of

PROC = Path("/proc")
GONE_WITHIN = 5.0
"""Seconds for the system to take down a process that was killed."""


def end_holder(path: Path) -> bool:
    """Kill the agent that holds the place of the socket at `path`; whether the place is free now.

    Only a process of our own user that is an emergency agent is killed, never one whose number is a guess.
    """
    try:
        lock = os.open(lock_of(path), os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        if not _is_free(lock):
            _kill(os.read(lock, 20).decode("ascii", "replace").strip())
        return _is_free(lock)
    finally:
        os.close(lock)


def _is_free(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    fcntl.flock(lock, fcntl.LOCK_UN)
    return True


def _kill(pid: str) -> None:
    if not pid.isdecimal():
        return
    with contextlib.suppress(OSError), _process(int(pid)) as process:  # OSError: it has just ended
        # Looked at once the process is held, so that its number can be no other's.
        if _is_our_agent(PROC / pid):
            signal.pidfd_send_signal(process, signal.SIGKILL)
            select.select([process], [], [], GONE_WITHIN)


@contextlib.contextmanager
def _process(pid: int) -> Iterator[int]:
    process = os.pidfd_open(pid)
    try:
        yield process
    finally:
        os.close(process)


def _is_our_agent(process: Path) -> bool:
    """Source: proc(5), cmdline, and status with its real, effective, saved and file system user."""
    told = process.joinpath("status").read_text(errors="replace").splitlines()
    users = next((line.split()[1:] for line in told if line.startswith("Uid:")), [])
    words = process.joinpath("cmdline").read_bytes().split(b"\0")
    return set(users) == {str(os.geteuid())} and b"sos" in words

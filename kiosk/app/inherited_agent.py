"""An emergency agent that this very process started before it started itself anew: still its child."""

from __future__ import annotations

import os
import select
import signal
import subprocess
from pathlib import Path

from kiosk.sos.own_socket import lock_of

PROC = Path("/proc")
PID_DIGITS = 20
WORDS = (b"sos", b"--with-parent")
"""Among those that a screen starts its agent with."""


class InheritedAgent:
    """A child of ours as far as `subprocess.Popen` tells of one; `returncode` None while it was not waited for."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._send(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has ended. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            ended = os.pidfd_open(self.pid)
            try:
                if not select.select([ended], [], [], timeout)[0]:
                    raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            finally:
                os.close(ended)
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def _send(self, number: int) -> None:
        if self.returncode is None:  # else its number may be another's
            os.kill(self.pid, number)


def inherited(socket: Path) -> InheritedAgent | None:
    """The agent that holds the place of `socket`, where it is a child of this process."""
    try:
        pid = int(lock_of(socket).read_bytes()[:PID_DIGITS])
        words = (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
        return InheritedAgent(pid) if set(WORDS) <= set(words) and _parent(pid) == os.getpid() else None
    except (OSError, ValueError):
        return None


def _parent(pid: int) -> int:
    """Source: proc(5), /proc/PID/stat: what follows the name in brackets is the state, then the parent."""
    told = (PROC / str(pid) / "stat").read_text(errors="replace")
    return int(told.rpartition(")")[2].split()[1])

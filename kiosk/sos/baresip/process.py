"""The baresip process itself: started, read, seen dying at once, and never outliving us. Linux only."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import resource
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
"""Source: Linux, prctl(2)."""

_CHUNK = 2**16
_STAT_BYTES = 1024
_libc = ctypes.CDLL(None)


class Process:
    """One running baresip. `said` gets what it prints, `ended` is called once when it has ended.

    Start it from a thread that lives as long as it may: the kernel ends it together with that thread.
    """

    def __init__(self, folder: Path, said: Callable[[bytes], None], ended: Callable[[], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._said = said
        self._ended = ended
        self._popen = subprocess.Popen(
            ["baresip", "-f", str(folder), "-4", "-s"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_of_this_process_alone,  # noqa: PLW1509 - it calls the kernel and nothing else
        )
        self.pid = self._popen.pid
        self.pidfd = os.pidfd_open(self.pid)
        self._stat = os.open(f"/proc/{self.pid}/stat", os.O_RDONLY | os.O_CLOEXEC)
        self._gone = self._loop.create_future()
        assert self._popen.stdout is not None  # noqa: S101 - a pipe, as asked for
        self._output = self._popen.stdout.fileno()
        os.set_blocking(self._output, False)
        self._loop.add_reader(self._output, self.read)
        self._loop.add_reader(self.pidfd, self._reap)

    @property
    def running(self) -> bool:
        """False as soon as it has ended."""
        return not self._gone.done()

    @property
    def stopped(self) -> bool:
        """Whether it is stopped (SIGSTOP) or dead: it will not answer, so nobody need wait for that."""
        return not self.running or _state(self._stat) in {"T", "Z", "X", ""}

    def kill(self) -> None:
        """Kill it, whatever state it is in."""
        self._popen.kill()

    async def end(self) -> None:
        """Kill it and wait until it is gone."""
        self._popen.kill()
        await asyncio.shield(self._gone)

    def read(self) -> None:
        """Take what it has printed until now."""
        if self.running and not self._drain():
            self._loop.remove_reader(self._output)

    def _reap(self) -> None:
        self._loop.remove_reader(self.pidfd)
        self._loop.remove_reader(self._output)
        self._popen.wait()  # it has ended: this returns at once
        os.close(self.pidfd)
        os.close(self._stat)
        self._drain()
        assert self._popen.stdout is not None  # noqa: S101 - as above
        self._popen.stdout.close()
        self._gone.set_result(None)
        self._ended()

    def _drain(self) -> bool:
        """Read all there is; False at the end of the pipe."""
        with contextlib.suppress(BlockingIOError):
            while data := os.read(self._output, _CHUNK):
                self._said(data)
            return False
        return True


def _state(stat: int) -> str:
    """The letter of a process's state, "" where there is none. Source: Linux, proc_pid_stat(5).

    The file is kept open, for it is read several times a second for years.
    """
    try:
        text = os.pread(stat, _STAT_BYTES, 0)
    except ProcessLookupError:
        return ""
    return text.rpartition(b")")[2].split(None, 1)[0].decode()


def _of_this_process_alone() -> None:
    """It dies with us, and a crash leaves nobody's password or voice on the disk. Source: core(5)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

"""A session's window as its supervisor has it: a child that is told things, and says things, line by line."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from kiosk.browse import tree
from kiosk.browse.wire import Lines, encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

UMASK = 0o077
SOONER_KILLED = "300"
"""Added to its badness (of 1000) when memory runs out: the screen lives longer. Source: proc(5), oom_score_adj."""
NO_CORE = 1
"""Bytes of a core file, which would hold what a passenger typed: too few for any, and where the system hands cores
to a program (core(5), "Piping core dumps to a program"), which 0 does not stop, Linux takes 1 for "none".
Source: Linux, fs/coredump.c.
"""
PIECE = 65536


class WindowError(Exception):
    """A window cannot be started; one sentence."""


class WindowProcess:
    """Starts the window at once, in a process group of its own; it dies with us. Raises WindowError."""

    def __init__(self, words: Sequence[str], environ: Mapping[str, str], home: Path) -> None:
        try:
            self._process = _started(words, environ, home)
        except (OSError, subprocess.SubprocessError) as error:
            raise WindowError(f"The window of a session cannot be started: {error}.") from error
        for pipe in (self._in, self._out):
            os.set_blocking(pipe.fileno(), False)
        self._lines = Lines()
        self.ended = os.pidfd_open(self._process.pid)
        """Readable once the window's process is dead."""

    @property
    def _in(self) -> IO[bytes]:
        return cast("IO[bytes]", self._process.stdin)

    @property
    def _out(self) -> IO[bytes]:
        return cast("IO[bytes]", self._process.stdout)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def says(self) -> int:
        """Readable when it said something, or will never say anything any more."""
        return self._out.fileno()

    def tell(self, message: Mapping[str, object]) -> bool:
        """Whether the window could be told; it reads nothing any more where not."""
        line = encode(message)
        try:
            return self._in.write(line) == len(line)
        except OSError:
            return False

    def heard(self) -> Iterator[dict[str, Any] | None]:
        """What it said until now, whole lines only; None at the end of all it will say. Raises WireError."""
        while True:
            try:
                piece = os.read(self.says, PIECE)
            except BlockingIOError:
                return
            if not piece:
                yield None
                return
            yield from self._lines.objects(piece)

    def close(self, exit_code: int | None) -> None:
        """Let go of it, which somebody else has reaped."""
        self._process.returncode = exit_code if exit_code is not None else -1
        with contextlib.suppress(OSError):
            self._in.close()
        self._out.close()
        os.close(self.ended)


def _started(words: Sequence[str], environ: Mapping[str, str], home: Path) -> subprocess.Popen[bytes]:
    supervisor = os.getpid()
    return subprocess.Popen(
        words,
        env=environ,
        cwd=home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # Chromium's own messages hold addresses
        start_new_session=True,
        preexec_fn=lambda: _before_it_starts(supervisor),  # noqa: PLW1509  this process has one thread
        bufsize=0,
    )


def _before_it_starts(supervisor: int) -> None:
    """In the child, between fork and exec."""
    tree.die_with(supervisor)
    os.umask(UMASK)
    allowed = resource.getrlimit(resource.RLIMIT_CORE)[1]  # whoever starts us may have forbidden all
    no_core = NO_CORE if allowed == resource.RLIM_INFINITY else min(NO_CORE, allowed)
    resource.setrlimit(resource.RLIMIT_CORE, (no_core, no_core))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(SOONER_KILLED)

"""The end of a process that dies of a fault: its stacks are told, and nothing of its memory reaches a disk."""

from __future__ import annotations

import contextlib
import faulthandler
import resource
from pathlib import Path

DUMPED = Path("/proc/self/coredump_filter")
"""Which pieces of memory a core dump holds, inherited by what we start. Source: core(5)."""


def tell_stacks() -> None:
    """At SIGSEGV, SIGABRT and their like, write where each thread of Python stands to the error stream.

    The supervisor sends SIGABRT to a program that hangs. There are names of functions in it and no values.
    """
    with contextlib.suppress(RuntimeError, ValueError, OSError):  # there is no error stream
        faulthandler.enable()


def leave_no_memory() -> None:
    """Let no core dump hold what somebody typed: no file, and for whoever is given it by a pipe no content."""
    with contextlib.suppress(ValueError, OSError):  # a sandbox does not let us, and has a limit of its own
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        DUMPED.write_text("0")


def end_if_not_told(seconds: float) -> None:
    """Tell the stacks and end with code 1 after so many seconds, unless `in_time` is called before."""
    with contextlib.suppress(RuntimeError, ValueError, OSError):
        faulthandler.dump_traceback_later(seconds, exit=True)


def in_time() -> None:
    """What `end_if_not_told` waited for has come."""
    faulthandler.cancel_dump_traceback_later()

"""Small programs beside the call (aplay, arecord, the lamp's command): none outlives its owner or its limit."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Sequence
from subprocess import DEVNULL

MORTAL = ("setpriv", "--pdeathsig", "KILL", "--")
"""Words before a command that let Linux kill it when its owner dies. Source: setpriv(1), prctl(2)."""


@contextlib.asynccontextmanager
async def child(
    words: Sequence[str], *, stdin: int = DEVNULL, stdout: int = DEVNULL, stderr: int = DEVNULL
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `words` and whatever they start; when left, cancelled too, all of it is killed and gone.

    Nobody may be reading its pipes any more by then. Raises OSError where nothing can be started; a program that
    does not exist ends with 127.
    """
    process = await asyncio.create_subprocess_exec(
        *MORTAL, *words, stdin=stdin, stdout=stdout, stderr=stderr, start_new_session=True
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                await pipe.read()  # asyncio waits for the end of its pipes too, and would not read on
        await process.wait()

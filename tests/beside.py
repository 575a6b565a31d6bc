"""A process beside a test, which never holds up a test that has failed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import AnyStr


@contextmanager
def beside(process: subprocess.Popen[AnyStr]) -> Iterator[subprocess.Popen[AnyStr]]:
    """`process` for the length of a block, at whose end it is waited for; where the block fails, it is killed.

    By itself `Popen` waits on a failure too, for ever: what should have told the process to end was not reached.
    """
    with process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise

"""A file that is replaced whole or not at all, whatever happens in between."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 1.0
"""Seconds that are enough where another small file of the same folder is being written."""
PAUSE = 0.02
"""Seconds between two looks at whether the folder is free."""


@contextmanager
def replacing(path: Path, patience: float = 0.0) -> Iterator[Path]:
    """Gives the path of a new file beside `path`; when the block ends well, it takes the place of `path`.

    The new file and the folder are synced before and after the renaming. After an error nothing is left. What a
    killed process left is removed. The folder is locked meanwhile: two writers would build in the same place; a
    second one waits for `patience` seconds at most. Raises OSError, BlockingIOError where that was not enough.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    new = path.with_name(f".{path.name}.new")
    try:
        _lock(folder, patience)
        new.unlink(missing_ok=True)
        try:
            yield new
            _sync(new)
            new.replace(path)
            os.fsync(folder)
        finally:
            new.unlink(missing_ok=True)
    finally:
        os.close(folder)


def _lock(folder: int, patience: float) -> None:
    end, pause = time.monotonic() + patience, threading.Event()
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise BlockingIOError("another process is writing it") from None
            pause.wait(PAUSE)
        else:
            return


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())

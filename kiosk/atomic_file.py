"""A file that is replaced whole or not at all, whatever happens in between."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives the path of a new file beside `path`; when the block ends well, it takes the place of `path`.

    The new file and the folder are synced before and after the renaming. After an error nothing is left. What a
    killed process left is removed. The folder is locked meanwhile: two writers would build in the same place.
    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    new = path.with_name(f".{path.name}.new")
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BlockingIOError("another process is writing it") from None
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


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())

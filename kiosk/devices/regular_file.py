"""The beginning of a small file, where something else may have been put in its place."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def beginning(file: Path, most: int) -> bytes:
    """The first `most` bytes of `file`. Raises OSError, at once for a pipe or device, which might never answer."""
    number = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    with os.fdopen(number, "rb") as opened:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise OSError(errno.EINVAL, "it is not a file")
        return opened.read(most)

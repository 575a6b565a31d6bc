"""Room kept free by taking it: on a full disk not even deleting works without some."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BYTES = 2 * 2**20
"""Enough for what waits in the -wal, and for the pages that deleting the oldest rows writes there."""
ROOM = 8
"""The ballast comes back when this many times its size is free."""


class Ballast:
    """A file of zeros beside the log that is given up when the disk is full."""

    def __init__(self, file: Path, size: int = BYTES) -> None:
        self._file = file
        self._size = size

    @property
    def there(self) -> bool:
        """Whether there is any."""
        return self._file.exists()

    def give_up(self) -> bool:
        """Delete it; whether there was any. Raises OSError."""
        try:
            self._file.unlink()
        except FileNotFoundError:
            return False
        return True

    def take(self) -> bool:
        """Have it again where there is plenty of room; whether it is there. Raises OSError."""
        if self.there:
            return True
        place = os.statvfs(self._file.parent)
        if place.f_bavail * place.f_frsize < ROOM * self._size:
            return False
        new = self._file.with_name(f"{self._file.name}.new")
        with new.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, self._size)
        new.replace(self._file)
        return True

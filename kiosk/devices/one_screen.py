"""One screen for each data folder: two of them would write the same files and cover each other."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = "screen.lock"


class AnotherScreen(Exception):  # noqa: N818  what is there, not what went wrong
    """A screen with the data folder that is named runs already."""


class OneScreen:
    """Holds the lock of the data folder from `take` until it is let go, or this process ends in any way.

    A program that starts itself anew in the same process takes it again. The lock's file stays: who removed it
    would let two screens each lock a file of that name. Source: flock(2).
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME
        self._lock = -1

    def take(self) -> None:
        """Take it at once. Raises AnotherScreen.

        Where nothing can be written there is no lock, and nothing that two screens could spoil.
        """
        flags = os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self._file, flags, 0o600)
        except OSError:
            return
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.let_go()
            raise AnotherScreen(self._file.parent) from None
        except OSError:  # a file system without locks
            self.let_go()

    def let_go(self) -> None:
        """Let another screen take it."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

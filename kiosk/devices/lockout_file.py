"""The count of tries at the PIN pad, kept so that nothing but the right PIN takes it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.atomic_file import PATIENCE, replacing
from kiosk.devices.regular_file import beginning
from kiosk.domain.maintenance.lockout import MOST, UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

NAME = "lockout"
LARGEST = 1024
"""Bytes that are read at most."""


class LockoutFile:
    """The count in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def read(self) -> int:
        """How many tries were kept; a count that cannot be read is as good as the longest wait."""
        try:
            kept = json.loads(beginning(self._file, LARGEST))
        except FileNotFoundError:
            return 0
        except (OSError, ValueError, RecursionError):
            return UNKNOWN
        tries = kept.get("tries") if isinstance(kept, dict) else None
        if not isinstance(tries, int) or isinstance(tries, bool) or not 0 <= tries <= MOST:
            return UNKNOWN
        return tries

    def write(self, tries: int) -> bool:
        """Keep the count; it is on the disk when this returns True. False where that is not so."""
        try:
            with replacing(self._file, PATIENCE) as new:
                new.write_text(json.dumps({"tries": tries}))
        except OSError:
            return False
        return True

    def is_gone(self) -> bool:
        """Whether somebody with the rights to do so took the count away."""
        try:
            self._file.lstat()
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return False

    def remove(self) -> None:
        """Take the count away, as for a new PIN. Raises OSError."""
        self._file.unlink(missing_ok=True)

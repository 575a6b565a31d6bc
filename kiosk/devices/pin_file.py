"""The PIN of this kiosk: only what argon2 makes of it is kept, in a file of this user alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kiosk.atomic_file import PATIENCE, replacing
from kiosk.devices.regular_file import beginning

if TYPE_CHECKING:
    from pathlib import Path

    from argon2 import PasswordHasher

NAME = "pin"
LARGEST = 1024
"""Bytes of the file that are read at most; one hash has about a hundred."""


class PinError(Exception):
    """The PIN cannot be read or written; one sentence, never a digit."""


class PinFile:
    """The PIN in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    @property
    def is_set(self) -> bool:
        """Whether a PIN was ever set here. One that may not even be looked for may well be."""
        try:
            self._file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True
        return True

    def set(self, pin: str) -> None:
        """Keep `pin`; whether it is a good one was asked before. Slow on purpose. Raises PinError."""
        from argon2.exceptions import Argon2Error  # noqa: PLC0415  see _hasher

        try:
            made = _hasher().hash(pin)
            with replacing(self._file, PATIENCE) as new:
                number = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(number, "w") as file:
                    file.write(made + "\n")
        except (OSError, Argon2Error) as error:
            raise PinError(f"The PIN cannot be kept: {_reason(error)}.") from error

    def matches(self, pin: str) -> bool:
        """Whether this is the PIN. Slow on purpose: never in the screen's thread. Raises PinError."""
        from argon2.exceptions import Argon2Error, InvalidHashError, VerifyMismatchError  # noqa: PLC0415  as above

        try:
            kept = beginning(self._file, LARGEST).decode("ascii", "ignore").strip()
            return _hasher().verify(kept, pin)
        except VerifyMismatchError:
            return False
        except (OSError, Argon2Error, InvalidHashError) as error:
            raise PinError(f"The PIN cannot be read: {_reason(error)}.") from error


def _hasher() -> PasswordHasher:
    """One lane, for a kiosk has few cores and a screen to draw: about 0.05 s of a desk's processor.

    So one ten times slower still answers within half a second. More would help little: six digits fall to whoever
    has the file; its mode and the lockout protect them, not argon2 alone.
    Source: RFC 9106, 4; OWASP Password Storage Cheat Sheet (19 MiB).
    """
    # Here, because a screen that nobody opens the menu of is spared its 4 MB.
    from argon2 import PasswordHasher, Type  # noqa: PLC0415

    return PasswordHasher(time_cost=3, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)


def _reason(error: Exception) -> str:
    from argon2.exceptions import InvalidHashError  # noqa: PLC0415  as above

    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return "the file holds no hash" if isinstance(error, InvalidHashError) else "argon2 had no memory"

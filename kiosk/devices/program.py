"""A program of the system that does one thing for the kiosk and ends: amixer, wlr-randr, systemctl."""

from __future__ import annotations

import subprocess
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 5.0


class Failure(StrEnum):
    """How it can fail."""

    MISSING = "missing"
    """It is not installed."""
    FAILED = "failed"
    """It cannot be run, or does not answer."""
    REFUSED = "refused"
    """It ran and said no by its exit code."""


class ProgramError(Exception):
    """The program did not do it: `failure`."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


def answer(words: Sequence[str], limit: float = PATIENCE) -> str:
    """Run `words` to the end, for `limit` seconds at the most: what they print. Raises ProgramError."""
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=limit,
            check=False,
        )
    except FileNotFoundError:
        raise ProgramError(Failure.MISSING) from None
    except (OSError, subprocess.TimeoutExpired):
        raise ProgramError(Failure.FAILED) from None
    if done.returncode != 0:
        raise ProgramError(Failure.REFUSED)
    return done.stdout

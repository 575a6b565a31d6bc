"""Starting the machine again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.devices.program import ProgramError, answer

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT = 20.0
"""Seconds until a command that neither succeeds nor fails is given up."""


def reboot(command: Sequence[str], limit: float = LIMIT) -> str:
    """Ask the system to start again by `command`; why it did not (a `Failure`), or "" where it will."""
    try:
        answer(command, limit)
    except ProgramError as error:
        return error.failure.value
    return ""

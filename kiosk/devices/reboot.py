"""Starting the machine again."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT = 20.0
"""Seconds until a command that neither succeeds nor fails is given up."""


def reboot(command: Sequence[str], limit: float = LIMIT) -> str:
    """Ask the system to start again by `command`; why it did not, or "" where it will."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit, check=False)
    except FileNotFoundError:
        return "missing"
    except (OSError, subprocess.TimeoutExpired):
        return "failed"
    return "" if done.returncode == 0 else "refused"

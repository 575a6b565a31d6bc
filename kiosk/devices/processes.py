"""Which program a process of this machine is, and whether it still runs. Sources: proc(5), kill(2)."""

from __future__ import annotations

import os
from pathlib import Path


def program_of(process: int) -> str:
    """The file that `process` was started from; "" where one may not see it, or where no such process runs."""
    try:
        return str(Path(f"/proc/{process}/exe").readlink())
    except OSError:
        return ""


def runs(process: int) -> bool:
    """Whether there is such a process, whosever it is and even where /proc hides it."""
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return process > 0

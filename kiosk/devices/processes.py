"""Which program a process of this machine is. Source: proc(5), /proc/PID/exe."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")


def program_of(process: int, proc: Path = PROC) -> str | None:
    """The file that `process` was started from; "" where one may not see it, None where no such process runs."""
    try:
        return str((proc / str(process) / "exe").readlink())
    except PermissionError:
        return ""
    except OSError:  # gone, or dead and waiting to be buried
        return None


def own_program() -> str:
    """The file that this process was started from; "" where it cannot be seen."""
    return program_of(os.getpid()) or ""

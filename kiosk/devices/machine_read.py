"""Everything that any process of this machine can read for the status."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from kiosk.devices.machine import HERE, Roots, machine
from kiosk.devices.update_note import taken_back
from kiosk.domain.maintenance.fact_list import Read

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.maintenance.fact_service import Line

PIN = "maintenance/pin"


def read(folder: Path, timetable: str, usage: str, line: Line | None, roots: Roots = HERE) -> Read:
    """The machine, and what lies in the data `folder`: the imported `timetable` and the log of `usage`, by name.

    `line` is what the emergency agent told, None where none answers. Takes some milliseconds, never raises.
    """
    return Read(
        machine=machine(folder, roots),
        line=line,
        imported=_written(folder / timetable),
        pin=_is_there(folder / PIN),
        log_bytes=_size(folder / usage),
        taken_back=taken_back(),
    )


def _written(file: Path) -> int | None:
    with contextlib.suppress(OSError):
        return int(file.stat().st_mtime)
    return None


def _size(file: Path) -> int | None:
    with contextlib.suppress(OSError):
        return file.stat().st_size
    return None


def _is_there(file: Path) -> bool | None:
    try:
        return file.stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # as for another user
        return None

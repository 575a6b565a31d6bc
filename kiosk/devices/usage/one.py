"""One event written by another process than the running kiosk, as `kiosk pin set` does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.devices.usage.faults import BrokenFile
from kiosk.devices.usage.opening import opened
from kiosk.devices.usage.reader import UsageError
from kiosk.devices.usage.rows import noted
from kiosk.devices.usage.store import Writer

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.catalogue import Event


def write_one(file: Path, event: Event, at: Instant, *, boot_id: str = "", version: str = "") -> None:
    """Commit `event`; it is on the disk afterwards. Raises UsageError where it cannot be.

    The running kiosk may write at the same time. A broken file is left to it: it alone puts files aside.
    """
    try:
        with closing(opened(file, Writer(boot_id, version), look_through=False)) as store:
            store.write([noted(event, at)])
    except (sqlite3.DatabaseError, OSError, UnicodeDecodeError, BrokenFile) as error:
        raise UsageError(f"the usage log {file} cannot be written: {error}") from error

"""The count of tries at the PIN pad, kept so that nothing but the right PIN takes it back."""

from __future__ import annotations

import json
import math
import threading
import time
from typing import TYPE_CHECKING

from kiosk.atomic_file import replacing
from kiosk.domain.maintenance.lockout import MOST, Lockout, Moment, unknown

if TYPE_CHECKING:
    from pathlib import Path

NAME = "lockout"
LARGEST = 1024
ATTEMPTS = 20
PAUSE = 0.05


def machine_seconds() -> float:
    """Seconds since the machine started, sleep included; nobody can set them. Source: clock_gettime(2)."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class LockoutFile:
    """The count in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def read(self, now: Moment) -> Lockout:
        """What was kept; none yet is no try, and one that cannot be read costs the longest wait."""
        try:
            with self._file.open("rb") as file:
                kept = json.loads(file.read(LARGEST))
        except FileNotFoundError:
            return Lockout(0, now)
        except (OSError, ValueError, RecursionError):
            return unknown(now)
        return _lockout(kept) or unknown(now)

    def write(self, lockout: Lockout) -> bool:
        """Keep it; it is on the disk when this returns True. False where that is not so."""
        kept = {"tries": lockout.tries, "seconds": lockout.at.seconds, "boot_id": lockout.at.boot_id}
        patience = threading.Event()
        for _ in range(ATTEMPTS):
            try:
                with replacing(self._file) as new:
                    new.write_text(json.dumps(kept))
            except BlockingIOError:
                patience.wait(PAUSE)  # another file of this folder is being written
            except OSError:
                return False
            else:
                return True
        return False


def _lockout(kept: object) -> Lockout | None:
    if not isinstance(kept, dict):
        return None
    tries, seconds, boot_id = kept.get("tries"), kept.get("seconds"), kept.get("boot_id")
    if not isinstance(tries, int) or isinstance(tries, bool) or not 0 <= tries <= MOST:
        return None
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not math.isfinite(seconds):
        return None
    return Lockout(tries, Moment(boot_id, float(seconds))) if isinstance(boot_id, str) else None

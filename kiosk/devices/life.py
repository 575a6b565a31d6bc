"""How the program's last life ended: told, crashed, or cut off with the power. Kept in a small file."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.atomic_file import PATIENCE, replacing

if TYPE_CHECKING:
    from kiosk.domain.service_day import Instant

NAME = "life.json"
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
"""Another one after each start of the machine. Source: random(4)."""

log = logging.getLogger(__name__)


class Why(StrEnum):
    """Why a life ended; `FIRST`: there was none before."""

    FIRST = "first"
    ASKED = "asked"
    """The service menu started it again."""
    SETTINGS = "settings"
    """Settings were applied that need a new start."""
    NIGHTLY = "nightly"
    """The planned restart of the night."""
    STOPPED = "stopped"
    """It was told to end, as by the system."""
    REBOOT = "reboot"
    """The service menu started the machine again."""
    CRASHED = "crashed"
    POWER = "power"
    """The machine started anew, and nobody had told the program."""


@dataclass(frozen=True, slots=True)
class Past:
    """The life before this one. `ended` None where nobody could note when."""

    why: Why
    ended: Instant | None = None


class Life:
    """This life of the program, in `folder`. A disk that cannot be written stops nothing."""

    def __init__(self, folder: Path, boot_id: str) -> None:
        self._file = folder / NAME
        self._boot_id = boot_id

    def past(self) -> Past:
        """How the life before this one ended; to be asked before this one begins."""
        try:
            known = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return Past(Why.FIRST)
        except (OSError, ValueError, RecursionError):
            return Past(Why.CRASHED)
        if not isinstance(known, dict):
            return Past(Why.CRASHED)
        ended = known.get("ended")
        for why in Why:
            if known.get("why") == why:
                return Past(why, ended if isinstance(ended, int) else None)
        return Past(Why.CRASHED if known.get("boot_id") == self._boot_id else Why.POWER)

    def begin(self, now: Instant) -> None:
        """Note that it lives; nobody can ask for `past` afterwards. Waits for the disk."""
        self._note({"boot_id": self._boot_id, "began": now})

    def end(self, why: Why, now: Instant) -> None:
        """Note that it was told to end, and why."""
        self._note({"boot_id": self._boot_id, "why": why, "ended": now})

    def _note(self, what: dict[str, object]) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._file, PATIENCE) as new:
                new.write_text(json.dumps(what))
        except OSError as error:
            log.warning("how this program ends cannot be noted: %s", error.strerror)


def boot_id(file: Path = BOOT_ID) -> str:
    """The id of this start of the machine; "" where the system tells none."""
    try:
        return file.read_text().strip()
    except OSError:
        return ""

"""The call that is on, kept in memory: a new agent takes it up where a killed one left it."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.call.machine import Call
from kiosk.domain.call.snapshot import from_snapshot, resumed, snapshot
from kiosk.domain.call.status import IN_CALL

if TYPE_CHECKING:
    from kiosk.domain.call.status import Monotonic

log = logging.getLogger(__name__)

NAME = "call.json"
BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Names this start of the machine: moments of another one mean nothing. Source: random(4)."""
FORSAKEN = 60.0
"""Seconds without an agent after which nobody stands there any more waiting for the call to come up again."""


class KeptCall:
    """The file in `folder`, which is lost with the power. A disk that refuses it costs a resumed call, no more."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME
        self._failing = False

    def keep(self, call: Call, now: Monotonic) -> None:
        """Write `call`, whole or not at all; while somebody is being helped, at least each second."""
        beside = self._file.with_suffix(".new")
        try:
            beside.write_text(json.dumps({"boot": _boot(), "at": now, "call": snapshot(call)}))
            beside.replace(self._file)
        except OSError as error:
            if not self._failing:
                log.warning("the call could not be kept for a restart: %s", error.strerror)
            self._failing = True
        else:
            self._failing = False

    def taken_up(self, now: Monotonic) -> Call:
        """The call as it goes on after a restart; a new one where none was kept, or too long ago."""
        try:
            kept = json.loads(self._file.read_text())
            if kept["boot"] != _boot():
                return Call()
            call = from_snapshot(kept["call"])
            if call.status.state in IN_CALL and not 0 <= now - kept["at"] <= FORSAKEN:
                return Call()
        except FileNotFoundError:
            return Call()
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("the call that was kept cannot be read: %s", error)
            return Call()
        call = resumed(call, now)
        if call.status.state in IN_CALL:
            log.warning("call %s is taken up again after a restart", call.status.reference)
        return call


def _boot() -> str:
    try:
        return BOOT.read_text().strip()
    except OSError:  # no such file in a sandbox: a restart of the machine empties the folder anyway
        return ""

"""One try at the PIN: counted on the disk first, looked at only then."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.devices.lockout_file import LockoutFile
from kiosk.devices.pin_file import PinError, PinFile
from kiosk.domain.maintenance import lockout
from kiosk.domain.maintenance.lockout import Lockout

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger(__name__)


class Answer(StrEnum):
    """What came of a try, or what would come of it now."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    """Too early: the PIN was not looked at."""
    UNSET = "unset"
    """No PIN was ever set: nobody gets in."""
    BROKEN = "broken"
    """The PIN cannot be read."""
    READY = "ready"
    """No try was made, and one may be."""


@dataclass(frozen=True, slots=True)
class Try:
    """`tries`: since the last right PIN; `wait`: seconds before the next one."""

    answer: Answer
    tries: int
    wait: int


def machine_seconds() -> float:
    """Seconds since the machine started, sleep included; nobody can set them. Source: clock_gettime(2)."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class PinGate:
    """The PIN and the count of tries in `folder`. For any thread but the screen's: to make it is slow, too."""

    def __init__(self, folder: Path, *, seconds: Callable[[], float] = machine_seconds) -> None:
        self._pin = PinFile(folder)
        self._file = LockoutFile(folder)
        self._seconds = seconds
        self._alone = threading.Lock()
        self._lockout = Lockout(self._file.read(), seconds())
        self._kept = True
        self._keep(self._lockout.tries)

    def look(self) -> Try:
        """Whether a try may be made now."""
        with self._alone:
            self._forgive_if_told()
            wait = self._wait()
            return self._told(Answer.UNSET if not self._pin.is_set else Answer.LOCKED if wait else Answer.READY)

    def enter(self, pin: str) -> Try:
        """Try `pin`."""
        with self._alone:
            if not self._pin.is_set:
                return self._told(Answer.UNSET)
            self._forgive_if_told()
            if not self._kept:
                self._keep(self._lockout.tries)
            if self._wait():
                return self._told(Answer.LOCKED)
            counted = lockout.counted(self._lockout, self._seconds())
            self._keep(counted.tries)
            if self._wait():  # which is asked once more, for the count may have just not been kept
                return self._told(Answer.LOCKED)
            self._lockout = counted
            return self._looked_at(pin)

    def _looked_at(self, pin: str) -> Try:
        try:
            right = self._pin.matches(pin)
        except PinError as error:
            log.warning("%s", error)
            return self._told(Answer.BROKEN)
        if right:
            self._lockout = lockout.forgiven(self._lockout)
            self._keep(0)
            return Try(Answer.RIGHT, 0, 0)
        return self._told(Answer.WRONG)

    def _forgive_if_told(self) -> None:
        """Whoever sets a PIN on the command line takes the count away, which nobody at the screen can."""
        if self._kept and self._file.is_gone():
            self._lockout = lockout.forgiven(self._lockout)
            self._keep(0)

    def _keep(self, tries: int) -> None:
        kept = self._file.write(tries)
        if kept != self._kept:
            log.warning("the tries at the PIN can %s be kept", "again" if kept else "not")
        self._kept = kept

    def _wait(self) -> int:
        return lockout.left(self._lockout, self._seconds(), kept=self._kept)

    def _told(self, answer: Answer) -> Try:
        return Try(answer, self._lockout.tries, 0 if answer is Answer.UNSET else self._wait())

"""One try at the PIN: counted on the disk first, looked at only then."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.devices.life import boot_id
from kiosk.devices.lockout_file import LockoutFile, machine_seconds
from kiosk.devices.pin_file import PinError, PinFile
from kiosk.domain.maintenance import lockout
from kiosk.domain.maintenance.lockout import Lockout, Moment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = logging.getLogger(__name__)


class Answer(StrEnum):
    """What came of a try, or what would come of it now."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    """Too early; nothing was counted."""
    UNSET = "unset"
    """No PIN was ever set: nobody gets in."""
    BROKEN = "broken"
    """The PIN cannot be read."""
    READY = "ready"
    """No try was made, and one may be."""


@dataclass(frozen=True, slots=True)
class Try:
    """`tries`: since the last right PIN; `wait`: seconds before the next; `kept`: the count is on the disk."""

    answer: Answer
    tries: int
    wait: int
    kept: bool = True


class PinGate:
    """The PIN and the count of tries in `folder`. Any thread but the screen's: to make it reads and writes, too.

    Where the count cannot be kept there is one try an hour, the first an hour after the gate was made: a restart
    that forgets it gains nothing, and nobody is locked out for ever.
    """

    def __init__(
        self, folder: Path, *, boot: str | None = None, seconds: Callable[[], float] = machine_seconds
    ) -> None:
        self._pin = PinFile(folder)
        self._file = LockoutFile(folder)
        self._boot = boot_id() if boot is None else boot
        self._seconds = seconds
        self._alone = threading.Lock()
        began = self._now()
        self._last_unkept = began
        self._lockout = lockout.resumed(self._file.read(began), began)
        self._kept = True
        self._keep(self._lockout)

    def look(self) -> Try:
        """Whether a try may be made now."""
        with self._alone:
            wait = self._wait(self._now())
            answer = Answer.UNSET if not self._pin.is_set else Answer.LOCKED if wait else Answer.READY
            return self._told(answer, wait)

    def enter(self, pin: str) -> Try:
        """Try `pin`."""
        with self._alone:
            now = self._now()
            if not self._pin.is_set:
                return self._told(Answer.UNSET, 0)
            if not self._kept:
                self._keep(self._lockout)
            if wait := self._wait(now):
                return self._told(Answer.LOCKED, wait)
            counted = lockout.counted(self._lockout, now)
            self._keep(counted)
            if wait := self._wait_unkept(now):
                return self._told(Answer.LOCKED, wait)
            self._lockout = counted
            self._last_unkept = now
            return self._looked_at(pin)

    def _looked_at(self, pin: str) -> Try:
        try:
            right = self._pin.matches(pin)
        except PinError as error:
            log.warning("%s", error)
            return self._told(Answer.BROKEN, self._wait(self._now()))
        if right:
            self._lockout = replace(self._lockout, tries=0)
            self._keep(self._lockout)
            return self._told(Answer.RIGHT, 0)
        return self._told(Answer.WRONG, self._wait(self._now()))

    def _keep(self, counted: Lockout) -> None:
        kept = self._file.write(counted)
        if kept != self._kept:
            log.warning("the tries at the PIN can %s be kept", "again" if kept else "not")
        self._kept = kept

    def _wait(self, now: Moment) -> int:
        return max(lockout.left(self._lockout, now), self._wait_unkept(now))

    def _wait_unkept(self, now: Moment) -> int:
        return 0 if self._kept else lockout.left_unkept(self._last_unkept, now)

    def _now(self) -> Moment:
        return Moment(self._boot, self._seconds())

    def _told(self, answer: Answer, wait: int) -> Try:
        return Try(answer, self._lockout.tries, wait, self._kept)

"""What is wrong with the log, said in the program's own log once, and once when it is over."""

from __future__ import annotations

import logging

from kiosk.devices.usage.faults import Trouble

log = logging.getLogger(__name__)


class Troubles:
    """`now` is what ails the disk now, `past` what was put aside since the program started."""

    def __init__(self) -> None:
        self.now = Trouble.NONE
        self.past = Trouble.NONE

    @property
    def told(self) -> Trouble:
        """What the status of the kiosk shows."""
        return self.now or self.past

    def tell(self, trouble: Trouble, reason: object = "") -> None:
        """The disk is in `trouble` now, or in none."""
        if trouble and trouble != self.now:
            log.warning("the usage log cannot be written as it should (%s): %s", trouble, reason)
        elif self.now and not trouble:
            log.info("the usage log is written again")
        self.now = trouble

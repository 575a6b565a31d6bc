"""The out-of-service notice: why the screen serves nobody, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.service_day import Instant

HOUR = 3600


class Reason(StrEnum):
    """Why a technician takes the screen out of service."""

    REPAIR = "repair"
    CLEANING = "cleaning"
    NO_DATA = "no-data"
    STOP_CLOSED = "stop-closed"


class Lasting(StrEnum):
    """How long a notice is to stand, as a technician chooses it."""

    HOUR = "hour"
    THREE_HOURS = "three-hours"
    DAY = "day"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. `until` None: until a technician takes it down."""

    reason: Reason
    until: Instant | None = None

    def over(self, now: Instant) -> bool:
        """Whether it has ended by itself at `now`."""
        return self.until is not None and self.until <= now


def notice(reason: Reason, lasting: Lasting, now: Instant) -> Notice:
    """The notice that is put up at `now`; one that stands until somebody comes has no end."""
    hours = {Lasting.HOUR: 1, Lasting.THREE_HOURS: 3, Lasting.DAY: 24}
    return Notice(reason, now + hours[lasting] * HOUR if lasting in hours else None)

"""How long the service menu stays open: not without a touch, and not for ever with them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

IDLE = 5 * 60.0
"""Seconds without a touch after which it closes."""
WHOLE = 30 * 60.0
"""Seconds in all after which it closes."""
PAD_IDLE = 30.0
"""Seconds without a touch after which the PIN pad closes."""


class How(StrEnum):
    """How the menu was closed."""

    BUTTON = "button"
    IDLE = "idle"
    TIME = "time"
    EMERGENCY = "emergency"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left: whole seconds, rounded up, and whether a touch gives more of them. `how` it will close."""

    seconds: int
    stayable: bool

    @property
    def how(self) -> How:
        """Why it closes when nothing is left."""
        return How.IDLE if self.stayable else How.TIME


@dataclass(frozen=True, slots=True)
class Session:
    """Opened at `opened`, last touched at `touched`, seconds of a clock that never steps."""

    opened: float
    touched: float
    idle: float = IDLE
    whole: float = WHOLE

    def left(self, now: float) -> Left:
        """How long it stays open."""
        idle, whole = self.touched + self.idle - now, self.opened + self.whole - now
        return Left(max(0, math.ceil(min(idle, whole))), idle < whole)


def opened(now: float) -> Session:
    """The menu opens."""
    return Session(now, now)


def pad_opened(now: float) -> Session:
    """The PIN pad opens; only touches keep it."""
    return Session(now, now, PAD_IDLE, math.inf)


def touched(session: Session, now: float) -> Session:
    """Somebody touched the screen."""
    return replace(session, touched=now)

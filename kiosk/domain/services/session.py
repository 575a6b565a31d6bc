"""One passenger's web session as values: how long it may last, and how it ended."""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.frozen import dataclass

Monotonic = float
"""Seconds of the clock that never steps."""


class End(StrEnum):
    """Why a session is over. The first four are wanted, the others happen."""

    BUTTON = "button"
    IDLE = "idle"
    TIME = "time"
    EMERGENCY = "emergency"
    CRASHED = "crashed"
    UNRESPONSIVE = "unresponsive"
    MEMORY = "memory"
    UNREACHABLE = "unreachable"
    """The first page did not load."""
    ABANDONED = "abandoned"
    """Whoever asked for the session is gone, or told it to stop."""


class Notice(StrEnum):
    """What the passenger is to be told before the session ends by itself."""

    NONE = ""
    IDLE = "idle"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session may last, in seconds. `warning` before either end; `extension` is granted once."""

    idle: float = 60.0
    total: float = 600.0
    extension: float = 300.0
    warning: float = 10.0
    time_warning: float = 60.0

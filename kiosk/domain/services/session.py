"""One passenger's web session as values: how long it may last, and how it ended."""

from __future__ import annotations

import math
from dataclasses import replace
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


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as it stands at one moment. `seconds_left`, `notice_seconds`: whole ones, rounded up.

    `seconds_left` until the end for time; `notice_seconds` until what `notice` tells of, 0 without one.
    `over` None: it goes on.
    """

    seconds_left: int
    notice: Notice = Notice.NONE
    notice_seconds: int = 0
    can_extend: bool = False
    over: End | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One session from its begin on; moments are of the clock that never steps."""

    began: Monotonic
    last_touch: Monotonic
    longer: bool = False
    """Whether the extension was taken."""

    @classmethod
    def begun(cls, now: Monotonic) -> Session:
        """A session that begins; the touch that asked for it counts."""
        return cls(now, now)

    def touched(self, now: Monotonic) -> Session:
        """The passenger touched the page, a key or the frame."""
        return replace(self, last_touch=max(self.last_touch, now))

    def extended(self, now: Monotonic) -> Session:
        """The passenger wants more time. There is one extension; asking again is a touch and no more."""
        return replace(self.touched(now), longer=True)

    def view(self, now: Monotonic, limits: Limits) -> SessionView:
        """What is to be shown, and whether the session is over. Of two ends the sooner one is told."""
        idle_left = limits.idle - (now - self.last_touch)
        extension = limits.extension if self.longer else 0.0
        time_left = limits.total + extension - (now - self.began)
        seconds_left = _seconds(time_left)
        if min(idle_left, time_left) <= 0:
            return SessionView(seconds_left, over=End.IDLE if idle_left < time_left else End.TIME)
        if idle_left <= limits.warning and idle_left < time_left:
            return SessionView(seconds_left, Notice.IDLE, _seconds(idle_left))
        if time_left <= limits.time_warning:
            extensible = not self.longer and limits.extension > 0
            return SessionView(seconds_left, Notice.TIME, seconds_left, can_extend=extensible)
        return SessionView(seconds_left)


def _seconds(left: float) -> int:
    """Rounded up: the last second is counted to its end."""
    return max(math.ceil(left), 0)

"""The only place that reads the clocks: everything else is given `now`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kiosk.domain.service_day import Now

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.service_day import Instant


class Clock:
    """The clocks of this machine."""

    speed: float = 1.0
    """How many seconds pass on this clock in one real second."""

    def read(self) -> Now:
        """Both clocks at once; the moment is the whole second that has begun."""
        return Now(instant=int(time.time()), monotonic=time.monotonic())


class RunningClock(Clock):
    """A clock that begins at `start` when it is made and runs `speed` times as fast as the real one.

    Both of its clocks run at that speed, so that ages grow as a person at the demonstrated stop would see them.
    """

    def __init__(
        self, start: Instant, speed: float = 1.0, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        if not 0 < speed < float("inf"):
            raise ValueError(f"a clock cannot run at speed {speed}")
        self.speed = speed
        self._start = start
        self._monotonic = monotonic
        self._began = monotonic()

    def read(self) -> Now:
        """The demonstrated moment, and the seconds shown since the clock was made."""
        elapsed = (self._monotonic() - self._began) * self.speed
        return Now(instant=self._start + int(elapsed), monotonic=elapsed)

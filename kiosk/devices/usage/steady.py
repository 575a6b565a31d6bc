"""Whether the clock may be trusted to say what is old: deleting cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.service_day import Instant

STEP = 600.0
"""Seconds by which the clock may differ from the time that has passed."""


class Steady:
    """Watches the moments that events carry beside a clock that never steps.

    A kiosk without a clock of its own may start in another year. When the network has set it, or it stepped for
    any other reason, nothing is `sure` until a whole round has passed without a step.
    """

    def __init__(self) -> None:
        self._last: float | None = None
        self._low = float("inf")
        self._high = float("-inf")

    def see(self, at: Instant, monotonic: float) -> None:
        """An event carried `at`."""
        self._last = at - monotonic
        self._low = min(self._low, self._last)
        self._high = max(self._high, self._last)

    def latest(self, monotonic: float) -> Instant | None:
        """What the clock would say now; None before the first event."""
        return None if self._last is None else int(self._last + monotonic)

    def sure(self, monotonic: float) -> Instant | None:
        """The same, or None where the clock stepped since `begin`."""
        return self.latest(monotonic) if self._high - self._low <= STEP else None

    def begin(self) -> None:
        """Begin a round."""
        if self._last is not None:
            self._low = self._high = self._last

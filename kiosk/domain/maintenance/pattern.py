"""The pattern that asks for the PIN pad: hold the stop's name, then touch the clock twice."""

from __future__ import annotations

from dataclasses import dataclass, replace

HOLD = 3.0
"""Seconds for which the stop's name is held."""
TOUCHES = 2
WITHIN = 4.0
"""Seconds after the hold in which the clock must have been touched often enough."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How far somebody has come. `held_at`: when the name had been held long enough, None: not at all."""

    held_at: float | None = None
    touches: int = 0

    @property
    def complete(self) -> bool:
        """Whether it was made in full."""
        return self.touches >= TOUCHES


def held(now: float) -> Pattern:
    """The stop's name has been held at `now` (seconds of a clock that never steps)."""
    return Pattern(now)


def touched(pattern: Pattern, now: float) -> Pattern:
    """The clock was touched. Too late, or without the hold before it, it counts for nothing."""
    if pattern.held_at is None or now - pattern.held_at > WITHIN:
        return Pattern()
    return replace(pattern, touches=pattern.touches + 1)

"""Writing down what happens, from the screen's thread, in one call that waits for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.domain.usage.catalogue import event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.clock import Clock
    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.catalogue import Event
    from kiosk.domain.usage.entries import Scored


class Writing(Protocol):
    """What keeps events: kiosk.devices.usage.log.UsageLog."""

    def record(self, what: Event, at: Instant) -> None:
        """Keep an event; returns at once, from any thread."""

    @property
    def trouble(self) -> str:
        """What keeps it from writing, or was mended, in one word; "" where all is well."""


class NoLog:
    """Keeps nothing: the log of a screen in safe mode, where the real one may be what made it die."""

    trouble = ""

    def start(self) -> None:
        """There is nothing to begin."""

    def stop(self) -> None:
        """There is nothing to end."""

    def record(self, what: Event, at: Instant) -> None:
        """Drop an event."""

    def add_scores(self, scores: Sequence[Scored], at: Instant) -> None:
        """Drop sums."""


class Journal:
    """Puts events of the catalogue into `log` at the time of `clock`. Raises ValueError for any other event."""

    def __init__(self, log: Writing, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    @property
    def trouble(self) -> str:
        """What keeps the log from writing, or was mended, in one word; "" where all is well."""
        return self._log.trouble

    def record(self, name: str, **fields: str | int | None) -> None:
        """Write down that something happened now."""
        self._log.record(event(name, **fields), self._clock.read().instant)

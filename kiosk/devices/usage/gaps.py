"""What the log lost and has not told yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.devices.usage.faults import Trouble
from kiosk.devices.usage.rows import Noted
from kiosk.domain.usage.catalogue import event

if TYPE_CHECKING:
    from kiosk.domain.service_day import Instant

_WHY = {
    Trouble.READ_ONLY: "read-only",
    Trouble.DISK_FULL: "disk-full",
    Trouble.DISK_ERROR: "disk-error",
}
"""Any other loss is an overflow: more came than could be written."""


class Gaps:
    """Losses by why they happened, until they are told in the log itself."""

    def __init__(self) -> None:
        self._events: dict[str, int | None] = {}

    @property
    def whole_file(self) -> bool:
        """Whether it is to be told that a file was lost."""
        return "corrupt" in self._events or "missing" in self._events

    def lost(self, trouble: Trouble, events: int) -> None:
        """So many events could not wait any longer for a disk in `trouble`."""
        self.add(_WHY.get(trouble, "overflow"), events)

    def add(self, why: str, events: int | None = None) -> None:
        """Something was lost; None: nobody knows how much."""
        before = self._events.get(why, 0)
        self._events[why] = None if before is None or events is None else before + events

    def told(self, now: Instant) -> tuple[Noted, ...]:
        """The events that tell of it."""
        return tuple(Noted(event("log_gap", why=why, events=events), now) for why, events in self._events.items())

    def clear(self, told: tuple[Noted, ...]) -> None:
        """These are on the disk."""
        for item in told:
            self._events.pop(str(dict(item.event.fields)["why"]))

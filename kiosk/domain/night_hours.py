"""When it is night for the screen and the loudspeaker, and how bright and loud each then is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

LOUDEST_NEED = 70
"""Percent: an emergency call is never quieter, whatever the settings say."""


@dataclass(frozen=True, slots=True)
class DayAndNight:
    """What is wanted by day and from `begin` to `end` of the stop's own time, in percent.

    None: nothing is wanted then. Of two volumes a missing one is as the other; a missing brightness is full.
    `blank_after`: seconds without a touch after which the night takes the picture away, None: never.
    """

    begin: time
    end: time
    brightness_day: int | None = None
    brightness_night: int | None = None
    volume_day: int | None = None
    volume_night: int | None = None
    blank_after: float | None = None

    def night(self, at: time) -> bool:
        """Whether it is night; over midnight where `end` is the earlier one, never where they are equal."""
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end

    def brightness(self, at: time) -> int | None:
        """Of the screen; None: as it is."""
        if self.brightness_day is None and self.brightness_night is None:
            return None
        wanted = self.brightness_night if self.night(at) else self.brightness_day
        return 100 if wanted is None else wanted

    def blank(self, at: time, idle: float) -> bool:
        """Whether there is to be no picture, `idle` seconds after the last touch."""
        return self.blank_after is not None and idle >= self.blank_after and self.night(at)

    def volume(self, at: time, *, in_call: bool = False) -> int | None:
        """Of the loudspeaker; in an emergency call as by day, and loud enough to be heard in a street."""
        by_day = self.volume_night if self.volume_day is None else self.volume_day
        by_night = by_day if self.volume_night is None else self.volume_night
        if in_call and by_day is not None:
            return max(by_day, LOUDEST_NEED)
        return by_night if self.night(at) else by_day

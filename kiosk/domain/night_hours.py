"""When it is night for the screen and the loudspeaker, and how bright and loud each then is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

LOUDEST_NEED = 70
"""Percent: an emergency call is never quieter, whatever the settings say."""


@dataclass(frozen=True, slots=True)
class DayAndNight:
    """What is wanted by day and from `begin` to `end` of the stop's own time. Volume and brightness in percent."""

    begin: time
    end: time
    brightness_day: int = 100
    brightness_night: int = 100
    volume_day: int = 80
    volume_night: int = 80

    def night(self, at: time) -> bool:
        """Whether it is night; over midnight where `end` is the earlier one, never where they are equal."""
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end

    def brightness(self, at: time) -> int:
        """Of the screen."""
        return self.brightness_night if self.night(at) else self.brightness_day

    def volume(self, at: time, *, in_call: bool = False) -> int:
        """Of the loudspeaker; in an emergency call as by day, and loud enough to be heard in a street."""
        if in_call:
            return max(self.volume_day, LOUDEST_NEED)
        return self.volume_night if self.night(at) else self.volume_day

"""One continuous press for so many seconds, told apart from bags, rain and second fingers."""

from __future__ import annotations

import dataclasses
from math import dist

from kiosk.domain.call.status import Monotonic
from kiosk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """The control that is held, in its own pixels: (0, 0) is its upper left corner."""

    width: float
    height: float

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies on the control."""
        return 0 <= x <= self.width and 0 <= y <= self.height


@dataclasses.dataclass(slots=True)
class _Press:
    x: float
    y: float
    at: Monotonic
    counted: bool = False


class Hold:
    """The presses on one control. Each point has its own clock, so that no point helps or disturbs another.

    A press ends when it is lifted, leaves the area, or moves farther than `slack` pixels from where it began; it
    does not begin again before the point is lifted and pressed anew. `area` may be set when the control is
    resized.
    """

    def __init__(self, area: Area, seconds: float, slack: float) -> None:
        self.area = area
        self._seconds = seconds
        self._slack = slack
        self._presses: dict[int, _Press] = {}

    def press(self, point_id: int, x: float, y: float, at: Monotonic) -> None:
        """A point touches the glass. One that was never seen to lift begins anew."""
        self._presses.pop(point_id, None)
        if self.area.contains(x, y):
            self._presses[point_id] = _Press(x, y, at)

    def move(self, point_id: int, x: float, y: float) -> None:
        """A point moves."""
        press = self._presses.get(point_id)
        if press is None:
            return
        if not self.area.contains(x, y) or dist((x, y), (press.x, press.y)) > self._slack:
            del self._presses[point_id]

    def release(self, point_id: int) -> None:
        """A point leaves the glass."""
        self._presses.pop(point_id, None)

    def cancelled(self) -> None:
        """The system took all points away, or the control is no longer shown."""
        self._presses.clear()

    @property
    def pressed(self) -> bool:
        """Whether a press runs that may still become a hold."""
        return any(not press.counted for press in self._presses.values())

    def progress(self, now: Monotonic) -> float:
        """How far the longest running press has come, 0 to 1."""
        longest = max((now - press.at for press in self._presses.values() if not press.counted), default=0.0)
        return min(max(longest / self._seconds, 0.0), 1.0) if self._seconds > 0 else float(self.pressed)

    def held(self, now: Monotonic) -> bool:
        """Whether a press has lasted long enough; told once.

        Every point that is down counts with it: two fingers make one call, and a bag that stays on the glass
        makes no second one.
        """
        if not self.pressed or self.progress(now) < 1.0:
            return False
        for press in self._presses.values():
            press.counted = True
        return True

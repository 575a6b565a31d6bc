"""Which key each finger holds: every finger for itself, so that none blocks another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.keyboard import Place

SLACK = 0.25
"""How far a finger may tremble off its key, in sizes of the key."""


class KeyPresses:
    """The fingers on a keyboard. Points are given in parts of the keyboard: (0, 0) is its upper left corner.

    A finger holds the key it came down on; once off that key it holds none until it is lifted.
    """

    def __init__(self) -> None:
        self._places: Sequence[Place] = ()
        self._held: dict[int, Place] = {}

    def use(self, places: Sequence[Place]) -> None:
        """Other keys lie there now: what was held is not."""
        self._places = places
        self._held.clear()

    def press(self, finger: int, x: float, y: float) -> Place | None:
        """A finger comes down; the key it holds. One that was never seen to lift begins anew."""
        self._held.pop(finger, None)
        found = next((place for place in self._places if place.near(x, y, 0.0)), None)
        if found is not None:
            self._held[finger] = found
        return found

    def move(self, finger: int, x: float, y: float) -> None:
        """A finger moves."""
        place = self._held.get(finger)
        if place is not None and not place.near(x, y, SLACK):
            del self._held[finger]

    def release(self, finger: int) -> Place | None:
        """A finger is lifted; the key it held until now."""
        return self._held.pop(finger, None)

    def cancel(self) -> None:
        """The system took every finger away, or the keyboard is gone."""
        self._held.clear()

    @property
    def held(self) -> frozenset[str]:
        """The names of the places that are held."""
        return frozenset(place.name for place in self._held.values())

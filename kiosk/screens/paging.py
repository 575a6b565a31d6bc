"""Which rows stand on the screen when there are more than fit.

The next three buses never leave the board: whoever glances at it finds them in one place. Below them the board
turns its pages by itself while nobody touches it, for those who cannot. Its first page stands there for two
thirds of the time, and only a few further ones take turns with it: the last bus of the night is no news at noon.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

RowT = TypeVar("RowT")

PINNED = 3
UNTOUCHED = 20.0
"""Seconds without a touch before the board turns its pages, and how long its first page stays each time."""
PAGE_STAYS = 10.0
"""Seconds that a further page stays: enough to read seven rows from five metres."""
FURTHER_PAGES = 3


def page_count(rows: int, capacity: int) -> int:
    """How many pages `rows` make on a board of `capacity` rows."""
    if rows <= capacity:
        return 1
    return 1 + ceil((rows - capacity) / _turning(capacity))


def page_at(idle: float, count: int) -> int:
    """The page to show after `idle` seconds without a touch."""
    further = min(count - 1, FURTHER_PAGES)
    if idle < UNTOUCHED or further == 0:
        return 0
    turn, within = divmod(idle - UNTOUCHED, PAGE_STAYS + UNTOUCHED)
    return 1 + int(turn) % further if within < PAGE_STAYS else 0


def page_of(rows: Sequence[RowT], capacity: int, page: int) -> Sequence[RowT]:
    """The rows of one page: the pinned ones and, below, the page's own; the last page is filled up."""
    if page == 0 or len(rows) <= capacity:
        return rows[:capacity]
    turning = _turning(capacity)
    pinned = capacity - turning
    start = min(pinned + page * turning, len(rows) - turning)
    return [*rows[:pinned], *rows[start : start + turning]]


def _turning(capacity: int) -> int:
    return max(capacity - PINNED, 1)

"""The touch grid of the drill: every cell must feel a finger, and none may stay where no finger is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.domain.maintenance.drill import Finding, Reason, failed, passed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.domain.call.status import Monotonic

STUCK_AFTER = 4.0
"""Seconds in one cell: whoever wipes over the cells rests nowhere so long, dirt and broken glass do."""
OUTSIDE = "outside"
ALL = "all"
MOST_AREAS = 4
_ROWS, _COLUMNS = ("top", "", "bottom"), ("left", "", "right")


@dataclass(frozen=True, slots=True)
class Point:
    """One touch point. `cell` None: it lies outside the grid; `since`: when it came there."""

    number: int
    cell: int | None
    since: Monotonic


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells counted row by row, the ones touched so far, and the points that are down."""

    columns: int
    rows: int
    touched: frozenset[int] = frozenset()
    points: tuple[Point, ...] = ()

    def cell(self, x: float, y: float) -> int | None:
        """The cell at a point in parts of the grid, None outside."""
        if not (0 <= x < 1 and 0 <= y < 1):
            return None
        return int(y * self.rows) * self.columns + int(x * self.columns)

    def down(self, number: int, x: float, y: float, now: Monotonic) -> Grid:
        """The grid with this point there, new or moved."""
        cell = self.cell(x, y)
        known = next((point for point in self.points if point.number == number), None)
        if known is not None and known.cell == cell:
            return self
        others = tuple(point for point in self.points if point.number != number)
        touched = self.touched if cell is None else self.touched | {cell}
        return replace(self, touched=touched, points=(*others, Point(number, cell, now)))

    def up(self, number: int) -> Grid:
        """The grid without this point."""
        return replace(self, points=tuple(point for point in self.points if point.number != number))

    def lifted(self) -> Grid:
        """The grid without any point."""
        return replace(self, points=())

    @property
    def missing(self) -> tuple[int, ...]:
        """The cells that have felt nothing."""
        return tuple(cell for cell in range(self.columns * self.rows) if cell not in self.touched)

    def stuck(self, now: Monotonic) -> tuple[Point, ...]:
        """The points that do not move on."""
        return tuple(point for point in self.points if now - point.since >= STUCK_AFTER)

    def finding(self, now: Monotonic) -> Finding | None:
        """What was found once every cell was touched and every finger that moves is lifted; None before."""
        stuck = self.stuck(now)
        if self.missing or len(stuck) < len(self.points):
            return None
        return self.so_far(now)

    def so_far(self, now: Monotonic) -> Finding:
        """What is known already: a point that is stuck is told before cells that are missing."""
        if stuck := self.stuck(now):
            names = sorted({OUTSIDE if point.cell is None else self.area(point.cell) for point in stuck})
            return failed(Reason.STUCK, ",".join(names))
        if missing := self.missing:
            return failed(Reason.UNTOUCHED, self.counted(missing) if self.touched else ALL)
        return passed()

    def area(self, cell: int) -> str:
        """In which ninth of the screen a cell lies: "top-left", "top", ... "middle", ... "bottom-right"."""
        row, column = divmod(cell, self.columns)
        names = (_ROWS[_third(row, self.rows)], _COLUMNS[_third(column, self.columns)])
        return "-".join(name for name in names if name) or "middle"

    def counted(self, cells: Iterable[int]) -> str:
        """Areas, each with how many of these cells lie in it, most first and four at most: "left 2,bottom 1"."""
        counts = Counter(self.area(cell) for cell in cells)
        return ",".join(f"{area} {count}" for area, count in counts.most_common(MOST_AREAS))


def _third(place: int, of: int) -> int:
    return min(3 * place // of, 2) if of > 1 else 1

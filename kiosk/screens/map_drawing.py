"""From metres to pixels: the map put into a rectangle, its lanes side by side, its names where there is room."""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING, NamedTuple

from kiosk.domain.frozen import dataclass
from kiosk.domain.geometry import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kiosk.domain.lanes import Ribbon
    from kiosk.domain.map_values import LineMap

CLOSEST = 0.5
"""Pixels a metre at most: a lone stop is not shown as if from its roof."""

SHARPEST = 0.4
"""The least cosine at a corner: an outer lane is not drawn farther out than this allows."""


class Box(NamedTuple):
    """A rectangle on the screen."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have any place in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, point: Point) -> bool:
        """Whether `point` lies inside."""
        return self.left <= point.x <= self.right and self.top <= point.y <= self.bottom


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle the map is drawn in: `scale` pixels a metre, `lane` pixels from one lane to the next."""

    width: float
    height: float
    scale: float
    middle: Point
    lane: float

    @classmethod
    def around(cls, drawn: LineMap, width: float, height: float, margin: float, lane: float) -> Frame:
        """The whole map in `width` x `height` pixels, at least `margin` pixels from its edges."""
        wide, high = max(drawn.east - drawn.west, 1.0), max(drawn.north - drawn.south, 1.0)
        scale = min((width - 2 * margin) / wide, (height - 2 * margin) / high, CLOSEST)
        middle = Point((drawn.east + drawn.west) / 2, (drawn.north + drawn.south) / 2)
        return cls(width, height, max(scale, 1e-6), middle, lane)

    @property
    def box(self) -> Box:
        """The rectangle itself."""
        return Box(0.0, 0.0, self.width, self.height)

    def point(self, x: float, y: float, bearing: float = 0.0, lane: float = 0.0) -> Point:
        """Where a point of the map lies on the screen, moved into its lane."""
        return Point(
            self.width / 2 + (x - self.middle.x) * self.scale + cos(radians(bearing)) * lane * self.lane,
            self.height / 2 - (y - self.middle.y) * self.scale + sin(radians(bearing)) * lane * self.lane,
        )

    def line(self, ribbon: Ribbon) -> tuple[Point, ...]:
        """A line on the screen, each point in its lane; corners stay parallel."""
        middle = [self.point(waypoint.x, waypoint.y) for waypoint in ribbon]
        right = [_right_of(one, other) for one, other in pairwise(middle)]
        moved = [
            _moved(point, before, after, waypoint.lane * self.lane)
            for point, waypoint, before, after in zip(
                middle, ribbon, [right[0], *right], [*right, right[-1]], strict=True
            )
        ]
        return tuple(moved)


def _right_of(one: Point, other: Point) -> Point:
    """The direction right of the way from `one` to `other`, of length 1; on a screen y runs down."""
    length = hypot(other.x - one.x, other.y - one.y)
    return Point(-(other.y - one.y) / length, (other.x - one.x) / length) if length else Point(0.0, 0.0)


def _moved(point: Point, before: Point, after: Point, distance: float) -> Point:
    x, y = before.x + after.x, before.y + after.y
    length = hypot(x, y)
    if not length:
        return point
    x, y = x / length, y / length
    out = distance / max(x * after.x + y * after.y or x * before.x + y * before.y, SHARPEST)
    return Point(point.x + x * out, point.y + y * out)


@dataclass(frozen=True, slots=True)
class Label:
    """A name to be written beside `at`, `gap` pixels from it. `rank` 0 is written whatever it covers."""

    key: str
    at: Point
    width: float
    height: float
    gap: float
    rank: int


class Spot(NamedTuple):
    """Where a label is written: its box, and which side of its point that is."""

    box: Box
    side: int


COVERED = 1
"""Points of lines, a few pixels apart, that a name may cover at most."""


def placed(
    labels: Iterable[Label], lines: Sequence[Point], taken: Sequence[Box], frame: Box, before: Mapping[str, Spot]
) -> dict[str, Spot]:
    """Where each label is written: the first of them wins, one without room is left out.

    No label meets another, a box of `taken` or the edge; each takes the side that covers the lines least, but
    stays on the side it had `before` as long as there is room: a map that flickers cannot be read.
    """
    boxes = list(taken)
    found: dict[str, Spot] = {}
    for label in labels:
        had = before[label.key].side if label.key in before else -1
        free = [
            (sum(map(box.holds, lines)), side != had, Spot(box, side))
            for side, box in enumerate(_sides(label, frame))
            if _within(box, frame) and not box.holds(label.at) and not any(map(box.meets, boxes))
        ]
        good = [(moves, covered, spot) for covered, moves, spot in free if covered <= COVERED or label.rank == 0]
        if good:
            _, _, spot = min(good, key=lambda choice: (choice[0] and had >= 0, choice[1], choice[2].side))
            found[label.key] = spot
            boxes.append(spot.box)
    return found


def _within(box: Box, frame: Box) -> bool:
    return (
        box.left >= frame.left and box.right <= frame.right and box.top >= frame.top and box.bottom <= frame.bottom
    )


def _sides(label: Label, frame: Box) -> Iterator[Box]:
    """Right, left, below, above, then the corners, as the eye looks for a name.

    Ours is also looked for farther off, and moved aside where it would leave the frame.
    """
    wide, high = label.width, label.height
    for gap in (label.gap * farther for farther in ((1.0, 1.8, 2.8) if label.rank == 0 else (1.0,))):
        slant = gap * 0.7
        for right, down in (
            (gap, -high / 2),
            (-gap - wide, -high / 2),
            (-wide / 2, gap),
            (-wide / 2, -gap - high),
            (slant, slant),
            (slant, -slant - high),
            (-slant - wide, slant),
            (-slant - wide, -slant - high),
            (label.gap - wide, gap),
            (label.gap - wide, -gap - high),
            (-label.gap, gap),
            (-label.gap, -gap - high),
        ):
            left, top = label.at.x + right, label.at.y + down
            if label.rank == 0:
                left = max(min(left, frame.right - wide), frame.left)
            yield Box(left, top, left + wide, top + high)


STEPS = sorted(((x, y) for x in range(-4, 5) for y in range(-4, 5)), key=lambda step: (hypot(*step), step))
"""Where a badge may step aside to, in its own sizes, the nearest first."""


def apart(wanted: Sequence[Point], width: float, height: float, frame: Box) -> list[Point]:
    """Where badges of one size stand that want to stand at `wanted`.

    The first keep their place, later ones step aside; none leaves the frame.
    """
    boxes: list[Box] = []
    for point in wanted:
        x = min(max(point.x - width / 2, frame.left), frame.right - width)
        y = min(max(point.y - height / 2, frame.top), frame.bottom - height)
        tries = [
            Box(x + right * width, y + down * height, x + (right + 1) * width, y + (down + 1) * height)
            for right, down in STEPS
        ]
        free = (box for box in tries if _within(box, frame) and not any(map(box.meets, boxes)))
        boxes.append(next(free, tries[0]))
    return [Point((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes]


def round_length(metres: float) -> int:
    """The longest length of 1, 2 or 5 times a power of ten that is not longer than `metres`, for a scale."""
    power = 1
    while power * 10 <= metres:
        power *= 10
    return max(factor * power for factor in (1, 2, 5) if factor * power <= max(metres, 1.0))

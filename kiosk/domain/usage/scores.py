"""How right the predictions were that passengers saw: sums by route and by minutes before arrival."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from kiosk.domain.usage import accuracy

if TYPE_CHECKING:
    from collections.abc import Iterable

BINS = tuple(window.name for window in accuracy.BINS)
"""Minutes before the predicted arrival, the nearest first."""
LEAST = 30
"""Predictions below which no share is told: one of fewer than these moves by more than three points."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Predictions of one route, or of all, in one bin; the fields are those of `Scored`, summed up."""

    bin: str
    shown: int = 0
    accurate: int = 0
    early: int = 0
    late: int = 0
    unseen: int = 0
    error_seconds: int = 0
    error_squares: int = 0

    @property
    def came(self) -> int:
        """Those whose bus was seen here."""
        return self.accurate + self.early + self.late

    @property
    def judged(self) -> int:
        """Those of which is known what became of them."""
        return self.came + self.unseen

    @property
    def enough(self) -> bool:
        """Whether a share of them says anything."""
        return self.judged >= LEAST

    @property
    def share(self) -> float | None:
        """How many of those judged came within the window, 0 to 1; None where they are too few.

        A bus that was never seen counts as wrong: whoever waited for it was told wrong.
        """
        return self.accurate / self.judged if self.enough else None

    @property
    def unseen_share(self) -> float | None:
        """How many of those judged were never seen, 0 to 1; None where they are too few."""
        return self.unseen / self.judged if self.enough else None

    @property
    def mean_error(self) -> float | None:
        """Seconds by which buses came later than predicted, on average; None where too few came."""
        return self.error_seconds / self.came if self.came >= LEAST else None

    @property
    def spread(self) -> float | None:
        """The root of the mean squared error in seconds; None where too few came."""
        return sqrt(self.error_squares / self.came) if self.came >= LEAST else None

    def plus(self, other: Accuracy) -> Accuracy:
        """Both together, in this bin."""
        return Accuracy(
            self.bin,
            self.shown + other.shown,
            self.accurate + other.accurate,
            self.early + other.early,
            self.late + other.late,
            self.unseen + other.unseen,
            self.error_seconds + other.error_seconds,
            self.error_squares + other.error_squares,
        )


@dataclass(frozen=True, slots=True)
class RouteAccuracy:
    """One route; `bins` holds one value for each of BINS, in their order. `route_id` "" stands for all routes."""

    route_id: str
    bins: tuple[Accuracy, ...]

    @property
    def total(self) -> Accuracy:
        """All bins together, in the bin ""."""
        return _sum("", self.bins)


def by_route(parts: Iterable[tuple[str, Accuracy]]) -> tuple[RouteAccuracy, ...]:
    """The sums of each route, those with most predictions first. A bin that is none of BINS is left out."""
    sums: dict[str, dict[str, Accuracy]] = {}
    for route_id, part in parts:
        if part.bin in BINS:
            bins = sums.setdefault(route_id, {})
            bins[part.bin] = bins.get(part.bin, Accuracy(part.bin)).plus(part)
    routes = (
        RouteAccuracy(route_id, tuple(bins.get(name, Accuracy(name)) for name in BINS))
        for route_id, bins in sums.items()
    )
    return tuple(sorted(routes, key=lambda route: (-route.total.shown, route.route_id)))


def all_routes(routes: Iterable[RouteAccuracy]) -> RouteAccuracy:
    """The sums of all routes, by bin."""
    columns = [Accuracy(name) for name in BINS]
    for route in routes:
        columns = [column.plus(one) for column, one in zip(columns, route.bins, strict=True)]
    return RouteAccuracy("", tuple(columns))


def _sum(name: str, parts: Iterable[Accuracy]) -> Accuracy:
    total = Accuracy(name)
    for part in parts:
        total = total.plus(part)
    return total

"""How far predictions may be off and still count as right, and the sums of those that came out so or so.

A prediction is put into a bin by the seconds it gave when it was shown. Its error is (actual - predicted):
positive for a bus that came later than it was said. Source: mbta/prediction_analyzer, filters.ex (bins and limits)
and prediction_accuracy/query.ex (an error as large as a limit is too much).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kiosk.domain.service_day import Instant, Seconds
from kiosk.domain.usage.entries import Scored
from kiosk.domain.usage.fields import as_id


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions shown from `since` to less than `until` seconds ahead; right while `early` < error < `late`."""

    name: str
    since: Seconds
    until: Seconds
    early: Seconds
    late: Seconds


BINS = (
    Bin("0-3", -30, 180, -60, 60),
    Bin("3-6", 180, 360, -90, 120),
    Bin("6-12", 360, 720, -150, 210),
    Bin("12-30", 720, 1800, -240, 360),
)

Sample: TypeAlias = tuple[Bin, Instant]
"""One prediction as it was shown: its bin, and the moment that was promised."""


@dataclass(frozen=True, slots=True)
class Stay:
    """When a bus was seen at our stop, from `came` to `left`; one moment where it only drove by."""

    came: Instant
    left: Instant

    def error(self, predicted: Instant) -> int:
        """Seconds by which `predicted` was wrong: none for whoever found the bus standing here at that moment."""
        return min(max(predicted, self.came), self.left) - predicted


def bin_of(seconds: int) -> Bin | None:
    """The bin of a prediction shown `seconds` before the moment it names; None for one that is not scored."""
    return next((one for one in BINS if one.since <= seconds < one.until), None)


def score(day: date, route_id: str, samples: Iterable[Sample], came: Stay | None, *, missed: bool) -> list[Scored]:
    """The sums of the predictions of one departure, a line for each bin.

    `came` None: nobody saw it. Then it was `missed`, or nobody knows.
    """
    moments: dict[Bin, list[Instant]] = {}
    for one, predicted in samples:
        moments.setdefault(one, []).append(predicted)
    route = as_id(route_id)
    return [_sums(day, route, one, found, came, missed=missed) for one, found in moments.items()]


def _sums(day: date, route: str, one: Bin, found: list[Instant], came: Stay | None, *, missed: bool) -> Scored:
    if came is None:
        return Scored(day, route, one.name, len(found), unseen=len(found) if missed else 0)
    errors = [came.error(predicted) for predicted in found]
    early = sum(error <= one.early for error in errors)
    late = sum(error >= one.late for error in errors)
    return Scored(
        day,
        route,
        one.name,
        shown=len(errors),
        accurate=len(errors) - early - late,
        early=early,
        late=late,
        error_seconds=sum(errors),
        error_squares=sum(error * error for error in errors),
    )

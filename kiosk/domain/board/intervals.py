"""Headway services (frequencies.txt, exact_times=0): an interval is promised, never a minute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from kiosk.domain.board.claims import scheduled_moment
from kiosk.domain.board.day_plan import Line
from kiosk.domain.departure import Departure
from kiosk.domain.service_day import Instant

LOOK_AHEAD = 3600
"""Seconds of runs whose headways make the interval."""

BREAK = 2.0
"""Two runs further apart than this many headways belong to two spans of service."""


@dataclass(frozen=True, slots=True)
class Interval:
    """One line of headway service: the next nominal run, and the shortest and longest interval in minutes.

    `headway` is None outside the span: then only the first run of the next span is told, as a clock time.
    """

    key: str
    departure: Departure
    moment: Instant
    headway: tuple[int, int] | None


def intervals(runs: Iterable[Departure], since: Instant) -> tuple[Interval, ...]:
    """One interval for each route, direction and headsign that still runs, in order of the next run.

    Within the span: from (high + 1) minutes before its first run (mbta/realtime_signs,
    scheduled_headways.ex:117-125) until its last run, which the row calls the last bus.
    """
    lines: dict[Line, list[tuple[Instant, int, Departure]]] = {}
    for run in runs:
        moment, headway = scheduled_moment(run), run.headway_secs
        if moment is not None and headway and moment >= since:
            direction = run.call.trip.direction_id if run.call else None
            line = (run.route_id, direction, run.headsign.default)
            lines.setdefault(line, []).append((moment, headway, run))
    found = (_interval(line, sorted(upcoming, key=lambda run: run[0]), since) for line, upcoming in lines.items())
    return tuple(sorted((one for one in found if one), key=lambda one: (one.moment, one.key)))


def _interval(line: Line, upcoming: Sequence[tuple[Instant, int, Departure]], since: Instant) -> Interval | None:
    moment, headway, departure = upcoming[0]
    key = f"interval|{line[0]}|{'' if line[1] is None else line[1]}|{line[2]}"
    if moment - since > headway + 60:
        return Interval(key, departure, moment, None)
    end = _end_of_span(upcoming)
    near = [gap for at, gap, _ in upcoming if at <= min(end, since + LOOK_AHEAD)] or [headway]
    low, high = max(1, min(near) // 60), max(1, ceil(max(near) / 60))
    return Interval(key, departure, moment, (low, high))


def _end_of_span(upcoming: Sequence[tuple[Instant, int, Departure]]) -> Instant:
    end = upcoming[0][0]
    for moment, headway, _ in upcoming[1:]:
        if moment - end > headway * BREAK:
            break
        end = moment
    return end

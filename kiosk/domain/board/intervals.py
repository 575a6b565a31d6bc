"""Headway services (frequencies.txt, exact_times=0): an interval is promised, never a minute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from kiosk.domain.board.claims import scheduled_moment
from kiosk.domain.board.day_plan import Line
from kiosk.domain.departure import Departure
from kiosk.domain.frozen import dataclass
from kiosk.domain.service_day import Instant

LOOK_AHEAD = 3600
"""Seconds of runs whose headways make the interval."""

BREAK = 2
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


class _Run(NamedTuple):
    moment: Instant
    headway: int
    departure: Departure


def intervals(runs: Iterable[Departure], known: Iterable[Departure], since: Instant) -> tuple[Interval, ...]:
    """One interval for each route, direction and headsign that still runs, in order of the next run.

    `runs` are those that the feed says nothing of, `known` all runs, also those that are live or over: they show
    that the span has begun. Within the span: from (high + 1) minutes before its first run (mbta/realtime_signs,
    scheduled_headways.ex:117-125) until its last run, which the row calls the last bus.
    """
    upcoming, all_runs = _by_line(runs), _by_line(known)
    found = []
    for line, own in upcoming.items():
        ahead = [run for run in own if run.moment >= since]
        if ahead:
            found.append(_interval(line, ahead, all_runs.get(line, ()), since))
    return tuple(sorted(found, key=lambda one: (one.moment, one.key)))


def _by_line(runs: Iterable[Departure]) -> Mapping[Line, Sequence[_Run]]:
    lines: dict[Line, list[_Run]] = {}
    for run in runs:
        moment, headway = scheduled_moment(run), run.headway_secs
        if moment is not None and headway:
            direction = run.call.trip.direction_id if run.call else None
            lines.setdefault((run.route_id, direction, run.headsign.default), []).append(
                _Run(moment, headway, run)
            )
    return {line: sorted(own, key=lambda run: run.moment) for line, own in lines.items()}


def _interval(line: Line, ahead: Sequence[_Run], known: Sequence[_Run], since: Instant) -> Interval:
    first = ahead[0]
    key = f"interval|{line[0]}|{'' if line[1] is None else line[1]}|{line[2]}"
    reach = first.moment - first.headway * BREAK
    begun = any(reach <= run.moment < first.moment for run in known)
    if not begun and first.moment - since > first.headway + 60:
        return Interval(key, first.departure, first.moment, None)
    end = min(_end_of_span(ahead), since + LOOK_AHEAD)
    near = [run.headway for run in ahead if run.moment <= end] or [first.headway]
    return Interval(key, first.departure, first.moment, (max(1, min(near) // 60), max(1, ceil(max(near) / 60))))


def _end_of_span(ahead: Sequence[_Run]) -> Instant:
    end = ahead[0].moment
    for run in ahead[1:]:
        if run.moment - end > run.headway * BREAK:
            break
        end = run.moment
    return end

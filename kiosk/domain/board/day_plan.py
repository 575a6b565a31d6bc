"""The service of the passenger's day as the timetable has it: the last bus of each line, the first of tomorrow."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import TypeAlias

from kiosk.domain.departure import Departure
from kiosk.domain.frozen import dataclass
from kiosk.domain.propagation import SILENCE
from kiosk.domain.run_departures import departure_of_call
from kiosk.domain.service_day import Instant, passengers_day
from kiosk.domain.timetable import NOT_AVAILABLE, ScheduledCall, Timetable

DAY_ENDS = 4
"""The hour at which the passenger's day ends. Source: mbta/screens, lib/screens/util.ex:156-160."""

LAST_MEANS = 7200
"""Seconds without a later bus before one is called the last: a line that runs through 04:00 has no last bus.
Source: mbta/screens, rds.ex:133 (what is more than 120 minutes away does not count).
"""

Line: TypeAlias = tuple[str, int | None, str]
"""Route, direction and headsign: what a passenger means by "the 46 to the station"."""

CallKey: TypeAlias = tuple[str, Instant, int]
"""trip_id, start of the run, stop_sequence."""


@dataclass(frozen=True, slots=True, eq=False)
class DayPlan:
    """The calls where somebody may board, from the start of `day` until two hours beyond its end."""

    timetable: Timetable
    day: date
    starts: Instant
    ends: Instant
    lines: Mapping[Line, tuple[ScheduledCall, ...]]
    today: tuple[ScheduledCall, ...]


def day_plan(timetable: Timetable, now: Instant, known: DayPlan | None) -> DayPlan:
    """The plan of the day at `now`; `known` is given back while it holds."""
    if known and known.timetable is timetable and known.starts <= now < known.ends:
        return known
    day = passengers_day(now, timetable.zone)
    starts, ends = _four_o_clock(day, timetable), _four_o_clock(day + timedelta(days=1), timetable)
    lines: dict[Line, list[ScheduledCall]] = {}
    today: list[ScheduledCall] = []
    for call in timetable.calls_between(starts, ends + LAST_MEANS):
        if boards(call):
            lines.setdefault(line_of(timetable, call), []).append(call)
            if call.departure < ends:
                today.append(call)
    by_line = {line: tuple(calls) for line, calls in lines.items()}
    return DayPlan(timetable, day, starts, ends, by_line, tuple(today))


def boards(call: ScheduledCall) -> bool:
    """Whether somebody may get on at this call: neither forbidden nor the end of the trip."""
    last = call.trip.stop_times[-1].stop_sequence
    return call.stop_time.pickup_type != NOT_AVAILABLE and call.stop_time.stop_sequence != last


def line_of(timetable: Timetable, call: ScheduledCall) -> Line:
    """The line of a call."""
    return (call.trip.route_id, call.trip.direction_id, timetable.headsign(call).default)


def call_key(call: ScheduledCall) -> CallKey:
    """What names a call in every reading of the timetable."""
    return (call.trip.trip_id, call.start, call.stop_time.stop_sequence)


def last_calls(plan: DayPlan, cancelled: Collection[CallKey], added: Mapping[str, Instant]) -> frozenset[CallKey]:
    """The calls that are the last of their line today, cancelled ones not counted.

    `added` holds the latest extra run of each route: an extra bus later on means that this one is not the last.
    """
    last = set()
    for line, calls in plan.lines.items():
        found = _last(plan, calls, cancelled)
        if found and added.get(line[0], found.departure) <= found.departure:
            last.add(call_key(found))
    return frozenset(last)


def first_after(timetable: Timetable, moment: Instant, cancelled: Collection[CallKey]) -> ScheduledCall | None:
    """The first call from `moment` on where somebody may board."""
    later = timetable.calls_between(moment, timetable.until)
    return next((call for call in later if boards(call) and call_key(call) not in cancelled), None)


def scheduled_departure(timetable: Timetable, call: ScheduledCall) -> Departure:
    """`call` as the departure it is while nobody has said anything about it."""
    return departure_of_call(timetable, call, SILENCE, None, None)


def _last(plan: DayPlan, calls: tuple[ScheduledCall, ...], cancelled: Collection[CallKey]) -> ScheduledCall | None:
    later: Instant | None = None
    for call in reversed(calls):
        if cancelled and call_key(call) in cancelled:
            continue
        if call.departure >= plan.ends:
            later = call.departure
            continue
        quiet_until = max(plan.ends, call.departure + LAST_MEANS)
        if plan.timetable.until < quiet_until or (later is not None and later < quiet_until):
            return None
        return call
    return None


def _four_o_clock(day: date, timetable: Timetable) -> Instant:
    return round(datetime(day.year, day.month, day.day, DAY_ENDS, tzinfo=timetable.zone).timestamp())

"""Whether buses still run today, and which is the next one when they do not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kiosk.domain.board.day_plan import CallKey, DayPlan, call_key, first_after, scheduled_departure
from kiosk.domain.board.freshness import LiveData
from kiosk.domain.board.memory import Gone
from kiosk.domain.board.rows import Scene, timetable_row
from kiosk.domain.board.values import Clock, Due, Fate, Row, Service

LATE_AT_NIGHT = 1800
"""Seconds after the last bus of the timetable before the service is called ended, unless it was seen to leave.
Source: mbta/realtime_signs, messages.ex:303-307 (overnight: 30 min after the last departure).
"""

_NOT_RUNNING = frozenset({Due.CANCELLED, Due.SKIPPED})


def service(
    plan: DayPlan, rows: Sequence[Row], gone: Mapping[str, Gone], cancelled: Collection[CallKey], data: LiveData
) -> Service:
    """The state of the service today. Cancelled buses do not run."""
    if data.clock is Clock.UNKNOWN:
        return Service.UNKNOWN
    last_date = plan.timetable.feed_info.last_service_date
    if last_date and plan.day > last_date:
        return Service.EXPIRED
    if left_today(plan, rows):
        return Service.RUNNING
    return _without_rows(plan, gone, cancelled, data) if plan.timetable.calls else Service.UNKNOWN


def left_today(plan: DayPlan, rows: Sequence[Row]) -> bool:
    """Whether the board shows a bus that still runs today."""
    return any(row.moment < plan.ends and row.due not in _NOT_RUNNING for row in rows)


def next_service(scene: Scene, rows: Sequence[Row], cancelled: Collection[CallKey]) -> Row | None:
    """The first bus of a later day, however far the timetable reaches; None while there is one today."""
    if left_today(scene.plan, rows) or scene.data.clock is Clock.UNKNOWN:
        return None
    shown = next((row for row in rows if row.due not in _NOT_RUNNING), None)
    call = first_after(scene.timetable, scene.data.since, cancelled)
    if call is None or (shown and shown.moment <= call.departure):
        return shown
    return timetable_row(scene, scheduled_departure(scene.timetable, call), call.departure)


def _without_rows(
    plan: DayPlan, gone: Mapping[str, Gone], cancelled: Collection[CallKey], data: LiveData
) -> Service:
    running = [call for call in plan.today if call_key(call) not in cancelled]
    if not running:
        return Service.NOT_TODAY if plan.timetable.since <= plan.starts else Service.ENDED
    last = running[-1]
    left = gone.get(scheduled_departure(plan.timetable, last).key)
    if left and (left.observed or (left.past and left.past.fate is Fate.PASSED)):
        return Service.ENDED
    return Service.RUNNING if data.since <= last.departure + LATE_AT_NIGHT else Service.ENDED

"""The whole way of one run: its stops with their times, and where its bus is among them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from kiosk.domain.departure import Departure, Status
from kiosk.domain.frozen import dataclass
from kiosk.domain.geometry import share
from kiosk.domain.progress import AT_STOP, Progress, progress
from kiosk.domain.realtime import StopRelationship, StopStatus
from kiosk.domain.run import Run
from kiosk.domain.service_day import Instant
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, Timetable

TO_GO = {StopStatus.IN_TRANSIT_TO: 0.5, StopStatus.INCOMING_AT: 0.15, StopStatus.STOPPED_AT: 0.0}
"""The part of the way to the next stop that a vehicle without a position still has before it. Our choice."""


class StopState(StrEnum):
    """A stop as the bus sees it."""

    PASSED = "passed"
    HERE = "here"
    NEXT = "next"
    AHEAD = "ahead"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class JourneyStop:
    """One stop of a run. Times are departures, at the last stop the arrival; None where nothing is known.

    `estimated`: the timetable gives no time for this stop, it was interpolated.
    """

    stop_id: str
    stop_name: Text
    scheduled: Instant | None
    expected: Instant | None
    state: StopState
    ours: bool
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Journey:
    """The page of one departure.

    `ours` is the index of our stop. `bus` is where the bus is: 3.4 is four tenths of the way from the stop with
    index 3 to the next one, 3.0 is at that stop; None where nobody knows. `seen`: the vehicle itself told it, and
    not only the times that are foretold.
    """

    departure: Departure
    route: Route
    stops: tuple[JourneyStop, ...]
    ours: int
    bus: float | None = None
    seen: bool = False
    stops_away: int | None = None
    distance: float | None = None
    at_stop: bool = False


def journey(timetable: Timetable, departure: Departure, now: Instant) -> Journey:
    """The way of `departure`'s run; without a run that is known, our stop alone."""
    route = timetable.routes.get(departure.route_id) or Route(departure.route_id, departure.route_short_name)
    run = Run.of(timetable, departure)
    if run is None:
        only = _stop(timetable, departure.stop_id, departure.scheduled_departure, departure.expected_departure)
        return Journey(departure, route, (only,), 0)
    here = progress(timetable, departure, now) if departure.status is not Status.CANCELLED else None
    return Journey(
        departure=departure,
        route=route,
        stops=tuple(_stops(timetable, run, here, now)),
        ours=run.ours,
        bus=_bus(run, here, now) if here else None,
        seen=departure.vehicle is not None,
        stops_away=here.stops_away if here else None,
        distance=here.distance if here else None,
        at_stop=here.at_stop if here else False,
    )


def _stops(timetable: Timetable, run: Run, here: Progress | None, now: Instant) -> Iterator[JourneyStop]:
    rows = run.departure.call.trip.stop_times if run.departure.call else ()
    start = run.departure.call.start if run.departure.call else 0
    last = len(run.stop_ids) - 1
    bus = _bus(run, here, now) if here else None
    for index, news in enumerate(run.news):
        row = rows[index] if rows else None
        scheduled = start + (row.arrival if index == last else row.departure) if row else None
        expected = news.arrival if index == last else news.departure
        due = expected if expected is not None else scheduled
        state = _by_bus(index, here, bus) if here else _by_clock(due, now)
        assigned = news.update.assigned_stop_id if news.update else None
        yield _stop(
            timetable,
            assigned or run.stop_ids[index],
            scheduled,
            expected,
            state=StopState.SKIPPED if news.relationship is StopRelationship.SKIPPED else state,
            ours=index == run.ours,
            estimated=row is not None and row.estimated,
        )


def _stop(
    timetable: Timetable,
    stop_id: str,
    scheduled: Instant | None,
    expected: Instant | None,
    *,
    state: StopState = StopState.AHEAD,
    ours: bool = True,
    estimated: bool = False,
) -> JourneyStop:
    stop = timetable.stops.get(stop_id)
    return JourneyStop(
        stop_id,
        stop.stop_name if stop else Text(stop_id),
        scheduled,
        expected,
        state,
        ours,
        estimated,
    )


def _by_bus(index: int, here: Progress, bus: float | None) -> StopState:
    if index == here.next_index:
        return StopState.HERE if bus == index else StopState.NEXT
    return StopState.PASSED if index < here.next_index else StopState.AHEAD


def _by_clock(due: Instant | None, now: Instant) -> StopState:
    return StopState.PASSED if due is not None and due < now else StopState.AHEAD


def _bus(run: Run, here: Progress, now: Instant) -> float | None:
    """The place of the bus among the stops, None before it has set out, as far as only the clock knows."""
    following, vehicle = here.next_index, run.departure.vehicle
    if here.at_stop or (vehicle and following == 0):
        return float(following)
    if here.along is not None and run.way:
        before, after = run.way.stops[max(following - 1, 0)], run.way.stops[following]
        return (
            float(following) if after - here.along <= AT_STOP else following - 1 + share(before, after, here.along)
        )
    if vehicle:
        return following - TO_GO[vehicle.current_status or StopStatus.IN_TRANSIT_TO]
    if following == 0:
        return None
    left, due = run.news[following - 1].departure, run.news[following].arrival
    return following - 1 + share(left, due, now) if left is not None and due is not None else following - 0.5

"""The departures of one run of the timetable, with or without news of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kiosk.domain.departure import Departure, Status
from kiosk.domain.matching import Run
from kiosk.domain.propagation import SILENCE, CallNews, call_news, match_calls
from kiosk.domain.realtime import (
    StopRelationship,
    StopTimeUpdate,
    TripRelationship,
    TripUpdate,
    VehiclePosition,
)
from kiosk.domain.text import Text
from kiosk.domain.timetable import NOT_AVAILABLE, ScheduledCall, Timetable

_STATUS = {
    StopRelationship.SCHEDULED: Status.UPDATED,
    StopRelationship.UNSCHEDULED: Status.UPDATED,
    StopRelationship.SKIPPED: Status.SKIPPED,
    StopRelationship.NO_DATA: Status.NO_DATA,
}


def departures_of_run(
    timetable: Timetable, run: Run, update: TripUpdate, vehicle: VehiclePosition | None
) -> Iterator[Departure]:
    """The calls of `run` at our stop by what `update` says of it: none at all if it was deleted.

    A cancellation takes precedence over whatever the same update says about stops
    (GTFS Realtime reference, TripDescriptor.ScheduleRelationship).
    """
    relationship = update.trip.schedule_relationship
    if relationship == TripRelationship.DELETED:
        return
    if relationship == TripRelationship.CANCELED:
        for call in run.calls:
            yield replace(departure_of_call(timetable, call, SILENCE, update, vehicle), status=Status.CANCELLED)
        return
    stop_times = run.trip.stop_times
    matched = match_calls(stop_times, update.stop_time_updates)
    for call in (*run.calls, *_moved_here(timetable, run, matched)):
        index = bisect_left(stop_times, call.stop_time.stop_sequence, key=lambda s: s.stop_sequence)
        news = call_news(stop_times, run.start, update, matched, index, headway=run.headway)
        yield departure_of_call(timetable, call, news, update, vehicle)


def _moved_here(timetable: Timetable, run: Run, matched: Mapping[int, StopTimeUpdate]) -> Iterator[ScheduledCall]:
    """The calls of other stops which assigned_stop_id moves to ours."""
    ours = {call.stop_time.stop_sequence for call in run.calls}
    for index, update in matched.items():
        if update.assigned_stop_id is not None and update.assigned_stop_id in timetable.stop_ids:
            stop_time = run.trip.stop_times[index]
            if stop_time.stop_sequence not in ours:
                yield run.calls[0]._replace(stop_time=stop_time)


def departure_of_call(
    timetable: Timetable,
    call: ScheduledCall,
    news: CallNews,
    update: TripUpdate | None,
    vehicle: VehiclePosition | None,
) -> Departure:
    """One call with what is known of it. A call that was moved to a stop which is not ours is skipped here."""
    trip, stop_time, own = call.trip, call.stop_time, news.update
    status = Status.SCHEDULED if news.relationship is None else _STATUS[news.relationship]
    arrival, departure = news.arrival, news.departure
    stop_id, headsign, pickup_type = stop_time.stop_id, timetable.headsign(call), stop_time.pickup_type
    if own is not None:
        if own.assigned_stop_id is None or own.assigned_stop_id in timetable.stop_ids:
            stop_id = own.assigned_stop_id or stop_id
        else:
            status, arrival, departure = Status.SKIPPED, None, None
        headsign = Text(own.stop_headsign) if own.stop_headsign else headsign
        pickup_type = pickup_type if own.pickup_type is None else own.pickup_type
    last = stop_time.stop_sequence == trip.stop_times[-1].stop_sequence
    route = timetable.routes.get(trip.route_id)
    return Departure(
        trip.trip_id,
        trip.route_id,
        route.route_short_name if route else Text(trip.route_id),
        headsign,
        call.service_date,
        stop_id,
        stop_time.stop_sequence,
        call.arrival,
        call.departure,
        arrival,
        departure,
        status,
        departure is not None,
        pickup_type != NOT_AVAILABLE and not last,
        call.start_time,
        call.headway_secs,
        call,
        update,
        vehicle,
    )

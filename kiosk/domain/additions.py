"""Departures of runs that the timetable does not have: added, new, copied, replaced, or known by a route only.

Source: GTFS Realtime reference, TripDescriptor.ScheduleRelationship and TripUpdate.TripProperties. Arrivals that
carry only a route are no GTFS-Realtime by the letter, but whole cities send them (St Petersburg).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kiosk.domain.departure import Departure, Status, vehicle_name
from kiosk.domain.matching import Run
from kiosk.domain.news import News, Vehicles
from kiosk.domain.realtime import (
    StopRelationship,
    StopTimeEvent,
    StopTimeUpdate,
    TripProperties,
    TripRelationship,
    TripUpdate,
    VehiclePosition,
)
from kiosk.domain.run_departures import departures_of_run
from kiosk.domain.service_day import Instant, local_date, time_zero
from kiosk.domain.text import Text
from kiosk.domain.timetable import NOT_AVAILABLE, ScheduledCall, Timetable

_WITHOUT_SCHEDULE = frozenset(
    {
        TripRelationship.ADDED,
        TripRelationship.NEW,
        TripRelationship.UNSCHEDULED,
        TripRelationship.REPLACEMENT,
        TripRelationship.DUPLICATED,
    }
)
_CALLED_OFF = frozenset({TripRelationship.CANCELED, TripRelationship.DELETED})
_UNKNOWN = TripProperties()


def added_departures(timetable: Timetable, news: Iterable[News], vehicles: Vehicles) -> Iterator[Departure]:
    """The departures here by `news` (newest first) that match no run of the timetable.

    One run is shown once, though it is announced as ADDED and as NEW or DUPLICATED. An update of an ordinary
    run that the timetable does not have is shown only where it moves the run to our stop (assigned_stop_id).
    """
    seen: set[tuple[str, date]] = set()
    by_route: list[News] = []
    for item in sorted(news, key=lambda n: n.update.trip.schedule_relationship == TripRelationship.ADDED):
        update = item.update
        if update.trip.trip_id is None:
            by_route.append(item)
            continue
        trip_id = (update.properties or _UNKNOWN).trip_id or update.trip.trip_id
        service_date = _service_date(timetable, item)
        if (trip_id, service_date) in seen:
            continue
        seen.add((trip_id, service_date))
        copy = _copied_run(timetable, update, service_date)
        start = 0 if copy is None else copy.key[2]
        vehicle = vehicles.serving((trip_id, service_date, start), update)
        if copy is not None:
            yield from _of_copy(timetable, copy, update, vehicle, trip_id)
        elif update.trip.schedule_relationship not in _CALLED_OFF:
            yield from departures_by_update(timetable, update, vehicle, service_date)
    yield from _by_route(timetable, by_route, vehicles)


def _service_date(timetable: Timetable, item: News) -> date:
    """The day the update names, else the day of its first time, else the day it was said."""
    update = item.update
    named = (update.properties or _UNKNOWN).start_date or update.trip.start_date
    if named is not None:
        return named
    times = (event.time for u in update.stop_time_updates for event in (u.arrival, u.departure) if event)
    route_id = update.trip.route_id or _route_of(timetable, update.trip.trip_id)
    zone = timetable.service_zone(route_id)
    return local_date(next((time for time in times if time is not None), item.moment), zone)


def _copied_run(timetable: Timetable, update: TripUpdate, service_date: date) -> Run | None:
    """The copy of a timetable's trip that a DUPLICATED update announces, with its calls at our stop.

    Its first departure is at start_time of the trip_properties; some producers give that in the descriptor.
    """
    trip = timetable.trips.get(update.trip.trip_id or "")
    start_time = (update.properties or _UNKNOWN).start_time
    start_time = update.trip.start_time if start_time is None else start_time
    if update.trip.schedule_relationship != TripRelationship.DUPLICATED or trip is None or start_time is None:
        return None
    zero = time_zero(service_date, timetable.service_zone(trip.route_id))
    start = zero + start_time - trip.stop_times[0].departure
    calls = [
        ScheduledCall(trip, stop_time, service_date, start_time, start)
        for stop_time in trip.stop_times
        if stop_time.stop_id in timetable.stop_ids
    ]
    return Run(tuple(calls)) if calls else None


def _of_copy(
    timetable: Timetable, run: Run, update: TripUpdate, vehicle: VehiclePosition | None, trip_id: str
) -> Iterator[Departure]:
    headsign = (update.properties or _UNKNOWN).trip_headsign
    for departure in departures_of_run(timetable, run, update, vehicle):
        skipped = departure.status == Status.SKIPPED
        yield replace(
            departure,
            trip_id=trip_id,
            status=departure.status if skipped else Status.ADDED,
            headsign=_known(timetable, headsign) if headsign else departure.headsign,
        )


def departures_by_update(
    timetable: Timetable, update: TripUpdate, vehicle: VehiclePosition | None, service_date: date
) -> Iterator[Departure]:
    """The calls at our stop by the words of `update` alone. Calls without any time are left out.

    The last of several calls has no departure: nobody may board there.
    """
    kind = update.trip.schedule_relationship
    last = update.stop_time_updates[-1] if len(update.stop_time_updates) > 1 else None
    count: Counter[tuple[str, int | None]] = Counter()
    for stop_update in update.stop_time_updates:
        stop_id = stop_update.assigned_stop_id or stop_update.stop_id
        moved_here = stop_update.assigned_stop_id is not None
        if stop_id not in timetable.stop_ids or not (kind in _WITHOUT_SCHEDULE or moved_here):
            continue
        departure = _by_words(timetable, update, stop_update, service_date, stop_id)
        if departure is not None:
            place = (departure.stop_id, departure.stop_sequence)
            arrival_only = stop_update is last and stop_update.departure is None
            yield replace(
                departure,
                boarding=departure.boarding and not arrival_only,
                vehicle=vehicle,
                ordinal=count[place],
            )
            count[place] += 1


def _by_words(
    timetable: Timetable, update: TripUpdate, stop_update: StopTimeUpdate, service_date: date, stop_id: str
) -> Departure | None:
    """One call as the update tells it, None where it gives no time to show it at."""
    arrival, departure = _time(stop_update.arrival), _time(stop_update.departure)
    planned = [event.scheduled_time if event else None for event in (stop_update.arrival, stop_update.departure)]
    own = stop_update.schedule_relationship
    status = Status.ADDED
    if own in (StopRelationship.SKIPPED, StopRelationship.NO_DATA):
        arrival = departure = None
        status = Status.SKIPPED if own == StopRelationship.SKIPPED else Status.NO_DATA
    if arrival is departure is planned[0] is planned[1] is None:
        return None
    arrival = departure if arrival is None else arrival
    departure = arrival if departure is None else max(departure, arrival or departure)
    trip, properties = update.trip, update.properties or _UNKNOWN
    route_id = trip.route_id or _route_of(timetable, trip.trip_id)
    route = timetable.routes.get(route_id)
    return Departure(
        properties.trip_id or trip.trip_id or "",
        route_id,
        route.route_short_name if route else Text(route_id),
        _headsign(timetable, update, stop_update, route_id),
        service_date,
        stop_id,
        stop_update.stop_sequence,
        planned[1] if planned[0] is None else planned[0],
        planned[0] if planned[1] is None else planned[1],
        arrival,
        departure,
        status,
        departure is not None,
        stop_update.pickup_type != NOT_AVAILABLE,
        start_time=properties.start_time if trip.start_time is None else trip.start_time,
        update=update,
    )


def _time(event: StopTimeEvent | None) -> Instant | None:
    """A time, or a delay against the schedule that the event itself brings."""
    if event is None or event.time is not None:
        return event.time if event else None
    if event.scheduled_time is None or event.delay is None:
        return None
    return event.scheduled_time + event.delay


def _route_of(timetable: Timetable, trip_id: str | None) -> str:
    trip = timetable.trips.get(trip_id or "")
    return trip.route_id if trip else ""


def _headsign(timetable: Timetable, update: TripUpdate, stop_update: StopTimeUpdate, route_id: str) -> Text:
    """What the update says, else the trip's of the timetable, else its last stop, else the line's usual one."""
    said = stop_update.stop_headsign or (update.properties or _UNKNOWN).trip_headsign
    if said:
        return _known(timetable, said)
    trip = timetable.trips.get(update.trip.trip_id or "")
    if trip is not None and trip.trip_headsign.default:
        return trip.trip_headsign
    last = update.stop_time_updates[-1]
    terminus = timetable.stops.get(last.assigned_stop_id or last.stop_id or "")
    if terminus is not None and len(update.stop_time_updates) > 1:
        return terminus.stop_name
    direction = update.trip.direction_id
    usual = {
        timetable.headsign(call)
        for call in timetable.calls
        if call.trip.route_id == route_id and direction in (None, call.trip.direction_id)
    }
    return usual.pop() if len(usual) == 1 else Text("")


def _known(timetable: Timetable, said: str) -> Text:
    """A headsign as an update says it; with its translations where the timetable has the same words.

    GTFS-Realtime has no translations for headsigns: trip_headsign and stop_headsign are plain strings.
    """
    known = (trip.trip_headsign for trip in timetable.trips.values())
    return next((headsign for headsign in known if headsign.default == said), Text(said))


def _by_route(timetable: Timetable, news: Iterable[News], vehicles: Vehicles) -> Iterator[Departure]:
    """Stand-alone arrivals of vehicles of which only the route is known, one after the other.

    Of each vehicle the newest message is believed, whole. What tells vehicles apart is never the entity's id.
    """
    source: dict[tuple[str | None, str], int] = {}
    found: list[tuple[str, Departure]] = []
    for item in news:
        update = item.update
        name = vehicle_name(update.vehicle) if update.vehicle else ""
        if source.setdefault((update.trip.route_id, name), item.message) != item.message:
            continue
        if update.trip.schedule_relationship not in _CALLED_OFF:
            announced = replace(update, trip=replace(update.trip, schedule_relationship=TripRelationship.ADDED))
            vehicle = vehicles.serving(("", _service_date(timetable, item), 0), update)
            for departure in departures_by_update(timetable, announced, vehicle, _service_date(timetable, item)):
                found.append((name, replace(departure, update=update)))
    count: Counter[tuple[str, str, str]] = Counter()
    said: set[tuple[str, str, str, Instant]] = set()
    for name, departure in sorted(found, key=lambda entry: entry[1].moment):
        place = (departure.route_id, name, departure.stop_id)
        if name and (*place, departure.moment) in said:
            continue
        said.add((*place, departure.moment))
        yield replace(departure, ordinal=count[place])
        count[place] += 1

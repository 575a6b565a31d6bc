"""The full truth about the calls at our stop: the timetable with what the live feeds say about it.

Rules: GTFS Realtime, "Trip updates"; the points that the specification leaves open are decided in
docs/realtime-decisions.md. No news of a run means nothing is known live: never that it is on time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kiosk.domain.additions import added_departures, departures_by_update
from kiosk.domain.departure import Departure, Status
from kiosk.domain.matching import Run, RunKey, Runs
from kiosk.domain.news import News, Vehicles, newest_first
from kiosk.domain.propagation import SILENCE
from kiosk.domain.realtime import FeedMessage, TripRelationship, TripUpdate, VehiclePosition
from kiosk.domain.run_departures import departure_of_call, departures_of_run
from kiosk.domain.service_day import Instant
from kiosk.domain.timetable import Timetable

__all__ = ["Departure", "Status", "departures"]

_NEVER_IN_TIMETABLE = frozenset({TripRelationship.NEW, TripRelationship.DUPLICATED})


def departures(
    timetable: Timetable, messages: Sequence[FeedMessage], since: Instant, until: Instant
) -> tuple[Departure, ...]:
    """Every call at our stop whose scheduled or effective moment lies in [since, until), in order of time.

    `timetable` must reach far enough back that a late run is still in it. Deleted runs are absent; cancelled
    and skipped calls are there with their status.
    """
    news = newest_first(messages, since)
    positions = [position for message in messages for position in message.vehicle_positions]
    runs = Runs(timetable, [item.update.trip for item in news] + [p.trip for p in positions if p.trip])
    matched, replaced, others = _match(runs, news)
    vehicles = Vehicles(runs, positions, since)
    found: list[Departure] = []
    for key, (run, update) in matched.items():
        found.extend(_of_run(timetable, run, update, vehicles.serving(key, update)))
    spoken_of = matched.keys() | replaced
    for call in timetable.calls_between(since, until):
        key = (call.trip.trip_id, call.service_date, call.start_time)
        if key not in spoken_of:
            found.append(departure_of_call(timetable, call, SILENCE, None, vehicles.serving(key, None)))
    found.extend(added_departures(timetable, others, vehicles))
    # A copy with the name and the start of its original is the original: what the timetable knows comes first.
    inside: dict[str, Departure] = {}
    for departure in found:
        if _within(departure, since, until):
            inside.setdefault(departure.key, departure)
    return tuple(departure for _, departure in sorted(inside.items(), key=lambda item: (item[1].moment, item[0])))


def _within(departure: Departure, since: Instant, until: Instant) -> bool:
    if since <= departure.moment < until:
        return True
    scheduled = departure.scheduled_departure
    return scheduled is not None and since <= scheduled < until


def _match(
    runs: Runs, news: Iterable[News]
) -> tuple[Mapping[RunKey, tuple[Run, TripUpdate]], set[RunKey], list[News]]:
    """The newest update of each run, the nominal runs which a real one stands for, and what matches no run."""
    matched: dict[RunKey, tuple[Run, TripUpdate]] = {}
    replaced: set[RunKey] = set()
    others: list[News] = []
    for item in news:
        trip = item.update.trip
        run = None
        if trip.schedule_relationship not in _NEVER_IN_TIMETABLE:
            run = runs.find(trip, item.update.stop_time_updates, item.moment, replaced)
        if run is None:
            others.append(item)
            continue
        nominal = run.key
        if run.headway and trip.start_time is not None:
            run = run.starting_at(trip.start_time)
        if run.key not in matched:
            matched[run.key] = (run, item.update)
            replaced.add(nominal)
    return matched, replaced, others


def _of_run(
    timetable: Timetable, run: Run, update: TripUpdate, vehicle: VehiclePosition | None
) -> Iterator[Departure]:
    """A replacement brings its whole journey along: the run's own schedule is void then."""
    if update.trip.schedule_relationship != TripRelationship.REPLACEMENT or not update.stop_time_updates:
        yield from departures_of_run(timetable, run, update, vehicle)
        return
    _, service_date, start_time = run.key
    for departure in departures_by_update(timetable, update, vehicle, service_date):
        status = Status.UPDATED if departure.status == Status.ADDED else departure.status
        yield replace(departure, status=status, start_time=start_time)

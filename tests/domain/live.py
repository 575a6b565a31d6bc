"""Short words for a timetable and for what a live feed says about it, for tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import chain
from types import MappingProxyType
from zoneinfo import ZoneInfo

from kiosk.domain.departures import Departure, departures
from kiosk.domain.realtime import (
    FeedMessage,
    StopRelationship,
    StopTimeEvent,
    StopTimeUpdate,
    TripDescriptor,
    TripRelationship,
    TripUpdate,
    VehicleDescriptor,
    VehiclePosition,
)
from kiosk.domain.service_day import Instant, Seconds, time_zero
from kiosk.domain.text import Text
from kiosk.domain.timetable import Frequency, Route, ScheduledCall, Stop, StopTime, Timetable, Trip

ZONE = ZoneInfo("Europe/Ulyanovsk")
DAY = date(2026, 5, 4)
ZERO = time_zero(DAY, ZONE)
EIGHT = 8 * 3600
NOON = ZERO + 12 * 3600


def trip(
    trip_id: str = "t",
    stops: str = "ABCDEFGHIJ",
    *,
    start: Seconds = EIGHT,
    every: Seconds = 300,
    dwell: Seconds = 0,
    frequencies: tuple[Frequency, ...] = (),
    route_id: str = "r",
    direction_id: int | None = 0,
    **pickup_type: int,
) -> Trip:
    """A trip that calls at one-letter stops; stop_sequence counts from 1. `F=1` is the pickup_type at F."""
    rows = tuple(
        StopTime(n + 1, stop, n * every, n * every + dwell, pickup_type=pickup_type.get(stop, 0))
        for n, stop in enumerate(stops)
    )
    return Trip(
        trip_id, route_id, "daily", start, rows, Text("Центр"), direction_id=direction_id, frequencies=frequencies
    )


def timetable(here: str, *trips: Trip, days: Sequence[date] = (DAY,)) -> Timetable:
    """The timetable of the one-letter stops `here`, with every trip on every one of `days`."""
    calls = sorted(
        chain.from_iterable(_calls(one, day, here) for one in trips for day in days),
        key=lambda call: call.departure,
    )
    names = sorted(set(here).union(*(s.stop_id for t in trips for s in t.stop_times)))
    return Timetable(
        stop=Stop(here[0], Text(f"Остановка {here[0]}")),
        stop_ids=frozenset(here),
        zone=ZONE,
        since=ZERO,
        until=ZERO + 2 * 86_400,
        calls=tuple(calls),
        trips=MappingProxyType({one.trip_id: one for one in trips}),
        routes=MappingProxyType({one.route_id: Route(one.route_id, Text("46")) for one in trips}),
        stops=MappingProxyType({name: Stop(name, Text(f"Остановка {name}")) for name in names}),
    )


def _calls(one: Trip, day: date, here: str) -> Iterable[ScheduledCall]:
    zero = time_zero(day, ZONE)
    runs: list[tuple[Seconds, int | None]] = [(one.start_time, None)]
    if one.frequencies:
        runs = [
            (start, None if f.exact_times else f.headway_secs)
            for f in one.frequencies
            for start in range(f.start_time, f.end_time, f.headway_secs)
        ]
    for start, headway in runs:
        for row in one.stop_times:
            if row.stop_id in here:
                yield ScheduledCall(one, row, day, start, zero + start, headway)


def stop(
    place: int | str | tuple[int, str],
    arrival: int | None = None,
    departure: int | None = None,
    relationship: StopRelationship = StopRelationship.SCHEDULED,
    **more: object,
) -> StopTimeUpdate:
    """News of a call by its sequence, its stop, or both. Small numbers are delays, large ones moments."""
    named = place if isinstance(place, tuple) else (place, place)
    return StopTimeUpdate(
        named[0] if isinstance(named[0], int) else None,
        named[1] if isinstance(named[1], str) else None,
        event(arrival),
        event(departure),
        relationship,
        **more,  # type: ignore[arg-type]  # the names are checked by the class itself
    )


def event(value: int | None) -> StopTimeEvent | None:
    """A moment or a delay."""
    if value is None:
        return None
    return StopTimeEvent(time=value) if value > 86_400 else StopTimeEvent(delay=value)


def skipped(place: int | str | tuple[int, str]) -> StopTimeUpdate:
    """The vehicle does not stop there."""
    return stop(place, relationship=StopRelationship.SKIPPED)


def no_data(place: int | str | tuple[int, str]) -> StopTimeUpdate:
    """From there on nothing is known."""
    return stop(place, relationship=StopRelationship.NO_DATA)


def update(
    trip_id: str | None = "t",
    *stops: StopTimeUpdate,
    kind: TripRelationship = TripRelationship.SCHEDULED,
    route_id: str | None = None,
    direction_id: int | None = None,
    start_time: Seconds | None = None,
    start_date: date | None = None,
    vehicle: str = "",
    **more: object,
) -> TripUpdate:
    """News of a run."""
    return TripUpdate(
        TripDescriptor(trip_id, route_id, direction_id, start_time, start_date, kind),
        stops,
        VehicleDescriptor(vehicle) if vehicle else None,
        **more,  # type: ignore[arg-type]  # the names are checked by the class itself
    )


def position(vehicle: str = "", trip_id: str | None = None, **more: object) -> VehiclePosition:
    """A vehicle that says which trip it serves, or not."""
    return VehiclePosition(
        VehicleDescriptor(vehicle),
        TripDescriptor(trip_id) if trip_id else None,
        **more,  # type: ignore[arg-type]  # the names are checked by the class itself
    )


def message(
    *updates: TripUpdate, at: Instant | None = ZERO + EIGHT, vehicles: tuple[VehiclePosition, ...] = ()
) -> FeedMessage:
    """A message made at `at`."""
    return FeedMessage(at, updates, vehicles, entity_count=len(updates) + len(vehicles))


def whole_day(table: Timetable, *messages: FeedMessage) -> tuple[Departure, ...]:
    """Every departure of DAY."""
    return departures(table, messages, ZERO, ZERO + 86_400)


def only(table: Timetable, *updates: TripUpdate) -> Departure:
    """The one departure of DAY by one message."""
    (departure,) = whole_day(table, message(*updates))
    return departure


def late(departure: Departure) -> int | None:
    """Seconds the departure is late, None where nothing is known."""
    if departure.expected_departure is None or departure.scheduled_departure is None:
        return None
    return departure.expected_departure - departure.scheduled_departure


NEXT_DAY = DAY + timedelta(days=1)

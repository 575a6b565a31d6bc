"""A small stop of our own for tests of the board: lines, calls, live news and a clock that runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.board import Board, Row, build
from kiosk.domain.departure import Departure, Status
from kiosk.domain.propagation import SILENCE
from kiosk.domain.realtime import (
    FeedMessage,
    SourceState,
    StopTimeEvent,
    StopTimeUpdate,
    TripDescriptor,
    TripUpdate,
    VehicleDescriptor,
    VehiclePosition,
)
from kiosk.domain.run_departures import departure_of_call
from kiosk.domain.service_day import Instant, Now, local, time_zero
from kiosk.domain.text import Text
from kiosk.domain.timetable import FeedInfo, Route, ScheduledCall, Stop, StopTime, Timetable, Trip

ULYANOVSK = ZoneInfo("Europe/Ulyanovsk")
STOPS = MappingProxyType(
    {
        "before": Stop("before", Text("До"), stop_lat=54.35, stop_lon=48.50),
        "here": Stop("here", Text("Проспект Филатова"), stop_lat=54.35, stop_lon=48.55, platform_code="2"),
        "after": Stop("after", Text("После"), stop_lat=54.35, stop_lon=48.60),
    }
)
HERE = (54.35, 48.55)
"""Where our stop is; 0.01 degrees of longitude are 650 m."""


def at(words: str, zone: ZoneInfo = ULYANOVSK) -> Instant:
    """The moment of a wall clock, such as "2026-11-25 14:00:30"."""
    return round(datetime.fromisoformat(words).replace(tzinfo=zone).timestamp())


NOON = at("2026-11-25 12:00:00")
"""A Wednesday."""


def call(
    moment: Instant,
    route: str = "46",
    *,
    headsign: str = "Центр",
    headway: int | None = None,
    zone: ZoneInfo = ULYANOVSK,
    service_date: date | None = None,
    **more: Any,
) -> ScheduledCall:
    """One run that calls here at `moment`: ten minutes after its first stop and ten before its last."""
    day = service_date or local(moment, zone).date()
    start_time = moment - 600 - time_zero(day, zone)
    rows = (
        StopTime(1, "before", 0, 0),
        StopTime(2, "here", 600, 600, pickup_type=more.pop("pickup_type", 0)),
        StopTime(3, "after", 1200, 1200),
    )
    trip_id = more.pop("trip_id", f"{route}-{headsign}-{start_time}")
    trip = Trip(trip_id, route, "daily", start_time, rows, Text(headsign), direction_id=0, **more)
    return ScheduledCall(trip, rows[1], day, start_time, moment - 600, headway)


def timetable(
    *calls: ScheduledCall, zone: ZoneInfo = ULYANOVSK, last: date | None = None, **more: Any
) -> Timetable:
    """The timetable of `calls`, from a day before NOON to two days after it, if not told otherwise."""
    ordered = tuple(sorted(calls, key=lambda one: one.departure))
    routes = {one.trip.route_id: Route(one.trip.route_id, Text(one.trip.route_id)) for one in ordered}
    found = Timetable(
        stop=STOPS["here"],
        stop_ids=frozenset({"here"}),
        zone=zone,
        since=NOON - 86_400,
        until=NOON + 2 * 86_400,
        calls=ordered,
        trips=MappingProxyType({one.trip.trip_id: one.trip for one in ordered}),
        routes=MappingProxyType(routes),
        stops=STOPS,
        feed_info=FeedInfo(last_service_date=last),
    )
    return replace(found, **more)


EMPTY = timetable()


def planned(one: ScheduledCall, **more: Any) -> Departure:
    """What is known of a call while nobody has said anything about it."""
    table = replace(
        EMPTY, routes=MappingProxyType({one.trip.route_id: Route(one.trip.route_id, Text(one.trip.route_id))})
    )
    return replace(departure_of_call(table, one, SILENCE, None, None), **more)


def live(
    one: ScheduledCall, late: int = 0, *, stamp: Instant | None = None, bus: str = "", **more: Any
) -> Departure:
    """A call with a prediction so many seconds late, measured at `stamp`."""
    moment = one.departure + late
    update = TripUpdate(
        TripDescriptor(one.trip.trip_id),
        (StopTimeUpdate(2, "here", departure=StopTimeEvent(moment)),),
        VehicleDescriptor(bus) if bus else None,
        timestamp=stamp,
    )
    return planned(
        one,
        **{
            "expected_arrival": one.arrival + late,
            "expected_departure": moment,
            "status": Status.UPDATED,
            "realtime": True,
            "update": update,
            **more,
        },
    )


def added(
    moment: Instant, trip_id: str = "extra", route: str = "46", headsign: str = "Центр", **more: Any
) -> Departure:
    """An extra run that has no timetable."""
    return live(
        call(moment, route, headsign=headsign, trip_id=trip_id),
        **{
            "scheduled_arrival": None,
            "scheduled_departure": None,
            "status": Status.ADDED,
            "call": None,
            **more,
        },
    )


def by_route(
    moment: Instant,
    bus: str = "",
    route: str = "46",
    *,
    direction_id: int | None = None,
    stamp: Instant | None = None,
    **more: Any,
) -> Departure:
    """An arrival of which the feed tells no more than the route, and the vehicle where `bus` is given."""
    update = TripUpdate(
        TripDescriptor(None, route, direction_id),
        (StopTimeUpdate(None, "here", arrival=StopTimeEvent(moment)),),
        VehicleDescriptor(bus) if bus else None,
        timestamp=stamp,
    )
    heard = added(moment, route=route, stop_sequence=None, start_time=None, update=update)
    return replace(heard, **{"trip_id": "", "headsign": Text(""), **more})


def vehicle(trip_id: str, metres: float | None = None, **more: Any) -> VehiclePosition:
    """A vehicle so many metres before our stop (negative: beyond it)."""
    place: dict[str, Any] = {}
    if metres is not None:
        place = {"latitude": HERE[0], "longitude": HERE[1] - metres / 64_800}
    return VehiclePosition(
        **{"vehicle": VehicleDescriptor("bus"), "trip": TripDescriptor(trip_id), **place, **more}
    )


def source(
    header: Instant | None, received: float | None = 0.0, name: str = "trip_updates", **more: Any
) -> SourceState:
    """A live source whose newest message was made at `header`."""
    message = FeedMessage(header, entity_count=1)
    return SourceState(**{"name": name, "message": message, "received": received, **more})


@dataclass
class Watch:
    """Somebody who watches the board second by second. `wall` is a moment, `monotonic` another clock."""

    table: Timetable
    wall: Instant = NOON
    monotonic: float = 1000.0
    feed: bool = True
    header_every: int = 1
    board: Board | None = None
    sources: Sequence[SourceState] = field(default_factory=tuple)

    def see(self, *departures: Departure, after: int = 1) -> Board:
        """The board `after` seconds later; a healthy feed makes a new header each second."""
        self.wall += after
        self.monotonic += after
        if self.feed:
            self.sources = (source(self.wall - 5, self.monotonic),)
        ordered = sorted(departures, key=lambda one: (one.moment, one.key))
        self.board = build(self.table, ordered, self.sources, Now(self.wall, self.monotonic), self.board)
        return self.board

    def only(self, *departures: Departure, after: int = 1) -> Row:
        """The only row of the board `after` seconds later."""
        (row,) = self.see(*departures, after=after).rows
        return row

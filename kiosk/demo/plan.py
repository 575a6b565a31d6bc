"""The timetable of the demonstration network: which trips a service has, and which vehicle drives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from kiosk.demo.network import DWELL, Network, Pattern, Route
from kiosk.domain.service_day import Seconds

WEEKDAY, WEEKEND = "weekday", "weekend"

HOLIDAYS = frozenset(
    {(1, day) for day in range(1, 9)} | {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)},
)
"""(month, day) of the days off, on which the weekend's buses run. Source: Labour Code of Russia, article 112."""

LAYOVER: Seconds = 7 * 60
"""The shortest stay at the end of a route: longer than a late bus is late there."""

RUSH_HOURS = ((7 * 3600, 9 * 3600 + 1800), (16 * 3600, 19 * 3600))
RUSH_PACE = 1.15
"""How much longer a drive takes in the rush hours of a weekday."""

TICK: Seconds = 10
"""Times of the timetable are multiples of this."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a trip, in seconds after the trip's start."""

    arrival: Seconds
    departure: Seconds


@dataclass(frozen=True, slots=True, eq=False)
class PlannedTrip:
    """One trip of the timetable. `start` is in seconds of the service day; `block_id` names the vehicle's work.

    `headway`: the trip stands for a run every so many seconds, from `start` until before `until`.
    """

    trip_id: str
    route: Route
    pattern: Pattern
    service_id: str
    start: Seconds
    calls: tuple[Call, ...]
    block_id: str = ""
    low_floor: bool = False
    headway: Seconds | None = None
    until: Seconds = 0

    @property
    def end(self) -> Seconds:
        """The arrival at the last stop, in seconds of the service day."""
        return self.start + self.calls[-1].arrival


def service_id(day: date) -> str:
    """Which service runs on `day`."""
    return WEEKEND if day.weekday() >= 5 or (day.month, day.day) in HOLIDAYS else WEEKDAY


def service_range(around: date) -> tuple[date, date]:
    """The first and last day of a timetable made for `around`: whole months, so that it seldom changes."""
    first = (around.replace(day=1) - timedelta(days=1)).replace(day=1)
    last = (around.replace(day=1) + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    return first, last


def planned_trips(network: Network, service: str) -> tuple[PlannedTrip, ...]:
    """Every trip of a service, in order of route and start."""
    trips: list[PlannedTrip] = []
    for route in network.routes.values():
        if route.headway_service:
            trips.extend(_headway_trips(route, service))
        else:
            trips.extend(with_vehicles(route, list(_timed_trips(route, service))))
    return tuple(trips)


def starts(trip: PlannedTrip) -> Iterator[Seconds]:
    """The start of each run of a trip: one, or those that its headway implies."""
    if trip.headway is None:
        yield trip.start
    else:
        yield from range(trip.start, trip.until, trip.headway)


def with_vehicles(route: Route, trips: list[PlannedTrip]) -> list[PlannedTrip]:
    """Give each trip a vehicle: the one that has stood longest at the trip's first stop, else a new one."""
    waiting: dict[str, list[tuple[Seconds, int]]] = defaultdict(list)
    vehicles = 0
    planned = []
    for trip in sorted(trips, key=lambda trip: (trip.start, trip.pattern.direction_id)):
        here = waiting[trip.pattern.calls[0].station.stop_id]
        if here and here[0][0] + LAYOVER <= trip.start:
            vehicle = here.pop(0)[1]
        else:
            vehicles += 1
            vehicle = vehicles
        waiting[trip.pattern.calls[-1].station.stop_id].append((trip.end, vehicle))
        low_floor = int(vehicle * route.low_floor) > int((vehicle - 1) * route.low_floor)
        block_id = f"{route.route_id}-{trip.service_id}-{vehicle}"
        planned.append(replace(trip, block_id=block_id, low_floor=low_floor))
    return planned


def _timed_trips(route: Route, service: str) -> Iterator[PlannedTrip]:
    for pattern in route.patterns:
        for period in route.periods.get(service, ()):
            for start in range(period.start, period.end, period.headway):
                pace = _pace(service, start)
                yield PlannedTrip(
                    trip_id=f"{pattern.shape_id}-{service}-{start // 3600:02d}{start // 60 % 60:02d}",
                    route=route,
                    pattern=pattern,
                    service_id=service,
                    start=start,
                    calls=calls(pattern, pace),
                )


def _headway_trips(route: Route, service: str) -> Iterator[PlannedTrip]:
    for pattern in route.patterns:
        for number, period in enumerate(route.periods.get(service, ()), start=1):
            yield PlannedTrip(
                trip_id=f"{pattern.shape_id}-{service}-every-{period.headway // 60}-{number}",
                route=route,
                pattern=pattern,
                service_id=service,
                start=period.start,
                calls=calls(pattern, 1.0),
                headway=period.headway,
                until=period.end,
            )


def _pace(service: str, start: Seconds) -> float:
    rush = service == WEEKDAY and any(begin <= start < end for begin, end in RUSH_HOURS)
    return RUSH_PACE if rush else 1.0


@cache
def _calls(running: tuple[float, ...], pace: float) -> tuple[Call, ...]:
    arrivals = list(accumulate(seconds * pace + DWELL for seconds in running))
    first = arrivals[0]
    whole = [round((arrival - first) / TICK) * TICK for arrival in arrivals]
    # At the first and the last stop the timetable knows one time only.
    return (
        Call(0, 0),
        *(Call(arrival - DWELL, arrival) for arrival in whole[1:-1]),
        Call(whole[-1] - DWELL, whole[-1] - DWELL),
    )


def calls(pattern: Pattern, pace: float) -> tuple[Call, ...]:
    """The calls of a trip that drives `pace` times as long as on a free road."""
    return _calls(pattern.running, pace)

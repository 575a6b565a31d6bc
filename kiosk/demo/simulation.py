"""The demonstration's vehicles at a moment: a pure function of the network, the start and the moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kiosk.demo.network import Network
from kiosk.demo.plan import PlannedTrip, calls, planned_trips, service_id, starts
from kiosk.demo.runs import Place, Run, make_run
from kiosk.demo.script import ACT, Act, Incident, cast_act
from kiosk.domain.realtime import Occupancy
from kiosk.domain.service_day import Instant, Seconds, local, local_date, time_zero

ANNOUNCED: Seconds = 25 * 60
"""How long before its start a run is predicted: its vehicle is known from its work before."""

ON_SHOW: Seconds = 60
"""A vehicle is seen at the first stop this long before it leaves, and at the last one after it came."""

GIVEN_UP: Seconds = 20 * 60
"""After this long an agency gives up a silent vehicle."""

NIGHT: Seconds = 8 * 3600
"""Longer than the time without any bus."""

FIRST_VEHICLES = 3

FILL = (
    Occupancy.EMPTY,
    Occupancy.MANY_SEATS_AVAILABLE,
    Occupancy.FEW_SEATS_AVAILABLE,
    Occupancy.STANDING_ROOM_ONLY,
    Occupancy.CRUSHED_STANDING_ROOM_ONLY,
)


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A run as the agency knows it. `heard` is when its vehicle last reported.

    `place` is None while it does another run or none; `skipped` are the indices of the calls it leaves out.
    """

    run: Run
    heard: Instant
    place: Place | None = None
    occupancy: Occupancy | None = None
    cancelled: bool = False
    extra: bool = False
    skipped: frozenset[int] = frozenset()


class Simulation:
    """The play that began at `start`. It keeps only what it would compute again."""

    def __init__(self, network: Network, start: Instant) -> None:
        self.network = network
        self.start = start
        self._planned = lru_cache(maxsize=8)(self._planned_on)
        self._acts = lru_cache(maxsize=8)(self._act)
        self._run = lru_cache(maxsize=1024)(make_run)
        self._extra_runs = lru_cache(maxsize=8)(self._extra_run)

    def vehicles(self, moment: Instant) -> tuple[Vehicle, ...]:
        """Every run the agency has news of at `moment`, ordered by its id."""
        known = [vehicle for run in self._runs_near(moment) if (vehicle := self._vehicle(run, moment))]
        known += [vehicle for act in self._acts_near(moment) if (vehicle := self._extra(act, moment))]
        if all(vehicle.place is None for vehicle in known):
            waiting = {vehicle.run.run_id: vehicle for vehicle in self._first_of_the_morning(moment)}
            known = [vehicle for vehicle in known if vehicle.cancelled or vehicle.run.run_id not in waiting]
            taken = {vehicle.run.run_id for vehicle in known}
            known += [vehicle for run_id, vehicle in waiting.items() if run_id not in taken]
        return tuple(sorted(known, key=lambda vehicle: vehicle.run.run_id))

    def act_begun(self, moment: Instant) -> Instant:
        """When the act of `moment` began."""
        return moment - (moment - self.start) % ACT

    def _planned_on(self, day: date) -> tuple[tuple[Instant, Instant, Seconds, PlannedTrip], ...]:
        """(start, scheduled end, start_time, trip) of every run of tracked vehicles on a service day."""
        zero = time_zero(day, self.network.zone)
        return tuple(
            (zero + start, zero + start + trip.calls[-1].arrival, start, trip)
            for trip in planned_trips(self.network, service_id(day))
            if trip.route.tracked
            for start in starts(trip)
        )

    def _runs_between(self, since: Instant, until: Instant) -> Iterator[Run]:
        """The runs that start before `until` and are due to end after `since`."""
        today = local_date(since, self.network.zone)
        days = (local_date(until, self.network.zone) - today).days
        for number in range(-1, days + 1):
            day = today + timedelta(days=number)
            for start, end, start_time, trip in self._planned(day):
                if start < until and since < end:
                    yield self._run(trip, day, start_time, start)

    def _runs_near(self, moment: Instant) -> Iterator[Run]:
        return self._runs_between(moment - GIVEN_UP, moment + ANNOUNCED)

    def _first_of_the_morning(self, moment: Instant) -> Iterator[Vehicle]:
        """At night the first vehicles of the morning already stand at their first stops: a feed is never empty."""
        runs = sorted(self._runs_between(moment, moment + NIGHT), key=lambda run: (run.start, run.run_id))
        for run in runs[:FIRST_VEHICLES]:
            heard = run.reported(moment)
            yield Vehicle(run, heard, run.place(heard), Occupancy.EMPTY)

    def _act(self, number: int) -> Act:
        start = self.start + number * ACT
        return cast_act(self.network, start, self._runs_between(start - ACT, start + ACT))

    def _acts_near(self, moment: Instant) -> tuple[Act, ...]:
        """The act of the moment, the one before, whose runs are still on the road, and the one to come."""
        number = max((moment - self.start) // ACT, 0)
        return tuple(self._acts(one) for one in range(max(number - 3, 0), number + 2))

    def _vehicle(self, run: Run, moment: Instant) -> Vehicle | None:
        mine = next((act for act in self._acts_near(moment) if run.run_id in act.incidents), None)
        incident = mine.incidents[run.run_id] if mine else None
        if incident is Incident.CANCELLED:
            return Vehicle(run, moment, cancelled=True) if moment < run.arrivals[-1] else None
        heard = run.reported(mine.heard(run, moment) if mine else moment)
        if moment - heard > GIVEN_UP or run.arrivals[-1] + ON_SHOW < heard:
            return None
        if incident is not Incident.SILENT and moment > run.arrivals[-1] + ON_SHOW:
            return None
        return Vehicle(
            run=run,
            heard=heard,
            place=self._seen(run, heard),
            occupancy=self._occupancy(run, heard, crowded=incident is Incident.CROWDED),
            skipped=self._skipped(run, passing=incident is Incident.PASSING),
        )

    def _seen(self, run: Run, heard: Instant) -> Place | None:
        return run.place(heard) if run.departures[0] - ON_SHOW <= heard else None

    def _skipped(self, run: Run, *, passing: bool) -> frozenset[int]:
        detour = self.network.detour
        if run.trip.route.route_id not in detour.routes:
            return frozenset()
        return frozenset(
            index
            for index, call in enumerate(run.calls)
            if call.station.stop_id in detour.skipped or (passing and call.stop_id == self.network.pavilion)
        )

    def _occupancy(self, run: Run, heard: Instant, *, crowded: bool) -> Occupancy | None:
        """How full it is: by the hour and the part of the route, more or less. A minibus does not count."""
        if run.trip.headway is not None:
            return None
        if crowded:
            return Occupancy.CRUSHED_STANDING_ROOM_ONLY
        when = local(heard, self.network.zone)
        rush = when.weekday() < 5 and when.hour in {7, 8, 16, 17, 18}
        index = run.place(heard).index
        middle = 4 * index * (len(run.calls) - index) / len(run.calls) ** 2
        fill = middle * (3.0 if rush else 1.9) + run.fill
        return FILL[min(max(round(fill), 0), 3)]

    def _extra(self, act: Act, moment: Instant) -> Vehicle | None:
        """An extra bus that no timetable knows."""
        if act.extra_at_pavilion is None:
            return None
        run = self._extra_runs(act.extra_at_pavilion)
        begun = act.start <= moment or run.departures[0] - ON_SHOW <= moment
        if not begun or moment > run.arrivals[-1] + ON_SHOW:
            return None
        heard = run.reported(moment)
        occupancy = self._occupancy(run, heard, crowded=False)
        return Vehicle(run, heard, self._seen(run, heard), occupancy, extra=True)

    def _extra_run(self, at_pavilion: Instant) -> Run:
        route = self.network.routes[self.network.incidents["extra"][0]]
        pattern = route.patterns[0]
        planned = calls(pattern, 1.0)
        home = next(index for index, call in enumerate(pattern.calls) if call.stop_id == self.network.pavilion)
        start = at_pavilion - planned[home].arrival
        day = local_date(start, self.network.zone)
        start_time = start - time_zero(day, self.network.zone)
        trip = PlannedTrip(
            trip_id=f"{route.route_id}-extra-{at_pavilion}",
            route=route,
            pattern=pattern,
            service_id=service_id(day),
            start=start_time,
            calls=planned,
            block_id=f"{route.route_id}-extra-{start_time // 60}",
            low_floor=True,
        )
        return make_run(trip, day, start_time, start)

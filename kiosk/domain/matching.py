"""Which run of the timetable a TripDescriptor speaks of.

Source: GTFS Realtime reference, message TripDescriptor: by trip_id and start_date, and start_time for a trip of
frequencies.txt; or by route_id, direction_id, start_time and start_date where that names one run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from kiosk.domain.frozen import dataclass
from kiosk.domain.propagation import match_calls
from kiosk.domain.realtime import StopTimeUpdate, TripDescriptor
from kiosk.domain.service_day import Instant, Seconds
from kiosk.domain.timetable import ScheduledCall, Timetable, Trip

RunKey: TypeAlias = tuple[str, date, Seconds]
"""trip_id, service date, and the start of the run as GTFS-Realtime names it."""

DAY = 86_400

FARTHEST_RUN = 12 * 3600
"""An update without a date speaks of no run farther off than this: on a holiday a feed may run trips which the
timetable has on other days only, and tomorrow's run of such a trip must not be taken for it."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a trip on one service day, with its calls at our stop."""

    calls: tuple[ScheduledCall, ...]

    @property
    def key(self) -> RunKey:
        """What tells this run apart."""
        call = self.calls[0]
        return call.trip.trip_id, call.service_date, call.start_time

    @property
    def trip(self) -> Trip:
        """The trip this is a run of."""
        return self.calls[0].trip

    @property
    def start(self) -> Instant:
        """The moment which the times of the trip's calls are counted from."""
        return self.calls[0].start

    @property
    def headway(self) -> bool:
        """Whether this run is nominal: one of a headway service (exact_times=0)."""
        return self.calls[0].headway_secs is not None

    def may_start_at(self, start_time: Seconds) -> bool:
        """Whether a descriptor with this start_time can mean this run.

        It decides between the runs of frequencies.txt only: exactly where times are exact, else within one
        headway. Other trips have one run a day, and feeds that give them another start_time mean that one.
        """
        if not self.trip.frequencies:
            return True
        off = abs(start_time - self.calls[0].start_time)
        return off <= (self.calls[0].headway_secs or 0)

    def starting_at(self, start_time: Seconds) -> Run:
        """The same calls of a run that starts at another time of the same service day."""
        shift = start_time - self.calls[0].start_time
        return Run(tuple(c._replace(start_time=start_time, start=c.start + shift) for c in self.calls))


class Runs:
    """The runs that some TripDescriptors may speak of, found fast."""

    def __init__(self, timetable: Timetable, trips: Iterable[TripDescriptor]) -> None:
        """Collects the runs of `timetable` that one of `trips` may mean; the others need no search."""
        wanted = list(trips)
        trip_ids = {trip.trip_id for trip in wanted}
        route_ids = {trip.route_id for trip in wanted if trip.trip_id is None and trip.start_time is not None}
        calls: dict[RunKey, list[ScheduledCall]] = {}
        for call in timetable.calls:
            trip = call.trip
            if trip.trip_id in trip_ids or trip.route_id in route_ids:
                calls.setdefault((trip.trip_id, call.service_date, call.start_time), []).append(call)
        by_trip: dict[str, list[Run]] = defaultdict(list)
        by_route: dict[tuple[object, ...], list[Run]] = defaultdict(list)
        for (trip_id, service_date, start_time), own in calls.items():
            run = Run(tuple(own))
            by_trip[trip_id].append(run)
            if run.trip.route_id in route_ids:
                for named in {start_time, start_time + run.trip.stop_times[0].departure}:
                    by_route[run.trip.route_id, run.trip.direction_id, named, service_date].append(run)
        self._by_trip: Mapping[str, Sequence[Run]] = by_trip
        self._by_route: Mapping[tuple[object, ...], Sequence[Run]] = by_route

    def find(
        self,
        trip: TripDescriptor,
        updates: Sequence[StopTimeUpdate],
        now: Instant,
        taken: Container[RunKey] = (),
    ) -> Run | None:
        """The run `trip` speaks of, None where it speaks of none or of several.

        Without a start_date it is the run nearest to the times in `updates`, or to `now` where these have none,
        and at most FARTHEST_RUN from it.
        In a headway service it is the nearest nominal run that is not `taken`: who asks moves it to the start
        it really has.
        """
        if trip.trip_id is None:
            named = (trip.route_id, trip.direction_id, trip.start_time, trip.start_date)
            found = self._by_route.get(named, ())
            return found[0] if len(found) == 1 and None not in named else None
        start = trip.start_time
        runs = self._of_date(trip.trip_id, trip.start_date, timed=_first_time(updates) is not None)
        if trip.start_date is not None and len(runs) == 1 and not runs[0].trip.frequencies:
            return runs[0]
        ranked: list[tuple[int, int, Run]] = []
        for run in runs:
            if start is not None and not run.may_start_at(start):
                continue
            off = abs(run.calls[0].start_time - start) if start is not None and run.headway else 0
            distance = _distance(run, updates, now)
            near = trip.start_date is not None or distance <= FARTHEST_RUN
            if near and not (run.headway and run.key in taken):
                ranked.append((off, distance, run))
        return min(ranked, key=lambda entry: entry[:2])[2] if ranked else None

    def _of_date(self, trip_id: str, named: date | None, *, timed: bool) -> Sequence[Run]:
        """The runs a start_date may mean: that service day's, or one that starts past midnight of that date.

        The latter is not what the specification says, but feeds do so (Washington: a run of 24:25 is announced
        with the date of the morning). It is meant where no run is of that service day, or where times decide.
        """
        runs = self._by_trip.get(trip_id, ())
        if named is None:
            return runs
        eve = named - timedelta(days=1)
        exact = [run for run in runs if run.calls[0].service_date == named]
        late = [run for run in runs if run.calls[0].service_date == eve and run.calls[0].start_time >= DAY]
        return [*exact, *late] if timed or not exact else exact


def _first_time(updates: Sequence[StopTimeUpdate]) -> StopTimeUpdate | None:
    """The first update that gives a time."""
    for update in updates:
        event = update.departure or update.arrival
        if event is not None and event.time is not None:
            return update
    return None


def _distance(run: Run, updates: Sequence[StopTimeUpdate], now: Instant) -> int:
    """Seconds between what the updates say of the run and its timetable; without times, between it and now."""
    said = _first_time(updates)
    event = (said.departure or said.arrival) if said else None
    if said is not None and event is not None and event.time is not None:
        matched = match_calls(run.trip.stop_times, (said,))
        for index in matched:
            return abs(event.time - run.start - run.trip.stop_times[index].departure)
    first = run.start + run.trip.stop_times[0].arrival
    last = run.start + run.trip.stop_times[-1].departure
    return max(first - now, now - last, 0)

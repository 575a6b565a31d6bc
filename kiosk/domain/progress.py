"""Where the bus of a departure is on its way to us: stops away, distance, standing here.

What the vehicle says comes first, then its position on the trip's shape, then the stops whose predicted time
has passed. Source of the meanings: GTFS Realtime reference, VehiclePosition and TripUpdate.
"""

from __future__ import annotations

from bisect import bisect_right
from math import inf

from kiosk.domain.departure import Departure
from kiosk.domain.frozen import dataclass
from kiosk.domain.geometry import Foot, Place, distance, turn
from kiosk.domain.realtime import StopStatus, VehiclePosition
from kiosk.domain.run import Run, index_of
from kiosk.domain.service_day import Instant
from kiosk.domain.timetable import Timetable
from kiosk.domain.track import Track, place_of

AT_STOP = 30.0
"""Metres within which a vehicle is at a stop. Source: OneBusAway PresentationServiceImpl, 100 feet."""

STANDING = 1.5
"""Metres a second below which a vehicle stands: walking pace, what is left of GPS noise. Our choice."""

WRONG_WAY = 200.0
"""Metres off the line that a bearing against the line counts for. Our choice."""

UNLIKELY = 0.05, 100.0
"""How much a metre away from where the clock expects the vehicle counts, against a metre off the line, and how
much at most: less than the bearing, for the clock is the guess. Our choice."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a vehicle has come.

    `next_index` is the index of the stop it goes to or stands at, in `trip.stop_times`, or for a run without a
    timetable in its `stop_time_updates`; `stops_away` the number of stops between it and ours (0: ours is the
    next), negative once it has left us; `distance` metres along the shape (from stop to stop where there is no
    shape) to or from our stop, None where no position is known; `at_stop`: it stands within 30 m of our stop.
    `along` is where it is in metres along its track, None where no position is known.
    """

    next_index: int
    stops_away: int
    distance: float | None
    at_stop: bool
    along: float | None = None


def progress(timetable: Timetable, departure: Departure, now: Instant) -> Progress | None:
    """The progress of the vehicle serving `departure`, None where the feed does not say where it is."""
    run = Run.of(timetable, departure)
    if run is None:
        return None
    vehicle = departure.vehicle
    said = _said(run, vehicle) if vehicle else None
    foot = _foot(run, vehicle, said, now) if vehicle else None
    following = said
    if following is None and foot and run.way:
        following = _following(run.way, foot.along)
    if following is None:
        following = _by_time(run, now)
    if following is None:
        return None
    away = abs(run.way.stops[run.ours] - foot.along) if foot and run.way else None
    here = vehicle is not None and _at_stop(timetable, run, vehicle, following)
    return Progress(
        next_index=run.ours if here else following,
        stops_away=0 if here else run.ours - following,
        distance=away,
        at_stop=here,
        along=foot.along if foot else None,
    )


def _said(run: Run, vehicle: VehiclePosition) -> int | None:
    """The stop the vehicle names: it stands there or goes there next, whatever its status.

    IN_TRANSIT_TO, which holds where no status is given, INCOMING_AT and STOPPED_AT all name that very stop;
    without current_stop_sequence, stop_id names it. Source: GTFS Realtime reference, VehiclePosition.
    A stop that the trip serves twice is named by its stop_id alone only where one of the two lies before us.
    """
    index = index_of(run.sequences, vehicle.current_stop_sequence)
    if index is not None or not vehicle.stop_id:
        return index
    same = [index for index, stop_id in enumerate(run.stop_ids) if stop_id == vehicle.stop_id]
    return same[0] if len(same) == 1 else None


def _foot(run: Run, vehicle: VehiclePosition, said: int | None, now: Instant) -> Foot | None:
    """Where on its track the vehicle is, None where it gives no position or has left the track.

    Where the line comes by several times, the stop it names, its bearing and the clock decide.
    """
    if run.way is None or vehicle.latitude is None or vehicle.longitude is None:
        return None
    feet = run.way.feet(Place(vehicle.latitude, vehicle.longitude))
    if len(feet) < 2:
        return feet[0] if feet else None
    stops = run.way.stops
    if said is not None:
        since, until = stops[max(said - 1, 0)] - AT_STOP, stops[said] + AT_STOP
        weight, most = 1.0, inf
    else:
        since = until = _expected(run, run.way, now)
        weight, most = UNLIKELY

    def doubt(foot: Foot) -> float:
        astray = min(max(since - foot.along, foot.along - until, 0.0) * weight, most)
        against = vehicle.bearing is not None and turn(vehicle.bearing, foot.bearing) > 90.0
        return foot.offset + astray + (WRONG_WAY if against else 0.0)

    return min(feet, key=doubt)


def _following(way: Track, along: float) -> int:
    """The stop a vehicle `along` metres on its way goes to; one it is within 30 m behind counts as not left."""
    return min(bisect_right(way.stops, along - AT_STOP), len(way.stops) - 1)


def _expected(run: Run, way: Track, now: Instant) -> float:
    """Where the vehicle should be by the clock, in metres along its track, as late as it is at our stop."""
    call = run.departure.call
    if call is None:
        return way.stops[run.ours]
    due = call.departure if run.departure.expected_arrival is None else call.arrival
    clock = now - (run.departure.moment - due) - call.start
    times = [row.departure for row in call.trip.stop_times]
    after = min(bisect_right(times, clock), len(times) - 1)
    return way.stops[after]


def _by_time(run: Run, now: Instant) -> int | None:
    """The first stop whose predicted departure lies ahead, None without a prediction.

    Stops before the first one the feed still lists are taken to be as late as that one: a feed may drop the
    stops a bus has passed, and may also list only the next change.
    """
    foretold = {index: news.departure for index, news in enumerate(run.news) if news.departure is not None}
    if not foretold:
        return None
    call = run.departure.call
    if call is None:
        return next((index for index, moment in foretold.items() if moment > now), len(run.stop_ids) - 1)
    scheduled = [call.start + row.departure for row in call.trip.stop_times]
    first = min(foretold)
    late = foretold[first] - scheduled[first]
    for index, moment in enumerate(scheduled):
        late = foretold[index] - moment if index in foretold else late
        if moment + late > now:
            return index
    return len(scheduled) - 1


def _at_stop(timetable: Timetable, run: Run, vehicle: VehiclePosition, following: int) -> bool:
    """Whether the vehicle stands at our stop; without a position its own word STOPPED_AT is believed."""
    stopped_here = vehicle.current_status is StopStatus.STOPPED_AT and following == run.ours
    ours = place_of(timetable, run.stop_ids[run.ours])
    if vehicle.latitude is None or vehicle.longitude is None or ours is None:
        return stopped_here
    near = distance(Place(vehicle.latitude, vehicle.longitude), ours) <= AT_STOP
    standing = vehicle.speed is not None and vehicle.speed < STANDING
    return near and (stopped_here or standing)

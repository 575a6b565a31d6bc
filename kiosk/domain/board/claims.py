"""What one departure may claim now: live, by the timetable, or gone. Ghosts are told by name.

A ghost is a live claim that cannot be true. Its claim is dropped, and the row falls back to the timetable where
it has one.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.board.countdown import minutes_left
from kiosk.domain.board.freshness import CONTACT_FOR, LiveData, certainty, measured, worse
from kiosk.domain.board.memory import Claim
from kiosk.domain.board.values import Certainty, Fate, Feed, Ghost
from kiosk.domain.departure import Departure
from kiosk.domain.frozen import dataclass
from kiosk.domain.geometry import Place, distance
from kiosk.domain.progress import Progress, progress
from kiosk.domain.realtime import StopStatus, VehiclePosition
from kiosk.domain.service_day import Instant
from kiosk.domain.timetable import Timetable

LEAVES_AFTER = 5
"""Seconds after its moment at which a bus is no longer upcoming. Source: realtime_signs, bus.ex:268-276."""

FAR = 1000.0
"""Metres from which "arriving" is not believed. Source: onebusaway-application-modules, Util.js:117-134."""

FASTEST = 31.3
"""Metres a second that no bus exceeds. Source: TheTransitClock/transitime, AvlConfig (70 mph)."""

ANOTHER_TRIP_FAR = 8047.0
"""Metres (5 miles) from which a vehicle still on another trip is not believed to come here next.
Source: onebusaway-application-modules, PresentationServiceImpl.java:382-460.
"""

LATE_HERE = 120
"""Seconds past its moment for which a near bus is still arriving: its producer is slow, but it is not here yet."""

BOARDING = 90
"""A standing bus that leaves in more seconds than this waits: it shows its minutes.
Source: mbta/screens, departures.ex:702-715.
"""

HELD_NEAR = 180
"""A prediction with fewer seconds to go that vanishes is held to its end: producers drop it as the bus comes.
Source: onebusaway-application-modules#162, gtfs-realtime-validator#16.
"""

HELD_FOR = 60.0
"""Monotonic seconds for which any other vanished prediction is held: one bad message is not news."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one departure may claim now.

    `departure` is the one to show (the last live one while a prediction is held); `fate` is set when it is gone;
    `observed`: its vehicle was seen beyond our stop; `claimed`: the feed predicts it now; `progress` is None
    where no fresh vehicle of this very trip is known.
    """

    departure: Departure
    certainty: Certainty
    moment: Instant
    stamp: Instant | None = None
    age: int | None = None
    progress: Progress | None = None
    at_stop: bool = False
    fate: Fate | None = None
    observed: bool = False
    claimed: bool = False
    ghost: Ghost | None = None


def scheduled_moment(departure: Departure) -> Instant | None:
    """When the timetable lets the passenger board."""
    return departure.scheduled_arrival if departure.scheduled_departure is None else departure.scheduled_departure


def expected_moment(departure: Departure) -> Instant | None:
    """When the feed lets the passenger board, None where it does not say.

    The departure counts, so that a bus that waits is not told to leave when it comes; the arrival where the feed
    gives no departure. Source: mbta/realtime_signs, bus.ex:691 (departure time); OneBusAway for Android,
    ArrivalInfo.kt (the first stop of a trip: departure, else arrival).
    """
    if not departure.realtime:
        return None
    return departure.expected_arrival if departure.expected_departure is None else departure.expected_departure


def look(timetable: Timetable, departure: Departure, data: LiveData, claim: Claim | None) -> Sight | None:
    """What `departure` may claim; None where there is neither a believable prediction nor a schedule."""
    if not data.usable:
        return by_timetable(departure)
    stamp = measured(departure, data)
    silent_for = None if stamp is None else max(0, data.now - stamp)
    here = _progress(timetable, departure, data)
    if _passed(departure, here):
        ghost = Ghost.ALREADY_PASSED if departure.realtime else None
        return Sight(departure, Certainty.LIVE, data.now, stamp, fate=Fate.PASSED, observed=True, ghost=ghost)
    expected = expected_moment(departure)
    if expected is None or silent_for is None:
        held = _held(claim, data)
        return held or _without_prediction(departure, data, here, silent_for)
    standing = _standing(departure, here)
    sight = Sight(
        departure,
        _step(stamp, silent_for, data, claim),
        expected,
        stamp,
        silent_for,
        here,
        at_stop=standing and expected - data.now <= BOARDING,
        claimed=True,
    )
    ghost = _ghost(timetable, sight, data, standing=standing)
    if ghost:
        return by_timetable(departure, approaching=here, ghost=ghost, stamp=stamp)
    if expected + LEAVES_AFTER < data.since and here is None:
        silent = sight.certainty is Certainty.OUT_OF_CONTACT
        return replace(sight, fate=Fate.NOT_SEEN if silent else Fate.PASSED)
    return sight


def by_timetable(
    departure: Departure,
    *,
    approaching: Progress | None = None,
    ghost: Ghost | None = None,
    stamp: Instant | None = None,
) -> Sight | None:
    """The row the timetable gives, without any claim. `approaching`: its bus was seen on the way to us."""
    scheduled = scheduled_moment(departure)
    if scheduled is None:
        return (
            None if ghost is None else Sight(departure, Certainty.TIMETABLE, departure.moment, stamp, ghost=ghost)
        )
    return Sight(departure, Certainty.TIMETABLE, scheduled, stamp, progress=approaching, ghost=ghost)


def vanished(claim: Claim, data: LiveData) -> Sight | None:
    """What is left of a departure that the feed no longer holds at all."""
    return _held(claim, data) if data.usable else None


def on_this_trip(departure: Departure) -> bool:
    """Whether the position of the vehicle is that of this trip, not of the one before."""
    vehicle = departure.vehicle
    if vehicle is None:
        return False
    named = vehicle.trip.trip_id if vehicle.trip else None
    expected = departure.update.trip.trip_id if departure.update else None
    return named is None or named in {departure.trip_id, expected}


def known_by_route(departure: Departure) -> bool:
    """Whether nothing tells on which run this bus is, neither its arrival nor its vehicle."""
    update, vehicle = departure.update, departure.vehicle
    if update is None or update.trip.trip_id is not None or update.trip.start_time is not None:
        return False
    return vehicle is None or vehicle.trip is None or vehicle.trip.trip_id is None


def _step(stamp: Instant | None, silent_for: int, data: LiveData, claim: Claim | None) -> Certainty:
    step = certainty(silent_for)
    if data.feed is Feed.AGEING:
        step = worse(step, Certainty.AGEING)
    if claim and claim.stamp == stamp:
        # A prediction that went stale never revives. Source: mbta/realtime_signs, bus.ex:250-266.
        step = worse(step, claim.certainty)
    return step


def _progress(timetable: Timetable, departure: Departure, data: LiveData) -> Progress | None:
    vehicle = departure.vehicle
    if vehicle is None or not on_this_trip(departure):
        return None
    placed = vehicle.latitude is not None or vehicle.stop_id or vehicle.current_stop_sequence is not None
    stamp = vehicle.timestamp if vehicle.timestamp is not None else data.header
    if not placed or stamp is None or data.now - stamp > CONTACT_FOR:
        return None
    here = progress(timetable, departure, data.now)
    # Before a bus of an unknown run comes here it may have other runs to make: only standing here is certain.
    return None if here and not here.at_stop and known_by_route(departure) else here


def _passed(departure: Departure, here: Progress | None) -> bool:
    """Whether the vehicle is beyond our stop. Source: mbta/screens, departure/builder.ex:120-141."""
    vehicle = departure.vehicle
    if vehicle is None or not on_this_trip(departure) or known_by_route(departure):
        return False
    if vehicle.current_stop_sequence is not None and departure.stop_sequence is not None:
        return vehicle.current_stop_sequence > departure.stop_sequence
    return here is not None and here.stops_away < 0 and not here.at_stop


def _standing(departure: Departure, here: Progress | None) -> bool:
    if here is None or departure.vehicle is None:
        return False
    vehicle: VehiclePosition = departure.vehicle
    stopped = vehicle.current_status is StopStatus.STOPPED_AT
    ours = vehicle.stop_id == departure.stop_id
    if vehicle.current_stop_sequence is not None and departure.stop_sequence is not None:
        ours = vehicle.current_stop_sequence == departure.stop_sequence
    return here.at_stop or (stopped and ours)


def _ghost(timetable: Timetable, sight: Sight, data: LiveData, *, standing: bool) -> Ghost | None:
    """Why the live claim of `sight` cannot be true, None where it can."""
    if _far_on_another_trip(timetable, sight.departure):
        return Ghost.OTHER_TRIP
    here = sight.progress
    if here and not standing:
        if _too_far(here, sight.moment - data.since):
            return Ghost.TOO_FAR
        if sight.moment + LATE_HERE < data.since:
            return Ghost.EXPIRED
    return Ghost.SILENT if sight.certainty is Certainty.TIMETABLE else None


def _too_far(here: Progress, seconds: int) -> bool:
    """Whether no bus comes here from there in the seconds that the feed gives it."""
    if here.distance is None or minutes_left(seconds, 0) > 0:
        return False
    return here.distance > max(FAR, FASTEST * seconds)


def _far_on_another_trip(timetable: Timetable, departure: Departure) -> bool:
    vehicle, stop = departure.vehicle, timetable.stop
    if vehicle is None or on_this_trip(departure):
        return False
    if vehicle.latitude is None or vehicle.longitude is None or stop.stop_lat is None or stop.stop_lon is None:
        return False
    gap = distance(Place(vehicle.latitude, vehicle.longitude), Place(stop.stop_lat, stop.stop_lon))
    return gap > ANOTHER_TRIP_FAR


def _held(claim: Claim | None, data: LiveData) -> Sight | None:
    """A prediction that vanished while its bus was coming: held, then passed, never a timetable row."""
    if claim is None or claim.certainty not in {Certainty.LIVE, Certainty.AGEING}:
        return None
    if claim.left > HELD_NEAR and data.monotonic - claim.seen > HELD_FOR:
        return None
    moment = expected_moment(claim.departure)
    if moment is None:
        return None
    fate = Fate.PASSED if moment + LEAVES_AFTER < data.since else None
    age = None if claim.stamp is None else max(0, data.now - claim.stamp)
    return Sight(claim.departure, Certainty.AGEING, moment, claim.stamp, age, fate=fate)


def _without_prediction(
    departure: Departure, data: LiveData, here: Progress | None, silent_for: int | None
) -> Sight | None:
    """A timetable row whose bus may still be seen: coming, or standing here."""
    sight = by_timetable(departure, approaching=here)
    if sight is None or silent_for is None or not _standing(departure, here):
        return sight
    if sight.moment - data.now > BOARDING:
        return sight
    return Sight(departure, certainty(silent_for), sight.moment, None, silent_for, here, at_stop=True)

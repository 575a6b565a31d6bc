"""Where a bus was really seen: what its own position says, never what a prediction says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.board.claims import known_by_route, on_this_trip
from kiosk.domain.board.freshness import CONTACT_FOR, FUTURE_TOLERANCE
from kiosk.domain.departure import Departure
from kiosk.domain.progress import progress
from kiosk.domain.realtime import StopStatus, VehiclePosition
from kiosk.domain.service_day import Instant
from kiosk.domain.timetable import Timetable


class Where(StrEnum):
    """A bus against our stop."""

    BEFORE = "before"
    HERE = "here"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One report of a vehicle: where it was, and when, by its own clock where it tells the time, else by ours."""

    where: Where
    at: Instant


def sighting(timetable: Timetable, departure: Departure, now: Instant) -> Sighting | None:
    """Where the vehicle of `departure` was last seen; None where its report does not tell, or is minutes old.

    It is here when it says that it stops here, or stands within 30 m; it is beyond when the stop it names, or the
    place on the shape, is. Of a bus of which only the route is known it is believed that it stands here, and no
    more: elsewhere it may be on any of its runs.
    """
    vehicle = departure.vehicle
    if vehicle is None or not on_this_trip(departure):
        return None
    at = now if vehicle.timestamp is None else min(vehicle.timestamp, now)
    if vehicle.timestamp is not None and not now - CONTACT_FOR <= vehicle.timestamp <= now + FUTURE_TOLERANCE:
        return None
    where = _where(timetable, departure, vehicle, at)
    if where is not Where.HERE and known_by_route(departure):
        return None
    return Sighting(where, at) if where else None


def _where(timetable: Timetable, departure: Departure, vehicle: VehiclePosition, at: Instant) -> Where | None:
    return _by_its_word(departure, vehicle) or _by_its_place(timetable, departure, vehicle, at)


def _by_its_word(departure: Departure, vehicle: VehiclePosition) -> Where | None:
    """What the vehicle says itself; None where its place must tell."""
    stopped = vehicle.current_status is StopStatus.STOPPED_AT
    number, ours = vehicle.current_stop_sequence, departure.stop_sequence
    if number is None or ours is None:
        return Where.HERE if stopped and vehicle.stop_id == departure.stop_id else None
    if number > ours:
        return Where.BEYOND
    return Where.HERE if stopped and number == ours else None


def _by_its_place(
    timetable: Timetable, departure: Departure, vehicle: VehiclePosition, at: Instant
) -> Where | None:
    here = progress(timetable, departure, at)
    if here is None:
        return None
    if here.at_stop:
        return Where.HERE
    named = vehicle.current_stop_sequence is not None or _names_a_stop(departure, vehicle)
    if here.along is None and not named:
        return None  # what is left is reckoned from predictions
    return Where.BEYOND if here.stops_away < 0 else Where.BEFORE


def _names_a_stop(departure: Departure, vehicle: VehiclePosition) -> bool:
    """Whether the vehicle names one stop of this trip, and not one that it serves twice."""
    if departure.call is None or not vehicle.stop_id:
        return False
    return sum(row.stop_id == vehicle.stop_id for row in departure.call.trip.stop_times) == 1

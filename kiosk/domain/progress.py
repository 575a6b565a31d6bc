"""Where the bus of a departure is on its way to us: stops away, distance, standing here."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.departures import Departure
from kiosk.domain.service_day import Instant
from kiosk.domain.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a vehicle has come.

    `next_index` is the index in `trip.stop_times` of the stop it goes to or stands at; `stops_away` the number
    of stops between it and ours (0: ours is the next), negative once it has left us; `distance` metres along the
    shape (straight line where there is no shape) to our stop, None where no position is known; `at_stop`: it
    stands within 30 m of our stop.
    """

    next_index: int
    stops_away: int
    distance: float | None
    at_stop: bool


def progress(timetable: Timetable, departure: Departure, now: Instant) -> Progress | None:
    """The progress of the vehicle serving `departure`, None where the feed does not say where it is."""
    raise NotImplementedError

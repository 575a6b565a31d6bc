"""The full truth about the calls at our stop: the timetable with what the live feed says about it.

Rules: GTFS Realtime, "Trip updates"; the points that the specification leaves open are decided in
ARCHITECTURE.md and cited where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.realtime import TripUpdate, VehiclePosition
from kiosk.domain.service_day import Instant, Seconds
from kiosk.domain.text import Text
from kiosk.domain.timetable import ScheduledCall


class Status(StrEnum):
    """What is known about a departure."""

    SCHEDULED = "scheduled"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    ADDED = "added"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Departure:
    """One call of one run at one of our stops.

    `scheduled_*` are None for a run without a schedule; `expected_*` are None where the live feed says nothing.
    `boarding` is False where nobody may get on. `call` is the timetable's side, `update` and `vehicle` the live
    feed's. `headway_secs`: the run belongs to a headway service, its scheduled minute is nominal.
    """

    trip_id: str
    route_id: str
    route_short_name: Text
    headsign: Text
    service_date: date
    stop_id: str
    stop_sequence: int | None
    scheduled_arrival: Instant | None
    scheduled_departure: Instant | None
    expected_arrival: Instant | None = None
    expected_departure: Instant | None = None
    status: Status = Status.SCHEDULED
    realtime: bool = False
    boarding: bool = True
    start_time: Seconds | None = None
    headway_secs: int | None = None
    call: ScheduledCall | None = None
    update: TripUpdate | None = None
    vehicle: VehiclePosition | None = None

    @property
    def key(self) -> str:
        """A name that stays with this call while its times change."""
        run = "" if self.start_time is None else str(self.start_time)
        return f"{self.service_date}|{self.trip_id}|{run}|{self.stop_id}|{self.stop_sequence}"

    @property
    def moment(self) -> Instant:
        """When the passenger can board: the expected departure, else the scheduled one."""
        for moment in (
            self.expected_departure,
            self.expected_arrival,
            self.scheduled_departure,
            self.scheduled_arrival,
        ):
            if moment is not None:
                return moment
        raise ValueError(f"a departure without any time: {self.key}")

"""One call of one run at our stop: what the timetable promises and what the live feed says about it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from kiosk.domain.frozen import dataclass
from kiosk.domain.realtime import TripUpdate, VehicleDescriptor, VehiclePosition
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


def vehicle_name(vehicle: VehicleDescriptor) -> str:
    """What tells a vehicle apart: its id, else its label, else its plate, else ""."""
    return vehicle.vehicle_id or vehicle.label or vehicle.license_plate


@dataclass(frozen=True, slots=True)
class Departure:
    """One call of one run at one of our stops.

    `scheduled_*` are None for a run without a schedule; `expected_*` are None where the live feed says nothing.
    `boarding` is False where nobody may get on. `call` is the timetable's side, `update` and `vehicle` the live
    feed's. `headway_secs`: the run belongs to a headway service, its scheduled minute is nominal. A run that is
    known by its route only has no `trip_id`: its vehicle tells it apart, and `ordinal` the vehicle's further
    arrivals.
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
    ordinal: int = 0

    @property
    def key(self) -> str:
        """A name that stays with this call while its times change."""
        if not self.trip_id:
            vehicle = self.update.vehicle if self.update else None
            name = vehicle_name(vehicle) if vehicle else ""
            return f"{self.route_id}|{name}|{self.stop_id}|{self.ordinal}"
        run = "" if self.start_time is None else str(self.start_time)
        return f"{self.service_date}|{self.trip_id}|{run}|{self.stop_id}|{self.stop_sequence}|{self.ordinal}"

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

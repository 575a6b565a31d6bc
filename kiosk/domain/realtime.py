"""What a live feed reports, as values. Names and meanings are those of GTFS-Realtime 2.0.

Source: GTFS Realtime reference. None always means "not said", never zero.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kiosk.domain.frozen import dataclass
from kiosk.domain.service_day import Instant, Seconds
from kiosk.domain.text import Text


class TripRelationship(StrEnum):
    """TripDescriptor.ScheduleRelationship."""

    SCHEDULED = "SCHEDULED"
    ADDED = "ADDED"
    UNSCHEDULED = "UNSCHEDULED"
    CANCELED = "CANCELED"
    REPLACEMENT = "REPLACEMENT"
    DUPLICATED = "DUPLICATED"
    DELETED = "DELETED"
    NEW = "NEW"


class StopRelationship(StrEnum):
    """StopTimeUpdate.ScheduleRelationship."""

    SCHEDULED = "SCHEDULED"
    SKIPPED = "SKIPPED"
    NO_DATA = "NO_DATA"
    UNSCHEDULED = "UNSCHEDULED"


class StopStatus(StrEnum):
    """VehiclePosition.VehicleStopStatus."""

    INCOMING_AT = "INCOMING_AT"
    STOPPED_AT = "STOPPED_AT"
    IN_TRANSIT_TO = "IN_TRANSIT_TO"


class Occupancy(StrEnum):
    """VehiclePosition.OccupancyStatus."""

    EMPTY = "EMPTY"
    MANY_SEATS_AVAILABLE = "MANY_SEATS_AVAILABLE"
    FEW_SEATS_AVAILABLE = "FEW_SEATS_AVAILABLE"
    STANDING_ROOM_ONLY = "STANDING_ROOM_ONLY"
    CRUSHED_STANDING_ROOM_ONLY = "CRUSHED_STANDING_ROOM_ONLY"
    FULL = "FULL"
    NOT_ACCEPTING_PASSENGERS = "NOT_ACCEPTING_PASSENGERS"
    NO_DATA_AVAILABLE = "NO_DATA_AVAILABLE"
    NOT_BOARDABLE = "NOT_BOARDABLE"


class WheelchairAccess(StrEnum):
    """VehicleDescriptor.WheelchairAccessible, less NO_VALUE, which is None here."""

    UNKNOWN = "UNKNOWN"
    WHEELCHAIR_ACCESSIBLE = "WHEELCHAIR_ACCESSIBLE"
    WHEELCHAIR_INACCESSIBLE = "WHEELCHAIR_INACCESSIBLE"


@dataclass(frozen=True, slots=True)
class TripDescriptor:
    """Which trip: by trip_id, or by route_id, direction_id, start_time and start_date, or by a route only."""

    trip_id: str | None = None
    route_id: str | None = None
    direction_id: int | None = None
    start_time: Seconds | None = None
    start_date: date | None = None
    schedule_relationship: TripRelationship = TripRelationship.SCHEDULED


@dataclass(frozen=True, slots=True)
class VehicleDescriptor:
    """Which vehicle."""

    vehicle_id: str = ""
    label: str = ""
    license_plate: str = ""
    wheelchair_accessible: WheelchairAccess | None = None


class StopTimeEvent(NamedTuple):
    """An arrival or a departure: an absolute time, or a delay in seconds against the schedule, or both.

    A tuple, as is StopTimeUpdate: a city's message holds some ten thousand of them, and a tuple is made in a
    third of the time of a frozen dataclass.
    """

    time: Instant | None = None
    delay: int | None = None
    scheduled_time: Instant | None = None
    uncertainty: int | None = None


class StopTimeUpdate(NamedTuple):
    """News of one call. `assigned_stop_id` moves it to another platform of the same station."""

    stop_sequence: int | None = None
    stop_id: str | None = None
    arrival: StopTimeEvent | None = None
    departure: StopTimeEvent | None = None
    schedule_relationship: StopRelationship = StopRelationship.SCHEDULED
    assigned_stop_id: str | None = None
    stop_headsign: str | None = None
    pickup_type: int | None = None
    drop_off_type: int | None = None
    departure_occupancy_status: Occupancy | None = None


@dataclass(frozen=True, slots=True)
class TripProperties:
    """What a DUPLICATED, NEW or REPLACEMENT trip is called."""

    trip_id: str | None = None
    start_date: date | None = None
    start_time: Seconds | None = None
    trip_headsign: str | None = None
    trip_short_name: str | None = None
    shape_id: str | None = None


@dataclass(frozen=True, slots=True)
class TripUpdate:
    """News of one run of a trip."""

    trip: TripDescriptor
    stop_time_updates: tuple[StopTimeUpdate, ...] = ()
    vehicle: VehicleDescriptor | None = None
    timestamp: Instant | None = None
    delay: int | None = None
    properties: TripProperties | None = None


@dataclass(frozen=True, slots=True)
class VehiclePosition:
    """Where one vehicle is. Degrees WGS84, bearing in degrees from north, speed in m/s."""

    vehicle: VehicleDescriptor
    trip: TripDescriptor | None = None
    latitude: float | None = None
    longitude: float | None = None
    bearing: float | None = None
    speed: float | None = None
    current_stop_sequence: int | None = None
    stop_id: str | None = None
    current_status: StopStatus | None = None
    timestamp: Instant | None = None
    occupancy_status: Occupancy | None = None


@dataclass(frozen=True, slots=True)
class ActivePeriod:
    """When an alert holds: [start, end); None means open."""

    start: Instant | None = None
    end: Instant | None = None


@dataclass(frozen=True, slots=True)
class EntitySelector:
    """Whom an alert concerns: all given fields together (AND)."""

    agency_id: str | None = None
    route_id: str | None = None
    route_type: int | None = None
    direction_id: int | None = None
    stop_id: str | None = None
    trip: TripDescriptor | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """A service alert. `cause`, `effect` and `severity_level` are GTFS-Realtime's words, "" where not said."""

    alert_id: str
    header_text: Text
    description_text: Text = Text("")
    active_periods: tuple[ActivePeriod, ...] = ()
    informed_entities: tuple[EntitySelector, ...] = ()
    cause: str = ""
    effect: str = ""
    severity_level: str = ""
    url: Text = Text("")


@dataclass(frozen=True, slots=True)
class FeedMessage:
    """One realtime message, reduced to what concerns our stop.

    `entity_count` counts all entities the message holds, `dropped` those that could not be understood.
    """

    timestamp: Instant | None
    trip_updates: tuple[TripUpdate, ...] = ()
    vehicle_positions: tuple[VehiclePosition, ...] = ()
    alerts: tuple[Alert, ...] = ()
    entity_count: int = 0
    dropped: int = 0


class Fault(StrEnum):
    """Why a source gives nothing new, in words a log and a service page can use."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    REFUSED = "refused"
    SERVER_ERROR = "server_error"
    REDIRECT = "redirect"
    INCOMPLETE = "incomplete"
    TOO_LARGE = "too_large"
    CAPTIVE_PORTAL = "captive_portal"
    STORAGE = "storage"
    NOT_A_FEED = "not_a_feed"
    EMPTY = "empty"
    IMPLAUSIBLE_TIME = "implausible_time"
    WENT_BACK = "went_back"


@dataclass(frozen=True, slots=True)
class SourceState:
    """The newest fact about one live source, good or bad. A dead source is a fact too.

    `message` is the last good one, None before the first. `received` is the monotonic second at which it was
    received (or confirmed unchanged); `fault` is what is wrong now, None when the last try succeeded;
    `failing_since` the monotonic second of the first failure in a row.
    """

    name: str
    message: FeedMessage | None = None
    received: float | None = None
    fault: Fault | None = None
    reason: str = ""
    failing_since: float | None = None

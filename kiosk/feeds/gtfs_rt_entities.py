"""Turns one decoded GTFS-Realtime entity into a value of the domain, or refuses it.

What a feed may not say ends here: times that are no times, delays of weeks, dates like "20231345", texts with
control characters. An entity that says such a thing is refused whole (EntityError), because the rest of it
cannot be believed either; an optional field that is empty or zero counts as not said.
Source: GTFS Realtime reference; rules E001, E020, E021 and E026 of the canonical GTFS Realtime validator.

This module loads protobuf (50 ms); import it when a message has arrived.
"""

from __future__ import annotations

from math import isfinite
from typing import Any, TypeVar

from google.transit import gtfs_realtime_pb2 as schema

from kiosk.domain.realtime import (
    ActivePeriod,
    Alert,
    EntitySelector,
    Occupancy,
    StopRelationship,
    StopStatus,
    StopTimeEvent,
    StopTimeUpdate,
    TripDescriptor,
    TripProperties,
    TripRelationship,
    TripUpdate,
    VehicleDescriptor,
    VehiclePosition,
    WheelchairAccess,
)
from kiosk.feeds.gtfs_rt_fields import (
    LONGEST_DESCRIPTION,
    LONGEST_HEADER,
    LONGEST_NAME,
    LONGEST_URL,
    EntityError,
    delay,
    instant,
    name,
    plain,
    start_date,
    start_time,
    text,
)

FeedEntity = schema.FeedEntity
FeedHeader = schema.FeedHeader

FASTEST = 100.0
"""m/s; a speed above is a fault of the receiver."""

_Word = TypeVar("_Word", TripRelationship, StopRelationship, StopStatus, Occupancy, WheelchairAccess)


def _words(kind: Any, word: type[_Word]) -> dict[int, _Word]:
    return {number: word(name) for name, number in kind.items() if name in word.__members__}


_TRIP_RELATIONSHIP = _words(schema.TripDescriptor.ScheduleRelationship, TripRelationship)
_STOP_RELATIONSHIP = _words(schema.TripUpdate.StopTimeUpdate.ScheduleRelationship, StopRelationship)
_STOP_STATUS = _words(schema.VehiclePosition.VehicleStopStatus, StopStatus)
_OCCUPANCY = _words(schema.VehiclePosition.OccupancyStatus, Occupancy)
_ACCESS = _words(schema.VehicleDescriptor.WheelchairAccessible, WheelchairAccess)


def trip_update(message: Any) -> TripUpdate:
    """The value of a TripUpdate message."""
    trip = _trip(message.trip)
    if trip.trip_id is None and trip.route_id is None:
        raise EntityError("a trip update without a trip and without a route")
    return TripUpdate(
        trip,
        tuple([_stop_time_update(update) for update in message.stop_time_update]),
        _vehicle(message.vehicle) if message.HasField("vehicle") else None,
        instant(message.timestamp),
        delay(message.delay) if message.HasField("delay") else None,
        _properties(message.trip_properties) if message.HasField("trip_properties") else None,
    )


def _trip(message: Any) -> TripDescriptor:
    relationship = _TRIP_RELATIONSHIP.get(message.schedule_relationship)
    if relationship is None:
        raise EntityError("an unknown kind of trip")
    return TripDescriptor(
        name(message.trip_id),
        name(message.route_id),
        message.direction_id if message.HasField("direction_id") else None,
        start_time(message.start_time),
        start_date(message.start_date),
        relationship,
    )


def _properties(message: Any) -> TripProperties:
    return TripProperties(
        name(message.trip_id),
        start_date(message.start_date),
        start_time(message.start_time),
        plain(message.trip_headsign, LONGEST_NAME) or None,
        plain(message.trip_short_name, LONGEST_NAME) or None,
        name(message.shape_id),
    )


_NOTHING_MORE = (None,) * (len(StopTimeUpdate._fields) - 5)


def _stop_time_update(message: Any) -> StopTimeUpdate:
    has = message.HasField
    relationship = _STOP_RELATIONSHIP.get(message.schedule_relationship)
    if relationship is None:
        raise EntityError("an unknown kind of stop time update")
    said = (
        message.stop_sequence if has("stop_sequence") else None,
        name(message.stop_id),
        _event(message.arrival) if has("arrival") else None,
        _event(message.departure) if has("departure") else None,
        relationship,
        *_NOTHING_MORE,
    )
    # Made ten thousand times for a busy stop: the named constructor takes three times as long.
    update = tuple.__new__(StopTimeUpdate, said)
    if has("departure_occupancy_status"):
        occupancy = _OCCUPANCY.get(message.departure_occupancy_status)
        update = update._replace(departure_occupancy_status=occupancy)
    if not has("stop_time_properties"):
        return update
    extra = message.stop_time_properties
    return update._replace(
        assigned_stop_id=name(extra.assigned_stop_id),
        stop_headsign=plain(extra.stop_headsign, LONGEST_NAME) or None,
        pickup_type=extra.pickup_type if extra.HasField("pickup_type") else None,
        drop_off_type=extra.drop_off_type if extra.HasField("drop_off_type") else None,
    )


def _event(message: Any) -> StopTimeEvent | None:
    # HasField only where the value does not answer by itself.
    time, late, uncertainty = message.time, message.delay, message.uncertainty
    known_delay = delay(late) if late or message.HasField("delay") else None
    known_uncertainty = uncertainty if uncertainty or message.HasField("uncertainty") else None
    planned = message.scheduled_time
    if not time and known_delay is None and not planned:
        return None
    moment = instant(time) if time else None
    return tuple.__new__(
        StopTimeEvent, (moment, known_delay, instant(planned) if planned else None, known_uncertainty)
    )


def vehicle_position(message: Any) -> VehiclePosition:
    """The value of a VehiclePosition message. A receiver without a fix says 0, 0: no position then."""
    trip = _trip(message.trip) if message.HasField("trip") else None
    latitude, longitude, bearing, speed = _place(message)
    has = message.HasField
    return VehiclePosition(
        _vehicle(message.vehicle),
        trip if trip is not None and (trip.trip_id or trip.route_id) else None,
        latitude,
        longitude,
        bearing,
        speed,
        message.current_stop_sequence if has("current_stop_sequence") else None,
        name(message.stop_id),
        _STOP_STATUS.get(message.current_status) if has("current_status") else None,
        instant(message.timestamp),
        _OCCUPANCY.get(message.occupancy_status) if has("occupancy_status") else None,
    )


def _place(message: Any) -> tuple[float | None, float | None, float | None, float | None]:
    if not message.HasField("position"):
        return None, None, None, None
    at = message.position
    # `not (low <= x <= high)` is also true of NaN, which no comparison else would stop.
    if not (-90 <= at.latitude <= 90 and -180 <= at.longitude <= 180):
        raise EntityError("coordinates outside the earth")
    if at.latitude == 0 and at.longitude == 0:
        return None, None, None, None
    bearing = at.bearing % 360 if at.HasField("bearing") and isfinite(at.bearing) else None
    speed = at.speed if at.HasField("speed") and 0 <= at.speed <= FASTEST else None
    return at.latitude, at.longitude, bearing, speed


def _vehicle(message: Any) -> VehicleDescriptor:
    return VehicleDescriptor(
        plain(message.id, LONGEST_NAME),
        plain(message.label, LONGEST_NAME),
        plain(message.license_plate, LONGEST_NAME),
        _ACCESS.get(message.wheelchair_accessible),
    )


def alert(entity: Any) -> Alert:
    """The value of the Alert in an entity, whose id is the alert's name."""
    message = entity.alert
    has = message.HasField
    return Alert(
        name(entity.id) or "",
        text(message.header_text, LONGEST_HEADER),
        text(message.description_text, LONGEST_DESCRIPTION),
        tuple(ActivePeriod(instant(p.start), instant(p.end)) for p in message.active_period),
        tuple(_selector(selector) for selector in message.informed_entity),
        schema.Alert.Cause.Name(message.cause) if has("cause") else "",
        schema.Alert.Effect.Name(message.effect) if has("effect") else "",
        schema.Alert.SeverityLevel.Name(message.severity_level) if has("severity_level") else "",
        text(message.url, LONGEST_URL),
    )


def _selector(message: Any) -> EntitySelector:
    return EntitySelector(
        name(message.agency_id),
        name(message.route_id),
        message.route_type if message.HasField("route_type") else None,
        message.direction_id if message.HasField("direction_id") else None,
        name(message.stop_id),
        _trip(message.trip) if message.HasField("trip") else None,
    )

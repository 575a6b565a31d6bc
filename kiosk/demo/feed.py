"""The demonstration as GTFS-Realtime 2.0: what an agency's server would send at a moment."""

from __future__ import annotations

from google.transit import gtfs_realtime_pb2 as gtfs

from kiosk.demo.network import Notice
from kiosk.demo.script import ACT
from kiosk.demo.simulation import Simulation, Vehicle
from kiosk.domain.realtime import Occupancy
from kiosk.domain.service_day import Instant, Seconds
from kiosk.domain.text import Text

REFRESH: Seconds = 10
"""A new message is made this often."""

REMEMBERED: Seconds = 300
"""How long a message still tells of a call that is over."""

DETOUR_BEFORE: Seconds = 3600
"""The detour was there this long before the demonstration began."""

DELAYS_AFTER: Seconds = 120
DELAYS_UNTIL: Seconds = 1500
"""When, in every other act, the warning of delays is in force."""

OCCUPANCY = {
    Occupancy.EMPTY: gtfs.VehiclePosition.EMPTY,
    Occupancy.MANY_SEATS_AVAILABLE: gtfs.VehiclePosition.MANY_SEATS_AVAILABLE,
    Occupancy.FEW_SEATS_AVAILABLE: gtfs.VehiclePosition.FEW_SEATS_AVAILABLE,
    Occupancy.STANDING_ROOM_ONLY: gtfs.VehiclePosition.STANDING_ROOM_ONLY,
    Occupancy.CRUSHED_STANDING_ROOM_ONLY: gtfs.VehiclePosition.CRUSHED_STANDING_ROOM_ONLY,
}

SCHEDULED = gtfs.TripDescriptor.SCHEDULED
SKIPPED = gtfs.TripUpdate.StopTimeUpdate.SKIPPED
UNSCHEDULED_STOP = gtfs.TripUpdate.StopTimeUpdate.UNSCHEDULED


def made_at(moment: Instant) -> Instant:
    """When the message that is current at `moment` was made: its header's timestamp."""
    return moment - moment % REFRESH


def trip_updates(simulation: Simulation, moment: Instant) -> bytes:
    """The TripUpdates message made at `moment`."""
    message = _message(moment)
    for vehicle in simulation.vehicles(moment):
        _add_trip_update(message.entity.add(id=vehicle.run.run_id).trip_update, vehicle)
    return bytes(message.SerializeToString(deterministic=True))


def vehicle_positions(simulation: Simulation, moment: Instant) -> bytes:
    """The VehiclePositions message made at `moment`."""
    message = _message(moment)
    for vehicle in simulation.vehicles(moment):
        if vehicle.place is not None:
            entity = message.entity.add(id=vehicle.run.vehicle_id)
            _add_position(entity.vehicle, vehicle, simulation)
    return bytes(message.SerializeToString(deterministic=True))


def alerts(simulation: Simulation, moment: Instant) -> bytes:
    """The Alerts message made at `moment`: the detour always, the warning of delays in every other act."""
    message = _message(moment)
    network = simulation.network
    detour = _add_alert(message, "detour", network.detour)
    detour.cause, detour.effect = gtfs.Alert.MAINTENANCE, gtfs.Alert.DETOUR
    detour.severity_level = gtfs.Alert.WARNING
    detour.active_period.add(start=simulation.start - DETOUR_BEFORE)
    act = simulation.act_begun(moment)
    if (act - simulation.start) // ACT % 2 == 0:
        delays = _add_alert(message, f"delays-{act}", network.delays)
        delays.cause, delays.effect = gtfs.Alert.WEATHER, gtfs.Alert.SIGNIFICANT_DELAYS
        delays.severity_level = gtfs.Alert.INFO
        delays.active_period.add(start=act + DELAYS_AFTER, end=act + DELAYS_UNTIL)
    return bytes(message.SerializeToString(deterministic=True))


def _message(moment: Instant) -> gtfs.FeedMessage:
    message = gtfs.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.header.incrementality = gtfs.FeedHeader.FULL_DATASET
    message.header.timestamp = moment
    return message


def _describe_trip(trip: gtfs.TripDescriptor, vehicle: Vehicle) -> None:
    run = vehicle.run
    trip.trip_id = run.trip.trip_id
    trip.route_id = run.trip.route.route_id
    trip.direction_id = run.trip.pattern.direction_id
    trip.start_date = f"{run.service_date:%Y%m%d}"
    trip.start_time = f"{run.start_time // 3600:02d}:{run.start_time // 60 % 60:02d}:{run.start_time % 60:02d}"
    if vehicle.cancelled:
        trip.schedule_relationship = gtfs.TripDescriptor.CANCELED
    elif vehicle.extra:
        trip.schedule_relationship = gtfs.TripDescriptor.NEW
    elif run.trip.headway is not None:
        # frequencies.txt with exact_times=0. Source: GTFS Realtime reference, ScheduleRelationship UNSCHEDULED.
        trip.schedule_relationship = gtfs.TripDescriptor.UNSCHEDULED
    else:
        trip.schedule_relationship = SCHEDULED


def _describe_vehicle(descriptor: gtfs.VehicleDescriptor, vehicle: Vehicle) -> None:
    descriptor.id = vehicle.run.vehicle_id
    descriptor.label = vehicle.run.label
    descriptor.license_plate = vehicle.run.license_plate
    access = gtfs.VehicleDescriptor
    low_floor = vehicle.run.trip.low_floor
    descriptor.wheelchair_accessible = (
        access.WHEELCHAIR_ACCESSIBLE if low_floor else access.WHEELCHAIR_INACCESSIBLE
    )


def _add_trip_update(update: gtfs.TripUpdate, vehicle: Vehicle) -> None:
    run = vehicle.run
    _describe_trip(update.trip, vehicle)
    update.timestamp = vehicle.heard
    if vehicle.cancelled:
        return
    _describe_vehicle(update.vehicle, vehicle)
    if vehicle.extra:
        update.trip_properties.trip_headsign = run.trip.pattern.headsign.default
        update.trip_properties.shape_id = run.trip.pattern.shape_id
    for index, platform in enumerate(run.calls):
        # An extra run is known by its message alone, which must name all its stops.
        if run.departures[index] < vehicle.heard - REMEMBERED and not vehicle.extra:
            continue
        call = update.stop_time_update.add(stop_sequence=index + 1, stop_id=platform.stop_id)
        if index in vehicle.skipped:
            call.schedule_relationship = SKIPPED
        else:
            _add_times(call, vehicle, index)


def _add_times(call: gtfs.TripUpdate.StopTimeUpdate, vehicle: Vehicle, index: int) -> None:
    """Arrival and departure; a delay only where there is a schedule that it could be measured against."""
    run = vehicle.run
    planned = run.trip.calls[index]
    timed = run.trip.headway is None and not vehicle.extra
    if run.trip.headway is not None:
        call.schedule_relationship = UNSCHEDULED_STOP
    if index > 0:
        call.arrival.time = run.predicted(run.arrivals[index], vehicle.heard)
        if timed:
            call.arrival.delay = call.arrival.time - run.start - planned.arrival
    if index < len(run.calls) - 1:
        call.departure.time = run.predicted(run.departures[index], vehicle.heard)
        if timed:
            call.departure.delay = call.departure.time - run.start - planned.departure


def _add_position(position: gtfs.VehiclePosition, vehicle: Vehicle, simulation: Simulation) -> None:
    run, place = vehicle.run, vehicle.place
    assert place is not None  # noqa: S101 - the caller asked
    point, bearing = run.trip.pattern.line.at(place.metres)
    latitude, longitude = simulation.network.plane.degrees(point)
    _describe_trip(position.trip, vehicle)
    _describe_vehicle(position.vehicle, vehicle)
    position.position.latitude = latitude
    position.position.longitude = longitude
    position.position.bearing = bearing
    position.position.speed = place.speed
    position.current_stop_sequence = place.index + 1
    position.stop_id = run.calls[place.index].stop_id
    status = gtfs.VehiclePosition.STOPPED_AT if place.standing else gtfs.VehiclePosition.IN_TRANSIT_TO
    position.current_status = status
    position.timestamp = vehicle.heard
    if vehicle.occupancy is not None:
        position.occupancy_status = OCCUPANCY[vehicle.occupancy]


def _add_alert(message: gtfs.FeedMessage, alert_id: str, notice: Notice) -> gtfs.Alert:
    alert = message.entity.add(id=alert_id).alert
    _add_text(alert.header_text, notice.header)
    _add_text(alert.description_text, notice.description)
    for route_id in notice.routes:
        alert.informed_entity.add(route_id=route_id)
    return alert


def _add_text(target: gtfs.TranslatedString, text: Text) -> None:
    target.translation.add(text=text.default, language="ru")
    for language, translation in text.translations:
        target.translation.add(text=translation, language=language)

"""The messages of tests/data/gtfs_rt: bytes of our own making, with what they mean as JSON beside them.

`python -m tests.feeds.gtfs_rt_recordings` writes both anew. Read the difference of the JSON before it is
committed: it is what the kiosk would understand differently.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from google.transit import gtfs_realtime_pb2 as schema

from kiosk.domain.realtime import FeedMessage
from kiosk.feeds.gtfs_rt import parse
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "data" / "gtfs_rt"
MADE = 1_777_867_200
"""2026-05-04 08:00 in Ulyanovsk."""


def message(*entities: Any, timestamp: int | None = MADE) -> Any:
    """A FeedMessage of protobuf with a header of today."""
    made = schema.FeedMessage()
    made.header.gtfs_realtime_version = "2.0"
    if timestamp is not None:
        made.header.timestamp = timestamp
    made.entity.extend(entities)
    return made


def entity(name: str) -> Any:
    """An entity that says nothing yet."""
    return schema.FeedEntity(id=name)


def trip_updates() -> Any:
    """A delay, a cancellation, a moved platform, a copy, a new trip, an arrival by route, an unbelievable one."""
    delayed = entity("delayed")
    delayed.trip_update.trip.trip_id = "46-0800"
    delayed.trip_update.trip.route_id = "46"
    delayed.trip_update.trip.start_date = "20260504"
    delayed.trip_update.vehicle.id = "1207"
    delayed.trip_update.vehicle.license_plate = "А123ВС 73"
    delayed.trip_update.vehicle.wheelchair_accessible = schema.VehicleDescriptor.WHEELCHAIR_ACCESSIBLE
    delayed.trip_update.timestamp = MADE - 12
    first = delayed.trip_update.stop_time_update.add(stop_sequence=3)
    first.arrival.delay, first.departure.delay = 300, 240
    second = delayed.trip_update.stop_time_update.add(stop_sequence=8, stop_id="filatova-2")
    second.arrival.time, second.arrival.uncertainty = MADE + 900, 60
    second.departure_occupancy_status = schema.VehiclePosition.FEW_SEATS_AVAILABLE
    second.stop_time_properties.assigned_stop_id = "filatova-1"
    delayed.trip_update.stop_time_update.add(
        stop_sequence=10, schedule_relationship=schema.TripUpdate.StopTimeUpdate.NO_DATA
    )

    cancelled = entity("cancelled")
    cancelled.trip_update.trip.trip_id = "46-0830"
    cancelled.trip_update.trip.schedule_relationship = schema.TripDescriptor.CANCELED

    copy = entity("copy")
    copy.trip_update.trip.trip_id = "46-0800"
    copy.trip_update.trip.schedule_relationship = schema.TripDescriptor.DUPLICATED
    copy.trip_update.trip_properties.trip_id = "46-0815"
    copy.trip_update.trip_properties.start_date = "20260504"
    copy.trip_update.trip_properties.start_time = "08:15:00"

    new = entity("new")
    new.trip_update.trip.trip_id = "extra"
    new.trip_update.trip.route_id = "46"
    new.trip_update.trip.start_time = "25:10:00"
    new.trip_update.trip.schedule_relationship = schema.TripDescriptor.NEW
    new.trip_update.trip_properties.trip_headsign = "Верхняя Терраса\x00\u202e"
    call = new.trip_update.stop_time_update.add(stop_id="filatova-1")
    call.departure.time = call.departure.scheduled_time = MADE + 1200

    by_route = [entity("46"), entity("46")]
    for number, one in enumerate(by_route):
        one.trip_update.trip.route_id = "46"
        one.trip_update.vehicle.id = f"bus-{number}"
        one.trip_update.stop_time_update.add(stop_id="filatova-1").arrival.time = MADE + 60 * number + 30

    unbelievable = entity("unbelievable")
    unbelievable.trip_update.trip.trip_id = "46-0900"
    unbelievable.trip_update.stop_time_update.add(stop_sequence=1).arrival.delay = 10**9
    return message(delayed, cancelled, copy, new, *by_route, by_route[0], unbelievable)


def vehicle_positions() -> Any:
    """A bus on its way, one without a fix, one that names no trip, one off the earth."""
    driving = entity("driving")
    driving.vehicle.trip.trip_id = "46-0800"
    driving.vehicle.vehicle.id = "1207"
    driving.vehicle.position.latitude, driving.vehicle.position.longitude = 54.375, 48.625
    driving.vehicle.position.bearing, driving.vehicle.position.speed = 90, 8.5
    driving.vehicle.current_stop_sequence = 4
    driving.vehicle.current_status = schema.VehiclePosition.STOPPED_AT
    driving.vehicle.timestamp = MADE - 5
    driving.vehicle.occupancy_status = schema.VehiclePosition.STANDING_ROOM_ONLY
    no_fix = entity("no fix")
    no_fix.vehicle.trip.trip_id = "46-0830"
    no_fix.vehicle.position.latitude = no_fix.vehicle.position.longitude = 0
    free = entity("free")
    free.vehicle.vehicle.label = "1208"
    lost = entity("lost")
    lost.vehicle.position.latitude, lost.vehicle.position.longitude = 545.0, 48.0
    gone = schema.FeedEntity(id="gone", is_deleted=True)
    return message(driving, no_fix, free, lost, gone)


def alerts() -> Any:
    """A detour of a line in two languages, and a notice for everyone without an end."""
    detour = entity("detour")
    period = detour.alert.active_period.add()
    period.start, period.end = MADE, MADE + 7200
    chosen = detour.alert.informed_entity.add(route_id="46")
    chosen.stop_id = "filatova-1"
    detour.alert.cause, detour.alert.effect = schema.Alert.CONSTRUCTION, schema.Alert.DETOUR
    detour.alert.severity_level = schema.Alert.WARNING
    for language, words in (("ru", "Объезд"), ("en", "Detour")):
        detour.alert.header_text.translation.add(language=language, text=words)
    detour.alert.description_text.translation.add(text="Первая строка.\nВторая <b>строка</b>.\x07")
    notice = entity("notice")
    notice.alert.active_period.add(start=MADE)
    notice.alert.informed_entity.add(agency_id="ulgortrans")
    notice.alert.header_text.translation.add(text="Праздничное расписание")
    return message(detour, notice)


RECORDINGS = {"trip-updates": trip_updates, "vehicle-positions": vehicle_positions, "alerts": alerts}


def as_json(understood: FeedMessage) -> str:
    """What was understood, without what was not said."""
    return json.dumps(_said(asdict(understood)), ensure_ascii=False, indent=2) + "\n"


def _said(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {name: _said(inner) for name, inner in value.items() if inner not in (None, "", ())}
    if isinstance(value, tuple):
        return [_said(inner) for inner in value]
    return str(value) if isinstance(value, date) else value


def write(folder: Path) -> None:
    """Writes every recording and its meaning into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in RECORDINGS.items():
        data = make().SerializeToString(deterministic=True)
        (folder / f"{name}.pb").write_bytes(data)
        (folder / f"{name}.json").write_text(as_json(parse(data)), encoding="utf-8")


if __name__ == "__main__":
    write(FOLDER)

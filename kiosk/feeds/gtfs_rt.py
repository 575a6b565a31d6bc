"""Bytes of a GTFS-Realtime message -> FeedMessage, reduced to what concerns one stop.

A parse that succeeds proves nothing: protobuf reads zero bytes and many truncated messages without an error. So
the frames are checked before anything is believed, and a message in which no entity can be understood is
refused. Decisions on what the specification leaves open are in docs/realtime-decisions.md.

Besides protobuf, the JSON form of the same message is read (many vendors serve it), and a bare JSON list of
entities (the stop forecast of St Petersburg).
Source: GTFS Realtime reference; Protocol Buffers, "ProtoJSON Format".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.realtime import Fault
from kiosk.feeds.errors import FeedError

if TYPE_CHECKING:
    from kiosk.domain.realtime import Alert, EntitySelector, FeedMessage, TripUpdate, VehiclePosition
    from kiosk.domain.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Interest:
    """Whom a stop listens to: its trips, their routes and agencies, and the stop with its platforms."""

    trip_ids: frozenset[str]
    route_ids: frozenset[str]
    stop_ids: frozenset[str]
    agency_ids: frozenset[str]

    @classmethod
    def of(cls, timetable: Timetable) -> Interest:
        """What the stop of `timetable` listens to."""
        return cls(
            frozenset(timetable.trips),
            frozenset(timetable.routes),
            timetable.stop_ids,
            frozenset(timetable.agencies),
        )

    def in_trip_update(self, update: TripUpdate) -> bool:
        """Whether a trip update speaks of our trips, of a call here, or, without a trip_id, of our routes."""
        trip = update.trip
        if trip.trip_id in self.trip_ids or (trip.trip_id is None and trip.route_id in self.route_ids):
            return True
        here = self.stop_ids
        return any(u.stop_id in here or u.assigned_stop_id in here for u in update.stop_time_updates)

    def in_vehicle_position(self, position: VehiclePosition) -> bool:
        """Whether a vehicle serves our trips or routes, or is at our stop, or does not say what it serves."""
        trip = position.trip
        return (
            trip is None
            or trip.trip_id in self.trip_ids
            or trip.route_id in self.route_ids
            or position.stop_id in self.stop_ids
        )

    def in_alert(self, alert: Alert) -> bool:
        """Whether an alert may concern someone here. Which ones do now is decided by the board."""
        selectors = alert.informed_entities
        return not selectors or any(self._in_selector(selector) for selector in selectors)

    def _in_selector(self, selector: EntitySelector) -> bool:
        """All given fields together (AND)."""
        trip = selector.trip
        return (
            _among(selector.agency_id, self.agency_ids)
            and _among(selector.route_id, self.route_ids)
            and _among(selector.stop_id, self.stop_ids)
            and (trip is None or (_among(trip.trip_id, self.trip_ids) and _among(trip.route_id, self.route_ids)))
        )


def _among(name: str | None, names: frozenset[str]) -> bool:
    return name is None or name in names


def parse(data: bytes, interest: Interest | None = None) -> FeedMessage:
    """The message in `data`: everything in it, or only what concerns `interest`.

    Raises FeedError when this is no message that can be believed. One entity that cannot be understood is
    dropped and counted; the others stand.
    """
    from kiosk.feeds import gtfs_rt_message  # noqa: PLC0415 - loads protobuf (50 ms), not before a message came

    # The first bytes alone decide nothing: a header of 123 bytes begins with "\n{", one of 60 with "\n<".
    try:
        return gtfs_rt_message.from_protobuf(data, interest)
    except gtfs_rt_message.NotProtobufError as error:
        reason = str(error)
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise FeedError(Fault.EMPTY, "The answer is empty.")
    if start.startswith((b"{", b"[")):
        return gtfs_rt_message.from_json(data, interest)
    if start.startswith(b"\x1f\x8b"):
        reason = "it is a gzip file that nobody said was one"
    if start.startswith(b"<"):
        reason = "it is a web page or XML"
    raise FeedError(Fault.NOT_A_FEED, f"The answer is no GTFS-Realtime message: {reason}.")

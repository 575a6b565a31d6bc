"""Reads a whole GTFS-Realtime message, protobuf or JSON: its header, and its entities one by one.

Entities are decoded each on its own, so that a bad one costs itself only, and in plain Python between them, so
that no call holds the interpreter for as long as a city's message takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from google.protobuf.json_format import ParseDict, ParseError
from google.protobuf.message import DecodeError

from kiosk.domain.realtime import Alert, Fault, FeedMessage, TripUpdate, VehiclePosition
from kiosk.feeds.errors import FeedError
from kiosk.feeds.gtfs_rt_entities import FeedEntity, FeedHeader, alert, trip_update, vehicle_position
from kiosk.feeds.gtfs_rt_fields import EntityError, instant
from kiosk.feeds.gtfs_rt_frames import Frames, MalformedError, concerning, frames, near_stops

if TYPE_CHECKING:
    from kiosk.domain.service_day import Instant
    from kiosk.feeds.gtfs_rt import Interest


class NotProtobufError(ValueError):
    """These bytes are not one whole protobuf FeedMessage."""


@dataclass(slots=True)
class _Collected:
    """The entities understood so far. One that is repeated word for word counts once: messages come doubled.

    Never by entity.id: a stop forecast by route gives all vehicles of a route the same id.
    """

    interest: Interest | None
    trip_updates: list[TripUpdate] = field(default_factory=list)
    vehicle_positions: list[VehiclePosition] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    said: dict[bytes, bool] = field(default_factory=dict)
    dropped: int = 0

    def take(self, entities: Iterable[tuple[bytes, Any]]) -> None:
        """Takes what each FeedEntity says, if it concerns us: its bytes, and it decoded or None."""
        for words, entity in entities:
            if words not in self.said:
                self.said[words] = self._understood(entity)
            self.dropped += not self.said[words]

    def _understood(self, entity: Any) -> bool:
        try:
            if entity is None or not entity.IsInitialized():
                return False
            if not entity.is_deleted:
                self._add(entity)
        except EntityError:
            return False
        return True

    def _add(self, entity: Any) -> None:
        wanted = self.interest
        if entity.HasField("trip_update"):
            update = trip_update(entity.trip_update)
            if wanted is None or wanted.in_trip_update(update):
                self.trip_updates.append(update)
        if entity.HasField("vehicle"):
            position = vehicle_position(entity.vehicle)
            if wanted is None or wanted.in_vehicle_position(position):
                self.vehicle_positions.append(position)
        if entity.HasField("alert"):
            notice = alert(entity)
            if wanted is None or wanted.in_alert(notice):
                self.alerts.append(notice)

    def message(self, timestamp: Instant | None, entity_count: int) -> FeedMessage:
        """The whole of it. A message of which nothing could be understood is refused."""
        if entity_count and self.dropped == entity_count:
            raise FeedError(Fault.NOT_A_FEED, "No entity of the message can be understood.")
        return FeedMessage(
            timestamp,
            tuple(self.trip_updates),
            tuple(self.vehicle_positions),
            tuple(self.alerts),
            entity_count,
            self.dropped,
        )


def from_protobuf(data: bytes, interest: Interest | None) -> FeedMessage:
    """Reads the binary form. Raises NotProtobufError, or FeedError for a message that is one but cannot be used.

    A message cut off between two entities is whole by its bytes: only who received it can know (Content-Length).
    """
    header = FeedHeader()
    try:
        found = frames(data)
        for start, end in found.headers:
            header.MergeFromString(data[start:end])
    except MalformedError as error:
        raise NotProtobufError(str(error)) from None
    except DecodeError:
        raise NotProtobufError("its header is damaged") from None
    if not found.headers:
        raise NotProtobufError("it has no header")
    timestamp = _timestamp(header)
    collected = _Collected(interest)
    collected.take(_decoded(data, found, interest))
    return collected.message(timestamp, len(found.starts))


def _decoded(data: bytes, found: Frames, interest: Interest | None) -> Iterator[tuple[bytes, Any]]:
    """The entities that may concern us: the bytes of each, and it decoded, None where it cannot be."""
    if interest is None:
        trip_ids = route_ids = frozenset[bytes]()
        near = frozenset(range(len(found.starts)))
    else:
        trip_ids = frozenset(name.encode() for name in interest.trip_ids)
        route_ids = frozenset(name.encode() for name in interest.route_ids)
        near = near_stops(data, found, interest.stop_ids)
    for words in concerning(data, found, trip_ids, route_ids, near):
        try:
            yield words, FeedEntity.FromString(words)
        except DecodeError:
            yield words, None


def from_json(data: bytes, interest: Interest | None) -> FeedMessage:
    """Reads the JSON form, or a bare list of entities, which has no header and therefore no timestamp."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise FeedError(Fault.NOT_A_FEED, "The answer is damaged JSON.") from None
    if isinstance(document, list):
        timestamp, entities = None, document
    else:
        timestamp = _timestamp(_from_json(document.get("header"), FeedHeader()))
        entities = document.get("entity", [])
    if not isinstance(entities, list):
        raise FeedError(Fault.NOT_A_FEED, "The JSON holds no list of entities.")
    collected = _Collected(interest)
    collected.take(
        (json.dumps(entity, sort_keys=True).encode(), _from_json(entity, FeedEntity())) for entity in entities
    )
    return collected.message(timestamp, len(entities))


def _from_json(document: object, message: Any) -> Any:
    """`message` filled from JSON, fields unknown to the specification left out; None where it does not fit."""
    if not isinstance(document, dict):
        return None
    try:
        return ParseDict(document, message, ignore_unknown_fields=True)
    except ParseError:
        return None


def _timestamp(header: Any) -> Instant | None:
    """When the message was made, None where it does not say. Raises FeedError for a header to be refused."""
    if header is None or not header.IsInitialized():
        raise FeedError(Fault.NOT_A_FEED, "The message has no GTFS-Realtime header.")
    if header.incrementality == FeedHeader.DIFFERENTIAL:
        raise FeedError(
            Fault.NOT_A_FEED, "The feed sends changes only (DIFFERENTIAL), which has no defined meaning."
        )
    try:
        return instant(header.timestamp)
    except EntityError as error:
        raise FeedError(Fault.IMPLAUSIBLE_TIME, f"The header's time cannot be: {error}.") from None

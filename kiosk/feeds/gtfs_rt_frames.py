"""Finds the few entities of a big GTFS-Realtime message that can concern one stop, without decoding the rest.

A city's message holds thousands of entities, and a kiosk needs some dozens. A protobuf message is a row of
frames (tag, length, bytes), so whole entities can be stepped over, and the trip_id of one can be read at its
known place. What is chosen here is then decoded by protobuf and judged exactly: to choose too much costs time,
to choose too little would lose a bus.

Everything here is plain Python over short steps: no call holds the interpreter for long, so a screen that runs
in another thread goes on.
Source: Protocol Buffers, "Encoding"; gtfs-realtime.proto (field numbers).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

HEADER, ENTITY = 0x0A, 0x12
ID, TRIP_UPDATE, VEHICLE, ALERT = 0x0A, 0x1A, 0x22, 0x2A
TRIP = 0x0A
TRIP_ID, ROUTE_ID = 0x0A, 0x2A
STOP_TAGS = frozenset(b"\x22\x3a\x0a")
"""Tags of StopTimeUpdate.stop_id, VehiclePosition.stop_id and StopTimeProperties.assigned_stop_id."""

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
SEARCH_STEP = 1 << 20
LONGEST_VARINT = 10


class MalformedError(ValueError):
    """These bytes are no protobuf message, or they end too early."""


@dataclass(frozen=True, slots=True)
class Frames:
    """Where the parts of a message lie: the headers' (start, end), and the entities' starts and ends in order."""

    headers: Sequence[tuple[int, int]]
    starts: Sequence[int]
    ends: Sequence[int]


def frames(data: bytes) -> Frames:
    """The frames of a FeedMessage. Raises MalformedError where the bytes are not whole frames."""
    headers: list[tuple[int, int]] = []
    starts: list[int] = []
    ends: list[int] = []
    position, size = 0, len(data)
    try:
        while position < size:
            tag = data[position]
            if tag in (ENTITY, HEADER):
                start, position = _length(data, position + 1)
                if tag == ENTITY:
                    starts.append(start)
                    ends.append(position)
                else:
                    headers.append((start, position))
            else:
                position = _skip(data, position)
    except IndexError:
        raise MalformedError("the message ends in the middle of a field") from None
    if position > size:
        raise MalformedError("the message ends in the middle of an entity")
    return Frames(headers, starts, ends)


def near_stops(data: bytes, found: Frames, stop_ids: Iterable[str]) -> frozenset[int]:
    """The numbers of the entities in which one of the stop ids occurs as a stop."""
    near: set[int] = set()
    for stop_id in stop_ids:
        name = stop_id.encode()
        if name:
            near.update(_holders(found, _occurrences(data, _as_varint(len(name)) + name)))
    return frozenset(near)


def _occurrences(data: bytes, needle: bytes) -> Iterator[int]:
    # One search through the whole message would hold the interpreter for milliseconds: steps, with an overlap.
    overlap = len(needle) - 1
    for begin in range(0, len(data), SEARCH_STEP):
        end = begin + SEARCH_STEP + overlap
        at = data.find(needle, begin, end)
        while at != -1:
            if at and data[at - 1] in STOP_TAGS:
                yield at
            at = data.find(needle, at + 1, end)


def _holders(found: Frames, offsets: Iterable[int]) -> Iterator[int]:
    for offset in offsets:
        number = bisect_right(found.starts, offset) - 1
        if number >= 0 and offset < found.ends[number]:
            yield number


def concerning(
    data: bytes,
    found: Frames,
    trip_ids: frozenset[bytes],
    route_ids: frozenset[bytes],
    near: frozenset[int],
) -> Iterator[bytes]:
    """The bytes of each entity that may speak of our trips, be `near`, or, without a trip_id, be on our routes.

    Alerts always may. A vehicle may by its route too, as it can serve a trip the timetable does not know, or
    have no trip at all. So may an entity that is damaged: who decodes it sees that.
    """
    for number, (start, end) in enumerate(zip(found.starts, found.ends, strict=True)):
        try:
            wanted: bool | None = number in near or _at_usual_place(data, start, end, trip_ids)
            if wanted is None:
                wanted = _concerns(data, start, end, trip_ids, route_ids)
        except (IndexError, MalformedError):
            wanted = True
        if wanted:
            yield data[start:end]


def _at_usual_place(data: bytes, start: int, end: int, trip_ids: frozenset[bytes]) -> bool | None:
    """Whether it is of our trips, if written as nearly everyone does: id, trip update, in it first the trip_id.

    None where it is written otherwise. A city sends ten thousand of them: this is three times faster than to
    step through the fields.
    """
    at = start + 2 + data[start + 1] if data[start] == ID else start
    low = data[at + 1]
    if data[at] != TRIP_UPDATE or data[start + 1] > 0x7F:
        return None
    if low < 0x80:
        inner, inner_end = at + 2, at + 2 + low
    else:
        high = data[at + 2]
        inner, inner_end = at + 3, at + 3 + (low & 0x7F | high << 7)
        if high > 0x7F:
            return None
    length = data[inner + 3]
    if inner_end != end or data[inner] != TRIP or data[inner + 1] > 0x7F or data[inner + 2] != TRIP_ID:
        return None
    return data[inner + 4 : inner + 4 + length] in trip_ids if 0 < length < 0x80 else None


def _concerns(data: bytes, start: int, end: int, trip_ids: frozenset[bytes], route_ids: frozenset[bytes]) -> bool:
    position = start
    while position < end:
        tag = data[position]
        if tag == ALERT:
            return True
        if tag in (TRIP_UPDATE, VEHICLE):
            inner, inner_end = _length(data, position + 1)
            names = _trip(data, inner, min(inner_end, end), trip_ids)
            if _concerned(*names, trip_ids, route_ids, vehicle=tag == VEHICLE):
                return True
            position = inner_end
        else:
            position = _skip(data, position)
    return False


def _concerned(
    trip_id: bytes | None,
    route_id: bytes | None,
    trip_ids: frozenset[bytes],
    route_ids: frozenset[bytes],
    *,
    vehicle: bool,
) -> bool:
    if trip_id in trip_ids:
        return True
    if vehicle:
        return route_id in route_ids or (trip_id is None and route_id is None)
    return trip_id is None and route_id in route_ids


def _trip(data: bytes, position: int, end: int, wanted: frozenset[bytes]) -> tuple[bytes | None, bytes | None]:
    """The trip_id and route_id of the first TripDescriptor; the route is not looked for in a wanted trip."""
    while position < end:
        if data[position] == TRIP:
            return _trip_names(data, *_length(data, position + 1), wanted)
        position = _skip(data, position)
    return None, None


def _trip_names(
    data: bytes, position: int, end: int, wanted: frozenset[bytes]
) -> tuple[bytes | None, bytes | None]:
    trip_id = route_id = None
    while position < end:
        tag = data[position]
        if tag in (TRIP_ID, ROUTE_ID):
            start, position = _length(data, position + 1)
            name = data[start:position] or None
            if tag == ROUTE_ID:
                route_id = name
            else:
                trip_id = name
                if name in wanted:
                    break
        else:
            position = _skip(data, position)
    return trip_id, route_id


def _as_varint(value: int) -> bytes:
    low = value & 0x7F
    return bytes([low]) if value < 0x80 else bytes([low | 0x80]) + _as_varint(value >> 7)


def _length(data: bytes, position: int) -> tuple[int, int]:
    """The (start, end) of the bytes whose length stands at `position`."""
    low = data[position]
    if low < 0x80:
        return position + 1, position + 1 + low
    high = data[position + 1]
    if high < 0x80:
        return position + 2, position + 2 + (low & 0x7F | high << 7)
    value, position = _varint(data, position)
    return position, position + value


def _varint(data: bytes, position: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 7 * LONGEST_VARINT, 7):
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
    raise MalformedError("a number has no end")


def _skip(data: bytes, position: int) -> int:
    """The position after the field that starts at `position`. Groups are not in use since 2008: malformed."""
    tag, position = _varint(data, position)
    kind = tag & 7
    if tag < 8:
        raise MalformedError("a field has no number")
    if kind == BYTES:
        return _length(data, position)[1]
    if kind == VARINT:
        return _varint(data, position)[1]
    if kind in (FIXED64, FIXED32):
        return position + (8 if kind == FIXED64 else 4)
    raise MalformedError("a field of unknown kind")

"""Bytes of GTFS-Realtime: what they mean, and what is refused. Rules: GTFS Realtime reference."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from typing import Any

import pytest
from google.protobuf.internal import api_implementation
from google.protobuf.json_format import MessageToJson
from google.transit import gtfs_realtime_pb2 as schema
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.realtime import Fault, FeedMessage, TripDescriptor
from kiosk.feeds.errors import FeedError
from kiosk.feeds.gtfs_rt import parse
from tests.feeds.gtfs_rt_recordings import FOLDER, MADE, RECORDINGS, alerts, as_json, entity, message, trip_updates

RECORDED = sorted(RECORDINGS)


def recorded(name: str) -> bytes:
    return (FOLDER / f"{name}.pb").read_bytes()


def refused(data: bytes) -> FeedError:
    with pytest.raises(FeedError) as caught:
        parse(data)
    return caught.value


def one(**trip: Any) -> Any:
    """An entity with an update of a trip that is 60 s late at its first stop."""
    made = entity("one")
    made.trip_update.trip.SetInParent()
    for name, value in trip.items():
        setattr(made.trip_update.trip, name, value)
    made.trip_update.stop_time_update.add(stop_sequence=1).arrival.delay = 60
    return made


def test_the_fast_protobuf_is_in_use() -> None:
    """The pure-Python fallback is 57 times slower."""
    assert api_implementation.Type() == "upb"


def test_importing_the_reader_does_not_load_protobuf() -> None:
    """The first board is painted before the first message has come."""
    code = "import sys, kiosk.feeds.gtfs_rt; sys.exit(any(m.startswith('google.') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_bytes_mean_what_stands_beside_them(name: str) -> None:
    assert as_json(parse(recorded(name))) == (FOLDER / f"{name}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RECORDED)
def test_the_recordings_are_made_as_their_source_says(name: str) -> None:
    assert RECORDINGS[name]().SerializeToString(deterministic=True) == recorded(name)


@pytest.mark.parametrize("name", RECORDED)
def test_the_json_form_means_the_same(name: str) -> None:
    """Protocol Buffers, "ProtoJSON Format": names in both spellings, unknown fields left out."""
    whole = parse(recorded(name))
    made = RECORDINGS[name]()
    for kept in (True, False):
        assert parse(MessageToJson(made, preserving_proto_field_name=kept).encode()) == whole
    document = json.loads(MessageToJson(made))
    document["vendor"] = {"x": 1}
    document["entity"][0]["note"] = "x"
    assert parse(b"\xef\xbb\xbf\n" + json.dumps(document).encode()) == whole


def test_a_json_list_of_entities_has_no_timestamp() -> None:
    """The recorded stop forecast of St Petersburg; its entity ids repeat within one answer."""
    listed = [
        {
            "id": "1072",
            "tripUpdate": {
                "trip": {"routeId": "1072"},
                "stopTimeUpdate": [{"arrival": {"time": str(MADE + n)}, "stopId": "15495"}],
                "vehicle": {"id": f"bus-{n}"},
            },
        }
        for n in range(3)
    ]
    found = parse(json.dumps(listed).encode())
    assert (found.timestamp, found.entity_count, len(found.trip_updates)) == (None, 3, 3)


# What is no message


@pytest.mark.parametrize(
    ("data", "fault", "words"),
    [
        (b"", Fault.EMPTY, "empty"),
        (b" \r\n ", Fault.EMPTY, "empty"),
        (b"<!DOCTYPE html><html><title>Wi-Fi</title></html>", Fault.NOT_A_FEED, "web page"),
        (b"\n\n<html></html>", Fault.NOT_A_FEED, "web page"),
        (b"<?xml version='1.0'?><error/>", Fault.NOT_A_FEED, "web page"),
        (gzip.compress(b"feed", mtime=0), Fault.NOT_A_FEED, "gzip"),
        (b'{"error": "no key"}', Fault.NOT_A_FEED, "no GTFS-Realtime header"),
        (b'{"header"', Fault.NOT_A_FEED, "damaged JSON"),
        (b'{"header": {"gtfs_realtime_version": "2.0"}, "entity": {}}', Fault.NOT_A_FEED, "no list"),
        (b"[" * 100_000, Fault.NOT_A_FEED, "damaged JSON"),
        (b"[1, null, {}]", Fault.NOT_A_FEED, "No entity"),
        (b"null", Fault.NOT_A_FEED, "no GTFS-Realtime message"),
        (b"Internal Server Error", Fault.NOT_A_FEED, "no GTFS-Realtime message"),
        (b"\x0a\x00", Fault.NOT_A_FEED, "no GTFS-Realtime header"),
        (b"\x12\x00", Fault.NOT_A_FEED, "no header"),
        (b"\x0a\x05\x0a\xff\xff\xff\xff", Fault.NOT_A_FEED, "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused_in_words(data: bytes, fault: Fault, words: str) -> None:
    error = refused(data)
    assert error.fault == fault
    assert words in error.sentence


@pytest.mark.parametrize("length", [10, 60, 91, 123])
def test_a_header_of_any_length_is_a_header(length: int) -> None:
    r"""A header of 123 bytes begins like "\n{", of 91 like "\n[", of 60 like "\n<"."""
    made = message()
    made.header.feed_version = "v" * (length - made.header.ByteSize() - 2) if length > 11 else ""
    assert parse(made.SerializeToString()).timestamp == MADE


@pytest.mark.parametrize("timestamp", [MADE * 1000, 2**63, 2**64 - 1, 1, 5_000_000_000])
def test_a_header_time_that_cannot_be_is_refused(timestamp: int) -> None:
    """FeedHeader.timestamp: POSIX time. Rule E001 of the validator: not in milliseconds."""
    assert (
        refused(message(one(trip_id="t"), timestamp=timestamp).SerializeToString()).fault == Fault.IMPLAUSIBLE_TIME
    )


@pytest.mark.parametrize("timestamp", [None, 0])
def test_a_message_may_not_say_when_it_was_made(timestamp: int | None) -> None:
    assert parse(message(one(trip_id="t"), timestamp=timestamp).SerializeToString()).timestamp is None


def test_a_feed_of_changes_is_refused() -> None:
    """Decision. FeedHeader.incrementality: the behaviour of DIFFERENTIAL is unspecified."""
    made = message(one(trip_id="t"))
    made.header.incrementality = schema.FeedHeader.DIFFERENTIAL
    assert "DIFFERENTIAL" in refused(made.SerializeToString()).sentence


def test_a_message_without_entities_is_a_message() -> None:
    """At night nothing runs; zero bytes are another thing."""
    assert parse(message().SerializeToString()) == FeedMessage(MADE)


# What is dropped


@pytest.mark.parametrize(
    ("trip", "why"),
    [
        ({}, "neither trip nor route"),
        ({"trip_id": "", "route_id": ""}, "neither trip nor route"),
        ({"trip_id": "t", "start_date": "20261345"}, "E021: no such date"),
        ({"trip_id": "t", "start_date": "2026-01-01"}, "E021: YYYYMMDD"),
        ({"trip_id": "t", "start_date": "٢٠٢٦٠١٠١"}, "E021: digits of another script"),
        ({"trip_id": "t", "start_time": "AA:BB:CC"}, "E020: no time"),
        ({"trip_id": "t", "start_time": "08:61:00"}, "E020: no minute"),
        ({"trip_id": "t", "start_time": "8:00"}, "E020: HH:MM:SS"),
    ],
)  # fmt: skip
def test_an_unbelievable_trip_is_dropped_and_counted(trip: dict[str, str], why: str) -> None:
    found = parse(message(one(trip_id="good"), one(**trip)).SerializeToString())
    assert ([u.trip.trip_id for u in found.trip_updates], found.dropped, found.entity_count) == (["good"], 1, 2), (
        why
    )


@pytest.mark.parametrize("time", [MADE * 1000, -1, 1, 946_684_799, 4_102_444_800, 2**63 - 1, -(2**63)])
def test_a_stop_time_that_cannot_be_drops_its_entity(time: int) -> None:
    bad = one(trip_id="bad")
    bad.trip_update.stop_time_update[0].departure.time = time
    assert parse(message(one(trip_id="good"), bad).SerializeToString()).dropped == 1


@pytest.mark.parametrize("delay", [10**9, -(10**9), 2**31 - 1])
def test_a_delay_that_cannot_be_drops_its_entity(delay: int) -> None:
    bad = one(trip_id="bad")
    bad.trip_update.stop_time_update[0].arrival.delay = delay
    late = one(trip_id="bad")
    late.trip_update.delay = delay
    assert parse(message(one(trip_id="good"), bad, late).SerializeToString()).dropped == 2


def test_a_message_of_which_nothing_can_be_understood_is_refused() -> None:
    """Else a feed in milliseconds would look like a quiet night."""
    assert refused(message(one(), one()).SerializeToString()).fault == Fault.NOT_A_FEED


def test_zero_and_empty_are_not_said() -> None:
    quiet = one(trip_id="t", route_id="", start_date="", start_time="")
    quiet.trip_update.timestamp = 0
    quiet.trip_update.stop_time_update[0].arrival.time = 0
    (update,) = parse(message(quiet).SerializeToString()).trip_updates
    assert (update.trip.route_id, update.trip.start_date, update.timestamp) == (None, None, None)
    arrival = update.stop_time_updates[0].arrival
    assert arrival is not None
    assert (arrival.time, arrival.delay) == (None, 60)


def test_a_deleted_entity_says_nothing() -> None:
    """FeedEntity.is_deleted."""
    gone = one(trip_id="t")
    gone.is_deleted = True
    found = parse(message(gone).SerializeToString())
    assert (found.trip_updates, found.dropped) == ((), 0)


def test_an_entity_without_its_id_is_dropped() -> None:
    """FeedEntity.id is required."""
    nameless = one(trip_id="t")
    nameless.ClearField("id")
    assert parse(message(one(trip_id="good"), nameless).SerializePartialToString()).dropped == 1


def test_a_kind_of_the_future_reads_as_its_default() -> None:
    """Protocol Buffers, proto2 enumerations: a number this version does not know counts as not set."""
    trip = schema.TripDescriptor(trip_id="t").SerializeToString() + b"\x20\x63"
    inner = b"\x0a" + bytes([len(trip)]) + trip
    outer = b"\x0a\x01e\x1a" + bytes([len(inner)]) + inner
    data = message().SerializeToString() + b"\x12" + bytes([len(outer)]) + outer
    (update,) = parse(data).trip_updates
    assert update.trip == TripDescriptor("t")


def test_ids_that_are_not_utf_8_drop_their_entity_and_texts_do_not() -> None:
    """Protobuf checks the encoding of proto2 strings only when it writes them."""
    wrong = message(one(trip_id="good"), one(trip_id="Ыы")).SerializeToString()
    assert parse(wrong.replace("Ы".encode(), b"\xdb\xdb")).dropped == 1
    text = alerts().SerializeToString().replace("Объезд".encode(), "Об".encode() + b"\xfa" * 8)
    assert str(parse(text).alerts[0].header_text) == "Об" + "\ufffd" * 8


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, 181), (float("nan"), 1), (1, float("inf"))])
def test_a_place_off_the_earth_drops_its_vehicle(latitude: float, longitude: float) -> None:
    """Rule E026 of the validator."""
    bad = entity("bad")
    bad.vehicle.position.latitude, bad.vehicle.position.longitude = latitude, longitude
    assert parse(message(one(trip_id="good"), bad).SerializeToString()).dropped == 1


def test_a_speed_and_a_bearing_that_cannot_be_are_not_said() -> None:
    odd = entity("odd")
    odd.vehicle.position.latitude = odd.vehicle.position.longitude = 50
    odd.vehicle.position.speed, odd.vehicle.position.bearing = -3, float("nan")
    (found,) = parse(message(odd).SerializeToString()).vehicle_positions
    assert (found.latitude, found.speed, found.bearing) == (50, None, None)


# Doubled and hostile


@pytest.mark.parametrize("name", RECORDED)
def test_a_message_sent_doubled_is_the_same_message(name: str) -> None:
    """Protobuf joins concatenated messages: each entity stands there twice then."""
    once, twice = parse(recorded(name)), parse(recorded(name) * 2)
    assert twice.trip_updates == once.trip_updates
    assert twice.vehicle_positions == once.vehicle_positions
    assert twice.alerts == once.alerts
    assert twice.entity_count == 2 * once.entity_count


def test_text_is_plain_and_short() -> None:
    """Nothing a feed says may hide, turn round or flood what stands beside it."""
    made = alerts()
    words = "\x00\x1b[31mСтоп\u202e\u2066 \U0001f68c \u200d " + "ы" * 10_000
    made.entity[0].alert.header_text.translation[0].text = words
    made.entity[0].alert.description_text.translation[0].text = "один\nдва\r\n" + "x" * 10_000
    alert = parse(made.SerializeToString()).alerts[0]
    assert str(alert.header_text).startswith("[31mСтоп")
    assert "\U0001f68c \u200d" in str(alert.header_text)
    assert not set("\x00\x1b\u202e\u2066\r") & set(str(alert.header_text) + str(alert.description_text))
    assert str(alert.description_text).startswith("один\nдва")
    assert (len(str(alert.header_text)) <= 500, len(str(alert.description_text)) <= 5_000) == (True, True)


@pytest.mark.parametrize("name", RECORDED)
def test_a_message_cut_anywhere_is_never_taken_for_the_whole(name: str) -> None:
    """Cut inside an entity it is refused. Between two entities its bytes are a message, of fewer entities: only
    the fetcher can know that, by the length the server promised."""
    data, whole = recorded(name), parse(recorded(name))
    for end in range(len(data)):
        try:
            part = parse(data[:end])
        except FeedError:
            continue
        assert part.entity_count < whole.entity_count
        assert data[end] == 0x12, "cut between two entities"


def test_five_thousand_flipped_bits_never_crash() -> None:
    data = bytearray(trip_updates().SerializeToString() + alerts().SerializeToString())
    chance = random.Random(7)
    for _ in range(5_000):
        place, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        data[place] ^= bit
        try:
            found = parse(bytes(data))
        except FeedError:
            found = FeedMessage(None)
        assert found.dropped <= found.entity_count
        for update in found.trip_updates:
            for call in update.stop_time_updates:
                assert call.arrival is None or abs(call.arrival.delay or 0) <= 2 * 86_400
        data[place] ^= bit


@settings(max_examples=300)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_a_message_or_refused(data: bytes, headed: bool) -> None:
    try:
        found = parse(message().SerializeToString() * headed + data)
    except FeedError:
        return
    assert found.entity_count <= data.count(b"\x12")


_NAMES = """
    id tripUpdate trip tripId routeId startDate startTime stopTimeUpdate stopId arrival time delay
    vehicle position latitude longitude alert headerText translation text informedEntity scheduleRelationship
""".split()  # noqa: SIM905 - a column of quoted words is harder to read
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(_NAMES),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.lists(_json, max_size=3))
def test_any_json_is_a_message_or_refused(entities: list[Any]) -> None:
    document = {"header": {"gtfs_realtime_version": "2.0", "timestamp": MADE}, "entity": entities}
    try:
        found = parse(json.dumps(document).encode())
    except FeedError:
        assert entities
    else:
        assert found.entity_count == len(entities)

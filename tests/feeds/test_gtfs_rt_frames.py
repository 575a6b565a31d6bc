"""Frame by frame must understand exactly what decoding the whole message would."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

import pytest
from google.transit import gtfs_realtime_pb2 as schema
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.realtime import FeedMessage
from kiosk.feeds.errors import FeedError
from kiosk.feeds.gtfs_rt import Interest, parse
from kiosk.feeds.gtfs_rt_frames import MalformedError, frames, near_stops
from tests.feeds.gtfs_rt_recordings import MADE, entity, message

NOBODY = Interest(frozenset(), frozenset(), frozenset(), frozenset())


def decoded_whole(data: bytes, interest: Interest) -> FeedMessage:
    """What is ours of a message that was decoded as a whole."""
    found = parse(data)
    return FeedMessage(
        found.timestamp,
        tuple(filter(interest.in_trip_update, found.trip_updates)),
        tuple(filter(interest.in_vehicle_position, found.vehicle_positions)),
        tuple(filter(interest.in_alert, found.alerts)),
        found.entity_count,
        found.dropped,
    )


def interest(trips: str = "", routes: str = "", stops: str = "", agencies: str = "") -> Interest:
    """Ids with spaces between them."""
    return Interest(*(frozenset(names.split()) for names in (trips, routes, stops, agencies)))


def update(trip_id: str = "", route_id: str = "", *stops: str, assigned: str = "") -> Any:
    made = entity("e")
    made.trip_update.trip.SetInParent()
    if trip_id:
        made.trip_update.trip.trip_id = trip_id
    if route_id:
        made.trip_update.trip.route_id = route_id
    for stop_id in stops:
        call = made.trip_update.stop_time_update.add(stop_id=stop_id)
        call.arrival.time = MADE
        if assigned:
            call.stop_time_properties.assigned_stop_id = assigned
    return made


def vehicle(trip_id: str = "", route_id: str = "", stop_id: str = "") -> Any:
    made = entity("v")
    made.vehicle.vehicle.id = "bus"
    if trip_id or route_id:
        made.vehicle.trip.trip_id, made.vehicle.trip.route_id = trip_id, route_id
    if stop_id:
        made.vehicle.stop_id = stop_id
    return made


def notice(**selector: Any) -> Any:
    made = entity("a")
    made.alert.informed_entity.add(**selector)
    return made


def both(first: str, second: str, route_id: str) -> Any:
    """One entity that holds an update and a vehicle."""
    made = update(first, route_id)
    made.vehicle.CopyFrom(vehicle(second, route_id).vehicle)
    return made


@pytest.mark.parametrize(
    ("made", "ours"),
    [
        (update("ours"), True),
        (update("theirs"), False),
        (update("theirs", "r"), False),
        (update("", "r"), True),
        (update("", "q"), False),
        (update("", "q", "here"), True),
        (update("theirs", "q", "there", "here"), True),
        (update("theirs", "q", "there", assigned="here"), True),
        (update("here", "here", "not-here"), False),
        (vehicle("ours"), True),
        (vehicle("theirs", "r"), True),
        (vehicle("theirs", "q"), False),
        (vehicle("theirs", "q", "here"), True),
        (vehicle(), True),
        (notice(route_id="r"), True),
        (notice(route_id="q"), False),
        (notice(route_id="r", stop_id="there"), False),
        (notice(stop_id="here"), True),
        (notice(agency_id="agency"), True),
        (notice(route_type=3), True),
        (notice(trip=schema.TripDescriptor(trip_id="theirs")), False),
        (notice(trip=schema.TripDescriptor(route_id="r")), True),
    ],
)
def test_what_concerns_a_stop(made: Any, ours: bool) -> None:
    """Our trips; calls at our stops; without a trip_id our routes. A selector's fields hold together (AND)."""
    data = message(made).SerializeToString()
    wanted = interest("ours", "r", "here", "agency")
    found = parse(data, wanted)
    assert bool(found.trip_updates or found.vehicle_positions or found.alerts) == ours
    assert found == decoded_whole(data, wanted)


def test_a_stop_in_every_megabyte_is_found() -> None:
    """The search goes in steps of a megabyte: a name across a border counts once, and is not lost."""
    made = message(*(update(f"trip-{n}", "q", "x" * 900, "here") for n in range(5000)))
    data = made.SerializeToString()
    assert len(data) > 4 * 2**20
    assert len(near_stops(data, frames(data), ["here"])) == 5000


def test_fields_unknown_to_us_are_stepped_over() -> None:
    """Extensions of whole networks stand in real feeds (New York: field 1001)."""
    unknown = b"\xca\x3e\x03abc" + b"\xc8\x3e\x96\x01" + b"\xcd\x3e\x00\x00\x00\x00" + b"\xc9\x3e" + b"\x00" * 8
    data = unknown + message(update("ours")).SerializeToString() + unknown
    assert len(parse(data, interest("ours")).trip_updates) == 1


@pytest.mark.parametrize(
    "data", [b"\x12\x05ab", b"\x12", b"\x12\x80", b"\x00\x01", b"\x0b", b"\x12" + b"\xff" * 11]
)
def test_what_is_not_whole_frames_is_malformed(data: bytes) -> None:
    with pytest.raises(MalformedError):
        frames(data)


def test_an_entity_of_broken_fields_costs_itself_only() -> None:
    data = message(update("ours")).SerializeToString() + b"\x12\x03\x1a\x7f\x0a"
    found = parse(data, interest("ours", stops="here"))
    assert (len(found.trip_updates), found.entity_count) == (1, 2)


_ids = st.sampled_from(["", "a", "ab", "abc", "остановка", "x" * 130])
_entities = st.one_of(
    st.builds(update, _ids, _ids, _ids, assigned=_ids),
    st.builds(update, _ids, _ids),
    st.builds(vehicle, _ids, _ids, _ids),
    st.builds(lambda r, s: notice(route_id=r, stop_id=s), _ids, _ids),
    st.builds(both, _ids, _ids, _ids),
)
_some = st.frozensets(_ids, max_size=3)


@settings(max_examples=200)
@given(st.lists(_entities, max_size=8), st.builds(Interest, _some, _some, _some, _some))
def test_frame_by_frame_is_as_good_as_whole(entities: list[Any], wanted: Interest) -> None:
    good = message(update("good", "", "nowhere"), *entities).SerializeToString()
    ours, whole = parse(good, wanted), decoded_whole(good, wanted)
    assert (ours.trip_updates, ours.vehicle_positions, ours.alerts) == (
        whole.trip_updates,
        whole.vehicle_positions,
        whole.alerts,
    )


def recorded(folder: Path) -> list[tuple[str, bytes]]:
    """Every recorded protobuf message of real agencies."""
    root = folder / "gtfs-rt"
    found = [(str(p), p.read_bytes()) for p in sorted(root.rglob("*.pb"))]
    found += [(str(p), p.read_bytes()) for p in sorted(root.rglob("gtfs-*")) if p.suffix == "" and p.is_file()]
    for archive in sorted(root.rglob("*.tar.xz")):
        with tarfile.open(archive) as inside:
            for member in inside.getmembers()[::10]:
                opened = inside.extractfile(member)
                if opened is not None:
                    found.append((f"{archive}/{member.name}", opened.read()))
    return found


@pytest.mark.real_feeds
def test_every_recorded_message_is_understood_whole_and_by_frames(real_feeds: Path) -> None:
    messages = recorded(real_feeds)
    assert len(messages) > 40
    for name, data in messages:
        found = parse(data)
        assert found.timestamp is not None, name
        assert found.entity_count == len(schema.FeedMessage.FromString(data).entity), name
        assert found.dropped == 0, name
        stops = sorted({u.stop_id for t in found.trip_updates for u in t.stop_time_updates if u.stop_id})
        routes = sorted({t.trip.route_id for t in found.trip_updates if t.trip.route_id})
        trips = sorted({t.trip.trip_id for t in found.trip_updates if t.trip.trip_id})
        wanted = Interest(
            frozenset(trips[:3]), frozenset(routes[:2]), frozenset(stops[len(stops) // 2 :][:2]), frozenset()
        )
        assert parse(data, wanted) == decoded_whole(data, wanted), name
        assert parse(data, NOBODY) == decoded_whole(data, NOBODY), name


@pytest.mark.real_feeds
def test_json_that_is_no_feed_is_refused(real_feeds: Path) -> None:
    """mbta/alerts_enhanced.json: texts in another shape than the specification's."""
    with pytest.raises(FeedError):
        parse((real_feeds / "gtfs-rt/mbta/alerts_enhanced.json").read_bytes())


@pytest.mark.real_feeds
@pytest.mark.parametrize(
    ("name", "updates", "vehicles"),
    [
        ("mbta/TripUpdates_enhanced.json", 38, 0),
        ("mbta/VehiclePositions_enhanced.json", 0, 550),
        ("ru-spb-orgp/res.json", 11, 0),
        ("transitland/server/rt/BA.json", 48, 0),
    ],
)
def test_recorded_json_is_understood(real_feeds: Path, name: str, updates: int, vehicles: int) -> None:
    found = parse((real_feeds / "gtfs-rt" / name).read_bytes())
    assert (len(found.trip_updates), len(found.vehicle_positions), found.dropped) == (updates, vehicles, 0)

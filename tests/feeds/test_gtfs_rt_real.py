"""Recorded messages of real agencies with their timetables, against a second, plain reading of the same rules.

The second reading goes through the rows of the GTFS zip itself and knows nothing of the kiosk's code: one loop
over a trip's stops that carries a delay along (GTFS Realtime, "Trip updates"). Every live time at the busiest
stops must be the same, and there must be no other.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import Parse
from google.transit import gtfs_realtime_pb2 as schema

from kiosk.domain.departures import Departure, Status, departures
from kiosk.domain.service_day import local_date, time_zero
from kiosk.domain.timetable import Timetable
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.gtfs_rt import Interest, parse
from kiosk.feeds.timetable_file import TimetableFile

pytestmark = pytest.mark.real_feeds

DAY = 86_400
RT = "gtfs-rt/"
PAIRS = [
    ("gtfs/us-ca-raba.zip", "maglev/raba-trip-updates.pb"),
    ("gtfs/us-ca-bart-rt.zip", "transitland/bart-trip-updates.pb"),
    ("gtfs/us-ca-bart-rt.zip", "transitland/example.pb"),
    ("gtfs/us-ca-caltrain-rt.zip", "transitland/ct-trip-updates.pb"),
    ("gtfs/us-ca-bart-2018.zip", "transitland/server/rt/BA.json"),
    ("gtfs/us-ca-caltrain-2018.zip", "transitland/server/rt/CT.json"),
    (RT + "oba/st_duplicated_trips/40/st.zip", "oba/st_duplicated_trips/trip_update_1683740698.json"),
    (RT + "oba/wmata_service_day_4/1/cut.zip", "oba/wmata_service_day_4/23-54.wmata.pb"),
    (RT + "oba/wmata_service_day_4/1/cut.zip", "oba/wmata_service_day_4/00-09.wmata.pb"),
]
WITHOUT_LIVE_TIMES = {
    "maglev/raba-trip-updates.pb",  # skips stops only
    "transitland/example.pb",  # runs trips on a holiday which the timetable has on other days
}


@dataclass(frozen=True)
class Truth:
    """What one stop's board was computed from, and the result."""

    timetable: Timetable
    found: tuple[Departure, ...]
    now: int


def rows(zipped: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(zipped) as inside, inside.open(name) as table:
        return list(csv.DictReader(io.TextIOWrapper(table, "utf-8-sig")))


def raw(path: Path) -> Any:
    if path.suffix == ".json":
        return Parse(path.read_text(), schema.FeedMessage(), ignore_unknown_fields=True)
    return schema.FeedMessage.FromString(path.read_bytes())


def board(feed: Path, stop: str, paths: list[Path], out: Path, reach: int = DAY) -> Truth:
    """The departures of one stop within `reach` of the message, as the kiosk computes them."""
    if not out.exists():
        import_gtfs(feed, [stop], out)
    now = raw(paths[0]).header.timestamp
    timetable = TimetableFile(out).read(now - 2 * DAY, now + 2 * DAY)
    interest = Interest.of(timetable)
    messages = [parse(path.read_bytes(), interest) for path in paths]
    return Truth(timetable, departures(timetable, messages, now - reach, now + reach), now)


def clock(text: str) -> int:
    hours, minutes, seconds = text.strip().split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds)


def plainly(truth: Truth, stop_rows: list[dict[str, str]], update: Any) -> list[int | None]:
    """When the run of `update` that is nearest in time leaves each of its stops; None where nothing is known."""
    trip_id = update.trip.trip_id
    if trip_id not in truth.timetable.trips:
        return []
    active = truth.timetable.active_dates[truth.timetable.trips[trip_id].service_id]
    today = local_date(truth.now, truth.timetable.zone)
    nearest: tuple[int, list[int | None]] = (DAY // 2, [])
    for day in (today + timedelta(days=shift) for shift in (-1, 0, 1)):
        if day in active and not (update.trip.start_date and f"{day:%Y%m%d}" > update.trip.start_date):
            zero = time_zero(day, truth.timetable.zone)
            plan = [(int(r["stop_sequence"]), r["stop_id"], *moments(zero, r)) for r in stop_rows]
            nearest = min(nearest, carried(plan, update, truth.now), key=lambda entry: entry[0])
    return nearest[1]


def moments(zero: int, row: dict[str, str]) -> tuple[int, int]:
    arrival, departure = row["arrival_time"].strip(), row["departure_time"].strip()
    return zero + clock(arrival or departure), zero + clock(departure or arrival)


def carried(plan: list[tuple[int, str, int, int]], update: Any, now: int) -> tuple[int, list[int | None]]:
    """How far the first time is from the plan, and the departures with the delay carried along."""
    delay = update.delay if update.HasField("delay") else None
    far: int | None = None
    result: list[int | None] = []
    for sequence, stop_id, arrival, departure in plan:
        again = [stop for _, stop, _, _ in plan].count(stop_id) > 1
        own = next((u for u in update.stop_time_update if is_at(u, sequence, stop_id, again)), None)
        kind = None if own is None else own.schedule_relationship
        if own is not None and kind == own.SKIPPED:
            result.append(None)
            continue
        if own is not None and kind == own.NO_DATA:
            delay = None
        elif own is not None:
            delay = lateness(own, arrival, departure)
            far = abs(delay) if far is None else far
        result.append(None if delay is None else departure + delay)
    return min(abs(now - entry[3]) for entry in plan) if far is None else far, result


def lateness(own: Any, arrival: int, departure: int) -> int:
    """How late the vehicle leaves, by a time, else by a delay, of the departure, else of the arrival."""
    late = []
    for event, planned in ((own.arrival, arrival), (own.departure, departure)):
        if event.time or event.HasField("delay"):
            late.append(event.time - planned if event.time else event.delay)
    stays = departure - arrival
    return int(max(late[-1], late[0] - stays))


def is_at(update: Any, sequence: int, stop_id: str, again: bool) -> bool:
    """By the stop, and by the sequence too where the trip comes there again: some count their stops otherwise."""
    if update.stop_id and not again:
        return bool(update.stop_id == stop_id)
    return bool(update.stop_sequence == sequence)


@pytest.mark.parametrize(("feed", "name"), PAIRS)
def test_live_times_are_those_of_a_plain_reading(real_feeds: Path, tmp_path: Path, feed: str, name: str) -> None:
    zipped, path = real_feeds / feed, real_feeds / RT / name
    by_trip: dict[str, list[dict[str, str]]] = defaultdict(list)
    updates = {e.trip_update.trip.trip_id: e.trip_update for e in raw(path).entity if e.HasField("trip_update")}
    for row in rows(zipped, "stop_times.txt"):
        if row["trip_id"] in updates:
            by_trip[row["trip_id"]].append(row)
    for own in by_trip.values():
        own.sort(key=lambda row: int(row["stop_sequence"]))
    busiest = Counter(row["stop_id"] for own in by_trip.values() for row in own)
    compared = 0
    for stop, _ in busiest.most_common(3):
        truth = board(zipped, stop, [path], tmp_path / f"{stop}.sqlite")
        expected = {
            (trip_id, int(row["stop_sequence"]), moment)
            for trip_id, own in by_trip.items()
            if updates[trip_id].trip.schedule_relationship == schema.TripDescriptor.SCHEDULED
            for row, moment in zip(own, plainly(truth, own, updates[trip_id]), strict=False)
            if moment is not None and row["stop_id"] in truth.timetable.stop_ids
        }
        found = {
            (d.trip_id, d.stop_sequence, d.expected_departure)
            for d in truth.found
            if d.realtime and d.status == Status.UPDATED
        }
        assert found == expected
        compared += len(found)
    assert (compared == 0) == (name in WITHOUT_LIVE_TIMES)


def test_raba_skips_its_stops(real_feeds: Path, tmp_path: Path) -> None:
    """40 of its 41 stop updates are SKIPPED."""
    path = real_feeds / RT / "maglev/raba-trip-updates.pb"
    skipped = Counter(
        update.stop_id
        for one in raw(path).entity
        for update in one.trip_update.stop_time_update
        if update.schedule_relationship == update.SKIPPED
    )
    stop, count = skipped.most_common(1)[0]
    truth = board(real_feeds / "gtfs/us-ca-raba.zip", stop, [path], tmp_path / "t.sqlite")
    assert sum(d.status == Status.SKIPPED for d in truth.found) == count
    assert not any(d.realtime for d in truth.found if d.status == Status.SKIPPED)


def test_barts_added_trips_are_there_once(real_feeds: Path, tmp_path: Path) -> None:
    """8 of 91 are ADDED: each stands at West Oakland where its update calls there."""
    path = real_feeds / RT / "transitland/bart-trip-updates.pb"
    calling = {
        one.trip_update.trip.trip_id
        for one in raw(path).entity
        if one.trip_update.trip.schedule_relationship == schema.TripDescriptor.ADDED
        and any(u.stop_id == "WOAK" for u in one.trip_update.stop_time_update)
    }
    truth = board(real_feeds / "gtfs/us-ca-bart-rt.zip", "WOAK", [path], tmp_path / "t.sqlite")
    added = [d for d in truth.found if d.status == Status.ADDED]
    assert calling
    assert sorted(d.trip_id for d in added) == sorted(calling)
    assert all(d.realtime and d.scheduled_departure is None for d in added)


def test_caltrains_vehicles_are_on_their_trips(real_feeds: Path, tmp_path: Path) -> None:
    folder = real_feeds / RT / "transitland"
    paths = [folder / "ct-trip-updates.pb", folder / "ct-vehicle-positions.pb"]
    truth = board(real_feeds / "gtfs/us-ca-caltrain-rt.zip", "70012", paths, tmp_path / "t.sqlite")
    joined = [d for d in truth.found if d.vehicle is not None]
    assert joined
    for departure in joined:
        assert departure.vehicle is not None
        assert departure.vehicle.trip is not None
        assert departure.vehicle.trip.trip_id == departure.trip_id
        assert abs(departure.moment - truth.now) < DAY // 4


def test_sound_transits_copy_leaves_the_original_alone(real_feeds: Path, tmp_path: Path) -> None:
    """DUPLICATED without trip_properties; the copy starts at 10:43, the trip itself runs at another time."""
    folder = real_feeds / RT / "oba/st_duplicated_trips"
    path = folder / "trip_update_1683740698.json"
    copied = next(
        one.trip_update
        for one in raw(path).entity
        if one.trip_update.trip.schedule_relationship == schema.TripDescriptor.DUPLICATED
    )
    truth = board(folder / "40/st.zip", "99903", [path], tmp_path / "t.sqlite")
    (copy,) = (d for d in truth.found if d.status == Status.ADDED)
    said = next(u for u in copied.stop_time_update if u.stop_id == "99903")
    assert (copy.trip_id, copy.start_time) == (copied.trip.trip_id, clock("10:43:00"))
    assert copy.expected_departure == said.departure.time
    originals = [d for d in truth.found if d.trip_id == copied.trip.trip_id and d.status == Status.SCHEDULED]
    assert originals
    assert not any(d.realtime for d in originals)


@pytest.mark.parametrize("minute", ["2359", "2400", "2401", "2402", "2403"])
def test_a_run_over_midnight_keeps_its_service_day(real_feeds: Path, tmp_path: Path, minute: str) -> None:
    """Washington: the same run before and after midnight, with the date of the day it began on."""
    folder = real_feeds / RT / "oba/wmata_service_day"
    path = folder / f"{minute}.json"
    (update,) = (one.trip_update for one in raw(path).entity)
    stop_id = update.stop_time_update[0].stop_id
    truth = board(folder / "1/cut.zip", stop_id, [path], tmp_path / "t.sqlite", reach=3 * 3600)
    (live,) = (d for d in truth.found if d.realtime)
    assert live.service_date.strftime("%Y%m%d") == update.trip.start_date == "20230818"
    assert abs(live.moment - truth.now) < 3 * 3600

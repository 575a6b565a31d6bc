"""A real bus with real predictions by another system: the kiosk's own score of them against a plain reckoning.

Bus 2113 of line S2 in Washington drives down 16th Street, from north to south, and tells where it is each half
minute. So a second reckoning needs no map: it passes a stop between the last report north of it and the first one
south of it.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.board import Certainty, build, freshness
from kiosk.domain.departures import departures
from kiosk.domain.realtime import (
    FeedMessage,
    SourceState,
    StopTimeEvent,
    StopTimeUpdate,
    TripDescriptor,
    TripUpdate,
    VehicleDescriptor,
    VehiclePosition,
)
from kiosk.domain.service_day import Now
from kiosk.domain.usage.accuracy import BINS, bin_of
from kiosk.domain.usage.tracking import NOTHING, PASSING_WITHIN, SAMPLED_EVERY, give_up, step
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.timetable_file import TimetableFile

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.board import Board
    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.entries import Scored

pytestmark = pytest.mark.real_feeds

ZONE = ZoneInfo("America/New_York")
TRIP = "877611130"
STOPS = ("11768", "11772", "11773", "11779", "11782")
SILENT_AT = "11773"
NEAR = 30 / 111_195
"""Degrees of latitude: a bus is beyond a stop once it is 30 m past it."""
STEP = 10


@dataclass(frozen=True)
class Ride:
    """Predictions by the moment they were made, positions as (moment, latitude, longitude), and the stops."""

    predicted: dict[Instant, list[tuple[int, str, Instant]]]
    fixes: list[tuple[Instant, float, float]]
    latitudes: dict[str, float]
    calls: dict[str, int]


def moment(text: str) -> Instant:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())


@pytest.fixture(scope="module")
def ride(real_feeds: Path) -> Ride:
    folder = real_feeds / "series" / "transitclock"
    predicted: dict[Instant, list[tuple[int, str, Instant]]] = defaultdict(list)
    with (folder / "pred" / "S2_2113.csv").open() as file:
        for row in csv.DictReader(file):
            call = int(row["gtfsStopSeq"]), row["stopId"], moment(row["predictionTime"])
            predicted[moment(row["avlTime"])].append(call)
    with (folder / "avl" / "S2_2113.csv").open() as file:
        fixes = [(moment(r["time"]), float(r["latitude"]), float(r["longitude"])) for r in csv.DictReader(file)]
    with zipfile.ZipFile(folder / "gtfs-S2.zip") as zipped:
        stops = _rows(zipped, "stops.txt")
        times = _rows(zipped, "stop_times.txt")
    return Ride(
        dict(predicted),
        sorted(fixes),
        {row["stop_id"]: float(row["stop_lat"]) for row in stops},
        {row["stop_id"]: int(row["stop_sequence"]) for row in times if row["trip_id"] == TRIP},
    )


def _rows(zipped: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    with zipped.open(name) as table:
        return list(csv.DictReader(io.TextIOWrapper(table, "utf-8-sig")))


def passed(ride: Ride, stop: str) -> tuple[Instant, Instant]:
    """The bus was before the stop at one moment, and beyond it at the next report."""
    south = ride.latitudes[stop] - NEAR
    beyond = next(n for n, (_, latitude, _) in enumerate(ride.fixes) if latitude < south)
    return ride.fixes[beyond - 1][0], ride.fixes[beyond][0]


@pytest.mark.parametrize("stop", STOPS)
def test_the_score_of_a_real_bus_is_that_of_a_plain_reckoning(
    ride: Ride, stop: str, real_feeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "SANE_SINCE", 0)  # the recording is of 2016
    scored, shown = watched(ride, stop, real_feeds / "series" / "transitclock" / "gtfs-S2.zip", tmp_path)
    before, beyond = passed(ride, stop)
    wanted: Counter[tuple[str, str]] = Counter()
    errors: Counter[str] = Counter()
    for name, predicted in shown:
        wanted[name, "shown"] += 1
        if beyond - before > PASSING_WITHIN:
            continue
        error = (before + beyond) // 2 - predicted
        errors[name] += error
        found = next(one for one in BINS if one.name == name)
        wanted[name, "early" if error <= found.early else "late" if error >= found.late else "accurate"] += 1
    got: Counter[tuple[str, str]] = Counter()
    for line in scored:
        for count in ("shown", "accurate", "early", "late", "unseen"):
            got[line.bin, count] += getattr(line, count)
    assert +got == +wanted
    assert {line.bin: line.error_seconds for line in scored if line.error_seconds} == dict(errors)
    assert sum(line.shown for line in scored) >= 10
    assert {line.route_id for line in scored} == {"S2"}


def test_of_a_bus_that_was_silent_for_four_minutes_nothing_is_said(ride: Ride) -> None:
    """The recording has such a gap, and one of the stops lies in it."""
    gaps = {stop: passed(ride, stop) for stop in STOPS}
    assert [stop for stop, (before, beyond) in gaps.items() if beyond - before > PASSING_WITHIN] == [SILENT_AT]


def watched(ride: Ride, stop: str, feed: Path, folder: Path) -> tuple[list[Scored], list[tuple[str, Instant]]]:
    """What the kiosk at `stop` scored, and each half minute the bin and moment of what its board had promised."""
    import_gtfs(feed, [stop], folder / "timetable.sqlite")
    start, end = min(ride.predicted), ride.fixes[-1][0]
    timetable = TimetableFile(folder / "timetable.sqlite").read(start - 43_200, start + 43_200)
    _, beyond = passed(ride, stop)
    board: Board | None = None
    tracker = NOTHING
    scored: list[Scored] = []
    shown: list[tuple[str, Instant]] = []
    last: Instant | None = None
    for now in range(start, end, STEP):
        at = Now(now, float(now - start))
        news = message(ride, now)
        known = departures(timetable, [news], now - 3600, now + 3600)
        board = build(timetable, known, [SourceState("trip_updates", news, at.monotonic)], at, board)
        tracker, found = step(tracker, timetable, board, at)
        scored += found
        for row in board.rows:
            promised = row.certainty in (Certainty.LIVE, Certainty.AGEING) and row.departure.trip_id == TRIP
            in_bin = bin_of(row.moment - now)
            if promised and in_bin and now < beyond and (last is None or now - last >= SAMPLED_EVERY):
                last = now
                shown.append((in_bin.name, row.moment))
    return [*scored, *give_up(tracker)], shown


def message(ride: Ride, now: Instant) -> FeedMessage:
    """The feed as it stood at `now`: the newest predictions and the newest position."""
    trip = TripDescriptor(TRIP)
    bus = VehicleDescriptor("2113")
    made = max(one for one in ride.predicted if one <= now)
    calls = sorted({call[0]: call for call in ride.predicted[made]}.values())
    updates = tuple(
        StopTimeUpdate(ride.calls[stop], stop, StopTimeEvent(moment), StopTimeEvent(moment))
        for _, stop, moment in calls
    )
    fix = max((one for one in ride.fixes if one[0] <= now), default=None)
    vehicles = (VehiclePosition(bus, trip, fix[1], fix[2], timestamp=fix[0]),) if fix else ()
    return FeedMessage(now, (TripUpdate(trip, updates, bus, timestamp=made),), vehicles, entity_count=2)

"""Trains of a real agency on their shapes: recorded positions against the timetable of the same weeks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.departure import Departure
from kiosk.domain.departures import departures
from kiosk.domain.geometry import Place, distance
from kiosk.domain.journey import journey
from kiosk.domain.line_map import line_map
from kiosk.domain.progress import progress
from kiosk.domain.service_day import Instant
from kiosk.domain.timetable import Timetable
from kiosk.domain.track import place_of
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.gtfs_rt import parse
from kiosk.feeds.timetable_file import TimetableFile

pytestmark = pytest.mark.real_feeds

STOP = "redwood_city"


@pytest.fixture(scope="module")
def caltrain(
    real_feeds: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Timetable, list[Departure], Instant]:
    """Caltrain at Redwood City on 7 November 2023: the trains that tell where they are."""
    file = tmp_path_factory.mktemp("caltrain") / "timetable.sqlite"
    import_gtfs(real_feeds / "gtfs" / "us-ca-caltrain-rt.zip", [STOP], file)
    folder = real_feeds / "gtfs-rt" / "transitland"
    messages = [parse((folder / f"ct-{kind}.pb").read_bytes()) for kind in ("trip-updates", "vehicle-positions")]
    now = messages[1].timestamp
    assert now is not None
    timetable = TimetableFile(file).read(now - 86400, now + 86400)
    found = departures(timetable, messages, now - 7200, now + 7200)
    return timetable, [one for one in found if one.vehicle], now


def test_every_train_is_found_on_its_line(caltrain: tuple[Timetable, list[Departure], Instant]) -> None:
    timetable, trains, now = caltrain
    assert len(trains) == 14
    here = place_of(timetable, STOP)
    assert here is not None
    for train in trains:
        found = progress(timetable, train, now)
        assert found is not None, train.trip_id
        assert found.distance is not None, train.trip_id
        assert train.vehicle is not None
        assert train.vehicle.latitude is not None
        assert train.vehicle.longitude is not None
        straight = distance(Place(train.vehicle.latitude, train.vehicle.longitude), here)
        assert straight * 0.98 - 300 <= found.distance <= straight * 1.5 + 300, train.trip_id


def test_position_and_forecast_agree_on_the_next_stop(
    caltrain: tuple[Timetable, list[Departure], Instant],
) -> None:
    """Two independent ways: the recorded place on the shape, and the recorded predictions of the same trip."""
    timetable, trains, now = caltrain
    compared = 0
    for train in trains:
        by_place = progress(timetable, train, now)
        by_time = progress(timetable, replace(train, vehicle=None), now)
        if by_place and by_time:
            compared += 1
            assert abs(by_place.next_index - by_time.next_index) <= 1, train.trip_id
    assert compared >= 10


def test_their_pages_and_the_map_can_be_drawn(caltrain: tuple[Timetable, list[Departure], Instant]) -> None:
    timetable, trains, now = caltrain
    for train in trains:
        page = journey(timetable, train, now)
        assert page.stops[page.ours].ours
        assert page.bus is not None
    drawn = line_map(timetable, trains, now)
    assert drawn.lines
    assert drawn.east - drawn.west + drawn.north - drawn.south < 30_000

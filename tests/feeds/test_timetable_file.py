"""Reading the timetable file: windows, replacement, and files that are none."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.service_day import time_zero
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.timetable_file import TimetableError, TimetableFile
from tests.feeds.gtfs_zip import STOP_TIMES, STOPS, gtfs_zip

TUESDAY = time_zero(date(2026, 11, 24), ZoneInfo("Europe/Ulyanovsk"))
HOUR = 3600
DAY = 24 * HOUR


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A timetable of stop S2: T1 leaves at 08:11, T2 at 09:11, each day of 2026."""
    out = tmp_path / "timetable.sqlite"
    import_gtfs(gtfs_zip(tmp_path / "feed.zip"), ["S2"], out)
    return out


def test_the_window_holds_its_start_and_not_its_end(path: Path) -> None:
    file = TimetableFile(path)
    leave = TUESDAY + 8 * HOUR + 11 * 60
    assert [call.departure for call in file.read(leave, leave + 1).calls] == [leave]
    assert not file.read(leave + 1, leave + HOUR).calls
    assert not file.read(leave - HOUR, leave).calls


def test_calls_of_several_days_come_in_order(path: Path) -> None:
    timetable = TimetableFile(path).read(TUESDAY - DAY, TUESDAY + DAY)
    departures = [call.departure - TUESDAY for call in timetable.calls]
    first, second = 8 * HOUR + 660, 9 * HOUR + 660
    assert departures == [first - DAY, second - DAY, first, second]
    assert (timetable.since, timetable.until) == (TUESDAY - DAY, TUESDAY + DAY)


def test_trips_of_the_day_are_there_though_no_call_is_in_the_window(path: Path) -> None:
    timetable = TimetableFile(path).read(TUESDAY + 20 * HOUR, TUESDAY + 21 * HOUR)
    assert not timetable.calls
    assert set(timetable.trips) == {"T1", "T2"}


def test_days_without_service_have_no_trips(path: Path) -> None:
    timetable = TimetableFile(path).read(TUESDAY + 90 * DAY, TUESDAY + 91 * DAY)
    assert not timetable.calls
    assert not timetable.trips
    assert set(timetable.stops) == {"S1", "S2", "S3"}


def test_equal_windows_read_equal_timetables_that_share_their_trips(path: Path) -> None:
    file = TimetableFile(path)
    first, second = (file.read(TUESDAY, TUESDAY + DAY) for _ in range(2))
    assert first == second
    assert first.trips is second.trips
    assert first.calls[0].trip is second.calls[0].trip


def test_a_replaced_file_is_read_anew(path: Path, tmp_path: Path) -> None:
    file = TimetableFile(path)
    assert len(file.read(TUESDAY, TUESDAY + DAY).calls) == 2
    import_gtfs(gtfs_zip(tmp_path / "next.zip", stop_times=STOP_TIMES.replace("08:", "10:")), ["S2"], path)
    assert [call.trip.trip_id for call in file.read(TUESDAY, TUESDAY + DAY).calls] == ["T2", "T1"]
    import_gtfs(tmp_path / "next.zip", ["S3"], path)
    assert file.read(TUESDAY, TUESDAY + DAY).stop.stop_id == "S3"


def test_reading_leaves_the_file_and_its_folder_alone(path: Path) -> None:
    """The folder may be read-only, and no journal may be left beside the file."""
    before = path.read_bytes()
    path.chmod(0o400)
    TimetableFile(path).read(TUESDAY, TUESDAY + DAY)
    assert path.read_bytes() == before
    assert sorted(item.name for item in path.parent.iterdir()) == ["feed.zip", "timetable.sqlite"]


def test_a_path_with_signs_of_an_address_is_read(tmp_path: Path) -> None:
    out = tmp_path / "50% ?#; остановка" / "timetable.sqlite"
    import_gtfs(gtfs_zip(tmp_path / "feed.zip"), ["S2"], out)
    assert TimetableFile(out).read(TUESDAY, TUESDAY + DAY).calls


def test_no_file_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(TimetableError, match=r"There is no timetable at .*: import a GTFS feed first\."):
        TimetableFile(tmp_path / "timetable.sqlite").read(0, 1)


def test_a_path_that_may_not_even_be_looked_at_is_said(tmp_path: Path) -> None:
    """As in a folder of another user; here a name that no disk takes, for nothing is closed to root."""
    with pytest.raises(TimetableError, match=r"timetable\.sqlite cannot be read: "):
        TimetableFile(tmp_path / ("x" * 300) / "timetable.sqlite").read(0, 1)


@pytest.mark.parametrize("content", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_of_something_else_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "timetable.sqlite"
    path.write_bytes(content)
    with pytest.raises(TimetableError, match=r"is damaged \(.*\): import the feed again\."):
        TimetableFile(path).read(0, 1)


def test_an_empty_file_and_one_of_another_version_are_not_ours(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 9999")
    database.close()
    with pytest.raises(TimetableError, match="is not a timetable of this version"):
        TimetableFile(path).read(0, 1)
    path.write_bytes(b"")
    with pytest.raises(TimetableError, match="is not a timetable of this version"):
        TimetableFile(path).read(0, 1)


@pytest.mark.parametrize("part", [0.3, 0.5, 0.9])
def test_a_file_cut_short_is_damaged(path: Path, part: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(TimetableError, match="is damaged"):
        TimetableFile(path).read(TUESDAY, TUESDAY + DAY)


def test_a_stop_without_zone_and_an_unknown_zone_have_the_agencys(tmp_path: Path) -> None:
    stops = STOPS.replace("stop_lon", "stop_lon,stop_timezone").replace("48.59", "48.59,Mars/Olympus")
    import_gtfs(gtfs_zip(tmp_path / "feed.zip", stops=stops), ["S2"], tmp_path / "timetable.sqlite")
    timetable = TimetableFile(tmp_path / "timetable.sqlite").read(TUESDAY, TUESDAY + DAY)
    assert timetable.zone == ZoneInfo("Europe/Ulyanovsk")

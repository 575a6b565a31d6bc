"""Recorded feeds of real agencies, read as a plain reading of them reads them."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.service_day import time_zero
from kiosk.feeds.gtfs_import import ImportReport, import_gtfs
from kiosk.feeds.timetable_file import TimetableFile
from tests.feeds.gtfs_reference import Reference, plain_calls

pytestmark = pytest.mark.real_feeds

DAY = 86400

ALIKE = [
    "br-saopaulo-gtfs2gps",
    "br-saopaulo-sample",
    "ca-saskatoon",
    "cz-jdf2gtfs",
    "de-berlin-vbb-sample",
    "fi-kuopio",
    "google-sample-feed-1",
    "gtfsvtor-good_feed",
    "gvp-calendar-dates-only",
    "mx-cdmx",
    "pl-warsaw-sample",
    "sample-gtfs-feed-0.13.0",
    "us-amtrak-2021-10-06",
    "us-ca-bart-new",
    "us-ca-caltrain-2016",
    "us-ca-torrance",
    "us-fl-bullrunner",
    "us-fl-hart-transitclock",
    "us-ny-mta-lirr-2026-09-23",
    "us-wa-kcm-otp",
]


@pytest.mark.parametrize("name", ALIKE)
def test_a_real_feed_reads_like_a_plain_reading_of_it(real_feeds: Path, tmp_path: Path, name: str) -> None:
    """Three days at the busiest stop: calendars, runs, times past midnight, platforms, in every form of CSV.

    Saskatoon's and HART's stop_times are not grouped by trip.
    """
    feed = real_feeds / "gtfs" / f"{name}.zip"
    reference = Reference(feed)
    stop_id = reference.busiest_stop()
    zone = ZoneInfo(reference.tables["agency"][0]["agency_timezone"])
    middle = reference.some_day()
    midnight = round(datetime(middle.year, middle.month, middle.day, tzinfo=zone).timestamp())
    import_gtfs(feed, [stop_id], tmp_path / "timetable.sqlite")
    timetable = TimetableFile(tmp_path / "timetable.sqlite").read(midnight - DAY, midnight + 2 * DAY)
    expected = reference.calls(reference.platforms(stop_id), midnight - DAY, midnight + 2 * DAY)
    assert plain_calls(timetable) == expected
    assert expected


def read(real_feeds: Path, out: Path, name: str, stop_id: str) -> tuple[ImportReport, TimetableFile]:
    report = import_gtfs(real_feeds / "gtfs" / f"{name}.zip", [stop_id], out / "timetable.sqlite")
    return report, TimetableFile(out / "timetable.sqlite")


def test_unreadable_dates_of_a_real_feed_are_counted(real_feeds: Path, tmp_path: Path) -> None:
    """2,124 rows of this feed hold a program's garbage for a date; the rest must not be lost."""
    report, _ = read(real_feeds, tmp_path, "cz-jdf2gtfs", "236517")
    assert dict(report.dropped) == {"calendar_dates.txt": 2124}


@pytest.mark.parametrize("name", ["us-wa-island-2009", "br-fortaleza", "us-ca-raba"])
def test_blank_times_of_real_feeds_lie_between_their_neighbours(
    real_feeds: Path, tmp_path: Path, name: str
) -> None:
    """stop_times.txt: only timepoints need times."""
    reference = Reference(real_feeds / "gtfs" / f"{name}.zip")
    blank = Counter(row["stop_id"] for row in reference.tables["stop_times"] if row["arrival_time"] == "")
    calls = Counter(row["trip_id"] for row in reference.tables["stop_times"])
    _, file = read(real_feeds, tmp_path, name, blank.most_common(1)[0][0])
    noon = time_zero(reference.some_day(), ZoneInfo(reference.tables["agency"][0]["agency_timezone"])) + DAY // 2
    trips = file.read(noon - 7 * DAY, noon).trips
    estimated = 0
    for trip in trips.values():
        assert len(trip.stop_times) == calls[trip.trip_id]
        for before, call, after in zip(trip.stop_times, trip.stop_times[1:], trip.stop_times[2:], strict=False):
            if call.estimated and before.departure <= after.arrival:
                estimated += 1
                assert before.departure <= call.arrival == call.departure <= after.arrival
    assert estimated


def test_calls_in_the_night_when_clocks_change(real_feeds: Path, tmp_path: Path) -> None:
    """Calls at 25:55-26:05 of 2019-03-30 in Berlin, the night that skips 02:00-03:00 (field type Time)."""
    reference = Reference(real_feeds / "gtfs" / "sample-gtfs-feed-0.13.0.zip")
    rows = [row for row in reference.tables["stop_times"] if row["trip_id"] == "during-dst-1"]
    _, file = read(real_feeds, tmp_path, "sample-gtfs-feed-0.13.0", rows[0]["stop_id"])
    zero = time_zero(date(2019, 3, 30), ZoneInfo("Europe/Berlin"))
    timetable = file.read(zero + 25 * 3600, zero + 27 * 3600)
    calls = [call for call in timetable.calls if call.trip.trip_id == "during-dst-1"]
    assert [call.service_date for call in calls] == [date(2019, 3, 30)]
    assert calls[0].departure - zero in range(25 * 3600 + 3000, 26 * 3600 + 600)


def test_a_train_of_several_days_is_found_on_its_fourth(real_feeds: Path, tmp_path: Path) -> None:
    """Trips with calls up to hour 86 (look back as many service days as the latest time needs); times stay in
    agency_timezone while the stop's own clock is another (stops.txt, stop_timezone)."""
    reference = Reference(real_feeds / "gtfs" / "us-amtrak-2021-10-06.zip")
    longest = max(
        (row for row in reference.tables["stop_times"] if row["departure_time"]),
        key=lambda row: int(row["departure_time"].split(":")[0]),
    )
    assert int(longest["departure_time"].split(":")[0]) >= 72
    _, file = read(real_feeds, tmp_path, "us-amtrak-2021-10-06", longest["stop_id"])
    trip = next(row for row in reference.tables["trips"] if row["trip_id"] == longest["trip_id"])
    service_date = min(reference.active_dates()[trip["service_id"]])
    zero = time_zero(service_date, ZoneInfo("America/New_York"))
    hours, minutes, _ = map(int, longest["departure_time"].split(":"))
    moment = zero + hours * 3600 + minutes * 60
    timetable = file.read(moment, moment + 60)
    assert (longest["trip_id"], service_date) in {
        (call.trip.trip_id, call.service_date) for call in timetable.calls
    }
    assert trip["trip_id"] in timetable.trips


def test_the_sample_feeds_translations(real_feeds: Path, tmp_path: Path) -> None:
    """translations.txt by record_id and by field_value."""
    _, file = read(real_feeds, tmp_path, "sample-gtfs-feed-0.13.0", "airport")
    noon = time_zero(date(2019, 5, 21), ZoneInfo("Europe/Berlin")) + DAY // 2
    timetable = file.read(noon - DAY, noon + DAY)
    assert timetable.stops["airport-1"].stop_name.in_language("de") == "Gleis 1"
    assert timetable.trips["b-outbound-on-working-days"].trip_headsign.in_language("de") == "Babbage (auswärts)"


def test_frequency_trips_of_a_real_city_are_headway_services(real_feeds: Path, tmp_path: Path) -> None:
    """frequencies.txt, exact_times=0, with call times that count from 00:00:00."""
    _, file = read(real_feeds, tmp_path, "mx-cdmx", "19026")
    noon = time_zero(date(2019, 12, 31), ZoneInfo("America/Mexico_City")) + DAY // 2
    calls = file.read(noon, noon + 3600).calls
    assert calls
    assert all(call.headway_secs for call in calls)

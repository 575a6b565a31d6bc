"""The GTFS feed: consistent in itself, honest about what it is, and read by the kiosk like any other."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kiosk.demo.gtfs_zip import gtfs_zip
from kiosk.demo.network import Network
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.timetable_file import TimetableFile
from tests.demo.conftest import moment

DAY = date(2026, 11, 24)

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def packed(network: Network) -> bytes:
    return gtfs_zip(network, DAY)


@pytest.fixture(scope="module")
def tables(packed: bytes) -> dict[str, Rows]:
    with zipfile.ZipFile(io.BytesIO(packed)) as feed:
        return {
            name.removesuffix(".txt"): list(csv.DictReader(io.StringIO(feed.read(name).decode(), newline="")))
            for name in feed.namelist()
        }


def seconds(text: str) -> int:
    hours, minutes, rest = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + rest


def test_the_same_network_and_month_make_the_same_bytes(network: Network, packed: bytes) -> None:
    assert gtfs_zip(network, DAY) == packed
    assert gtfs_zip(network, DAY.replace(day=1)) == packed
    assert gtfs_zip(network, date(2027, 1, 1)) != packed


def test_every_reference_is_kept(tables: dict[str, Rows]) -> None:
    def ids(table: str, column: str) -> set[str]:
        return {row[column] for row in tables[table]}

    assert ids("stop_times", "stop_id") <= ids("stops", "stop_id")
    assert ids("stop_times", "trip_id") == ids("trips", "trip_id")
    stations = {row["stop_id"] for row in tables["stops"] if row["location_type"] == "1"}
    assert ids("stops", "parent_station") - {""} == stations
    assert ids("trips", "route_id") == ids("routes", "route_id")
    assert ids("trips", "shape_id") == ids("shapes", "shape_id")
    assert ids("trips", "service_id") == ids("calendar", "service_id")
    assert ids("routes", "agency_id") == ids("agency", "agency_id")
    assert ids("frequencies", "trip_id") < ids("trips", "trip_id")
    for table, column in (("stops", "stop_id"), ("trips", "trip_id"), ("routes", "route_id")):
        assert len(ids(table, column)) == len(tables[table])


def test_times_and_distances_ascend_along_each_trip(tables: dict[str, Rows]) -> None:
    """A later stop_sequence has a later time and a greater distance (GTFS reference, stop_times.txt)."""
    trips: dict[str, Rows] = {}
    for row in tables["stop_times"]:
        trips.setdefault(row["trip_id"], []).append(row)
    for rows in trips.values():
        clock, metres = -1, -1.0
        for row in rows:
            assert clock < seconds(row["arrival_time"]) <= seconds(row["departure_time"])
            assert metres < float(row["shape_dist_traveled"])
            clock, metres = seconds(row["departure_time"]), float(row["shape_dist_traveled"])


def test_the_last_stop_is_no_departure_and_the_first_no_arrival(tables: dict[str, Rows]) -> None:
    """Route 2 ends at the pavilion: nobody may board there (pickup_type 1)."""
    arriving = [
        row for row in tables["stop_times"] if row["stop_id"] == "filatova-1" and row["trip_id"].startswith("2-0-")
    ]
    assert arriving
    assert {row["pickup_type"] for row in arriving} == {"1"}
    leaving = [r for r in tables["stop_times"] if r["stop_id"] == "filatova-2" and r["trip_id"].startswith("2-1-")]
    assert {row["drop_off_type"] for row in leaving} == {"1"}


def test_every_name_has_an_english_translation(tables: dict[str, Rows]) -> None:
    by_record = {(r["table_name"], r["field_name"], r["record_id"]) for r in tables["translations"]}
    by_value = {(r["table_name"], r["field_name"], r["field_value"]) for r in tables["translations"]}
    for row in tables["stops"]:
        assert ("stops", "stop_name", row["stop_id"]) in by_record
        assert not row["stop_desc"] or ("stops", "stop_desc", row["stop_desc"]) in by_value
    for row in tables["routes"]:
        assert ("routes", "route_long_name", row["route_id"]) in by_record
    for row in tables["trips"]:
        assert ("trips", "trip_headsign", row["trip_headsign"]) in by_value
    for row in tables["agency"]:
        assert ("agency", "agency_name", row["agency_id"]) in by_record
    assert {row["language"] for row in tables["translations"]} == {"en"}
    assert all(row["translation"].isascii() for row in tables["translations"] if row["table_name"] != "routes")


def test_whoever_publishes_it_says_that_it_is_a_demonstration(tables: dict[str, Rows]) -> None:
    assert "Демонстрационные данные" in tables["feed_info"][0]["feed_publisher_name"]
    assert all("демонстрационные данные" in row["agency_name"] for row in tables["agency"])


def test_holidays_run_the_weekend_service(tables: dict[str, Rows]) -> None:
    """exception_type 1 adds a service, 2 removes it (GTFS reference, calendar_dates.txt)."""
    unity_day = {
        (r["service_id"], r["exception_type"]) for r in tables["calendar_dates"] if r["date"] == "20261104"
    }
    assert unity_day == {("weekday", "2"), ("weekend", "1")}


def test_a_month_without_a_holiday_still_has_the_table(network: Network) -> None:
    with zipfile.ZipFile(io.BytesIO(gtfs_zip(network, date(2026, 8, 1)))) as feed:
        assert feed.read("calendar_dates.txt").decode().splitlines()[0] == "service_id,date,exception_type"


def test_the_kiosk_reads_it_as_any_feed(packed: bytes, network: Network, tmp_path: Path) -> None:
    feed = tmp_path / "demo.zip"
    feed.write_bytes(packed)
    report = import_gtfs(feed, [network.pavilion], tmp_path / "timetable.sqlite")
    assert report.stop_name == "Проспект Филатова"
    assert report.dropped == ()
    day = TimetableFile(tmp_path / "timetable.sqlite").read(
        moment(network, "2026-11-24T04:00"), moment(network, "2026-11-25T04:00")
    )
    assert day.stop.stop_desc.in_language("en") == "towards the City Centre"
    first, last = day.calls[0], day.calls[-1]
    assert first.departure == moment(network, "2026-11-24T05:40:10")
    # Yesterday's service day reaches past midnight.
    assert last.departure == moment(network, "2026-11-25T00:14:10")
    assert last.service_date == DAY
    assert day.headsign(first).in_language("en") == "Central Station"
    assert {call.headway_secs for call in day.calls if call.trip.route_id == "65"} == {480, 720}
    assert {call.trip.wheelchair_accessible for call in day.calls} == {1, 2}

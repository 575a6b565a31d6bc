"""Stops to choose from: found by name, told apart by their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.feeds.gtfs_stop_list import CallingLine, ListedStop, lines_calling_at, listed_stops, search
from kiosk.feeds.gtfs_zip import GtfsError
from tests.feeds.gtfs_zip import gtfs_zip

STOPS = """stop_id,stop_name,stop_code,stop_desc,location_type,parent_station
F1,проспект Филатова,0042,к центру,0,F
F2,проспект Филатова,0043,от центра,0,F
F,Филатова,,,1,
E,Вход,,,2,F
N,,,,0,
L,Ёлочная улица,7,,,
"""
TRIPS = """route_id,service_id,trip_id,trip_headsign
R,D,T1,Центр
R,D,T3,Центр
R2,D,T2,Аэропорт
"""
ROUTES = """route_id,agency_id,route_short_name,route_long_name,route_type
R,A,30,,3
R2,A,,Аэропорт - Центр,3
"""
CALLS = """trip_id,arrival_time,departure_time,stop_id,stop_sequence
T1,08:00:00,08:00:00,F1,1
T1,08:20:00,08:20:00,L,2
T3,09:00:00,09:00:00,F1,1
T3,09:20:00,09:20:00,L,2
T2,08:00:00,08:00:00,L,1
T2,08:20:00,08:20:00,F2,2
"""


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return gtfs_zip(tmp_path / "gtfs.zip", stops=STOPS, trips=TRIPS, routes=ROUTES, stop_times=CALLS)


def test_stops_that_have_a_name_are_listed(feed: Path) -> None:
    found = listed_stops(feed)
    assert [stop.stop_id for stop in found] == ["F1", "F2", "F", "L"]
    assert found[0] == ListedStop("F1", "проспект Филатова", "0042", "к центру")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("филат", ["F", "F1", "F2"]),
        ("ПРОСПЕКТ фил", ["F1", "F2"]),
        ("елочная", ["L"]),
        ("0043", ["F2"]),
        ("f2", ["F2"]),
        ("", []),
        ("нет такой", []),
    ],
)
def test_a_stop_is_found_by_parts_of_its_name(feed: Path, words: str, found: list[str]) -> None:
    assert [stop.stop_id for stop in search(listed_stops(feed), words, 8)] == found


def test_no_more_are_found_than_asked_for(feed: Path) -> None:
    assert len(search(listed_stops(feed), "филат", 2)) == 2


def test_the_sides_of_a_street_are_told_apart_by_their_lines(feed: Path) -> None:
    one, other = CallingLine("30", "Центр"), CallingLine("Аэропорт - Центр", "Аэропорт")
    assert lines_calling_at(feed, ("F1", "F2")) == {"F1": (one,), "F2": (other,)}


def test_a_station_has_the_lines_of_its_platforms_whether_they_were_found_too_or_not(feed: Path) -> None:
    one, other = CallingLine("30", "Центр"), CallingLine("Аэропорт - Центр", "Аэропорт")
    assert lines_calling_at(feed, ("F",)) == {"F": (one, other)}
    assert lines_calling_at(feed, ("F1", "F2", "F")) == {"F1": (one,), "F2": (other,), "F": (one, other)}


def test_what_is_no_feed_is_told_in_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "feed.zip"
    broken.write_bytes(b"no")
    with pytest.raises(GtfsError, match="not a zip"):
        listed_stops(broken)

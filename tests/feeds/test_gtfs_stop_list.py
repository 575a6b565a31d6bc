"""Stops to choose from, told apart by their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.geometry import Place
from kiosk.feeds.gtfs_stop_list import CallingLine, ListedStop, lines_calling_at, listed_stops
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


def test_a_platform_and_a_place_are_told_where_the_feed_has_them(tmp_path: Path) -> None:
    stops = "stop_id,stop_name,platform_code,stop_lat,stop_lon\nA,One,2,54.38,48.59\nB,Two,,54.38,east\n"
    one, two = listed_stops(gtfs_zip(tmp_path / "gtfs.zip", stops=stops))
    assert (one.platform, one.place) == ("2", Place(54.38, 48.59))
    assert (two.platform, two.place) == ("", None)


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

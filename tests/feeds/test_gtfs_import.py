"""What the importer makes of a feed. Rules are those of the GTFS Schedule reference unless another is named."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.service_day import Instant, time_zero
from kiosk.domain.timetable import Timetable, Trip
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.gtfs_zip import GtfsError, Limits
from kiosk.feeds.timetable_file import TimetableFile
from tests.feeds.gtfs_zip import CALENDAR, STOP_TIMES, STOPS, TRIPS, Table, gtfs_zip

ULYANOVSK = ZoneInfo("Europe/Ulyanovsk")
TUESDAY = date(2026, 11, 24)
HOUR = 3600


def imported(folder: Path, stop_ids: tuple[str, ...] = ("S2",), **tables: Table) -> Timetable:
    """The timetable of Tuesday 2026-11-24, 00:00 to 24:00 in Ulyanovsk."""
    feed = gtfs_zip(folder / "feed.zip", **tables)
    import_gtfs(feed, stop_ids, folder / "timetable.sqlite")
    return TimetableFile(folder / "timetable.sqlite").read(at(0), at(24 * HOUR))


def at(seconds: int, day: date = TUESDAY, zone: ZoneInfo = ULYANOVSK) -> Instant:
    return time_zero(day, zone) + seconds


def clock(timetable: Timetable) -> list[str]:
    """The departures of Tuesday as "H:MM:SS trip_id"."""
    result = []
    for call in timetable.calls:
        seconds = call.departure - at(0)
        result.append(f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} {call.trip.trip_id}")
    return result


def times(trip: Trip) -> list[tuple[int, int, bool]]:
    return [(call.arrival, call.departure, call.estimated) for call in trip.stop_times]


def test_a_trip_comes_whole_with_its_route_stops_shape_and_agency(tmp_path: Path) -> None:
    timetable = imported(tmp_path)
    assert clock(timetable) == ["8:11:00 T1", "9:11:00 T2"]
    call = timetable.calls[0]
    assert (call.arrival, call.departure, call.start_time) == (at(8 * HOUR + 600), at(8 * HOUR + 660), 8 * HOUR)
    assert times(call.trip) == [(0, 0, False), (600, 660, False), (1200, 1200, False)]
    assert call.trip.wheelchair_accessible == 1
    assert timetable.trips["T2"].wheelchair_accessible == 2
    assert str(timetable.routes["R"].route_short_name) == "30"
    assert timetable.routes["R"].route_color == "0A7A3C"
    assert {str(stop.stop_name) for stop in timetable.stops.values()} == {
        "проспект Созидателей",
        "проспект Филатова",
        "бульвар Львовский",
    }
    assert [tuple(point) for point in timetable.shapes["SH"]] == [
        (54.37, 48.57, None),
        (54.38, 48.59, None),
        (54.39, 48.61, None),
    ]
    assert str(timetable.agencies["A"].agency_name) == "Автотранс"
    assert timetable.stop.stop_id == "S2"
    assert timetable.zone == ULYANOVSK
    assert timetable.feed_info.last_service_date == date(2026, 12, 31)
    assert TUESDAY in timetable.active_dates["D"]


def test_trips_with_equal_stops_and_relative_times_share_them(tmp_path: Path) -> None:
    timetable = imported(tmp_path)
    assert timetable.trips["T1"].stop_times is timetable.trips["T2"].stop_times


@pytest.mark.parametrize(
    "stop_times",
    [
        pytest.param("".join(reversed(STOP_TIMES.splitlines(keepends=True)[1:])), id="rows reversed"),
        pytest.param(
            "".join(STOP_TIMES.splitlines(keepends=True)[i] for i in (4, 1, 6, 3, 2, 5)), id="interleaved"
        ),
    ],
)
def test_rows_of_stop_times_come_in_any_order(tmp_path: Path, stop_times: str) -> None:
    """stop_times.txt need not be sorted; stop_sequence gives the order."""
    header = STOP_TIMES.splitlines(keepends=True)[0]
    timetable = imported(tmp_path, stop_times=header + stop_times)
    assert clock(timetable) == ["8:11:00 T1", "9:11:00 T2"]
    assert times(timetable.trips["T1"]) == [(0, 0, False), (600, 660, False), (1200, 1200, False)]


@pytest.mark.parametrize(
    "stop_times",
    [
        pytest.param("\ufeff" + STOP_TIMES, id="BOM"),
        pytest.param(STOP_TIMES.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(STOP_TIMES.replace(",", " , "), id="padded with spaces"),
        pytest.param(STOP_TIMES.replace("T1", '"T1"').replace("S2", '"S2"'), id="quotes"),
        pytest.param(STOP_TIMES.rstrip("\n"), id="no newline at the end"),
        pytest.param(STOP_TIMES.replace("T2,", "\nT2,"), id="blank lines"),
        pytest.param(STOP_TIMES.replace("08:", "8:"), id="hours of one digit"),
        pytest.param(
            "".join(
                f"{line.split(',')[3]},x,{','.join(line.split(',')[:3])},{line.split(',')[4]}\n"
                for line in STOP_TIMES.splitlines()
            ),
            id="another order of columns, and an unknown one",
        ),
        pytest.param(
            STOP_TIMES.replace("stop_sequence", "stop_sequence,stop_headsign").replace(
                "S1,1\n", 'S1,1,"line one\nT1,07:00:00,07:00:00,S2,9"\n'
            ),
            id="a quoted newline",
        ),
    ],
)
def test_csv_in_every_form(tmp_path: Path, stop_times: str) -> None:
    """File requirements: UTF-8 with or without BOM, CRLF or LF, RFC 4180 quotes."""
    assert clock(imported(tmp_path, stop_times=stop_times)) == ["8:11:00 T1", "9:11:00 T2"]


def test_a_row_shorter_than_the_header_ends_with_empty_values(tmp_path: Path) -> None:
    stop_times = STOP_TIMES.replace("stop_sequence", "stop_sequence,stop_headsign,pickup_type")
    assert clock(imported(tmp_path, stop_times=stop_times)) == ["8:11:00 T1", "9:11:00 T2"]


def test_ids_that_contain_each_other_stay_apart(tmp_path: Path) -> None:
    stop_times = STOP_TIMES + "T1,08:30:00,08:30:00,S22,4\nT2,09:30:00,09:30:00,xS2,4\n"
    timetable = imported(tmp_path, ("S2", "S22"), stops=STOPS + "S22,other,,\n", stop_times=stop_times)
    assert clock(timetable) == ["8:11:00 T1", "8:30:00 T1", "9:11:00 T2"]


def test_blank_times_are_spread_by_distance_where_it_is_given(tmp_path: Path) -> None:
    """arrival_time: times between timepoints are left blank and estimated by the consumer."""
    stop_times = """trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled
T1,08:00:00,08:00:00,S1,1,0
T1,,,S2,2,300
T1,08:20:00,08:20:00,S3,3,400
"""
    timetable = imported(tmp_path, stop_times=stop_times)
    assert times(timetable.trips["T1"]) == [(0, 0, False), (900, 900, True), (1200, 1200, False)]


@pytest.mark.parametrize("distances", ["0,,9", ",,", "0,5,4", "7,7,7"])
def test_blank_times_are_spread_evenly_where_distances_do_not_help(tmp_path: Path, distances: str) -> None:
    first, second, third = distances.split(",")
    stop_times = f"""trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled
T1,08:00:00,08:00:00,S1,1,{first}
T1,,,S2,2,{second}
T1,08:20:00,08:20:00,S3,3,{third}
"""
    timetable = imported(tmp_path, stop_times=stop_times)
    assert times(timetable.trips["T1"]) == [(0, 0, False), (600, 600, True), (1200, 1200, False)]


def test_one_of_arrival_and_departure_stands_for_both(tmp_path: Path) -> None:
    """arrival_time: without separate times, arrival and departure are the same."""
    stop_times = """trip_id,arrival_time,departure_time,stop_id,stop_sequence
T1,,08:00:00,S1,1
T1,08:10:00,,S2,2
T1,08:20:00,,S3,3
"""
    timetable = imported(tmp_path, stop_times=stop_times)
    assert times(timetable.trips["T1"]) == [(0, 0, False), (600, 600, False), (1200, 1200, False)]


def test_unreadable_times_are_estimated_and_counted(tmp_path: Path) -> None:
    feed = gtfs_zip(tmp_path / "feed.zip", stop_times=STOP_TIMES.replace("08:10:00,08:11:00", "soon,later"))
    report = import_gtfs(feed, ["S2"], tmp_path / "timetable.sqlite")
    assert dict(report.dropped) == {"stop_times.txt": 2}
    timetable = TimetableFile(tmp_path / "timetable.sqlite").read(at(0), at(9 * HOUR))
    assert times(timetable.trips["T1"]) == [(0, 0, False), (600, 600, True), (1200, 1200, False)]


def test_times_past_midnight_belong_to_the_service_day_before(tmp_path: Path) -> None:
    """Time: a trip that begins on the service day and passes midnight counts on, past 24:00 and past 48:00."""
    stop_times = (
        STOP_TIMES.replace("08:1", "25:1").replace("08:2", "26:2").replace("09:1", "50:1").replace("09:2", "51:2")
    )
    timetable = imported(tmp_path, stop_times=stop_times)
    assert clock(timetable) == ["1:11:00 T1", "2:11:00 T2"]
    assert [call.service_date for call in timetable.calls] == [date(2026, 11, 23), date(2026, 11, 22)]


def test_calendar_dates_alone_are_a_calendar(tmp_path: Path) -> None:
    """calendar_dates.txt: may be the only file that names service dates."""
    dates = "service_id,date,exception_type\nD,20261124,1\nD,20261125,1\n"
    timetable = imported(tmp_path, calendar=None, calendar_dates=dates)
    assert clock(timetable) == ["8:11:00 T1", "9:11:00 T2"]
    assert timetable.active_dates["D"] == {date(2026, 11, 24), date(2026, 11, 25)}


def test_exceptions_add_and_remove_days(tmp_path: Path) -> None:
    """calendar_dates.txt: exception_type 1 adds a service, 2 removes it."""
    trips = TRIPS.replace("R,D,T2", "R,SUNDAY,T2")
    calendar = """service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
D,1,1,1,1,1,1,1,20260101,20261231
SUNDAY,0,0,0,0,0,0,1,20260101,20261231
"""
    dates = "service_id,date,exception_type\nD,20261124,2\nSUNDAY,20261124,1\n"
    assert clock(imported(tmp_path, trips=trips, calendar=calendar, calendar_dates=dates)) == ["9:11:00 T2"]


def test_unreadable_dates_are_dropped_and_counted(tmp_path: Path) -> None:
    dates = "service_id,date,exception_type\nD,<builtin method date of Timestamp>,2\nD,20261332,1\nD,20261124,2\n"
    feed = gtfs_zip(tmp_path / "feed.zip", calendar_dates=dates)
    report = import_gtfs(feed, ["S2"], tmp_path / "timetable.sqlite")
    assert dict(report.dropped) == {"calendar_dates.txt": 2}
    assert not TimetableFile(tmp_path / "timetable.sqlite").read(at(0), at(24 * HOUR)).calls


@pytest.mark.parametrize("exact", [",exact_times|,0", "|"])
def test_a_headway_service_has_runs_with_an_interval(tmp_path: Path, exact: str) -> None:
    """frequencies.txt: exact_times 0 or absent is a headway service; runs start before end_time."""
    column, value = exact.split("|")
    runs = f"T1,10:00:00,10:30:00,600{value}\nT1,20:00:00,20:00:00,60{value}\n"
    frequencies = f"trip_id,start_time,end_time,headway_secs{column}\n{runs}"
    timetable = imported(tmp_path, frequencies=frequencies)
    assert clock(timetable) == ["9:11:00 T2", "10:11:00 T1", "10:21:00 T1", "10:31:00 T1"]
    run = timetable.calls[2]
    assert (run.headway_secs, run.start_time, run.arrival) == (600, 10 * HOUR + 600, at(10 * HOUR + 1200))
    assert timetable.trips["T1"].frequencies[0].exact_times is False


def test_exact_times_are_calls_like_any_other(tmp_path: Path) -> None:
    """frequencies.txt: exact_times 1 is a compact way to write trips with exact times."""
    frequencies = "trip_id,start_time,end_time,headway_secs,exact_times\nT1,10:00:00,10:20:00,600,1\n"
    timetable = imported(tmp_path, frequencies=frequencies)
    assert clock(timetable) == ["9:11:00 T2", "10:11:00 T1", "10:21:00 T1"]
    assert timetable.calls[1].headway_secs is None
    assert timetable.calls[2].start_time == 10 * HOUR + 600


def test_a_run_starts_when_the_first_stop_is_left(tmp_path: Path) -> None:
    """frequencies.txt, start_time: when the first vehicle departs from the first stop."""
    stop_times = STOP_TIMES.replace("T1,08:00:00,08:00:00", "T1,07:58:00,08:00:00")
    frequencies = "trip_id,start_time,end_time,headway_secs\nT1,10:00:00,10:10:00,600\n"
    timetable = imported(tmp_path, stop_times=stop_times, frequencies=frequencies)
    assert clock(timetable) == ["9:11:00 T2", "10:11:00 T1"]


def test_a_station_covers_its_platforms_and_their_boarding_areas(tmp_path: Path) -> None:
    """stops.txt, parent_station: platforms belong to a station, boarding areas to a platform."""
    stops = """stop_id,stop_name,location_type,parent_station
ST,вокзал,1,
S1,платформа 1,,ST
S2,платформа 2,0,ST
B,зона посадки,4,S2
S3,бульвар,,
"""
    stop_times = STOP_TIMES.replace("T2,09:10:00,09:11:00,S2", "T2,09:10:00,09:11:00,B")
    timetable = imported(tmp_path, ("ST",), stops=stops, stop_times=stop_times)
    assert clock(timetable) == ["8:00:00 T1", "8:11:00 T1", "9:00:00 T2", "9:11:00 T2"]
    assert timetable.stop_ids == {"ST", "S1", "S2", "B"}
    assert str(timetable.stop.stop_name) == "вокзал"
    assert clock(imported(tmp_path, ("B",), stops=stops, stop_times=STOP_TIMES)) == ["8:11:00 T1", "9:11:00 T2"]


def test_a_trip_that_calls_twice_gives_two_calls(tmp_path: Path) -> None:
    """stop_times.txt: a trip may serve one stop several times (a loop)."""
    timetable = imported(
        tmp_path, stop_times=STOP_TIMES.replace("T1,08:20:00,08:20:00,S3", "T1,08:20:00,08:20:00,S2")
    )
    assert clock(timetable) == ["8:11:00 T1", "8:20:00 T1", "9:11:00 T2"]
    assert [call.stop_time.stop_sequence for call in timetable.calls] == [2, 3, 2]


def test_time_zero_is_noon_minus_twelve_hours_when_clocks_change(tmp_path: Path) -> None:
    """Time: measured from noon minus 12 h; in Berlin on 2026-10-25 that is 01:00, an hour after midnight."""
    agency = "agency_id,agency_name,agency_url,agency_timezone\nA,Verkehr,https://example.org,Europe/Berlin\n"
    feed = gtfs_zip(tmp_path / "feed.zip", agency=agency)
    import_gtfs(feed, ["S2"], tmp_path / "timetable.sqlite")
    berlin = ZoneInfo("Europe/Berlin")
    noon = at(12 * HOUR, date(2026, 10, 25), berlin)
    timetable = TimetableFile(tmp_path / "timetable.sqlite").read(noon - 12 * HOUR, noon)
    assert timetable.zone == berlin
    assert [noon - call.departure for call in timetable.calls] == [4 * HOUR - 660, 3 * HOUR - 660]


def test_times_count_in_the_agencys_zone_and_are_shown_in_the_stops(tmp_path: Path) -> None:
    """stops.txt, stop_timezone: times stay in agency_timezone; a platform has the zone of its station."""
    stops = """stop_id,stop_name,stop_timezone,location_type,parent_station
ST,вокзал,Europe/Moscow,1,
S1,a,,,
S2,b,,,ST
S3,c,,,
"""
    timetable = imported(tmp_path, stops=stops)
    assert clock(timetable) == ["8:11:00 T1", "9:11:00 T2"]
    assert timetable.zone == ZoneInfo("Europe/Moscow")
    assert timetable.service_zone("R") == ULYANOVSK


def test_each_agency_keeps_its_own_zone_where_a_feed_has_two(tmp_path: Path) -> None:
    agency = """agency_id,agency_name,agency_url,agency_timezone
A,one,https://example.org,Europe/Ulyanovsk
A,one again,https://example.org,Europe/Moscow
B,two,https://example.org,Europe/Moscow
"""
    routes = "route_id,agency_id,route_short_name,route_type\nR,A,1,3\nQ,B,2,3\n"
    timetable = imported(tmp_path, agency=agency, routes=routes, trips=TRIPS.replace("R,D,T2", "Q,D,T2"))
    assert clock(timetable) == ["8:11:00 T1", "10:11:00 T2"]
    assert str(timetable.agencies["A"].agency_name) == "one"
    assert [timetable.service_zone(route) for route in "RQ"] == [ULYANOVSK, ZoneInfo("Europe/Moscow")]


def test_the_wall_clock_here_is_that_of_the_agency_which_calls_most(tmp_path: Path) -> None:
    """Only for display, where a feed breaks the rule that its agencies share one agency_timezone."""
    agency = """agency_id,agency_name,agency_url,agency_timezone
A,one,https://example.org,Europe/Ulyanovsk
B,two,https://example.org,Asia/Tokyo
"""
    routes = "route_id,agency_id,route_short_name,route_type\nR,A,1,3\nQ,B,2,3\n"
    trips = TRIPS + "Q,D,T3,,0,,\n"
    times = STOP_TIMES + "T3,09:00:00,09:00:00,S2,1\nT3,09:10:00,09:10:00,S3,2\n"
    timetable = imported(tmp_path, agency=agency, routes=routes, trips=trips, stop_times=times)
    assert timetable.zone == ULYANOVSK


def test_a_route_of_an_agency_the_feed_does_not_have_is_the_first_agencys(tmp_path: Path) -> None:
    """routes.txt, agency_id must name an agency; the importer already counts its days in the first one's zone."""
    agency = """agency_id,agency_name,agency_url,agency_timezone
Z,one,https://example.org,Europe/Ulyanovsk
A,two,https://example.org,Europe/Moscow
"""
    routes = "route_id,agency_id,route_short_name,route_type\nR,gone,1,3\n"
    timetable = imported(tmp_path, agency=agency, routes=routes)
    assert clock(timetable) == ["8:11:00 T1", "9:11:00 T2"]
    assert timetable.service_zone("R") == ULYANOVSK


def test_translations_by_record_win_over_those_by_value(tmp_path: Path) -> None:
    """translations.txt: record_id and record_sub_id take precedence over field_value."""
    translations = """table_name,field_name,language,translation,record_id,record_sub_id,field_value
stops,stop_name,en,Filatov Avenue,S2,,
stops,stop_name,en,wrong,,,проспект Филатова
stops,stop_name,tt,Филатов,,,проспект Филатова
trips,trip_headsign,en,Lvovsky,,,бульвар Львовский
stop_times,stop_headsign,en,via the bridge,T1,2,
stops,stop_name,en,elsewhere,S99,,
"""
    stop_times = STOP_TIMES.replace("stop_sequence", "stop_sequence,stop_headsign").replace("S2,2", "S2,2,мост")
    timetable = imported(tmp_path, translations=translations, stop_times=stop_times)
    assert timetable.stop.stop_name.in_language("en") == "Filatov Avenue"
    assert timetable.stop.stop_name.in_language("tt") == "Филатов"
    assert timetable.stop.stop_name.in_language("ru") == "проспект Филатова"
    assert timetable.trips["T1"].trip_headsign.in_language("en") == "Lvovsky"
    assert [timetable.headsign(call).in_language("en") for call in timetable.calls] == ["via the bridge", "мост"]


def test_a_route_without_a_short_name_shows_its_long_one(tmp_path: Path) -> None:
    """routes.txt: one of route_short_name and route_long_name is enough."""
    timetable = imported(tmp_path, routes="route_id,route_long_name,route_type\nR,Созидателей - Львовский,3\n")
    assert str(timetable.routes["R"].route_short_name) == "Созидателей - Львовский"
    assert timetable.routes["R"].agency_id == "A"


def test_pickup_and_drop_off_types_are_kept(tmp_path: Path) -> None:
    """stop_times.txt: pickup_type, drop_off_type, blank is 0; continuous columns are ignored."""
    stop_times = STOP_TIMES.replace("stop_sequence", "stop_sequence,pickup_type,drop_off_type,continuous_pickup")
    stop_times = stop_times.replace("S3,3", "S3,3,1,,0").replace("S1,1", "S1,1,,1,2")
    calls = imported(tmp_path, stop_times=stop_times).trips["T1"].stop_times
    assert [(call.pickup_type, call.drop_off_type) for call in calls] == [(0, 1), (0, 0), (1, 0)]


def test_hostile_text_becomes_one_short_plain_line(tmp_path: Path) -> None:
    trips = (
        'route_id,service_id,trip_id,trip_headsign\nR,D,T1,"<b>a\0b</b>\n\x1b[31m"\nR,D,T2,' + "ж" * 10_000 + "\n"
    )
    timetable = imported(tmp_path, trips=trips)
    assert str(timetable.trips["T1"].trip_headsign) == "<b>a b</b> [31m"
    assert str(timetable.trips["T2"].trip_headsign) == "ж" * 299 + "…"


def test_an_expired_feed_is_imported_and_says_so(tmp_path: Path) -> None:
    calendar = """service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
D,1,1,1,1,1,1,1,20200101,20201231
"""
    timetable = imported(tmp_path, calendar=calendar)
    assert not timetable.calls
    assert timetable.feed_info.last_service_date == date(2020, 12, 31)


def test_tables_in_one_folder_of_the_zip_are_found(tmp_path: Path) -> None:
    feed = gtfs_zip(tmp_path / "feed.zip", "gtfs/")
    with zipfile.ZipFile(feed, "a") as archive:
        archive.writestr("__MACOSX/._stop_times.txt", b"\0\1")
        archive.writestr("desktop.ini", "x")
    assert import_gtfs(feed, ["S2"], tmp_path / "timetable.sqlite").trips == 2


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ({"stop_times": None}, "feed.zip has no stop_times.txt."),
        ({"trips": None}, "feed.zip has no trips.txt."),
        ({"calendar": None}, "feed.zip has neither calendar.txt nor calendar_dates.txt."),
        ({"stops": "stop_name\nx\n"}, "stops.txt in feed.zip has no column stop_id."),
        ({"stop_times": "trip_id,stop_id\n"}, "no column stop_sequence, arrival_time, departure_time."),
        ({"stop_times": ""}, "stop_times.txt in feed.zip has no column trip_id"),
        ({"agency": "agency_timezone\nMars/Olympus\n"}, "names an unknown time zone, 'Mars/Olympus'."),
        ({"agency": "agency_timezone\n"}, "agency.txt in feed.zip names no agency."),
        (
            {"stop_times": STOP_TIMES.replace("S2", "S1")},
            "No trip calls at stop S2 «проспект Филатова» in feed.zip.",
        ),
        (
            {"calendar": "service_id,monday,end_date\nD,1,20261231\n"},
            "calendar.txt in feed.zip has no column start_date, tuesday",
        ),
        (
            {"calendar_dates": "service_id,date\nD,20261124\n"},
            "calendar_dates.txt in feed.zip has no column exception_type.",
        ),
        (
            {"frequencies": "trip_id,start_time\nT1,06:00:00\n"},
            "frequencies.txt in feed.zip has no column end_time, headway_secs.",
        ),
        ({"calendar": CALENDAR.replace("20261231", "soon")}, "No service of feed.zip runs on any day."),
        ({"calendar": CALENDAR.replace("1,", "0,")}, "No service of feed.zip runs on any day."),
        (
            {"stop_times": STOP_TIMES.replace("0:00", "?").replace("1:00", "?")},
            "No call at stop S2 «проспект Филатова» in feed.zip can be read.",
        ),
        ({"stop_times": STOP_TIMES.replace(",2\n", ",2.0\n").replace(",3\n", "\n")}, "can be read"),
        ({"stops": STOPS.replace("\n", "\r")}, "stops.txt in feed.zip is not a table of comma-separated values"),
        ({"stops": "stop_id,stop_name\nS2," + "x" * (5 << 20) + "\n"}, "is not a table"),
        ({"stops": 'stop_id,stop_name\nS2,"' + "x" * 200_000 + '"\n'}, "is not a table of comma-separated values"),
    ],
)
def test_a_bad_feed_is_refused_in_one_sentence(tmp_path: Path, tables: dict[str, Table], sentence: str) -> None:
    feed = gtfs_zip(tmp_path / "feed.zip", **tables)
    with pytest.raises(GtfsError) as caught:
        import_gtfs(feed, ["S2"], tmp_path / "timetable.sqlite")
    assert sentence in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feed.zip"]


@pytest.mark.parametrize("number", ["", "-3", "3.5", "9" * 30, "9" * 5000], ids=lambda number: number[:5])
def test_a_call_without_a_number_is_left_out_and_the_others_stand(tmp_path: Path, number: str) -> None:
    """stop_times.txt, stop_sequence: a non-negative integer; one bad row must not lose the feed."""
    timetable = imported(tmp_path, stop_times=STOP_TIMES.replace("S3,3\n", f"S3,{number}\n", 1))
    assert clock(timetable) == ["8:11:00 T1", "9:11:00 T2"]
    assert [len(timetable.trips[trip_id].stop_times) for trip_id in ("T1", "T2")] == [2, 3]


@pytest.mark.parametrize("table", ["calendar_dates", "frequencies", "shapes", "translations", "feed_info"])
@pytest.mark.parametrize("content", ["", "\n", "\ufeff\n"])
def test_a_table_that_need_not_be_there_may_be_empty(tmp_path: Path, table: str, content: str) -> None:
    empty: dict[str, Table] = {table: content}
    timetable = imported(tmp_path, ("S2",), **empty)
    assert clock(timetable) == ["8:11:00 T1", "9:11:00 T2"]


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("S22", ("S2", "проспект Филатова")),
        ("филатова", ("S2", "проспект Филатова")),
        ("проспект Филатво", ("S2", "проспект Филатова")),
    ],
)
def test_an_unknown_stop_is_answered_with_near_matches(
    tmp_path: Path, wanted: str, first: tuple[str, str]
) -> None:
    feed = gtfs_zip(tmp_path / "feed.zip")
    with pytest.raises(GtfsError) as caught:
        import_gtfs(feed, ["S1", wanted], tmp_path / "timetable.sqlite")
    assert str(caught.value).startswith(f"There is no stop {wanted} in feed.zip. Near matches: ")
    assert first in caught.value.near_matches
    assert caught.value.near_matches[0] == first or wanted == "S22"


def test_a_stop_like_no_other_has_no_near_matches(tmp_path: Path) -> None:
    with pytest.raises(GtfsError) as caught:
        import_gtfs(gtfs_zip(tmp_path / "feed.zip"), ["qwertyuiop"], tmp_path / "timetable.sqlite")
    assert str(caught.value) == "There is no stop qwertyuiop in feed.zip."


@pytest.mark.parametrize("part", [0, 0.1, 0.9, 0.99])
def test_a_half_downloaded_feed_is_no_zip(tmp_path: Path, part: float) -> None:
    feed = gtfs_zip(tmp_path / "feed.zip")
    data = feed.read_bytes()
    feed.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(GtfsError, match="not a zip file, or only a part of one"):
        import_gtfs(feed, ["S2"], tmp_path / "timetable.sqlite")


def test_a_damaged_member_is_found_by_its_checksum(tmp_path: Path) -> None:
    feed = gtfs_zip(tmp_path / "feed.zip")
    with zipfile.ZipFile(feed) as archive:
        checksum = archive.getinfo("stop_times.txt").CRC.to_bytes(4, "little")
    feed.write_bytes(feed.read_bytes().replace(checksum, b"\0\0\0\0"))
    with pytest.raises(GtfsError, match=r"stop_times.txt in feed.zip is damaged \(wrong length or checksum"):
        import_gtfs(feed, ["S2"], tmp_path / "timetable.sqlite")


def test_a_member_that_inflates_too_far_is_refused(tmp_path: Path) -> None:
    feed = gtfs_zip(tmp_path / "feed.zip", stop_times=STOP_TIMES + "T1,,,,\n" * 100_000)
    with pytest.raises(GtfsError, match=r"stop_times.txt in feed.zip is too big"):
        import_gtfs(feed, ["S2"], tmp_path / "timetable.sqlite", limits=Limits(stop_times=100_000))


def test_a_member_longer_than_it_says_is_refused(tmp_path: Path) -> None:
    """The directory of a zip bomb may lie about the size."""
    feed = gtfs_zip(tmp_path / "feed.zip", stop_times=STOP_TIMES + "T1,,,,\n" * 100_000)
    with zipfile.ZipFile(feed) as archive:
        size = archive.getinfo("stop_times.txt").file_size
    lie = feed.read_bytes().replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    feed.write_bytes(lie)
    with pytest.raises(GtfsError, match=r"stop_times.txt in feed.zip is damaged \(wrong length"):
        import_gtfs(feed, ["S2"], tmp_path / "timetable.sqlite")


def test_the_old_file_stays_when_the_new_feed_is_bad(tmp_path: Path) -> None:
    out = tmp_path / "timetable.sqlite"
    import_gtfs(gtfs_zip(tmp_path / "good.zip"), ["S2"], out)
    before = out.read_bytes()
    with pytest.raises(GtfsError):
        import_gtfs(gtfs_zip(tmp_path / "bad.zip", calendar=None), ["S2"], out)
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.zip", "good.zip", "timetable.sqlite"]


def test_what_a_killed_import_left_is_cleaned(tmp_path: Path) -> None:
    (tmp_path / ".timetable.sqlite.new").write_bytes(b"half")
    import_gtfs(gtfs_zip(tmp_path / "feed.zip"), ["S2"], tmp_path / "timetable.sqlite")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feed.zip", "timetable.sqlite"]


def test_one_feed_always_makes_the_same_file(tmp_path: Path) -> None:
    feed = gtfs_zip(tmp_path / "feed.zip")
    reports = [import_gtfs(feed, ["S2"], tmp_path / name) for name in ("a", "b")]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert reports[0] == reports[1]


def test_progress_tells_the_table_and_how_far(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    import_gtfs(
        gtfs_zip(tmp_path / "feed.zip"),
        ["S2"],
        tmp_path / "timetable.sqlite",
        progress=lambda table, part: told.append((table, part)),
    )
    assert ("stop_times.txt", 1.0) in told
    assert all(0 < part <= 1 for _, part in told)

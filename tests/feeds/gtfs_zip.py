"""Builds small GTFS zips for tests: one call, any table replaced, added or left out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Row: TypeAlias = Mapping[str, object]
Table: TypeAlias = str | bytes | Sequence[Row] | None

AGENCY = """agency_id,agency_name,agency_url,agency_timezone,agency_phone
A,Автотранс,https://example.org,Europe/Ulyanovsk,+7 8422 000000
"""
STOPS = """stop_id,stop_name,stop_lat,stop_lon
S1,проспект Созидателей,54.37,48.57
S2,проспект Филатова,54.38,48.59
S3,бульвар Львовский,54.39,48.61
"""
ROUTES = """route_id,agency_id,route_short_name,route_long_name,route_type,route_color
R,A,30,Созидателей - Львовский,3,0A7A3C
"""
TRIPS = """route_id,service_id,trip_id,trip_headsign,direction_id,shape_id,wheelchair_accessible
R,D,T1,бульвар Львовский,0,SH,1
R,D,T2,бульвар Львовский,0,SH,2
"""
STOP_TIMES = """trip_id,arrival_time,departure_time,stop_id,stop_sequence
T1,08:00:00,08:00:00,S1,1
T1,08:10:00,08:11:00,S2,2
T1,08:20:00,08:20:00,S3,3
T2,09:00:00,09:00:00,S1,1
T2,09:10:00,09:11:00,S2,2
T2,09:20:00,09:20:00,S3,3
"""
CALENDAR = """service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
D,1,1,1,1,1,1,1,20260101,20261231
"""
EVERY_DAY = CALENDAR.replace("20260101,20261231", "20200101,21501231")
"""For programs that run at the time of their machine: no feed of theirs is ever over."""
SHAPES = """shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence
SH,54.37,48.57,1
SH,54.38,48.59,2
SH,54.39,48.61,3
"""
DEFAULTS: Mapping[str, str] = {
    "agency": AGENCY,
    "stops": STOPS,
    "routes": ROUTES,
    "trips": TRIPS,
    "stop_times": STOP_TIMES,
    "calendar": CALENDAR,
    "shapes": SHAPES,
}


def gtfs_zip(path: Path, folder: str = "", /, **tables: Table) -> Path:
    """Writes a GTFS zip to `path` and returns it.

    By default: route R (number 30) of agency A, zone Europe/Ulyanovsk, trips T1 at 08:00 and T2 at 09:00 over
    stops S1, S2, S3 every day of 2026. A keyword names a table without its ".txt" and gives it as CSV text,
    bytes or rows; None leaves the table out. `folder` ("gtfs/") puts all members into a folder of the zip.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in {**DEFAULTS, **tables}.items():
            if table is not None:
                archive.writestr(f"{folder}{name}.txt", _content(table))
    return path


def _content(table: str | bytes | Sequence[Row]) -> str | bytes:
    if isinstance(table, str | bytes):
        return table
    columns = list(dict.fromkeys(column for row in table for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue()

"""Makes big feeds to measure with: a real one several times over, or one of nothing but regular lines.

Each copy is a city district of its own: the ids of its trips and stops get the copy's number, so that a stop stays
a stop of ordinary size in a feed of any size.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

_COPIED = {
    "stop_times.txt": ("trip_id", "stop_id"),
    "trips.txt": ("trip_id",),
    "stops.txt": ("stop_id", "parent_station"),
}
_HEADERS = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\nA,Line makers,https://example.org,Europe/Ulyanovsk\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "WORK,1,1,1,1,1,0,0,20260101,20261231\nREST,0,0,0,0,0,1,1,20260101,20261231\n",
}


def scale(feed: Path, copies: int, out: Path) -> Path:
    """Writes the feed `copies` times into one zip, once: an existing `out` is kept."""
    if out.exists():
        return out
    out.parent.mkdir(parents=True, exist_ok=True)
    new = out.with_suffix(".new")
    with (
        zipfile.ZipFile(feed) as source,
        zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for name in source.namelist():
            with target.open(name, "w", force_zip64=True) as copy:
                for number in range(copies if name in _COPIED else 1):
                    with source.open(name) as member:
                        text = io.TextIOWrapper(member, "utf-8-sig", newline="")
                        copy.writelines(line.encode() for line in _renamed(text, _COPIED.get(name, ()), number))
    return new.rename(out)


def _renamed(table: TextIO, columns: Sequence[str], number: int) -> Iterator[str]:
    """The lines with the copy's number behind the ids; the first copy as it was, the others without a header."""
    if not number:
        yield from table
        return
    header = next(table).strip().split(",")
    places = [header.index(column) for column in columns if column in header]
    for line in table:
        fields = line.split(",")
        for place in places:
            if fields[place].strip():
                fields[place] = f"{fields[place]}.{number}"
        yield ",".join(fields)


def regular_feed(out: Path, trips: int = 37_000, calls: int = 32) -> Path:
    """Writes a feed of `trips` trips with `calls` calls each, as big as a large city's; an existing one is kept.

    Its busiest stop is "1000".
    """
    if out.exists():
        return out
    out.parent.mkdir(parents=True, exist_ok=True)
    lines = 18
    new = out.with_suffix(".new")
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in _HEADERS.items():
            archive.writestr(name, text)
        stops = [f"{line}{place:03}" for line in range(1, lines + 1) for place in range(calls)]
        archive.writestr("stops.txt", "stop_id,stop_name\n" + "".join(f"{stop},stop {stop}\n" for stop in stops))
        archive.writestr(
            "routes.txt",
            "route_id,agency_id,route_short_name,route_type\n"
            + "".join(f"L{line},A,{line},3\n" for line in range(1, lines + 1)),
        )
        archive.writestr(
            "trips.txt",
            "route_id,service_id,trip_id,trip_headsign,direction_id\n"
            + "".join(
                f"L{n % lines + 1},{_service(n)},line-{n % lines + 1}-trip-{n:06},terminus,0\n"
                for n in range(trips)
            ),
        )
        with archive.open("stop_times.txt", "w", force_zip64=True) as member:
            member.write(
                b"trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,timepoint\n"
            )
            for number in range(trips):
                member.write("".join(_trip_calls(number, lines, calls)).encode())
    return new.rename(out)


def _service(trip: int) -> str:
    return "REST" if trip % 7 == 0 else "WORK"


def _trip_calls(trip: int, lines: int, calls: int) -> Iterator[str]:
    line = trip % lines + 1
    start = 5 * 3600 + (trip // lines) * 30
    pace = 90 + trip % 7 * 5
    for place in range(calls):
        seconds = start + place * pace
        time = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        yield f"line-{line}-trip-{trip:06},{time},{time},{line}{place:03},{place + 1},0,0,1\n"

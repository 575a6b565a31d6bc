"""Departures as a table for a person and as JSON for a program."""

from __future__ import annotations

import io
import json
import shutil
from typing import TYPE_CHECKING, TextIO

from kiosk.commands.terminal import plain
from kiosk.domain.service_day import local

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from kiosk.domain.departures import Departure
    from kiosk.domain.realtime import FeedMessage
    from kiosk.domain.service_day import Instant
    from kiosk.domain.timetable import Timetable

COLUMNS = 120
"""Of the table where the output is no terminal that could tell."""


def write_json(timetable: Timetable, departures: Sequence[Departure], to: TextIO) -> None:
    """One object: the stop, and its departures in order of time, all moments ISO 8601 with offset or null."""
    stop = timetable.stop
    report = {
        "stop": {
            "stop_id": stop.stop_id,
            "stop_name": stop.stop_name.default,
            "stop_code": stop.stop_code,
            "platform_code": stop.platform_code,
            "stop_lat": stop.stop_lat,
            "stop_lon": stop.stop_lon,
            "timezone": timetable.zone.key,
        },
        "departures": [_fields(departure, timetable.zone) for departure in departures],
    }
    # Escaped, so that the same bytes come out whatever the terminal's encoding is.
    to.write(json.dumps(report, indent=2) + "\n")


def _fields(departure: Departure, zone: ZoneInfo) -> dict[str, object]:
    return {
        "trip_id": departure.trip_id,
        "route_id": departure.route_id,
        "route_short_name": departure.route_short_name.default,
        "headsign": departure.headsign.default,
        "service_date": departure.service_date.isoformat(),
        "stop_id": departure.stop_id,
        "stop_sequence": departure.stop_sequence,
        "scheduled_arrival": _iso(departure.scheduled_arrival, zone),
        "scheduled_departure": _iso(departure.scheduled_departure, zone),
        "expected_arrival": _iso(departure.expected_arrival, zone),
        "expected_departure": _iso(departure.expected_departure, zone),
        "status": departure.status.value,
        "realtime": departure.realtime,
        "boarding": departure.boarding,
    }


def _iso(moment: Instant | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else local(moment, zone).isoformat()


def write_table(
    timetable: Timetable,
    departures: Sequence[Departure],
    messages: Sequence[FeedMessage],
    now: Instant,
    to: TextIO,
) -> None:
    """A table in the stop's zone. Nothing a feed says is read as markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Not straight to `to`: when its reader goes away, rich would end the program in its own way.
    console = Console(file=io.StringIO(), width=_width(to), highlight=False)
    with console.capture() as shown:
        stop = timetable.stop
        console.print(Text(f"{plain(stop.stop_name.default)} ({plain(stop.stop_id)}), {timetable.zone.key}"))
        for message in messages:
            console.print(Text(_about(message, now)))
        if departures:
            table = Table("route", "to", "trip", "scheduled", "expected", "status", box=None, pad_edge=False)
            for departure in departures:
                cells = _cells(departure, timetable.zone)
                table.add_row(*(Text(cell, overflow="ellipsis", no_wrap=True) for cell in cells))
            console.print(table)
        else:
            feed = timetable.feed_info
            lasts = f"the timetable lasts from {feed.first_service_date} until {feed.last_service_date}"
            console.print(Text(f"No call of this stop lies in this window; {lasts}."))
    to.writelines(f"{line.rstrip()}\n" for line in shown.get().splitlines())


def _width(to: TextIO) -> int:
    return shutil.get_terminal_size().columns if to.isatty() else COLUMNS


def _about(message: FeedMessage, now: Instant) -> str:
    made = "without a timestamp" if message.timestamp is None else _when_made(now - message.timestamp)
    dropped = f" ({message.dropped} not understood)" if message.dropped else ""
    return f"realtime message {made}, entities: {message.entity_count}{dropped}"


def _when_made(age: int) -> str:
    return f"made {age} s before now" if age >= 0 else f"made {-age} s after now"


def _cells(departure: Departure, zone: ZoneInfo) -> tuple[str, ...]:
    scheduled = departure.scheduled_departure or departure.scheduled_arrival
    expected = departure.expected_departure or departure.expected_arrival
    status = departure.status.value if departure.boarding else f"{departure.status.value}, no boarding"
    return (
        plain(departure.route_short_name.default, 12),
        plain(departure.headsign.default, 40),
        plain(departure.trip_id, 30),
        _clock(scheduled, zone, with_date=True),
        _clock(expected, zone, with_date=False),
        status,
    )


def _clock(moment: Instant | None, zone: ZoneInfo, *, with_date: bool) -> str:
    if moment is None:
        return "-"
    return f"{local(moment, zone):%Y-%m-%d %H:%M:%S}" if with_date else f"{local(moment, zone):%H:%M:%S}"

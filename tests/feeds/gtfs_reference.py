"""A slow and plain reading of a GTFS zip with csv.DictReader, to compare the importer with."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kiosk.domain.timetable import Timetable

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class PlainCall(NamedTuple):
    """One call as a row of plain values."""

    departure: int
    arrival: int
    trip_id: str
    service_date: date
    stop_id: str
    stop_sequence: int
    pickup_type: int
    start_time: int
    headway_secs: int | None


def plain_calls(timetable: Timetable) -> list[PlainCall]:
    """The calls of a timetable, ordered."""
    return sorted(
        PlainCall(
            call.departure,
            call.arrival,
            call.trip.trip_id,
            call.service_date,
            call.stop_time.stop_id,
            call.stop_time.stop_sequence,
            call.stop_time.pickup_type,
            call.start_time,
            call.headway_secs,
        )
        for call in timetable.calls
    )


class Reference:
    """All tables of a feed as lists of dicts, stripped of spaces."""

    def __init__(self, feed: Path) -> None:
        self.tables: dict[str, list[dict[str, str]]] = defaultdict(list)
        with zipfile.ZipFile(feed) as archive:
            for name in archive.namelist():
                if name.endswith(".txt") and "/" not in name:
                    text = io.TextIOWrapper(archive.open(name), "utf-8-sig", newline="")
                    self.tables[name.removesuffix(".txt")] = [
                        {str(key).strip(): (value or "").strip() for key, value in row.items() if key}
                        for row in csv.DictReader(text, skipinitialspace=True)
                    ]

    def busiest_stop(self) -> str:
        """The stop with the most calls; the smallest id of several."""
        calls = Counter(row["stop_id"] for row in self.tables["stop_times"] if row["stop_id"])
        return min(calls, key=lambda stop_id: (-calls[stop_id], stop_id))

    def some_day(self) -> date:
        """A day on which the busiest stop's first service runs."""
        stop_id = self.busiest_stop()
        trips = {row["trip_id"] for row in self.tables["stop_times"] if row["stop_id"] == stop_id}
        services = [row["service_id"] for row in self.tables["trips"] if row["trip_id"] in trips]
        active = self.active_dates()
        return max(max(active[service], default=date.min) for service in services)

    def active_dates(self) -> dict[str, set[date]]:
        """The dates of every service."""
        active: dict[str, set[date]] = defaultdict(set)
        for row in self.tables["calendar"]:
            first, last = _date(row["start_date"]), _date(row["end_date"])
            for count in range((last - first).days + 1):
                day = first + timedelta(days=count)
                if row[DAYS[day.weekday()]] == "1":
                    active[row["service_id"]].add(day)
        for row in self.tables["calendar_dates"]:
            if row["date"].isdigit():
                change = (
                    active[row["service_id"]].add
                    if row["exception_type"] == "1"
                    else active[row["service_id"]].discard
                )
                change(_date(row["date"]))
        return active

    def calls(self, stop_ids: set[str], since: int, until: int) -> list[PlainCall]:
        """The calls at the stops with a departure in [since, until); trips have all their times or none."""
        agencies = {row.get("agency_id", ""): row["agency_timezone"] for row in reversed(self.tables["agency"])}
        first_zone = self.tables["agency"][0]["agency_timezone"]
        zones = {
            row["route_id"]: ZoneInfo(agencies.get(row.get("agency_id", ""), first_zone))
            for row in self.tables["routes"]
        }
        trips = {row["trip_id"]: row for row in reversed(self.tables["trips"])}
        rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self.tables["stop_times"]:
            rows[row["trip_id"]].append(row)
        runs: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self.tables["frequencies"]:
            runs[row["trip_id"]].append(row)
        active = self.active_dates()
        result = set()
        for trip_id, trip in trips.items():
            calls = sorted(rows[trip_id], key=lambda row: int(row["stop_sequence"]))
            here = [row for row in calls if row["stop_id"] in stop_ids]
            timed = any(row["arrival_time"] or row["departure_time"] for row in calls)
            if not here or not timed:
                continue
            first_arrival = seconds(calls[0]["arrival_time"] or calls[0]["departure_time"])
            first_departure = seconds(calls[0]["departure_time"] or calls[0]["arrival_time"])
            starts: list[tuple[int, int, int | None]] = [(0, first_arrival, None)]
            if trip_id in runs:
                starts = [
                    (
                        start - first_departure,
                        start,
                        None if row.get("exact_times") == "1" else int(row["headway_secs"]),
                    )
                    for row in runs[trip_id]
                    for start in range(
                        seconds(row["start_time"]), seconds(row["end_time"]), int(row["headway_secs"])
                    )
                ]
            for day in active[trip["service_id"]]:
                zone = zones[trip["route_id"]]
                zero = round(datetime(day.year, day.month, day.day, 12, tzinfo=zone).timestamp()) - 43200
                for shift, start_time, headway in starts:
                    for row in here:
                        arrival = seconds(row["arrival_time"] or row["departure_time"])
                        departure = seconds(row["departure_time"] or row["arrival_time"])
                        moment = zero + shift + departure
                        if since <= moment < until:
                            result.add(
                                PlainCall(
                                    moment,
                                    zero + shift + arrival,
                                    trip_id,
                                    day,
                                    row["stop_id"],
                                    int(row["stop_sequence"]),
                                    int(row.get("pickup_type") or 0),
                                    start_time,
                                    headway,
                                )
                            )
        return sorted(result)

    def platforms(self, stop_id: str) -> set[str]:
        """The stop and everything inside it."""
        inside = {stop_id}
        while (
            more := {row["stop_id"] for row in self.tables["stops"] if row.get("parent_station") in inside}
            - inside
        ):
            inside |= more
        return inside


def seconds(text: str) -> int:
    """Seconds of H:MM:SS."""
    hours, minutes, secs = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(secs)


def _date(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))

"""stop_times.txt of the trips that call here, folded into patterns that many trips share.

A pattern is a list of calls with times relative to the trip's first arrival. Trips are folded piece by piece while
the table is read, because no order of the rows can be relied on: memory is that of the patterns, not of the rows.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from kiosk.domain.service_day import Seconds
from kiosk.feeds.gtfs_table import records
from kiosk.feeds.gtfs_values import integer, number, plain
from kiosk.feeds.gtfs_zip import FeedZip

_TABLE = "stop_times.txt"
_COLUMNS = (
    "trip_id",
    "stop_sequence",
    "stop_id",
    "arrival_time",
    "departure_time",
    "pickup_type",
    "drop_off_type",
    "stop_headsign",
    "shape_dist_traveled",
)
_REQUIRED = _COLUMNS[:5]
_MOST_TIMES_KEPT = 100_000
_MOST_HOURS = 999


class Call(NamedTuple):
    """One row of stop_times.txt; times relative to the first known time of its piece, None where blank."""

    stop_sequence: int
    stop_id: str
    arrival_time: Seconds | None
    departure_time: Seconds | None
    pickup_type: int
    drop_off_type: int
    stop_headsign: str
    shape_dist_traveled: float | None
    estimated: bool = False

    @property
    def departure(self) -> Seconds:
        """The departure of a call whose times are filled in."""
        return self.departure_time or 0


Pattern: TypeAlias = tuple[Call, ...]
_RawPattern: TypeAlias = tuple[tuple[Any, ...], ...]


@dataclass(slots=True)
class StopTimes:
    """The calls of the wanted trips: pieces of trips as they came, each a shared pattern and when it starts.

    `dropped` counts rows or times that could not be read.
    """

    pieces: dict[str, list[tuple[Pattern, Seconds]]] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)

    def trips(self) -> Iterator[tuple[str, Pattern, Seconds]]:
        """Every trip with its whole pattern, times filled in, and its first arrival; one without times is dropped.

        Equal patterns are one object.
        """
        finished: dict[Pattern, Pattern] = {}
        shared: dict[Pattern, Pattern] = {}
        for trip_id, pieces in self.pieces.items():
            pattern, start = pieces[0] if len(pieces) == 1 else _joined(pieces)
            if pattern not in finished:
                finished[pattern] = finish(pattern)
            whole = finished[pattern]
            if not whole:
                self.dropped[_TABLE] += len(pattern)
                continue
            first = whole[0].arrival_time or 0
            if first:
                whole = tuple(_shifted(whole, -first))
            yield trip_id, shared.setdefault(whole, whole), start + first


def trips_calling_at(feed: FeedZip, stop_ids: Collection[str]) -> set[str]:
    """The trips with a call at one of the stops."""
    rows = records(feed, _TABLE, ("trip_id", "stop_id"), required=_REQUIRED, where=("stop_id", stop_ids))
    return {trip_id for trip_id, _ in rows}


def read_stop_times(feed: FeedZip, trip_ids: Collection[str]) -> StopTimes:
    """All calls of the trips, in any order of rows."""
    result = StopTimes()
    seconds = _Times(result.dropped)
    patterns: dict[_RawPattern, Pattern] = {}
    rows = records(feed, _TABLE, _COLUMNS, required=_REQUIRED, where=("trip_id", trip_ids))
    for trip_id, piece in groupby(rows, key=itemgetter(0)):
        raw, start = _relative(piece, seconds)
        if raw not in patterns:
            patterns[raw] = tuple(_call(row) for row in raw if integer(row[0]) is not None)
        pattern = patterns[raw]
        result.dropped[_TABLE] += len(raw) - len(pattern)
        if pattern:
            result.pieces.setdefault(trip_id, []).append((pattern, start))
    return result


def seconds_of(text: str) -> Seconds | None:
    """Seconds of "H:MM:SS", which may exceed 24 h; None when it cannot be read."""
    hours, *rest = map(integer, text.split(":"))
    if len(rest) != 2 or hours is None or hours > _MOST_HOURS:
        return None
    minutes, seconds = rest
    return None if minutes is None or seconds is None else hours * 3600 + minutes * 60 + seconds


class _Times(dict[str, "Seconds | None"]):
    """Seconds of the times of stop_times.txt, remembered; None if blank or, counted, if unreadable."""

    def __init__(self, dropped: Counter[str]) -> None:
        super().__init__({"": None})
        self._dropped = dropped

    def __missing__(self, text: str) -> Seconds | None:
        seconds = seconds_of(text)
        if seconds is None:
            self._dropped[_TABLE] += bool(text)
        elif len(self) < _MOST_TIMES_KEPT:
            self[text] = seconds
        return seconds


def _relative(piece: Iterator[tuple[str, ...]], seconds: _Times) -> tuple[_RawPattern, Seconds]:
    """Consecutive rows of one trip without its name, their times relative to the first known one."""
    _, sequences, stop_ids, arrivals, departures, *rest = zip(*piece, strict=True)
    arrival = [seconds[text] for text in arrivals]
    departure = [seconds[text] for text in departures]
    start = next((time for pair in zip(arrival, departure, strict=True) for time in pair if time is not None), 0)
    arrival = [None if time is None else time - start for time in arrival]
    departure = [None if time is None else time - start for time in departure]
    return tuple(zip(sequences, stop_ids, arrival, departure, *rest, strict=True)), start


def _call(row: tuple[Any, ...]) -> Call:
    sequence, stop_id, arrival, departure, pickup_type, drop_off_type, headsign, distance = row
    return Call(
        int(sequence),
        sys.intern(stop_id),
        arrival,
        departure,
        _kind(pickup_type),
        _kind(drop_off_type),
        plain(headsign),
        number(distance),
    )


def _kind(text: str) -> int:
    """pickup_type, drop_off_type: blank means regularly scheduled."""
    return int(text) if text in {"1", "2", "3"} else 0


def _shifted(calls: Pattern, by: Seconds) -> Iterator[Call]:
    for call in calls:
        arrival, departure = call.arrival_time, call.departure_time
        yield call._replace(
            arrival_time=arrival if arrival is None else arrival + by,
            departure_time=departure if departure is None else departure + by,
        )


def _joined(pieces: list[tuple[Pattern, Seconds]]) -> tuple[Pattern, Seconds]:
    start = pieces[0][1]
    calls = (call for pattern, base in pieces for call in _shifted(pattern, base - start))
    return tuple(calls), start


def finish(calls: Pattern) -> Pattern:
    """The calls in order of stop_sequence, every time filled in; empty when not one time is known.

    One of arrival and departure stands for both. Blank times between two known ones are interpolated; before the
    first and behind the last known one they are taken from it.
    """
    in_order = sorted({call.stop_sequence: call for call in reversed(calls)}.values())
    whole = [_both_times(call) for call in in_order]
    known = [at for at, call in enumerate(whole) if call.arrival_time is not None]
    if not known:
        return ()
    for before, after in pairwise(known):
        whole[before + 1 : after] = _between(whole[before : after + 1])
    for at in range(known[0]):
        whole[at] = _estimated(whole[at], whole[known[0]].arrival_time)
    for at in range(known[-1] + 1, len(whole)):
        whole[at] = _estimated(whole[at], whole[known[-1]].departure_time)
    return tuple(whole)


def _both_times(call: Call) -> Call:
    """Source: GTFS reference, stop_times.txt: without separate times, arrival and departure are the same."""
    if call.arrival_time is None:
        return call._replace(arrival_time=call.departure_time)
    return call if call.departure_time is not None else call._replace(departure_time=call.arrival_time)


def _between(calls: list[Call]) -> Iterator[Call]:
    """The inner calls, their times spread between the two outer ones: by distance where given, else evenly."""
    leave, arrive = calls[0].departure_time or 0, calls[-1].arrival_time or 0
    distances = [call.shape_dist_traveled for call in calls]
    way = [distance for distance in distances if distance is not None]
    if len(way) < len(calls) or way != sorted(way) or way[0] == way[-1]:
        way = [float(at) for at in range(len(calls))]
    for call, at in zip(calls[1:-1], way[1:-1], strict=True):
        yield _estimated(call, leave + round((arrive - leave) * (at - way[0]) / (way[-1] - way[0])))


def _estimated(call: Call, time: Seconds | None) -> Call:
    return call._replace(arrival_time=time, departure_time=time, estimated=True)

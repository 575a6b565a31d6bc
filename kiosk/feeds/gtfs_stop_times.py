"""stop_times.txt of the trips that call here, folded into patterns that many trips share.

A pattern is a list of calls with times relative to the trip's first arrival. Trips are folded piece by piece while
the table is read, because no order of the rows can be relied on: memory is that of the patterns, not of the rows.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise, repeat
from operator import itemgetter, lt
from typing import Any, NamedTuple, TypeAlias

from kiosk.domain.service_day import Seconds
from kiosk.feeds.gtfs_table import Table
from kiosk.feeds.gtfs_values import number, plain
from kiosk.feeds.gtfs_zip import FeedZip

_TABLE = "stop_times.txt"
_COLUMNS = (
    "stop_sequence",
    "stop_id",
    "arrival_time",
    "departure_time",
    "pickup_type",
    "drop_off_type",
    "stop_headsign",
    "shape_dist_traveled",
)
_REQUIRED = ("trip_id", *_COLUMNS[:4])
_MOST_TIMES_KEPT = 100_000
_MOST_SECONDS = 999 * 3600
_MOST_DIGITS = 9
_KINDS = {"1": 1, "2": 2, "3": 3}


class Call(NamedTuple):
    """One row of stop_times.txt; times relative to some start, None where blank."""

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
    def arrival(self) -> Seconds:
        """The arrival of a call whose times are filled in."""
        return self.arrival_time or 0

    @property
    def departure(self) -> Seconds:
        """The departure of a call whose times are filled in."""
        return self.departure_time or 0


Pattern: TypeAlias = tuple[Call, ...]
_RawPattern: TypeAlias = tuple[tuple[Any, ...], ...]
_Piece: TypeAlias = tuple[int, Seconds]
"""The number of a pattern, and what its times are relative to."""


@dataclass(frozen=True, slots=True)
class StopTimes:
    """Trips as (trip_id, number of its pattern, first arrival), and the patterns, all their times known."""

    trips: list[tuple[str, int, Seconds]]
    patterns: list[Pattern]


def trips_calling_at(feed: FeedZip, stop_ids: Collection[str]) -> set[str]:
    """The trips with a call at one of the stops."""
    table = Table(feed, _TABLE, _REQUIRED)
    return {trip_id for trip_id, _ in table.records_where("stop_id", stop_ids, ("trip_id", "stop_id"))}


def read_stop_times(feed: FeedZip, trip_ids: Collection[str], dropped: Counter[str]) -> StopTimes:
    """All calls of the trips, whatever the order of the rows; trips without any time are left out.

    `dropped` counts rows and times that cannot be read.
    """
    raw_patterns = Numbers()
    seconds = _Times(dropped)
    trips: dict[str, list[_Piece]] = {}
    for trip_id, columns in Table(feed, _TABLE, _REQUIRED).pieces_where("trip_id", trip_ids, _COLUMNS):
        raw, start = _relative(columns, seconds)
        trips.setdefault(trip_id, []).append((raw_patterns[raw], start))
    calls = list(map(_calls, raw_patterns))
    lost = [len(raw) - len(read) for raw, read in zip(raw_patterns, calls, strict=True)]
    del raw_patterns
    patterns = Numbers()
    whole: dict[tuple[_Piece, ...], _Piece | None] = {}
    result = StopTimes([], [])
    for trip_id, pieces in trips.items():
        start = pieces[0][1]
        relative = tuple((piece, base - start) for piece, base in pieces)
        if relative not in whole:
            whole[relative] = _joined([(calls[piece], base) for piece, base in relative], patterns)
        trip = whole[relative]
        if trip:
            result.trips.append((trip_id, trip[0], start + trip[1]))
        dropped[_TABLE] += sum(lost[piece] if trip else lost[piece] + len(calls[piece]) for piece, _ in pieces)
    result.patterns.extend(patterns)
    return result


def _joined(pieces: list[tuple[Pattern, Seconds]], patterns: Numbers) -> _Piece | None:
    """The number of the whole trip's pattern and its first arrival; None when no time of it is known."""
    pattern = finish(tuple(call for calls, base in pieces for call in _shifted(calls, base)))
    if not pattern:
        return None
    first = pattern[0].arrival
    return patterns[tuple(_shifted(pattern, -first))], first


class Numbers(dict[Any, int]):
    """Numbers equal things from 0, in the order they come."""

    def __missing__(self, thing: Any) -> int:
        number = self[thing] = len(self)
        return number


def seconds_of(text: str) -> Seconds | None:
    """Seconds of "H:MM:SS", which may exceed 24 h; None when it cannot be read."""
    try:
        hours, minutes, seconds = text.split(":")
        time = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    except ValueError:
        return None
    return time if 0 <= time <= _MOST_SECONDS else None


class _Times(dict[str, "Seconds | None"]):
    """Seconds of the times of stop_times.txt, remembered; None if blank or, counted, if unreadable."""

    def __init__(self, dropped: Counter[str]) -> None:
        super().__init__({"": None})
        self._dropped = dropped

    def __missing__(self, text: str) -> Seconds | None:
        seconds = seconds_of(text)
        if seconds is None:
            self._dropped[_TABLE] += 1
        elif len(self) < _MOST_TIMES_KEPT:
            self[text] = seconds
        return seconds


def _relative(columns: Sequence[Sequence[str]], seconds: _Times) -> tuple[_RawPattern, Seconds]:
    """Neighbouring rows of one trip, their times relative to the first known one."""
    sequences, stop_ids, arrivals, departures, *rest = columns
    arrival = list(map(seconds.__getitem__, arrivals))
    departure = arrival if departures == arrivals else list(map(seconds.__getitem__, departures))
    start = next((time for pair in zip(arrival, departure, strict=True) for time in pair if time is not None), 0)
    relative = _minus(arrival, start)
    rows = zip(
        sequences,
        stop_ids,
        relative,
        relative if departure is arrival else _minus(departure, start),
        *rest,
        strict=True,
    )
    return tuple(rows), start


def _minus(times: list[Seconds | None], start: Seconds) -> list[Seconds | None]:
    return [None if time is None else time - start for time in times]


def _calls(raw: _RawPattern) -> Pattern:
    """The rows as calls; those without a readable stop_sequence are left out."""
    whole = _are_numbers(list(map(itemgetter(0), raw)))
    rows = raw if whole else tuple(row for row in raw if _are_numbers(row[:1]))
    if not rows:
        return ()
    sequences, stop_ids, arrivals, departures, pickups, drop_offs, headsigns, distances = zip(*rows, strict=True)
    values = zip(
        map(int, sequences),
        map(sys.intern, stop_ids),
        arrivals,
        departures,
        map(_kind, pickups),
        map(_kind, drop_offs),
        map(plain, headsigns),
        map(number, distances),
        repeat(False),
        strict=False,
    )
    return tuple(map(Call._make, values))


def _are_numbers(texts: Sequence[str]) -> bool:
    """Whether each is a whole number of at most nine digits."""
    return all(map(str.isdecimal, texts)) and max(map(len, texts)) <= _MOST_DIGITS


def _kind(text: str) -> int:
    """pickup_type, drop_off_type: blank means regularly scheduled."""
    return _KINDS.get(text, 0)


def _shifted(calls: Iterable[Call], by: Seconds) -> Iterable[Call]:
    return map(partial(_shift, by), calls) if by else calls


def _shift(by: Seconds, call: Call) -> Call:
    arrival, departure = call.arrival_time, call.departure_time
    return call._replace(
        arrival_time=arrival if arrival is None else arrival + by,
        departure_time=departure if departure is None else departure + by,
    )


def finish(calls: Pattern) -> Pattern:
    """The calls in order of stop_sequence, every time filled in; empty when not one time is known.

    One of arrival and departure stands for both. Blank times between two known ones are interpolated; before the
    first and behind the last known one they are taken from it. Of two calls with one number the first counts.
    """
    if _whole(calls):
        return calls
    in_order = sorted({call.stop_sequence: call for call in reversed(calls)}.values(), key=itemgetter(0))
    whole = [_both_times(call) for call in in_order]
    known = [at for at, call in enumerate(whole) if call.arrival_time is not None]
    if not known:
        return ()
    for before, after in pairwise(known):
        if after > before + 1:
            whole[before + 1 : after] = _between(whole[before : after + 1])
    for at in range(known[0]):
        whole[at] = _estimated(whole[at], whole[known[0]].arrival_time)
    for at in range(known[-1] + 1, len(whole)):
        whole[at] = _estimated(whole[at], whole[known[-1]].departure_time)
    return tuple(whole)


def _whole(calls: Pattern) -> bool:
    """Whether there is nothing to do: ascending numbers and no blank time."""
    sequences = [call.stop_sequence for call in calls]
    times = chain(map(itemgetter(2), calls), map(itemgetter(3), calls))
    return bool(calls) and None not in times and all(map(lt, sequences, sequences[1:]))


def _both_times(call: Call) -> Call:
    """Source: GTFS reference, stop_times.txt: without separate times, arrival and departure are the same."""
    if call.arrival_time is None:
        return call._replace(arrival_time=call.departure_time)
    return call if call.departure_time is not None else call._replace(departure_time=call.arrival_time)


def _between(calls: list[Call]) -> Iterator[Call]:
    """The inner calls, their times spread between the two outer ones: by distance where given, else evenly."""
    leave = calls[0].departure
    arrive = max(leave, calls[-1].arrival)
    distances = [call.shape_dist_traveled for call in calls]
    way = [distance for distance in distances if distance is not None]
    if len(way) < len(calls) or way != sorted(way) or way[0] == way[-1]:
        way = [float(at) for at in range(len(calls))]
    for call, at in zip(calls[1:-1], way[1:-1], strict=True):
        yield _estimated(call, leave + round((arrive - leave) * (at - way[0]) / (way[-1] - way[0])))


def _estimated(call: Call, time: Seconds | None) -> Call:
    return call._replace(arrival_time=time, departure_time=time, estimated=True)

"""Every call of a trip at the stop on a service day: one for each place, and for each run of frequencies.txt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from kiosk.domain.service_day import Seconds
from kiosk.feeds.gtfs_stop_times import Pattern, seconds_of
from kiosk.feeds.gtfs_table import Table
from kiosk.feeds.gtfs_values import integer
from kiosk.feeds.gtfs_zip import FeedZip

_TABLE = "frequencies.txt"
_REQUIRED = ("trip_id", "start_time", "end_time", "headway_secs")
_COLUMNS = (*_REQUIRED, "exact_times")


class Run(NamedTuple):
    """One row of frequencies.txt."""

    start_time: Seconds
    end_time: Seconds
    headway_secs: int
    exact_times: int


class HereCall(NamedTuple):
    """One call at the stop: `place` counts the pattern's calls from 0, `start_time` names the run."""

    departure_time: Seconds
    start_time: Seconds
    place: int
    headway_secs: int | None = None


def read_frequencies(feed: FeedZip, trip_ids: Collection[str], dropped: Counter[str]) -> dict[str, list[Run]]:
    """The runs of the trips; without exact_times a run is a headway service (0)."""
    runs: dict[str, list[Run]] = {}
    rows = Table(feed, _TABLE, _REQUIRED, optional=True).records_where("trip_id", trip_ids, _COLUMNS)
    for trip_id, start, end, headway, exact in rows:
        start_time, end_time, headway_secs = seconds_of(start), seconds_of(end), integer(headway)
        if start_time is None or end_time is None or not headway_secs:
            dropped[_TABLE] += 1
        else:
            runs.setdefault(trip_id, []).append(Run(start_time, end_time, headway_secs, int(exact == "1")))
    return runs


def calls_of_trip(pattern: Pattern, places: Sequence[int], start: Seconds) -> Iterator[HereCall]:
    """The calls of a trip with a timetable of its own."""
    for place in places:
        yield HereCall(start + pattern[place].departure, start, place)


def calls_of_runs(pattern: Pattern, places: Sequence[int], runs: Sequence[Run]) -> Iterator[HereCall]:
    """The calls of all runs: each starts at start_time, every headway_secs, before end_time.

    start_time is when the first stop is left. Source: GTFS reference, frequencies.txt.
    """
    left = pattern[0].departure
    for run in runs:
        headway_secs = None if run.exact_times else run.headway_secs
        for start in range(run.start_time, run.end_time, run.headway_secs):
            for place in places:
                yield HereCall(start - left + pattern[place].departure, start, place, headway_secs)

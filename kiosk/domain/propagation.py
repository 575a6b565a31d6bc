"""What a TripUpdate says about each call of its run: its own words, or the delay of an earlier stop.

Source: GTFS Realtime, "Trip updates": a delay holds for the following stops until the next update that is
SCHEDULED or NO_DATA; SKIPPED does not end it; NO_DATA holds for the following stops itself. What the
specification leaves open is decided in docs/realtime-decisions.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from kiosk.domain.frozen import dataclass
from kiosk.domain.realtime import StopRelationship, StopTimeEvent, StopTimeUpdate, TripUpdate
from kiosk.domain.service_day import Instant
from kiosk.domain.timetable import StopTime


@dataclass(frozen=True, slots=True)
class CallNews:
    """What is known live about one call.

    `relationship` is None where nothing is said: the timetable alone holds then. `arrival` and `departure` are
    both set or both None, the departure never before the arrival. `update` is the update of this very call.
    """

    relationship: StopRelationship | None = None
    arrival: Instant | None = None
    departure: Instant | None = None
    update: StopTimeUpdate | None = None


SILENCE = CallNews()


def match_calls(stop_times: Sequence[StopTime], updates: Iterable[StopTimeUpdate]) -> Mapping[int, StopTimeUpdate]:
    """The updates by the index of the call they speak of, in the order of the trip.

    By stop_sequence; a sequence the trip does not have, or has at another stop while it serves the named one
    elsewhere, is not believed. By stop_id then: the first such call after the one matched before (loops), else
    the only such call. An update that fits no call is left out.
    """
    matched: dict[int, StopTimeUpdate] = {}
    previous, count = -1, len(stop_times)
    for update in updates:
        found: int | None = previous + 1
        # Most updates speak of one call after the other: no search then.
        if previous + 1 == count or not _is_exactly(update, stop_times[previous + 1]):
            found = _search(stop_times, update, previous)
        if found is not None:
            matched[found] = update
            previous = found
    return dict(sorted(matched.items()))


def _is_exactly(update: StopTimeUpdate, stop_time: StopTime) -> bool:
    return update.stop_sequence == stop_time.stop_sequence and update.stop_id in (None, stop_time.stop_id)


def _search(stop_times: Sequence[StopTime], update: StopTimeUpdate, previous: int) -> int | None:
    index = _by_sequence(stop_times, update)
    if index is None and update.stop_id is not None:
        return _by_stop(stop_times, update.stop_id, previous)
    return index


def _by_sequence(stop_times: Sequence[StopTime], update: StopTimeUpdate) -> int | None:
    wanted = update.stop_sequence
    if wanted is None:
        return None
    index = bisect_left(stop_times, wanted, key=_sequence)
    if index == len(stop_times) or stop_times[index].stop_sequence != wanted:
        return None
    named = update.stop_id
    if named is None or stop_times[index].stop_id == named or all(s.stop_id != named for s in stop_times):
        return index
    return None


def _sequence(stop_time: StopTime) -> int:
    return stop_time.stop_sequence


def _by_stop(stop_times: Sequence[StopTime], stop_id: str, previous: int) -> int | None:
    places = [index for index, stop_time in enumerate(stop_times) if stop_time.stop_id == stop_id]
    for index in places:
        if index > previous:
            return index
    return places[0] if len(places) == 1 else None


def call_news(
    stop_times: Sequence[StopTime],
    start: Instant,
    update: TripUpdate,
    matched: Mapping[int, StopTimeUpdate],
    index: int,
    *,
    headway: bool = False,
) -> CallNews:
    """What `update` says about the call at `index` of the run that started at `start`.

    `matched` is match_calls() of the same trip. `headway`: a run of a headway service has no timetable of its
    own, so delays mean nothing and only times count (GTFS Realtime, TripDescriptor.start_time).
    """
    late = None if headway else update.delay
    relationship = None if late is None else StopRelationship.SCHEDULED
    for position in range(index, -1, -1):
        stop_update = matched.get(position)
        if stop_update is None:
            continue
        own = stop_update.schedule_relationship
        if own == StopRelationship.SKIPPED:
            if position == index:
                return CallNews(own, update=stop_update)
            continue
        times = _times(stop_update, stop_times[position], start, headway=headway)
        if own == StopRelationship.NO_DATA:
            late, relationship = None, own
            break
        if times is not None:
            late, relationship = times[1] - start - stop_times[position].departure, own
            if position == index:
                return CallNews(own, *times, stop_update)
            break
    own_update = matched.get(index)
    if late is None:
        return CallNews(relationship, update=own_update)
    call = stop_times[index]
    return CallNews(relationship, start + call.arrival + late, start + call.departure + late, own_update)


def forecast(
    stop_times: Sequence[StopTime], start: Instant, update: TripUpdate, *, headway: bool = False
) -> tuple[CallNews, ...]:
    """What `update` says about every call of the run that started at `start`."""
    matched = match_calls(stop_times, update.stop_time_updates)
    return tuple(
        call_news(stop_times, start, update, matched, index, headway=headway) for index in range(len(stop_times))
    )


def _times(
    update: StopTimeUpdate, call: StopTime, start: Instant, *, headway: bool
) -> tuple[Instant, Instant] | None:
    """Arrival and departure by the update's own words, None where it has none.

    Where only one is said, the other has the same delay. A departure before the arrival becomes the arrival.
    """
    arrival = _moment(update.arrival, start + call.arrival, headway=headway)
    departure = _moment(update.departure, start + call.departure, headway=headway)
    dwell = call.departure - call.arrival
    if arrival is None:
        return None if departure is None else (departure - dwell, departure)
    if departure is None:
        departure = arrival + dwell
    return arrival, max(arrival, departure)


def _moment(event: StopTimeEvent | None, scheduled: Instant, *, headway: bool) -> Instant | None:
    """The time where one is given: it wins over a delay that says otherwise."""
    if event is None:
        return None
    if event.time is not None:
        return event.time
    return None if event.delay is None or headway else scheduled + event.delay

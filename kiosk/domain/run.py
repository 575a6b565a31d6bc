"""The run behind a departure: its stops in order, ours among them, and what the live feed foretells for each."""

from __future__ import annotations

from functools import lru_cache

from kiosk.domain.departure import Departure
from kiosk.domain.frozen import dataclass
from kiosk.domain.propagation import CallNews, forecast
from kiosk.domain.realtime import StopTimeUpdate, TripUpdate
from kiosk.domain.service_day import Instant
from kiosk.domain.timetable import ScheduledCall, StopTime, Timetable
from kiosk.domain.track import Same, Track, place_of, track, track_through

NO_NEWS = CallNews()


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a trip, from the timetable or, for a trip it does not know, from the live feed alone.

    `sequences[i]` and `stop_ids[i]` name the i-th stop, `ours` is the index of the departure's stop; `way` is
    None where the feed does not say where the stops are.
    """

    departure: Departure
    stop_ids: tuple[str, ...]
    sequences: tuple[int | None, ...]
    ours: int
    way: Track | None

    @classmethod
    def of(cls, timetable: Timetable, departure: Departure) -> Run | None:
        """The run of `departure`, None where its own stop is not among those that are known."""
        rows: tuple[StopTime, ...] | tuple[StopTimeUpdate, ...]
        way: Track | None
        if departure.call:
            rows, way = departure.call.trip.stop_times, track(timetable, departure.call.trip)
        elif departure.update:
            rows = departure.update.stop_time_updates
            way = track_through(tuple(place_of(timetable, row.stop_id or "") for row in rows))
        else:
            return None
        sequences = tuple(row.stop_sequence for row in rows)
        stop_ids = tuple(row.stop_id or "" for row in rows)
        ours = index_of(sequences, departure.stop_sequence)
        if ours is None:
            ours = index_of(stop_ids, departure.stop_id)
        return None if ours is None else cls(departure, stop_ids, sequences, ours, way)

    @property
    def news(self) -> tuple[CallNews, ...]:
        """What the live feed says of every stop of the run."""
        update, call = self.departure.update, self.departure.call
        if update is None:
            return (NO_NEWS,) * len(self.stop_ids)
        return _of_timetable(Same(update), call) if call else _of_feed(Same(update))


def index_of(values: tuple[object, ...], value: object) -> int | None:
    """Where `value` stands among `values`, None where it does not or is None."""
    return values.index(value) if value is not None and value in values else None


@lru_cache(maxsize=64)  # each keeps a trip of an old message alive, 10 kB
def _forecast(
    update: Same[TripUpdate], stop_times: Same[tuple[StopTime, ...]], start: Instant, headway: bool
) -> tuple[CallNews, ...]:
    return forecast(stop_times.item, start, update.item, headway=headway)


def _of_timetable(update: Same[TripUpdate], call: ScheduledCall) -> tuple[CallNews, ...]:
    return _forecast(update, Same(call.trip.stop_times), call.start, call.headway_secs is not None)


@lru_cache(maxsize=64)
def _of_feed(update: Same[TripUpdate]) -> tuple[CallNews, ...]:
    """A trip without a timetable has only the times the feed gives: delays would count from nothing."""
    news: list[CallNews] = []
    for row in update.item.stop_time_updates:
        arrival = row.arrival.time if row.arrival else None
        departure = row.departure.time if row.departure else None
        first = arrival if arrival is not None else departure
        last = departure if departure is not None else arrival
        news.append(CallNews(row.schedule_relationship, first, last, row))
    return tuple(news)

"""What several live messages say about runs, newest first; and which vehicle serves which run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kiosk.domain.departure import vehicle_name
from kiosk.domain.frozen import dataclass
from kiosk.domain.matching import RunKey, Runs
from kiosk.domain.realtime import FeedMessage, TripRelationship, TripUpdate, VehiclePosition
from kiosk.domain.service_day import Instant


@dataclass(frozen=True, slots=True)
class News:
    """One update with the moment it was said at, and the number of the message that brought it."""

    update: TripUpdate
    moment: Instant
    message: int


def newest_first(messages: Sequence[FeedMessage], otherwise: Instant) -> list[News]:
    """All updates, so that the first one which speaks of a run is the one to believe.

    The newer TripUpdate.timestamp wins, then the newer header, then the later place. A message that does not
    say when it was made counts as made at `otherwise`.
    """
    ranked: list[tuple[Instant, Instant, int, News]] = []
    for number, message in enumerate(messages):
        header = otherwise if message.timestamp is None else message.timestamp
        for update in message.trip_updates:
            moment = header if update.timestamp is None else update.timestamp
            ranked.append((moment, header, len(ranked), News(update, moment, number)))
    ranked.sort(key=lambda entry: entry[:3], reverse=True)
    return [news for *_, news in ranked]


_OTHER_RUNS = frozenset({TripRelationship.ADDED, TripRelationship.NEW, TripRelationship.DUPLICATED})


class Vehicles:
    """The vehicles, found by the run they say they serve, or by the vehicle an update names."""

    def __init__(self, runs: Runs, positions: Iterable[VehiclePosition], otherwise: Instant) -> None:
        """Joins `positions` to `runs`; one that does not say when it was measured counts as of `otherwise`."""
        self._by_run: dict[RunKey, list[VehiclePosition]] = defaultdict(list)
        self._by_trip: dict[str, list[VehiclePosition]] = defaultdict(list)
        self._free: dict[str, list[VehiclePosition]] = defaultdict(list)
        for position in sorted(positions, key=lambda p: p.timestamp or 0, reverse=True):
            trip = position.trip
            if trip is None or trip.trip_id is None:
                self._free[vehicle_name(position.vehicle)].append(position)
            if trip is None:
                continue
            known = trip.schedule_relationship not in _OTHER_RUNS
            run = runs.find(trip, (), position.timestamp or otherwise) if known else None
            if run is not None:
                start = trip.start_time if run.headway and trip.start_time is not None else run.key[2]
                self._by_run[*run.key[:2], start].append(position)
            elif trip.trip_id is not None:
                self._by_trip[trip.trip_id].append(position)

    def serving(self, key: RunKey, update: TripUpdate | None) -> VehiclePosition | None:
        """The vehicle on the run `key`: of several the one that `update` names, else the newest.

        A vehicle that says it is on another trip now is not on this one, though an update promises it.
        """
        candidates = self._by_run.get(key) or self._by_trip.get(key[0])
        name = vehicle_name(update.vehicle) if update is not None and update.vehicle is not None else ""
        if candidates:
            return next((p for p in candidates if name and vehicle_name(p.vehicle) == name), candidates[0])
        return self._free[name][0] if name and name in self._free else None

"""Arrivals of which only the route is known, joined to the calls of the timetable that they stand for.

Such a feed (St Petersburg) says "a 46 comes at 12:14" and never which run that is. Beside the timetable's 46 of
12:15 the same bus would stand on the board twice; so the arrival takes the place of that call: its key, its
headsign, its fallback when the feed is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from types import MappingProxyType
from typing import TypeAlias

from kiosk.domain.board.claims import scheduled_moment
from kiosk.domain.board.memory import Gone
from kiosk.domain.board.values import Fate
from kiosk.domain.departure import Departure, Status, vehicle_name
from kiosk.domain.frozen import dataclass
from kiosk.domain.service_day import Instant

EARLY, LATE = 600, 1200
"""Seconds before and after a call within which an arrival may be taken for it.
Source: TheTransitClock/transitime, CoreConfig, allowableEarlySecondsForInitialMatching and its Late.
"""

KEPT_EARLY, KEPT_LATE = 900, 5400
"""The same for an arrival that was taken for it before. Source: the same, allowableEarlySeconds and its Late."""

LEAP = 600
"""Seconds by which a prediction may move and still be that of the same visit of its vehicle."""

_PAIR = 10**6
_KEPT = 10**9
"""What a pair is worth, and a pair that stood before: more pairs come before nearer ones, old ones before all."""

Pair: TypeAlias = tuple[str, str]
"""A bus (see `bus_of`) and the key of the call it stands for."""


@dataclass(frozen=True, slots=True, eq=False)
class StandIns:
    """The departures with every pair made one, in order of their moments.

    `pairs` holds the prediction of each pair; `left` the bus that stood for a call until now and, still
    announced for the same time, does no longer: what it claimed there is void.
    """

    departures: Sequence[Departure]
    pairs: Mapping[Pair, Instant] = field(default_factory=lambda: MappingProxyType({}))
    left: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class _Slot:
    """A call that an arrival may stand for; `early`: seconds by which it may come before."""

    key: str
    departure: Departure
    moment: Instant
    early: int
    served: bool


def bus_of(departure: Departure) -> str:
    """What tells the bus of an arrival apart from others; buses without a name are all one."""
    vehicle = departure.update.vehicle if departure.update else None
    return f"{departure.route_id}|{vehicle_name(vehicle) if vehicle else ''}|{departure.stop_id}"


def stand_ins(departures: Sequence[Departure], known: StandIns | None, gone: Mapping[str, Gone]) -> StandIns:
    """Lets each arrival by route stand for the nearest call of its route at its stop that nothing else stands for.

    Arrivals and calls keep their order: of two buses the earlier one stands for the earlier call. Pairs of `known`
    are kept while order allows it. Calls of headway services promise no minute and are left alone, and so is a
    call in `gone` that was served.
    """
    arrivals = [one for one in departures if one.realtime and one.call is None and not one.trip_id]
    if not arrivals:
        return StandIns(departures)
    before = known.pairs if known else {}
    joined: dict[int, Departure] = {}
    pairs: dict[Pair, Instant] = {}
    taken: set[int] = set()
    slots = _slots(departures, {_place(one) for one in arrivals}, gone)
    for place, own in _by_place(arrivals).items():
        own.sort(key=lambda one: (one.moment, one.key))
        free = slots.get(place, [])
        for row, column in _assigned([[_worth(one, slot, before) for slot in free] for one in own]):
            arrival, slot = own[row], free[column]
            joined[id(slot.departure)] = _joined(arrival, slot.departure)
            pairs[bus_of(arrival), slot.key] = arrival.moment
            taken.add(id(arrival))
    found = [joined.get(id(one), one) for one in departures if id(one) not in taken]
    found.sort(key=lambda one: (one.moment, one.key))
    return StandIns(tuple(found), pairs, _left(before, pairs, arrivals))


def _place(departure: Departure) -> tuple[str, str]:
    return (departure.route_id, departure.stop_id)


def _by_place(departures: Iterable[Departure]) -> dict[tuple[str, str], list[Departure]]:
    places: dict[tuple[str, str], list[Departure]] = {}
    for departure in departures:
        places.setdefault(_place(departure), []).append(departure)
    return places


def _slots(
    departures: Iterable[Departure], places: set[tuple[str, str]], gone: Mapping[str, Gone]
) -> dict[tuple[str, str], list[_Slot]]:
    """The calls in order of their schedule, each bound to be nearer to its arrival than the call before it."""
    wanted = [one for one in departures if one.call and not one.headway_secs and _place(one) in places]
    slots: dict[tuple[str, str], list[_Slot]] = {}
    for place, calls in _by_place(wanted).items():
        last: Instant | None = None
        for moment, key, call in sorted((scheduled_moment(call) or call.moment, call.key, call) for call in calls):
            early = EARLY if last is None else min(EARLY, (moment - last) // 2)
            last = moment
            if not call.realtime and call.status in (Status.SCHEDULED, Status.NO_DATA):
                slots.setdefault(place, []).append(_Slot(key, call, moment, early, _served(gone.get(key))))
    return slots


def _served(left: Gone | None) -> bool:
    return left is not None and not (left.past and left.past.fate is Fate.NOT_SEEN)


def _worth(arrival: Departure, slot: _Slot, before: Mapping[Pair, Instant]) -> int:
    """What it is worth that `arrival` stands for `slot`: 0 where it may not."""
    if not _same_way(arrival, slot.departure):
        return 0
    off = arrival.moment - slot.moment
    stood = before.get((bus_of(arrival), slot.key))
    if stood is not None and abs(arrival.moment - stood) <= LEAP and -KEPT_EARLY <= off <= KEPT_LATE:
        return _KEPT + _PAIR - abs(off)
    return _PAIR - abs(off) if not slot.served and -slot.early <= off <= LATE else 0


def _same_way(arrival: Departure, departure: Departure) -> bool:
    """Whether neither the direction nor another vehicle that is seen on this run speaks against it."""
    update, call, seen = arrival.update, departure.call, departure.vehicle
    if update is None or call is None or update.trip.direction_id not in (None, call.trip.direction_id):
        return False
    return seen is None or (
        update.vehicle is not None and vehicle_name(update.vehicle) == vehicle_name(seen.vehicle)
    )


def _assigned(worth: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The rows and columns that pair up to the greatest sum while both rise; what is worth 0 is no pair."""
    columns = len(worth[0])
    best = [[0] * (columns + 1)]
    for values in worth:
        above, line = best[-1], [0]
        for column, value in enumerate(values):
            pair = above[column] + value if value else 0
            line.append(max(pair, above[column + 1], line[column]))
        best.append(line)
    pairs: list[tuple[int, int]] = []
    row, column = len(worth), columns
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs


def _joined(arrival: Departure, departure: Departure) -> Departure:
    """The call with the prediction of `arrival`."""
    return replace(
        departure,
        headsign=arrival.headsign if arrival.headsign.default else departure.headsign,
        expected_arrival=arrival.expected_arrival,
        expected_departure=arrival.expected_departure,
        status=Status.UPDATED,
        realtime=True,
        boarding=arrival.boarding and departure.boarding,
        update=arrival.update,
        vehicle=departure.vehicle or arrival.vehicle,
    )


def _left(
    before: Mapping[Pair, Instant], pairs: Mapping[Pair, Instant], arrivals: Iterable[Departure]
) -> dict[str, str]:
    """The calls whose bus is still announced for the same time but stands for them no longer."""
    announced = [(bus_of(one), one.moment) for one in arrivals]
    return {
        key: bus
        for (bus, key), stood in before.items()
        if (bus, key) not in pairs and any(bus == own and abs(at - stood) <= LEAP for own, at in announced)
    }

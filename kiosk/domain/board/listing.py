"""Reads a list of departures once: a board is made each second, the list changes with the news only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kiosk.domain.board.day_plan import CallKey, DayPlan, call_key, last_calls
from kiosk.domain.board.memory import Gone
from kiosk.domain.board.stand_ins import StandIns, stand_ins
from kiosk.domain.departure import Departure, Status, vehicle_name
from kiosk.domain.frozen import dataclass
from kiosk.domain.service_day import Instant

SAME_BUS = 60
"""Seconds within which one vehicle cannot come twice on the same line."""

_OFF = frozenset({Status.CANCELLED, Status.SKIPPED})


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The departures somebody may board, each once, by their keys, and in order of their moments.

    `departures` is the list as it was given, `joined` the same with arrivals by route joined to their calls: all
    else is of these. `off` are the calls where no bus will stop, `last` the last ones of their line today; `runs`
    the runs of headway services; `duplicates` counts the departures told more than once.
    """

    departures: Sequence[Departure]
    plan: DayPlan
    calls: Mapping[str, Departure]
    ordered: tuple[tuple[Instant, str, Departure], ...]
    off: frozenset[CallKey]
    last: frozenset[CallKey]
    runs: tuple[Departure, ...]
    duplicates: int
    joined: StandIns


def listing(
    departures: Sequence[Departure], plan: DayPlan, known: Listing | None, gone: Mapping[str, Gone]
) -> Listing:
    """The listing of `departures`; `known` is given back while it is that of the very same list and day.

    `gone` is what has left the board.
    """
    if known and known.departures is departures and known.plan is plan:
        return known
    joined = stand_ins(departures, known.joined if known else None, gone)
    calls: dict[str, Departure] = {}
    buses: dict[tuple[str, str, str], Instant] = {}
    boarding = [departure for departure in joined.departures if departure.boarding]
    for departure in boarding:
        key = departure.key
        if key not in calls and not _same_bus(buses, departure):
            calls[key] = departure
    off = frozenset(call_key(one.call) for one in joined.departures if one.status in _OFF and one.call)
    last = last_calls(plan, off, _extra(joined.departures))
    runs = tuple(one for one in calls.values() if one.headway_secs and one.status not in _OFF)
    ordered = tuple((departure.moment, key, departure) for key, departure in calls.items())
    return Listing(departures, plan, calls, ordered, off, last, runs, len(boarding) - len(calls), joined)


def _same_bus(buses: dict[tuple[str, str, str], Instant], departure: Departure) -> bool:
    """Whether this very bus was told before for the same line and time; from now on it is.

    Feeds repeat a trip under several routes and ids. Source: mbta/screens, departure/builder.ex:108-151.
    """
    if not departure.realtime:
        return False
    said = departure.update.vehicle if departure.update else None
    vehicle = said or (departure.vehicle.vehicle if departure.vehicle else None)
    name = vehicle_name(vehicle) if vehicle else ""
    if not name:
        return False
    bus = (name, departure.route_short_name.default, departure.headsign.default)
    moment, before = departure.moment, buses.get(bus)
    buses[bus] = moment
    return before is not None and abs(moment - before) <= SAME_BUS


def _extra(departures: Sequence[Departure]) -> dict[str, Instant]:
    """The latest extra run of each route."""
    latest: dict[str, Instant] = {}
    for departure in departures:
        if departure.status is Status.ADDED:
            latest[departure.route_id] = max(departure.moment, latest.get(departure.route_id, departure.moment))
    return latest

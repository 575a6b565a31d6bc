"""One bus, one row: the same vehicle told twice, and a prediction that goes on under another name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.domain.board.memory import Claim
from kiosk.domain.board.values import Row
from kiosk.domain.departure import Departure, vehicle_name
from kiosk.domain.service_day import Instant

SAME_BUS = 60
"""Seconds within which one vehicle cannot come twice on the same line."""

SAME_RUN = 180
"""Seconds within which a prediction under a new name is taken for the one that vanished."""


@dataclass(slots=True)
class Buses:
    """The vehicles that were told already."""

    _keys: set[str] = field(default_factory=set)
    _moments: dict[tuple[str, str, str], Instant] = field(default_factory=dict)

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def told(self, key: str, departure: Departure) -> bool:
        """Whether this very bus was told before for the same line and time; from now on it is.

        Feeds repeat a trip under several routes and ids. Source: mbta/screens, departure/builder.ex:108-151.
        """
        if key in self._keys:
            return True
        self._keys.add(key)
        said = departure.update.vehicle if departure.update else None
        vehicle = said or (departure.vehicle.vehicle if departure.vehicle else None)
        name = vehicle_name(vehicle) if vehicle else ""
        if not name or not departure.realtime:
            return False
        bus = (name, departure.route_short_name.default, departure.headsign.default)
        moment, before = departure.moment, self._moments.get(bus)
        self._moments[bus] = moment
        return before is not None and abs(moment - before) <= SAME_BUS


def renamed(claim: Claim, rows: Iterable[Row]) -> bool:
    """Whether a prediction that vanished goes on in `rows` under another key: another platform, another id."""
    return any(
        row.departure.realtime
        and row.departure.route_id == claim.departure.route_id
        and (
            _same_call(row.departure, claim.departure)
            or abs(row.departure.moment - claim.departure.moment) <= SAME_RUN
        )
        for row in rows
    )


def _same_call(one: Departure, other: Departure) -> bool:
    return (one.trip_id, one.service_date, one.start_time, one.stop_sequence) == (
        other.trip_id,
        other.service_date,
        other.start_time,
        other.stop_sequence,
    )

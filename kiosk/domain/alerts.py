"""Alerts: which of them concern the passenger who waits here now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kiosk.domain.frozen import dataclass
from kiosk.domain.realtime import ActivePeriod, Alert, EntitySelector, TripDescriptor
from kiosk.domain.service_day import Instant
from kiosk.domain.timetable import Timetable

_SEVERITY = ("SEVERE", "WARNING", "UNKNOWN_SEVERITY", "INFO")
"""Worst first; what is not said may be anything, so it comes before what is known to be harmless."""

_EFFECT = (
    "NO_SERVICE",
    "DETOUR",
    "STOP_MOVED",
    "SIGNIFICANT_DELAYS",
    "REDUCED_SERVICE",
    "MODIFIED_SERVICE",
    "ACCESSIBILITY_ISSUE",
    "ADDITIONAL_SERVICE",
    "OTHER_EFFECT",
    "UNKNOWN_EFFECT",
    "NO_EFFECT",
)


def relevant_alerts(timetable: Timetable, alerts: Sequence[Alert], now: Instant) -> tuple[Alert, ...]:
    """The alerts in force at `now` that concern our stop, most severe first."""
    return in_force(concerning(timetable, alerts), now)


def concerning(timetable: Timetable, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """The alerts that name our stop, or a route, trip or agency that calls here, whenever they hold; each once.

    An alert concerns whom any one of its informed entities describes, and an entity describes what fits all of
    its fields. One that names nobody concerns nobody. Source: GTFS Realtime reference, Alert, EntitySelector.
    """
    here = _Here.of(timetable)
    found: dict[str, Alert] = {}
    for alert in alerts:
        if any(here.fits(entity) for entity in alert.informed_entities):
            found.setdefault(alert.alert_id, alert)
    return tuple(sorted(found.values(), key=_urgency))


def in_force(alerts: Iterable[Alert], now: Instant) -> tuple[Alert, ...]:
    """Those of `alerts` that hold at `now`, in the same order.

    No period at all means always, as long as the feed holds the alert. Source: GTFS Realtime reference, Alert.
    """
    return tuple(
        alert
        for alert in alerts
        if not alert.active_periods or any(_holds(period, now) for period in alert.active_periods)
    )


@dataclass(frozen=True, slots=True)
class _Here:
    """Everything an entity may name that concerns a passenger at our stop."""

    stop_ids: frozenset[str]
    directions: frozenset[tuple[str, int | None]]
    route_ids: frozenset[str]
    trip_ids: frozenset[str]
    runs: frozenset[tuple[str, int | None]]
    timetable: Timetable

    @classmethod
    def of(cls, timetable: Timetable) -> _Here:
        parents = {timetable.stop.parent_station}
        parents.update(stop.parent_station for id_ in timetable.stop_ids if (stop := timetable.stops.get(id_)))
        trips = timetable.trips.values()
        return cls(
            stop_ids=frozenset((timetable.stop_ids | parents | {timetable.stop.stop_id}) - {""}),
            directions=frozenset((trip.route_id, trip.direction_id) for trip in trips),
            route_ids=frozenset(trip.route_id for trip in trips) | frozenset(timetable.routes),
            trip_ids=frozenset(timetable.trips),
            runs=frozenset((call.trip.route_id, call.start_time) for call in timetable.calls),
            timetable=timetable,
        )

    def fits(self, entity: EntitySelector) -> bool:
        """Whether every field that is given describes something here, and together one and the same route."""
        if entity == EntitySelector():
            return False
        if entity.stop_id is not None and entity.stop_id not in self.stop_ids:
            return False
        if entity.trip is not None and not self._fits_trip(entity.trip):
            return False
        named = (entity.agency_id, entity.route_id, entity.route_type, entity.direction_id)
        return all(field is None for field in named) or any(
            self._fits_route(entity, route_id) for route_id in self.route_ids
        )

    def _fits_route(self, entity: EntitySelector, route_id: str) -> bool:
        if entity.route_id is not None and entity.route_id != route_id:
            return False
        if entity.direction_id is not None and (route_id, entity.direction_id) not in self.directions:
            return False
        route = self.timetable.routes.get(route_id)
        if entity.route_type is not None and (route is None or route.route_type != entity.route_type):
            return False
        return entity.agency_id is None or self._fits_agency(entity.agency_id, route.agency_id if route else "")

    def _fits_agency(self, agency_id: str, of_route: str) -> bool:
        """agency_id may be left out in routes.txt where there is one agency only. Source: GTFS, routes.txt."""
        if of_route:
            return of_route == agency_id
        return len(self.timetable.agencies) <= 1 and agency_id in {"", *self.timetable.agencies}

    def _fits_trip(self, trip: TripDescriptor) -> bool:
        if trip.trip_id is not None:
            return trip.trip_id in self.trip_ids
        if trip.route_id is None or trip.route_id not in self.route_ids:
            return False
        if trip.direction_id is not None and (trip.route_id, trip.direction_id) not in self.directions:
            return False
        return trip.start_time is None or (trip.route_id, trip.start_time) in self.runs


def _holds(period: ActivePeriod, now: Instant) -> bool:
    """[start, end); none is open, and so is zero, which feeds give for none.

    Source: GTFS Realtime reference, TimeRange; OneBusAway/wayfinder#179.
    """
    return (not period.start or period.start <= now) and (not period.end or now < period.end)


def _urgency(alert: Alert) -> tuple[int, int, Instant, str]:
    begins = max((period.start or 0 for period in alert.active_periods), default=0)
    return (
        _rank(_SEVERITY, alert.severity_level, "UNKNOWN_SEVERITY"),
        _rank(_EFFECT, alert.effect, "UNKNOWN_EFFECT"),
        -begins,
        alert.alert_id,
    )


def _rank(order: tuple[str, ...], word: str, unknown: str) -> int:
    return order.index(word if word in order else unknown)

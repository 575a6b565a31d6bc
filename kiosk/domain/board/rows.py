"""Makes the rows: the facts of one departure in the words of the board."""

from __future__ import annotations

from collections.abc import Collection

from kiosk.domain.board.claims import Sight, known_by_route, on_this_trip, scheduled_moment
from kiosk.domain.board.countdown import CLOCK_ABOVE, latest_moment, minutes_left, steady
from kiosk.domain.board.day_plan import CallKey, DayPlan, call_key
from kiosk.domain.board.freshness import CONTACT_FOR, LiveData
from kiosk.domain.board.intervals import Interval
from kiosk.domain.board.memory import Claim
from kiosk.domain.board.values import Certainty, Clock, Due, Fate, Past, Row
from kiosk.domain.departure import Departure, Status
from kiosk.domain.frozen import dataclass
from kiosk.domain.realtime import Occupancy, WheelchairAccess
from kiosk.domain.service_day import Instant, passengers_day
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, Timetable

_UNKNOWN_ROUTE = Route("", Text(""))
_COUNTED_DOWN = frozenset({Certainty.LIVE, Certainty.AGEING})


@dataclass(frozen=True, slots=True)
class Scene:
    """What all rows of one board share. `last` are the calls that are the last of their line today."""

    timetable: Timetable
    plan: DayPlan
    data: LiveData
    last: Collection[CallKey]

    def is_last(self, departure: Departure) -> bool:
        """Whether no later bus of this route and direction runs today."""
        return departure.call is not None and call_key(departure.call) in self.last


@dataclass(frozen=True, slots=True)
class Shown:
    """The right-hand column of a row, and what it must remember to stay steady."""

    due: Due
    moment: Instant
    minutes: int | None = None
    counted: int | None = None
    rising_since: float | None = None


def shown(sight: Sight, data: LiveData, claim: Claim | None) -> Shown:
    """Minutes, "arriving", "at the stop" or a clock time. `claim` is of a second ago."""
    if sight.at_stop:
        return Shown(Due.AT_STOP, sight.moment, counted=0)
    if sight.certainty not in _COUNTED_DOWN or data.clock is not Clock.GOOD:
        return Shown(Due.CLOCK, sight.moment)
    wanted = minutes_left(sight.moment, data.now)
    before = (claim.minutes, claim.rising_since) if claim else (None, None)
    minutes, rising_since = steady(wanted, *before, data.monotonic)
    if minutes > CLOCK_ABOVE:
        return Shown(Due.CLOCK, sight.moment, None, minutes, rising_since)
    moment = min(sight.moment, latest_moment(minutes, data.now))
    if minutes == 0:
        return Shown(Due.ARRIVING, moment, None, 0, rising_since)
    return Shown(Due.MINUTES, moment, minutes, minutes, rising_since)


def live_row(scene: Scene, sight: Sight, column: Shown) -> Row:
    """The row of a departure with whatever the live feed may claim about it."""
    departure = sight.departure
    here = sight.progress
    return _row(
        scene,
        departure,
        column.due,
        sight.certainty,
        column.moment,
        last=scene.is_last(departure),
        minutes=column.minutes,
        deviation=_deviation(departure) if sight.certainty in _COUNTED_DOWN else None,
        age=sight.age,
        stops_away=here.stops_away if here and here.stops_away >= 0 else None,
        occupancy=_occupancy(departure, scene.data) if sight.certainty in _COUNTED_DOWN else None,
    )


def timetable_row(scene: Scene, departure: Departure, moment: Instant) -> Row:
    """A row that claims nothing but the timetable."""
    return _row(scene, departure, Due.CLOCK, Certainty.TIMETABLE, moment, last=scene.is_last(departure))


def off_row(scene: Scene, departure: Departure, moment: Instant, due: Due) -> Row:
    """The row of a call that is cancelled or skipped, at its scheduled moment."""
    return _row(scene, departure, due, Certainty.TIMETABLE, moment, last=False)


def interval_row(scene: Scene, interval: Interval) -> Row:
    """The row of a headway service: an interval, no minute."""
    return _row(
        scene,
        interval.departure,
        Due.INTERVAL if interval.headway else Due.CLOCK,
        Certainty.INTERVAL if interval.headway else Certainty.TIMETABLE,
        interval.moment,
        last=scene.is_last(interval.departure),
        headway=interval.headway,
        key=interval.key,
    )


def past(timetable: Timetable, departure: Departure, fate: Fate, moment: Instant) -> Past:
    """The line of the strip for a departure that is no longer upcoming."""
    route = timetable.routes.get(departure.route_id, _UNKNOWN_ROUTE)
    return Past(
        departure.key,
        departure.route_short_name,
        route.route_color,
        route.route_text_color,
        departure.headsign,
        fate,
        moment,
    )


def _row(
    scene: Scene,
    departure: Departure,
    due: Due,
    certainty: Certainty,
    moment: Instant,
    *,
    last: bool,
    key: str | None = None,
    minutes: int | None = None,
    deviation: int | None = None,
    headway: tuple[int, int] | None = None,
    age: int | None = None,
    stops_away: int | None = None,
    occupancy: Occupancy | None = None,
) -> Row:
    timetable = scene.timetable
    route = timetable.routes.get(departure.route_id, _UNKNOWN_ROUTE)
    stop = timetable.stops.get(departure.stop_id)
    return Row(
        key=departure.key if key is None else key,
        departure=departure,
        route_short_name=departure.route_short_name,
        route_color=route.route_color,
        route_text_color=route.route_text_color,
        route_type=route.route_type,
        headsign=departure.headsign,
        due=due,
        certainty=certainty,
        moment=moment,
        minutes=minutes,
        scheduled=scheduled_moment(departure),
        deviation=deviation,
        headway=headway,
        age=age,
        stops_away=stops_away,
        low_floor=_low_floor(departure),
        occupancy=occupancy,
        # The passenger stands at the pavilion's own platform and need not be told its name.
        platform_code=stop.platform_code if stop and stop.stop_id != timetable.stop.stop_id else "",
        last_today=last,
        added=departure.status is Status.ADDED and not known_by_route(departure),
        day=passengers_day(moment, timetable.zone) if moment >= scene.plan.ends else None,
    )


def _deviation(departure: Departure) -> int | None:
    """Seconds late against the same event of the timetable, in full precision.

    A bus that only stands for a call may be the one before, late, or the next, early: nobody knows.
    """
    if known_by_route(departure):
        return None
    if departure.expected_departure is not None and departure.scheduled_departure is not None:
        return departure.expected_departure - departure.scheduled_departure
    if departure.expected_arrival is not None and departure.scheduled_arrival is not None:
        return departure.expected_arrival - departure.scheduled_arrival
    return None


def _low_floor(departure: Departure) -> bool | None:
    """What the vehicle says, else the trip; unknown is not no.

    A vehicle's UNKNOWN overwrites the timetable. Source: GTFS Realtime reference, WheelchairAccessible;
    google/transit#270.
    """
    said = (
        departure.update.vehicle.wheelchair_accessible if departure.update and departure.update.vehicle else None
    )
    if departure.vehicle and on_this_trip(departure) and departure.vehicle.vehicle.wheelchair_accessible:
        said = departure.vehicle.vehicle.wheelchair_accessible
    if said is not None:
        return None if said is WheelchairAccess.UNKNOWN else said is WheelchairAccess.WHEELCHAIR_ACCESSIBLE
    planned = departure.call.trip.wheelchair_accessible if departure.call else 0
    return {1: True, 2: False}.get(planned)


def _occupancy(departure: Departure, data: LiveData) -> Occupancy | None:
    """How full the bus is, only when this very bus runs this very trip now.

    Source: mbta/screens, departure.ex:125-139.
    """
    vehicle = departure.vehicle
    if vehicle is None or not on_this_trip(departure):
        return None
    if vehicle.timestamp is not None and data.now - vehicle.timestamp > CONTACT_FOR:
        return None
    return None if vehicle.occupancy_status is Occupancy.NO_DATA_AVAILABLE else vehicle.occupancy_status

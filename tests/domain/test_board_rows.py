"""What a row says of its bus, and the order of the rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.board import Board, Due, build
from kiosk.domain.departure import Departure, Status
from kiosk.domain.realtime import (
    ActivePeriod,
    Alert,
    EntitySelector,
    FeedMessage,
    Occupancy,
    SourceState,
    VehicleDescriptor,
    WheelchairAccess,
)
from kiosk.domain.service_day import Now
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, Stop
from tests.domain.small_stop import NOON, Watch, added, call, live, planned, source, timetable, vehicle

BUS = call(NOON + 600)
TRIP = BUS.trip.trip_id
TABLE = timetable(BUS)


def see(*departures: Departure) -> Board:
    """The first board at NOON with a healthy feed."""
    table = timetable(*(one.call for one in departures if one.call))
    return build(table, departures, [source(NOON, 1000.0)], Now(NOON, 1000.0), None)


@pytest.mark.parametrize(("status", "due"), [(Status.CANCELLED, Due.CANCELLED), (Status.SKIPPED, Due.SKIPPED)])
def test_a_cancelled_bus_is_shown_with_its_scheduled_time(status: Status, due: Due) -> None:
    """Removing it made the app useless (HenryPenton/train_dashboard#2); Entur Tavla, ExpectedTime.tsx:50-58."""
    row = see(live(BUS, 300, status=status)).rows[0]
    assert (row.due, row.moment, row.scheduled, row.minutes) == (due, BUS.departure, BUS.departure, None)
    assert not row.last_today


def test_at_most_two_cancelled_rows_the_nearest() -> None:
    """On a strike day they push real buses off the board: deg0nz/MMM-PublicTransportBerlin#204."""
    calls = [call(NOON + 300 * number, trip_id=str(number)) for number in range(1, 8)]
    states = [Status.CANCELLED, Status.SKIPPED, Status.CANCELLED, Status.CANCELLED, *[Status.SCHEDULED] * 3]
    board = see(*(planned(one, status=state) for one, state in zip(calls, states, strict=True)))
    assert [row.departure.trip_id for row in board.rows] == ["1", "2", "5", "6", "7"]
    assert board.off_hidden == 2


def test_a_cancelled_row_leaves_a_minute_after_its_time() -> None:
    watch = Watch(TABLE, wall=BUS.departure + 58)
    assert len(watch.see(planned(BUS, status=Status.CANCELLED)).rows) == 1
    board = watch.see(planned(BUS, status=Status.CANCELLED))
    assert (board.rows, board.past) == ((), ())


def test_a_cancelled_extra_bus_was_never_promised() -> None:
    assert see(added(NOON + 300, status=Status.CANCELLED)).rows == ()


def test_where_nobody_may_board_there_is_no_row() -> None:
    """GTFS, stop_times.txt, pickup_type 1; also when it is cancelled."""
    assert see(live(BUS, boarding=False)).rows == ()
    assert see(planned(BUS, boarding=False, status=Status.CANCELLED)).rows == ()


def test_no_data_is_a_row_of_the_timetable() -> None:
    """No update means nothing known live, never "on time": GTFS Realtime reference, NO_DATA."""
    row = see(planned(BUS, status=Status.NO_DATA)).rows[0]
    assert (row.due, row.deviation, row.age) == (Due.CLOCK, None, None)


@pytest.mark.parametrize("late", [-150, 0, 89, 90, 119, 121])
def test_the_deviation_is_exact_to_the_second(late: int) -> None:
    """A bus 20 s late rendered late when minutes were floored first: OneBusAway ArrivalInfo.kt, #2043."""
    assert see(live(BUS, late, stamp=NOON)).rows[0].deviation == late


def test_an_extra_bus_has_no_deviation() -> None:
    row = see(added(NOON + 300, stamp=NOON)).rows[0]
    assert (row.added, row.deviation, row.scheduled, row.minutes) == (True, None, None, 4)


ACCESS = WheelchairAccess


@pytest.mark.parametrize(
    ("by_vehicle", "by_trip", "low_floor"),
    [
        (None, 0, None),
        (None, 1, True),
        (None, 2, False),
        (ACCESS.WHEELCHAIR_ACCESSIBLE, 2, True),
        (ACCESS.WHEELCHAIR_INACCESSIBLE, 1, False),
        (ACCESS.UNKNOWN, 1, None),
    ],
)
def test_low_floor_by_vehicle_then_by_trip(
    by_vehicle: WheelchairAccess | None, by_trip: int, low_floor: bool | None
) -> None:
    """Unknown is not no (google/transit#270); a vehicle's UNKNOWN overwrites: GTFS Realtime, VehicleDescriptor."""
    bus = call(NOON + 600, wheelchair_accessible=by_trip)
    position = vehicle(bus.trip.trip_id, vehicle=VehicleDescriptor("bus", wheelchair_accessible=by_vehicle))
    by_position = see(live(bus, vehicle=position)).rows[0]
    update = live(bus).update
    assert update is not None
    named = replace(update, vehicle=VehicleDescriptor("bus", wheelchair_accessible=by_vehicle))
    by_update = see(live(bus, update=named)).rows[0]
    assert (by_position.low_floor, by_update.low_floor) == (low_floor, low_floor)


@pytest.mark.parametrize(
    ("more", "occupancy"),
    [
        ({}, Occupancy.FULL),
        ({"trip_id": "other"}, None),
        ({"timestamp": NOON - 181}, None),
        ({"occupancy_status": Occupancy.NO_DATA_AVAILABLE}, None),
        ({"occupancy_status": None}, None),
    ],
)
def test_crowding_only_of_this_bus_on_this_trip_now(more: dict[str, Any], occupancy: Occupancy | None) -> None:
    """mbta/screens, departure.ex:125-139, 247-262."""
    facts = {"trip_id": TRIP, "timestamp": NOON, "occupancy_status": Occupancy.FULL, **more}
    assert see(live(BUS, stamp=NOON, vehicle=vehicle(**facts))).rows[0].occupancy is occupancy


def test_a_row_carries_the_route_and_the_platform() -> None:
    table = replace(
        TABLE,
        stop=Stop("station", Text("Station"), location_type=1),
        routes={"46": Route("46", Text("46"), route_type=0, route_color="aa0000")},
    )
    row = build(table, [planned(BUS)], [], Now(NOON, 1.0), None).rows[0]
    assert (row.route_type, row.route_color, row.platform_code) == (0, "aa0000", "2")
    assert (row.route_short_name, row.headsign) == (Text("46"), Text("Центр"))


def test_the_platform_where_the_pavilion_stands_goes_without_saying() -> None:
    row = build(TABLE, [planned(BUS)], [], Now(NOON, 1.0), None).rows[0]
    assert (TABLE.stop.platform_code, row.platform_code) == ("2", "")


def test_a_route_or_stop_that_the_timetable_does_not_know_still_makes_a_row() -> None:
    """F30: unknown ids from the live feed."""
    row = see(added(NOON + 300, stamp=NOON, route="X", stop_id="nowhere")).rows[0]
    assert (row.route_short_name, row.route_type, row.platform_code) == (Text("X"), 3, "")


def test_rows_stand_in_order_of_what_they_show_then_of_the_route() -> None:
    early, late = call(NOON + 900, "9"), call(NOON + 600, "8")
    same = call(NOON + 900, "10")
    board = see(live(late, 500, stamp=NOON), planned(early), planned(same))
    assert [row.route_short_name.default for row in board.rows] == ["10", "9", "8"]


def test_alerts_of_all_sources_in_force_stand_on_the_board() -> None:
    here = (EntitySelector(stop_id="here"),)
    now = Alert("1", Text("now"), informed_entities=here)
    later = Alert("2", Text("later"), active_periods=(ActivePeriod(NOON + 2),), informed_entities=here)
    elsewhere = Alert("3", Text("elsewhere"), informed_entities=(EntitySelector(stop_id="there"),))
    state = SourceState("alerts", FeedMessage(NOON, alerts=(now, later, elsewhere)), received=1000.0)
    watch = Watch(TABLE, feed=False, sources=[state])
    assert [alert.alert_id for alert in watch.see().alerts] == ["1"]
    assert [alert.alert_id for alert in watch.see().alerts] == ["2", "1"]


def test_an_alert_that_the_feed_withdrew_is_gone() -> None:
    """HSL's monitor only ever added alerts: CarouselDataContainer.tsx."""
    alert = Alert("1", Text("now"), informed_entities=(EntitySelector(stop_id="here"),))
    watch = Watch(TABLE, feed=False, sources=[SourceState("alerts", FeedMessage(NOON, alerts=(alert,)))])
    assert len(watch.see().alerts) == 1
    watch.sources = [SourceState("alerts", FeedMessage(NOON + 1))]
    assert watch.see().alerts == ()

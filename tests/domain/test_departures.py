"""The truth about the calls at a stop, case by case of the specification.

Rules: GTFS Realtime reference (TripDescriptor, TripUpdate) and "Trip updates". "Decision" marks the points the
specification leaves open: docs/realtime-decisions.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.departures import Departure, Status, departures
from kiosk.domain.realtime import (
    FeedMessage,
    TripDescriptor,
    TripProperties,
    TripRelationship,
    TripUpdate,
    VehiclePosition,
)
from kiosk.domain.service_day import time_zero
from kiosk.domain.text import Text
from kiosk.domain.timetable import Agency, Frequency
from tests.domain.live import (
    DAY,
    EIGHT,
    NEXT_DAY,
    ZERO,
    late,
    message,
    no_data,
    only,
    position,
    skipped,
    stop,
    timetable,
    trip,
    update,
    whole_day,
)

Kind = TripRelationship
F = timetable("F", trip())
"""One trip a day, from A at 08:00; it calls at our stop F at 08:25, five minutes after E."""
AT_F = ZERO + EIGHT + 1500


def test_without_an_update_nothing_is_known_live() -> None:
    """No TripUpdate: never assume that the trip is on time."""
    departure = only(F)
    assert (departure.status, departure.realtime, departure.expected_departure) == (Status.SCHEDULED, False, None)
    assert departure.scheduled_departure == AT_F == departure.moment


@pytest.mark.parametrize(
    ("rule", "said", "status", "expected"),
    [
        ("A delay of an earlier stop holds here.", update("t", stop("C", 240)), Status.UPDATED, 240),
        ("On time is said by a delay of 0.", update("t", stop("F", 0)), Status.UPDATED, 0),
        ("An update of later stops only: the bus was here, the timetable applies.", update("t", stop("G", 9)),
         Status.SCHEDULED, None),
        ("NO_DATA before us: nothing known live, and said so.", update("t", no_data("D")), Status.NO_DATA, None),
        ("SKIPPED here: shown with its schedule.", update("t", stop("A", 60), skipped("F")), Status.SKIPPED, None),
        ("SKIPPED elsewhere: we are served.", update("t", stop("A", 60), skipped("E")), Status.UPDATED, 60),
        ("CANCELED: shown with its schedule, and it takes precedence over stop updates.",
         update("t", stop("F", 60), kind=Kind.CANCELED), Status.CANCELLED, None),
    ],
)  # fmt: skip
def test_one_update(rule: str, said: TripUpdate, status: Status, expected: int | None) -> None:
    departure = only(F, said)
    assert (departure.status, late(departure)) == (status, expected), rule
    assert departure.realtime == (expected is not None)
    assert departure.scheduled_departure == AT_F


def test_a_deleted_trip_is_not_there() -> None:
    """DELETED: must not be shown to the rider at all."""
    assert whole_day(F, message(update("t", kind=Kind.DELETED))) == ()


def test_a_call_where_nobody_may_board_says_so() -> None:
    """stop_times.txt, pickup_type 1: no pickup available."""
    assert [d.boarding for d in whole_day(timetable("EF", trip(F=1)))] == [True, False]


def test_nobody_boards_at_the_last_stop() -> None:
    """Decision: the last call of a trip is an arrival, whatever its pickup_type says."""
    assert [d.boarding for d in whole_day(timetable("IJ", trip()))] == [True, False]


# Which run?


def test_start_date_names_the_service_day() -> None:
    """A run of yesterday's service day keeps yesterday's date after midnight: 24:25 is meant here, not 00:25."""
    table = timetable("F", trip(start=86_400), days=(DAY, NEXT_DAY))
    found = departures(table, [message(update("t", stop("F", 60), start_date=DAY))], ZERO, ZERO + 3 * 86_400)
    assert [(d.service_date, late(d)) for d in found] == [(DAY, 60), (NEXT_DAY, None)]


def test_an_update_of_a_day_without_this_trip_speaks_of_no_run() -> None:
    assert only(F, update("t", stop("F", 60), start_date=NEXT_DAY)).status == Status.SCHEDULED


@pytest.mark.parametrize(
    ("said", "at", "meant"),
    [
        (update("t", stop("F", AT_F + 60)), ZERO + 86_400 + EIGHT, DAY),
        (update("t", stop("F", AT_F + 86_400 + 60)), ZERO + EIGHT, NEXT_DAY),
        (update("t", stop("F", 60)), ZERO + EIGHT, DAY),
        (update("t", stop("F", 60)), ZERO + 86_400 + EIGHT, NEXT_DAY),
        (update("t", stop("F", 60)), ZERO + 22 * 3600, NEXT_DAY),
        (update("t", stop("F", 60), timestamp=ZERO + EIGHT), ZERO + 86_400 + EIGHT, DAY),
    ],
)
def test_without_start_date_the_nearest_run_is_meant(said: TripUpdate, at: int, meant: object) -> None:
    """Decision: by the update's own times, else by when it was said."""
    table = timetable("F", trip(), days=(DAY, NEXT_DAY))
    found = departures(table, [message(said, at=at)], ZERO, ZERO + 2 * 86_400)
    assert [d.service_date for d in found if d.realtime] == [meant]


LATE_EVENING = timetable("F", trip(start=86_400), days=(DAY, NEXT_DAY))
"""Every day a run that starts at 24:00 and is here at 24:25."""
NIGHT = ZERO + 86_400 + 1500


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (update("t", stop("F", NIGHT + 60), start_date=NEXT_DAY), DAY),
        (update("t", stop("F", NIGHT + 60), start_date=DAY), DAY),
        (update("t", stop("F", NIGHT + 86_400 + 60), start_date=NEXT_DAY), NEXT_DAY),
        (update("t", stop("F", 60), start_date=NEXT_DAY), NEXT_DAY),
        (update("t", stop("F", 60), start_date=NEXT_DAY + timedelta(days=1)), NEXT_DAY),
    ],
)
def test_a_run_after_midnight_may_be_named_by_its_calendar_date(said: TripUpdate, meant: date) -> None:
    """Decision (Washington's feed does so): where no run is of that service day, or where the times decide."""
    found = departures(LATE_EVENING, [message(said)], ZERO, ZERO + 4 * 86_400)
    assert [d.service_date for d in found if d.realtime] == [meant]


def test_tomorrows_run_is_not_taken_for_one_the_timetable_does_not_have_today() -> None:
    """Seen in BART's feed on a holiday: weekday trips ran, and the timetable had them on the next day only."""
    table = timetable("F", trip(), days=(NEXT_DAY,))
    found = departures(table, [message(update("t", stop("F", AT_F + 60)))], ZERO, ZERO + 2 * 86_400)
    assert [(d.service_date, d.realtime) for d in found] == [(NEXT_DAY, False)]


def test_a_trip_is_found_by_route_direction_and_start() -> None:
    """TripDescriptor: route_id, direction_id, start_time, start_date together, if they name one trip."""
    said = update(None, stop("F", 60), route_id="r", direction_id=0, start_time=EIGHT, start_date=DAY)
    assert late(only(F, said)) == 60


def test_two_trips_of_one_start_cannot_be_told_apart_by_route() -> None:
    """The same: "if that resolves to one trip"."""
    table = timetable("F", trip("t"), trip("u"))
    said = update(None, stop("F", 60), route_id="r", direction_id=0, start_time=EIGHT, start_date=DAY)
    assert [d.realtime for d in whole_day(table, message(said))] == [False, False]


def test_a_trip_the_timetable_does_not_have_is_not_believed() -> None:
    """Decision (rule E003): a bus of the timetable must not stand there twice."""
    assert [d.trip_id for d in whole_day(F, message(update("x", stop("F", AT_F), route_id="r")))] == ["t"]


# Two sources


def test_the_newer_update_wins_then_the_newer_message() -> None:
    """Decision: TripUpdate.timestamp tells when it was measured, the header when it was published."""
    older = message(update("t", stop("F", 60), timestamp=ZERO + EIGHT), at=ZERO + EIGHT + 90)
    newer = message(update("t", stop("F", 120), timestamp=ZERO + EIGHT + 30), at=ZERO + EIGHT + 60)
    for messages in ((older, newer), (newer, older)):
        assert [late(d) for d in whole_day(F, *messages)] == [120]
    plain = message(update("t", stop("F", 180)), at=ZERO + EIGHT + 61)
    for messages in ((newer, plain), (plain, newer)):
        assert [late(d) for d in whole_day(F, *messages)] == [180]


# Another platform


def test_a_call_moves_to_another_platform_of_ours() -> None:
    """StopTimeProperties.assigned_stop_id."""
    departure = only(timetable("FP", trip()), update("t", stop(6, 60, assigned_stop_id="P")))
    assert (departure.stop_id, late(departure)) == ("P", 60)


def test_a_call_moved_away_from_us_is_skipped_here() -> None:
    """Decision: it stays in sight with its schedule, for those who wait for it here."""
    departure = only(F, update("t", stop(6, 60, assigned_stop_id="Q")))
    assert (departure.status, departure.stop_id, departure.realtime) == (Status.SKIPPED, "F", False)


def test_a_call_of_another_stop_moves_to_us() -> None:
    found = whole_day(F, message(update("t", stop("A", 0), stop(8, 60, assigned_stop_id="F"))))
    assert [(d.stop_sequence, d.stop_id, late(d)) for d in found] == [(6, "F", 0), (8, "F", 60)]


def test_a_trip_unknown_here_that_is_moved_to_us_is_shown() -> None:
    """Only assigned_stop_id proves that it comes here though the timetable has it elsewhere."""
    said = update("x", stop("Q", AT_F, assigned_stop_id="F"), route_id="r", start_date=DAY)
    found = {d.trip_id: d for d in whole_day(F, message(said))}
    assert (found["x"].status, found["x"].expected_departure) == (Status.ADDED, AT_F)


# Runs beyond the timetable


@pytest.mark.parametrize("kind", [Kind.ADDED, Kind.NEW, Kind.UNSCHEDULED])
def test_an_added_trip_is_shown_by_its_update_alone(kind: TripRelationship) -> None:
    said = update(
        "x", stop("A", AT_F - 600), stop("F", AT_F + 30, AT_F + 40), stop("J", AT_F + 900), kind=kind, route_id="r"
    )
    departure = next(d for d in whole_day(F, message(said)) if d.trip_id == "x")
    assert (departure.status, departure.expected_arrival, departure.expected_departure) == (
        Status.ADDED,
        AT_F + 30,
        AT_F + 40,
    )
    assert departure.scheduled_departure is None
    assert (str(departure.route_short_name), str(departure.headsign)) == ("46", "Остановка J")
    assert departure.boarding
    assert departure.realtime


def test_an_added_trip_that_ends_here_cannot_be_boarded() -> None:
    """Its last call has no departure."""
    said = update("x", stop("A", AT_F - 600), stop("F", AT_F), kind=Kind.ADDED)
    assert [d.boarding for d in whole_day(F, message(said)) if d.trip_id == "x"] == [False]


def test_added_and_new_of_one_trip_are_one_departure() -> None:
    """Migration guide for DUPLICATED: producers announce one run both ways for a while."""
    both = [
        update("x", stop("F", AT_F + 30), kind=kind, route_id="r", start_date=DAY)
        for kind in (Kind.ADDED, Kind.NEW)
    ]
    assert [d.trip_id for d in whole_day(F, message(*both))].count("x") == 1


def test_an_added_trip_of_the_timetable_is_that_trip() -> None:
    """Decision (rule E016: ADDED must not name a trip of the timetable): it must not stand there twice."""
    assert late(only(F, update("t", stop("F", AT_F + 30), kind=Kind.ADDED))) == 30


def test_an_added_trip_that_is_cancelled_again_is_gone() -> None:
    added = message(update("x", stop("F", AT_F), kind=Kind.ADDED, start_date=DAY), at=ZERO + EIGHT)
    cancelled = message(update("x", kind=Kind.CANCELED, start_date=DAY), at=ZERO + EIGHT + 30)
    assert [d.trip_id for d in whole_day(F, added, cancelled)] == ["t"]


def test_a_duplicated_trip_is_a_new_one_and_leaves_the_original_alone() -> None:
    """DUPLICATED: trip_properties give the new trip_id, start_date and start_time."""
    said = update("t", stop("A", 60), kind=Kind.DUPLICATED, properties=TripProperties("t2", DAY, EIGHT + 1800))
    original, copy = whole_day(F, message(said))
    assert (original.trip_id, original.status) == ("t", Status.SCHEDULED)
    assert (copy.trip_id, copy.status, copy.start_time) == ("t2", Status.ADDED, EIGHT + 1800)
    assert (copy.scheduled_departure, copy.expected_departure) == (AT_F + 1800, AT_F + 1860)


@pytest.mark.parametrize("kind", [Kind.NEW, Kind.DUPLICATED])
@pytest.mark.parametrize("said", ["Центр", "Парк"])
def test_a_headsign_that_the_timetable_translates_is_translated(kind: TripRelationship, said: str) -> None:
    """TripProperties.trip_headsign is one plain string; translations.txt knows the same words in English."""
    known = replace(trip(), trip_headsign=Text("Центр", (("en", "Centre"),)))
    properties = TripProperties("t2", DAY, EIGHT + 1800, trip_headsign=said)
    news = update(
        "t" if kind == Kind.DUPLICATED else "x",
        stop("F", AT_F + 1800),
        stop("J", AT_F + 3000),
        kind=kind,
        route_id="r",
        start_date=DAY,
        properties=properties,
    )
    (added,) = (d for d in whole_day(timetable("F", known), message(news)) if d.status == Status.ADDED)
    assert added.headsign.in_language("en") == {"Центр": "Centre"}.get(said, said)


def test_a_duplicated_trip_without_times_runs_by_the_copied_timetable() -> None:
    """Some producers give the new start in the descriptor (Sound Transit)."""
    said = update("t", kind=Kind.DUPLICATED, start_time=EIGHT + 1800, start_date=DAY)
    copy = whole_day(F, message(said))[1]
    assert (copy.scheduled_departure, copy.expected_departure, copy.realtime) == (AT_F + 1800, None, False)


def test_service_days_count_in_the_agencys_zone_whatever_the_stops_own_is() -> None:
    """GTFS Schedule reference, stops.txt, stop_timezone: times stay in agency_timezone."""
    zone = F.zone
    agencies = {"a": Agency("a", Text("Автотранс"), agency_timezone=zone)}
    routes = {"r": replace(F.routes["r"], agency_id="a")}
    abroad = replace(F, zone=ZoneInfo("Asia/Tokyo"), agencies=agencies, routes=routes)
    copied = update("t", kind=Kind.DUPLICATED, start_time=EIGHT + 1800, start_date=DAY)
    assert [d.moment for d in whole_day(abroad, message(copied))] == [AT_F, AT_F + 1800]
    late_evening = time_zero(DAY, zone) + 22 * 3600
    added = update("x", stop("F", late_evening), kind=Kind.ADDED)
    assert whole_day(abroad, message(added))[-1].service_date == DAY


def test_a_replacement_makes_the_schedule_of_its_run_void() -> None:
    """REPLACEMENT: the update holds the whole journey."""
    said = update("t", stop("A", ZERO + EIGHT), stop("F", AT_F + 77), stop("J", AT_F + 999), kind=Kind.REPLACEMENT)
    departure = only(F, said)
    assert (departure.status, departure.expected_departure) == (Status.UPDATED, AT_F + 77)
    assert departure.scheduled_departure is None


def test_a_replacement_that_passes_us_by_is_not_there() -> None:
    said = update("t", stop("A", ZERO + EIGHT), stop("J", AT_F), kind=Kind.REPLACEMENT)
    assert whole_day(F, message(said)) == ()


# Headway service

EVERY_10 = Frequency(EIGHT, EIGHT + 3600, 600, exact_times=False)
HEADWAY = timetable("F", trip(frequencies=(EVERY_10,)))


def test_a_real_run_of_a_headway_service_stands_for_the_nearest_nominal_one() -> None:
    """frequencies.txt, exact_times=0: trips run by a headway, UNSCHEDULED updates tell the real ones."""
    said = update("t", stop("F", AT_F + 700), kind=Kind.UNSCHEDULED, start_time=EIGHT + 660, start_date=DAY)
    found = whole_day(HEADWAY, message(said))
    assert len(found) == 6
    assert [d.start_time for d in found if d.realtime] == [EIGHT + 660]
    assert EIGHT + 600 not in {d.start_time for d in found}
    assert {d.headway_secs for d in found} == {600}


def test_two_real_runs_close_together_stand_for_two_nominal_ones() -> None:
    said = [
        update("t", stop("F", AT_F + 600 + shift), kind=Kind.UNSCHEDULED, start_time=EIGHT + shift, start_date=DAY)
        for shift in (560, 620)
    ]
    found = whole_day(HEADWAY, message(*said))
    assert (len(found), sum(d.realtime for d in found)) == (6, 2)


def test_a_delay_means_nothing_in_a_headway_service() -> None:
    """StopTimeEvent.delay: cannot be used for exact_times=0."""
    said = update("t", stop("F", 60), kind=Kind.UNSCHEDULED, start_time=EIGHT, start_date=DAY)
    assert not any(d.realtime for d in whole_day(HEADWAY, message(said)))


def test_a_run_with_exact_times_is_named_by_its_start_time() -> None:
    """TripDescriptor.start_time: required for trips of frequencies.txt."""
    exact = timetable("F", trip(frequencies=(Frequency(EIGHT, EIGHT + 1800, 600, exact_times=True),)))
    said = update("t", stop("F", 60), start_time=EIGHT + 600, start_date=DAY)
    assert [late(d) for d in whole_day(exact, message(said))] == [None, 60, None]
    wrong = update("t", stop("F", 60), start_time=EIGHT + 601, start_date=DAY)
    assert not any(d.realtime for d in whole_day(exact, message(wrong)))


# Only a route is known


def arrival(vehicle: str, at: int, here: str = "F") -> TripUpdate:
    """What the stop forecast of St Petersburg sends for one vehicle."""
    return update(None, stop(here, at), route_id="r", vehicle=vehicle)


def test_arrivals_by_route_are_told_apart_by_vehicle() -> None:
    found = [d for d in whole_day(F, message(arrival("a", AT_F), arrival("b", AT_F + 60))) if not d.trip_id]
    assert [d.expected_departure for d in found] == [AT_F, AT_F + 60]
    assert {d.status for d in found} == {Status.ADDED}
    assert len({d.key for d in found}) == 2
    assert {(str(d.route_short_name), str(d.headsign)) for d in found} == {("46", "Центр")}


def test_the_key_of_a_vehicle_stays_while_its_time_changes() -> None:
    before, after = (
        [
            d.key
            for d in whole_day(F, message(arrival("a", AT_F + s), arrival("b", AT_F + 60 + s)))
            if not d.trip_id
        ]
        for s in (0, 40)
    )
    assert before == after


def test_a_vehicle_that_comes_twice_is_two_departures() -> None:
    found = [d for d in whole_day(F, message(arrival("a", AT_F), arrival("a", AT_F + 3000))) if not d.trip_id]
    assert [d.ordinal for d in found] == [0, 1]


def test_a_vehicle_said_twice_with_one_time_is_one_departure() -> None:
    """Two entities of different ids cannot make two buses of one."""
    twice = [arrival("a", AT_F), update(None, stop("F", AT_F), route_id="r", vehicle="a", timestamp=AT_F)]
    assert len([d for d in whole_day(F, message(*twice)) if not d.trip_id]) == 1


def test_of_two_messages_about_a_vehicle_the_newer_is_believed() -> None:
    old, new = message(arrival("a", AT_F), at=AT_F - 90), message(arrival("a", AT_F + 20), at=AT_F - 60)
    assert [d.moment for d in whole_day(F, new, old) if not d.trip_id] == [AT_F + 20]


def test_a_route_arrival_at_another_stop_is_none_of_ours() -> None:
    assert [d.trip_id for d in whole_day(F, message(arrival("a", AT_F, here="E")))] == ["t"]


def test_a_route_the_timetable_does_not_have_is_called_by_its_id() -> None:
    said = update(None, stop("F", AT_F), route_id="1072", vehicle="a")
    assert "1072" in {str(d.route_short_name) for d in whole_day(F, message(said))}


# Vehicles


def joined(*vehicles: VehiclePosition, said: TripUpdate | None = None) -> VehiclePosition | None:
    """The vehicle of the only departure."""
    (departure,) = whole_day(F, message(*([said] if said else []), vehicles=vehicles))
    return departure.vehicle


def test_a_vehicle_is_joined_by_its_trip() -> None:
    assert joined(bus := position("1", "t")) == bus
    assert joined(position("1", "x")) is None


def test_a_vehicle_without_a_trip_is_joined_by_the_updates_vehicle() -> None:
    bus = position("1")
    assert joined(bus, said=update("t", stop("F", 0), vehicle="1")) == bus
    assert joined(bus, said=update("t", stop("F", 0), vehicle="2")) is None


def test_a_vehicle_on_another_trip_now_is_not_on_ours() -> None:
    assert joined(position("1", "x"), said=update("t", stop("F", 0), vehicle="1")) is None


def test_of_two_vehicles_on_a_trip_the_named_one_else_the_newest_is_shown() -> None:
    old, new = position("1", "t", timestamp=AT_F), position("2", "t", timestamp=AT_F + 5)
    assert joined(old, new) == new
    assert joined(old, new, said=update("t", stop("F", 0), vehicle="1")) == old


def test_a_vehicle_of_a_service_day_is_on_that_days_run() -> None:
    table = timetable("F", trip(), days=(DAY, NEXT_DAY))
    bus = VehiclePosition(position("1").vehicle, TripDescriptor("t", start_date=NEXT_DAY))
    found = departures(table, [message(vehicles=(bus,))], ZERO, ZERO + 2 * 86_400)
    assert [d.vehicle for d in found] == [None, bus]


# The window


def test_a_late_run_is_in_the_window_by_its_effective_moment() -> None:
    """Its schedule is over, but it has not come yet."""
    said = message(update("t", stop("F", 3600)))
    assert [late(d) for d in departures(F, [said], AT_F + 1800, AT_F + 7200)] == [3600]
    assert [late(d) for d in departures(F, [said], AT_F - 60, AT_F + 60)] == [3600]
    assert departures(F, [said], AT_F + 60, AT_F + 1800) == ()


def test_the_window_holds_its_start_and_not_its_end() -> None:
    assert len(departures(F, [], AT_F, AT_F + 1)) == 1
    assert departures(F, [], AT_F - 1, AT_F) == ()


def test_on_the_night_the_clocks_change_a_delay_is_a_delay() -> None:
    """Time zero is noon minus 12 h: a delay adds to moments, not to the wall clock."""
    berlin = ZoneInfo("Europe/Berlin")
    night = date(2026, 3, 29)
    zero = time_zero(night, berlin)
    table = timetable("F", trip(start=3 * 3600))
    call = table.calls[0]._replace(service_date=night, start=zero + 3 * 3600)
    table = replace(table, zone=berlin, calls=(call,))
    found = departures(table, [message(update("t", stop("F", 60)), at=zero)], zero, zero + 86_400)
    assert [d.expected_departure for d in found] == [zero + 3 * 3600 + 1500 + 60]


# Whatever the feed says

_stops = st.lists(
    st.builds(
        stop,
        st.one_of(st.integers(0, 12), st.sampled_from("ABFJZ")),
        st.none() | st.integers(-9000, 9000) | st.integers(ZERO, ZERO + 2 * 86_400),
        st.none() | st.integers(-9000, 9000) | st.integers(ZERO, ZERO + 2 * 86_400),
    ),
    max_size=5,
)
_said = st.builds(
    lambda trip_id, stops, **more: update(trip_id, *stops, **more),
    st.sampled_from(["t", "u", "x", None]),
    _stops,
    kind=st.sampled_from(TripRelationship),
    route_id=st.sampled_from(["r", "q"]),
    direction_id=st.sampled_from([None, 0]),
    start_time=st.sampled_from([None, EIGHT, EIGHT + 300]),
    start_date=st.sampled_from([None, DAY, NEXT_DAY, DAY - timedelta(days=1)]),
    vehicle=st.sampled_from(["", "1", "2"]),
    timestamp=st.none() | st.integers(ZERO, ZERO + 86_400),
)
_messages = st.lists(
    st.builds(
        lambda said, at: message(*said, at=at),
        st.lists(_said, max_size=4),
        st.none() | st.integers(ZERO, ZERO + 86_400),
    ),
    max_size=3,
)
MIXED = timetable("FG", trip("t"), trip("u", stops="AFBFG", frequencies=(EVERY_10,)), days=(DAY, NEXT_DAY))


@given(_messages, st.integers(0, 86_400), st.integers(1, 86_400))
def test_whatever_is_said_the_list_is_ordered_unique_and_inside_the_window(
    messages: list[FeedMessage], begin: int, length: int
) -> None:
    since, until = ZERO + begin, ZERO + begin + length
    found = departures(MIXED, messages, since, until)
    assert [d.moment for d in found] == sorted(d.moment for d in found)
    assert len({d.key for d in found}) == len(found)
    for departure in found:
        scheduled = departure.scheduled_departure
        assert since <= departure.moment < until or (scheduled is not None and since <= scheduled < until)
        assert departure.realtime == (departure.expected_departure is not None)
        assert not departure.realtime or departure.status in (Status.UPDATED, Status.ADDED)


@given(_messages)
def test_an_ordinary_run_is_lost_only_where_the_feed_says_so(messages: list[FeedMessage]) -> None:
    """Every call of the timetable stays, unless its run is deleted or replaced."""
    kinds = {said.trip.schedule_relationship for one in messages for said in one.trip_updates}
    found: tuple[Departure, ...] = departures(MIXED, messages, ZERO - 86_400, ZERO + 4 * 86_400)
    kept = {d.service_date for d in found if d.trip_id == "t" and d.call is not None and d.stop_id == "F"}
    if not kinds & {Kind.DELETED, Kind.REPLACEMENT}:
        assert {DAY, NEXT_DAY} <= kept

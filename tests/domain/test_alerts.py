"""Which alerts concern the passenger who waits here. Rules: GTFS Realtime reference, Alert and EntitySelector."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.alerts import relevant_alerts
from kiosk.domain.realtime import ActivePeriod, Alert, EntitySelector, TripDescriptor
from kiosk.domain.text import Text
from kiosk.domain.timetable import Agency, Route, Stop
from tests.domain.small_stop import NOON, STOPS, call, timetable

BUS = call(NOON + 600, trip_id="t")
TABLE = replace(
    timetable(BUS),
    routes={"46": Route("46", Text("46"), agency_id="bus", route_type=3)},
    stop_ids=frozenset({"here", "platform"}),
    stops={**STOPS, "platform": Stop("platform", Text("1"), parent_station="station")},
    agencies={"bus": Agency("bus", Text("Bus"))},
)


def alert(*entities: EntitySelector, name: str = "a", **more: object) -> Alert:
    plain = Alert(name, Text(name), informed_entities=entities)
    return replace(plain, **more)  # type: ignore[arg-type]  # the names are checked by replace itself


@pytest.mark.parametrize(
    ("entity", "concerns"),
    [
        (EntitySelector(stop_id="here"), True),
        (EntitySelector(stop_id="platform"), True),
        (EntitySelector(stop_id="station"), True),
        (EntitySelector(stop_id="after"), False),
        (EntitySelector(route_id="46"), True),
        (EntitySelector(route_id="47"), False),
        (EntitySelector(route_id="46", stop_id="here"), True),
        (EntitySelector(route_id="46", stop_id="after"), False),
        (EntitySelector(route_id="47", stop_id="here"), False),
        (EntitySelector(route_id="46", direction_id=0), True),
        (EntitySelector(route_id="46", direction_id=1), False),
        (EntitySelector(route_type=3), True),
        (EntitySelector(route_type=0), False),
        (EntitySelector(route_type=3, route_id="47"), False),
        (EntitySelector(agency_id="bus"), True),
        (EntitySelector(agency_id="tram"), False),
        (EntitySelector(agency_id="bus", route_type=0), False),
        (EntitySelector(trip=TripDescriptor("t")), True),
        (EntitySelector(trip=TripDescriptor("u")), False),
        (EntitySelector(trip=TripDescriptor(route_id="46")), True),
        (EntitySelector(trip=TripDescriptor(route_id="46", direction_id=1)), False),
        (EntitySelector(trip=TripDescriptor(route_id="46", start_time=BUS.start_time)), True),
        (EntitySelector(trip=TripDescriptor(route_id="46", start_time=BUS.start_time + 60)), False),
        (EntitySelector(trip=TripDescriptor()), False),
        (EntitySelector(), False),
    ],
)
def test_all_fields_of_an_entity_together(entity: EntitySelector, concerns: bool) -> None:
    assert bool(relevant_alerts(TABLE, [alert(entity)], NOON)) is concerns


def test_any_entity_is_enough_and_none_is_nobody() -> None:
    elsewhere, here = EntitySelector(stop_id="after"), EntitySelector(stop_id="here")
    assert relevant_alerts(TABLE, [alert(elsewhere, here)], NOON)
    assert not relevant_alerts(TABLE, [alert()], NOON)


def test_where_there_is_one_agency_its_routes_need_not_name_it() -> None:
    """GTFS, routes.txt, agency_id."""
    nameless = replace(TABLE, routes={"46": Route("46", Text("46"))})
    assert relevant_alerts(nameless, [alert(EntitySelector(agency_id="bus"))], NOON)
    assert not relevant_alerts(nameless, [alert(EntitySelector(agency_id="tram"))], NOON)
    two = replace(nameless, agencies={**TABLE.agencies, "tram": Agency("tram", Text("Tram"))})
    assert not relevant_alerts(two, [alert(EntitySelector(agency_id="bus"))], NOON)


@pytest.mark.parametrize(
    ("periods", "holds"),
    [
        ((), True),
        ((ActivePeriod(),), True),
        ((ActivePeriod(NOON),), True),
        ((ActivePeriod(NOON + 1),), False),
        ((ActivePeriod(end=NOON),), False),
        ((ActivePeriod(end=NOON + 1),), True),
        ((ActivePeriod(0, 0),), True),
        ((ActivePeriod(NOON - 9, 0),), True),
        ((ActivePeriod(NOON - 9, NOON - 1), ActivePeriod(NOON, NOON + 1)), True),
        ((ActivePeriod(NOON + 9, NOON - 9),), False),
    ],
)
def test_an_alert_holds_from_its_start_to_its_end(periods: tuple[ActivePeriod, ...], holds: bool) -> None:
    """[start, end); a missing end or 0 is none: OneBusAway/wayfinder#179."""
    told = relevant_alerts(TABLE, [alert(EntitySelector(stop_id="here"), active_periods=periods)], NOON)
    assert bool(told) is holds


def test_the_most_severe_comes_first_then_the_worst_effect_then_the_newest() -> None:
    here = EntitySelector(stop_id="here")
    old, new = (ActivePeriod(NOON - 900),), (ActivePeriod(NOON - 100),)
    alerts = [
        alert(here, name="info", severity_level="INFO", effect="NO_SERVICE"),
        alert(here, name="unsaid", effect="DETOUR"),
        alert(here, name="strange", severity_level="PURPLE", effect="PARTY"),
        alert(here, name="old", severity_level="WARNING", effect="DETOUR", active_periods=old),
        alert(here, name="new", severity_level="WARNING", effect="DETOUR", active_periods=new),
        alert(here, name="worst effect", severity_level="WARNING", effect="NO_SERVICE"),
        alert(here, name="severe", severity_level="SEVERE", effect="OTHER_EFFECT"),
    ]
    order = [one.alert_id for one in relevant_alerts(TABLE, alerts, NOON)]
    assert order == ["severe", "worst effect", "new", "old", "unsaid", "strange", "info"]


def test_one_alert_in_two_feeds_is_told_once() -> None:
    here = EntitySelector(stop_id="here")
    assert len(relevant_alerts(TABLE, [alert(here), alert(here)], NOON)) == 1


def test_hostile_text_is_carried_as_it_is_and_ordered_all_the_same() -> None:
    """F31: plain text; nothing here interprets it."""
    nasty = "<b>\u202e" + "x" * 10_000 + "\U0001f600"
    told = relevant_alerts(TABLE, [alert(EntitySelector(stop_id="here"), name=nasty, effect=nasty)], NOON)
    assert told[0].header_text.default == nasty

"""The figures of the usage log: nothing lost, nothing from outside, days and hours as people at the stop count."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.usage.entries import Scored
from kiosk.domain.usage.period import Period, last_days, midnight, month_of, year_until
from kiosk.domain.usage.scores import BINS, LEAST, Accuracy, all_routes, by_route
from kiosk.domain.usage.statistics import Figure, Outages, ServiceFigure, Statistics
from tests.domain.usage.sample_log import MONDAY, TODAY, ZONE, accuracy, at, visits
from tests.domain.usage.sample_log import figures as of_log

WEEK = Period(MONDAY, TODAY)


@pytest.fixture
def week() -> Statistics:
    return of_log(WEEK)


def figures(group: tuple[Figure, ...]) -> dict[str, int]:
    return {figure.word: figure.count for figure in group if figure.count}


def test_visits_are_counted_by_hour_of_the_day_and_by_day_of_the_stops_clock(week: Statistics) -> None:
    assert {hour: number for hour, number in enumerate(week.hours) if number} == {0: 1, 8: 55, 18: 12, 23: 3}
    assert [(one.day.day, one.count) for one in week.days] == [
        (16, 42),
        (17, 25),
        (18, 0),
        (19, 0),
        (20, 0),
        (21, 3),
        (22, 1),
    ]
    assert week.visits == 71


def test_every_page_and_word_has_a_figure_even_where_it_is_nought(week: Statistics) -> None:
    assert [figure.word for figure in week.screens][:4] == ["board", "later", "trip", "map"]
    assert figures(week.screens) == {"map": 40, "services": 9}
    assert figures(week.languages) == {"en": 6}
    assert [(figure.word, figure.count) for figure in week.text_sizes] == [("0", 0), ("1", 0), ("2", 8)]
    assert figures(week.themes) == {"contrast": 2}
    assert figures(week.sessions) == {"button": 4, "idle": 1}
    assert figures(week.reports) == {"no-bus": 2}
    assert figures(week.starts) == {"power": 1}
    assert week.aloud == 3


def test_services_stand_with_their_two_ways_the_most_wanted_first(week: Statistics) -> None:
    assert week.services == (ServiceFigure("fines", 0, 20), ServiceFigure("doctor", 5, 7))


def test_a_call_counts_once_however_many_steps_it_had(week: Statistics) -> None:
    assert (week.calls.begun, week.calls.connected) == (2, 1)
    assert figures(week.calls.endings) == {"far_end": 1, "cancelled": 1}


def test_outages_tell_how_many_and_how_long_where_that_is_known(week: Statistics) -> None:
    assert week.outages == Outages(3, 3, 780, (Figure("trip_updates", 720), Figure("alerts", 60)))
    without = of_log(WEEK, entries=())
    assert without.outages == Outages(3, 0, 0)


def test_what_lies_outside_of_the_period_is_left_out() -> None:
    tuesday = of_log(Period(date(2026, 11, 17), date(2026, 11, 17)))
    assert tuesday.visits == 25
    assert figures(tuesday.screens) == {"services": 9}
    assert tuesday.routes == ()
    assert tuesday.outages == Outages()


def test_a_period_without_anything_says_so(week: Statistics) -> None:
    assert not week.empty
    assert of_log(Period(date(2020, 1, 1), date(2020, 1, 31))).empty


@given(
    moments=st.lists(
        st.tuples(st.integers(at(15, 0) // 3600, at(24, 0) // 3600), st.integers(1, 50)), max_size=40
    ),
    zone=st.sampled_from(["Europe/Ulyanovsk", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]),
)
def test_hours_and_days_add_up_to_the_same_in_every_zone(moments: list[tuple[int, int]], zone: str) -> None:
    there = ZoneInfo(zone)
    found = of_log(WEEK, [visits(hour * 3600, times) for hour, times in moments], zone=there)
    inside = [
        times
        for hour, times in moments
        if MONDAY <= datetime.fromtimestamp(hour * 3600, UTC).astimezone(there).date() <= TODAY
    ]
    assert sum(found.hours) == sum(day.count for day in found.days) == sum(inside)
    assert len(found.days) == 7


def test_the_day_on_which_the_clocks_change_has_23_or_25_hours() -> None:
    new_york = ZoneInfo("America/New_York")
    for day, hours in ((date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 11, 2), 24)):
        since, until = Period(day, day).bounds(new_york)
        assert until - since == hours * 3600
        every_hour = [visits(moment, 1) for moment in range(since, until, 3600)]
        assert of_log(Period(day, day), every_hour, zone=new_york).days[0].count == hours


def test_periods_are_whole_days() -> None:
    assert last_days(7, TODAY) == WEEK
    assert year_until(TODAY) == Period(date(2026, 1, 1), TODAY)
    assert month_of(date(2028, 2, 11)) == Period(date(2028, 2, 1), date(2028, 2, 29))
    assert midnight(TODAY, ZONE) == at(22, 0)
    with pytest.raises(ValueError, match="cannot end"):
        Period(TODAY, MONDAY)


def test_predictions_are_summed_by_route_and_bin_the_most_shown_first(week: Statistics) -> None:
    first, second = week.routes
    assert (first.route_id, second.route_id) == ("46", "2")
    assert [one.bin for one in first.bins] == list(BINS)
    near, *_, far = first.bins
    assert (near.shown, near.judged, near.accurate, near.unseen) == (200, 200, 170, 12)
    assert near.share == 0.85
    assert near.unseen_share == 0.06
    assert near.mean_error == pytest.approx(3000 / 188)
    assert near.spread == pytest.approx((200_000 / 188) ** 0.5)
    assert (far.shown, far.judged) == (40, 30)
    assert far.share == pytest.approx(20 / 30)
    assert first.total.shown == 240


def test_few_predictions_are_told_as_few() -> None:
    assert Accuracy("0-3", LEAST - 1, LEAST - 1).share is None
    assert Accuracy("0-3", LEAST - 1, LEAST - 1).unseen_share is None
    assert Accuracy("0-3", LEAST, LEAST).share == 1
    assert Accuracy("0-3", LEAST, 0, unseen=LEAST).share == 0
    assert Accuracy("0-3", LEAST, 0, unseen=LEAST).mean_error is None


SCORED = st.builds(
    Scored,
    day=st.dates(MONDAY, TODAY + timedelta(days=2)),
    route_id=st.sampled_from(["1", "2", "other"]),
    bin=st.sampled_from([*BINS, "30-99"]),
    shown=st.integers(0, 1000),
    accurate=st.integers(0, 1000),
    unseen=st.integers(0, 1000),
)


@given(st.lists(SCORED, max_size=30))
def test_no_prediction_is_lost_between_routes_and_bins(scores: list[Scored]) -> None:
    routes = by_route(accuracy(scores))
    known = [score for score in scores if score.bin in BINS]
    assert sum(route.total.shown for route in routes) == sum(score.shown for score in known)
    assert all_routes(routes).total.accurate == sum(score.accurate for score in known)
    assert all_routes(routes).total == Accuracy(
        "",
        sum(score.shown for score in known),
        sum(score.accurate for score in known),
        unseen=sum(score.unseen for score in known),
    )

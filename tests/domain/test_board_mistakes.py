"""Mistakes that the best displays make, each a test here: none of them may be ours.

The list is what reading their sources gave: HSLdevcom/digitransit-virtualmonitor, entur/tavla-visning,
OneBusAway, mbta/realtime_signs, mbta/screens, and the press about Russian boards.
"""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.board import Board, Certainty, Due, Feed, build
from kiosk.domain.board.countdown import minutes_left
from kiosk.domain.realtime import ActivePeriod, Alert, EntitySelector, Fault, FeedMessage, SourceState
from kiosk.domain.service_day import Now, local_date
from kiosk.domain.text import Text
from tests.domain.small_stop import NOON, Watch, at, call, live, planned, source, timetable, vehicle

BUS = call(NOON + 600)
TABLE = timetable(BUS)


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25", "2026-11-26"])
def test_a_bus_of_yesterdays_service_day_counts_down_after_midnight(night: str) -> None:
    """HSL monitor, time.ts:13-16, compares seconds since the service day with seconds since midnight."""
    berlin = ZoneInfo("Europe/Berlin")
    midnight = at(f"{night} 00:00:00", berlin)
    yesterday = at(f"{night} 12:00:00", berlin) - 86_400
    bus = call(midnight + 600, zone=berlin, service_date=local_date(yesterday, berlin))
    watch = Watch(timetable(bus, zone=berlin, since=yesterday, until=midnight + 86_400), wall=midnight + 99)
    shown = [watch.only(live(bus, stamp=watch.wall), after=60).minutes for _ in range(3)]
    assert shown == [7, 6, 5]


def test_an_alert_that_has_not_begun_is_not_shown() -> None:
    """HSL monitor, monitorUtils.ts, looks at the end of an alert and never at its start."""
    alert = Alert(
        "1", Text("x"), Text(""), (ActivePeriod(NOON + 60, NOON + 120),), (EntitySelector(stop_id="here"),)
    )
    watch = Watch(TABLE, feed=False, sources=[SourceState("alerts", FeedMessage(NOON, alerts=(alert,)))])
    told = [len(watch.see(after=after).alerts) for after in (59, 1, 59, 1)]
    assert told == [0, 1, 1, 0]


def test_our_clock_is_checked_each_second_not_once_at_the_start() -> None:
    """HSL monitor, NtpSyncComponent.tsx: asked once; failure means no difference."""
    watch = Watch(TABLE)
    assert watch.see().clock_error is None
    watch.feed = False
    watch.sources = (source(watch.wall + 300, watch.monotonic + 1),)
    assert watch.see().clock_error == -299


def test_one_failed_poll_changes_nothing() -> None:
    """Entur Tavla, BoardTile/index.tsx:87, shows an error page for any single failed poll."""
    watch = Watch(TABLE)
    good = watch.see(live(BUS, stamp=NOON))
    watch.feed = False
    watch.sources = (replace(watch.sources[0], fault=Fault.UNREACHABLE, failing_since=watch.monotonic),)
    failed = watch.see(live(BUS, stamp=NOON))
    assert [(row.due, row.certainty) for row in failed.rows] == [(row.due, row.certainty) for row in good.rows]
    assert (failed.feed, failed.fault) == (Feed.LIVE, None)


def test_minutes_are_never_negative_and_never_unchecked() -> None:
    """OneBusAway's sign, Sign.js, uses the unchecked minute function and can print negative minutes."""
    for late in range(-900, 60, 7):
        for row in Watch(TABLE).see(live(BUS, late, stamp=NOON)).rows:
            assert row.minutes is None or row.minutes > 0
    assert min(minutes_left(moment, 0) for moment in range(-10_000, 10_000, 13)) == 0


def test_unknown_is_a_value_not_a_word() -> None:
    """OneBusAway's sign compares with the string 'undefined' (Sign.js:613): what is unknown is None here."""
    row = Watch(TABLE).only(planned(BUS))
    unknown = (
        row.minutes,
        row.deviation,
        row.age,
        row.stops_away,
        row.low_floor,
        row.occupancy,
        row.headway,
        row.day,
    )
    assert unknown == (None,) * 8


def test_arriving_has_one_limit_only() -> None:
    """mbta has 30 s on one screen and 60 s on another: one product, two truths. The board decides, once."""
    limit = [Watch(TABLE, wall=BUS.departure - left - 1).only(live(BUS)).due for left in (74, 75)]
    assert limit == [Due.ARRIVING, Due.MINUTES]


def test_old_predictions_go_when_the_feed_fails() -> None:
    """mbta/realtime_signs keeps them until each one's time has passed (bus_predictions.ex:127-130)."""
    watch = Watch(TABLE)
    watch.see(live(BUS, 500, stamp=NOON))
    watch.feed = False
    watch.sources = (replace(watch.sources[0], fault=Fault.UNREACHABLE, failing_since=watch.monotonic),)
    board = watch.see(live(BUS, 500, stamp=NOON), after=310)
    assert (board.feed, board.fault, board.live_until) == (Feed.LOST, Fault.UNREACHABLE, NOON - 4)
    assert [(row.certainty, row.moment) for row in board.rows] == [(Certainty.TIMETABLE, BUS.departure)]


def test_two_feeds_may_disagree_without_two_truths() -> None:
    """mbta/realtime_signs, utilities.ex:521-527: location and prediction feeds disagree about a bus at the stop.

    The vehicle stands here: that wins over its prediction of a minute.
    """
    here = vehicle(BUS.trip.trip_id, 10.0, timestamp=BUS.departure - 62, speed=0.0)
    watch = Watch(TABLE, wall=BUS.departure - 61)
    row = watch.only(live(BUS, 20, stamp=watch.wall, vehicle=here))
    assert (row.due, row.minutes) == (Due.AT_STOP, None)


def test_no_minutes_rather_than_wrong_ones() -> None:
    """Volgograd, Nizhny Tagil, Moscow 2013: boards that show wrong minutes are worse than none.

    An old prediction, a doubtful clock, a timetable: none of them gives a minute.
    """
    old = Watch(TABLE).only(live(BUS, stamp=NOON - 200))
    doubtful = build(TABLE, [live(BUS)], [source(NOON + 400, 1.0)], Now(NOON, 1.0), None).rows[0]
    by_timetable = Watch(TABLE).only(planned(BUS))
    assert [row.minutes for row in (old, doubtful, by_timetable)] == [None, None, None]


def test_live_and_timetable_never_look_alike() -> None:
    """mbta's e-ink screens do not mark what is live (departures.ex:636-639)."""
    heard, unheard = Watch(TABLE).only(live(BUS, stamp=NOON)), Watch(TABLE).only(planned(BUS))
    assert heard.certainty is not unheard.certainty
    assert heard.due is not unheard.due


def test_no_data_is_never_told_as_no_service() -> None:
    """mbta/screens#543; umts/BusInfoBoard#23: "no departures" was said while the truth was "no data"."""
    states: list[SourceState] = [SourceState("trip_updates", failing_since=0.0, fault=Fault.TIMEOUT)]
    board: Board = build(TABLE, [planned(BUS)], states, Now(NOON, 500.0), None)
    assert (board.feed, board.service.value, len(board.rows)) == (Feed.LOST, "running", 1)

"""Joins the rules of the board: what is shown now, in which order."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.board.values import Board, Certainty, Due, Feed, Row
from kiosk.domain.departures import Departure, Status
from kiosk.domain.realtime import SourceState
from kiosk.domain.service_day import Instant, Now
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, Timetable

HORIZON = 3 * 3600
UNKNOWN_ROUTE = Route("", Text(""))


def build(
    timetable: Timetable,
    departures: Sequence[Departure],
    sources: Sequence[SourceState],
    now: Now,
    previous: Board | None,
) -> Board:
    """The board at `now`; `previous` is the board of a second ago, None at the start."""
    upcoming = [
        departure
        for departure in departures
        if departure.boarding and now.instant - 5 <= departure.moment < now.instant + HORIZON
    ]
    rows = tuple(_row(timetable, departure, now.instant) for departure in upcoming)
    return Board(now=now.instant, rows=rows, feed=Feed.LIVE if sources else Feed.ABSENT)


def _row(timetable: Timetable, departure: Departure, now: Instant) -> Row:
    route = timetable.routes.get(departure.route_id, UNKNOWN_ROUTE)
    stop = timetable.stops.get(departure.stop_id)
    due, minutes = Due.CLOCK, None
    if departure.status is Status.CANCELLED:
        due = Due.CANCELLED
    elif departure.status is Status.SKIPPED:
        due = Due.SKIPPED
    elif departure.realtime:
        left = (departure.moment - now - 15) // 60
        if left < 1:
            due = Due.ARRIVING
        elif left <= 20:
            due, minutes = Due.MINUTES, left
    return Row(
        key=departure.key,
        departure=departure,
        route_short_name=departure.route_short_name,
        route_color=route.route_color,
        route_text_color=route.route_text_color,
        route_type=route.route_type,
        headsign=departure.headsign,
        due=due,
        certainty=Certainty.LIVE if departure.realtime else Certainty.TIMETABLE,
        moment=departure.moment,
        minutes=minutes,
        scheduled=departure.scheduled_departure or departure.scheduled_arrival,
        platform_code=stop.platform_code if stop else "",
        added=departure.status is Status.ADDED,
    )

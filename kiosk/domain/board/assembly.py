"""Joins the rules of the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from kiosk.domain.alerts import concerning, in_force
from kiosk.domain.board.day_plan import day_plan
from kiosk.domain.board.freshness import LiveData, live_data
from kiosk.domain.board.listing import listing
from kiosk.domain.board.memory import ConcerningAlerts, Memory
from kiosk.domain.board.rows import Scene
from kiosk.domain.board.service import next_service, service
from kiosk.domain.board.strip import strip
from kiosk.domain.board.upcoming import Upcoming
from kiosk.domain.board.values import Board, Feed
from kiosk.domain.departure import Departure
from kiosk.domain.realtime import FeedMessage, SourceState
from kiosk.domain.service_day import Now
from kiosk.domain.timetable import Timetable

UNWATCHED = 30.0
"""Monotonic seconds without a board after which nobody remembers the minutes that stood there."""

STEP = 5
"""Seconds by which the wall clock may differ from the monotonic one between two boards before it has stepped."""


def build(
    timetable: Timetable,
    departures: Sequence[Departure],
    sources: Sequence[SourceState],
    now: Now,
    previous: Board | None,
) -> Board:
    """The board at `now`; `previous` is the board of a second ago, None at the start.

    `departures` are in order of their moments and reach an hour back. Seconds may be missed between two boards,
    and the clock may step. Nothing is read but the arguments: the same ones give the same board.
    """
    memory = _carried(previous, now)
    data = live_data(sources, now, memory)
    plan = day_plan(timetable, data.now, memory.listing.plan if memory.listing else None)
    listed = listing(departures, plan, memory.listing, memory.gone)
    before = {row.key: row for row in previous.rows} if previous else {}
    scene = Scene(timetable, plan, data, listed.last)
    upcoming = Upcoming(scene, listed, memory, before)
    upcoming.take_all()
    rows = upcoming.rows()
    alerts = _alerts(timetable, sources, memory.alerts)
    return Board(
        now=now.instant,
        rows=rows,
        past=strip(upcoming.gone, data.now),
        alerts=in_force(alerts.alerts, data.now),
        feed=data.feed,
        feed_age=data.age,
        live_until=data.header if data.feed is Feed.LOST else None,
        fault=data.fault,
        service=service(plan, rows, upcoming.gone, listed.off, data),
        next_service=next_service(scene, rows, listed.off),
        clock=data.clock,
        clock_error=data.clock_error,
        off_hidden=upcoming.off_hidden,
        ghosts=MappingProxyType(dict(+upcoming.ghosts)),
        memory=Memory(
            now=now,
            started=memory.started,
            watching_since=_watching_since(memory, data),
            heard=data.heard or memory.heard,
            claims=upcoming.claims,
            gone=upcoming.gone,
            live_routes=upcoming.live_routes,
            listing=listed,
            alerts=alerts,
        ),
    )


def _carried(previous: Board | None, now: Now) -> Memory:
    """What the last board left; the minutes it showed are forgotten where the clock stepped or nobody watched."""
    memory = previous.memory if previous else None
    if memory is None:
        return Memory(now=now, started=now.monotonic)
    passed = now.monotonic - memory.now.monotonic
    stepped = abs(now.instant - memory.now.instant - passed) > STEP
    if 0 <= passed <= UNWATCHED and not stepped:
        return memory
    claims = {key: replace(claim, minutes=None, rising_since=None) for key, claim in memory.claims.items()}
    return replace(memory, claims=claims)


def _watching_since(memory: Memory, data: LiveData) -> float | None:
    if not data.usable:
        return None
    return data.monotonic if memory.watching_since is None else memory.watching_since


def _alerts(
    timetable: Timetable, sources: Sequence[SourceState], known: ConcerningAlerts | None
) -> ConcerningAlerts:
    messages = tuple(source.message for source in sources if source.message and source.message.alerts)
    if known and known.timetable is timetable and _same(known.messages, messages):
        return known
    alerts = [alert for message in messages for alert in message.alerts]
    return ConcerningAlerts(timetable, messages, concerning(timetable, alerts))


def _same(one: tuple[FeedMessage, ...], other: tuple[FeedMessage, ...]) -> bool:
    """Whether these are the very same messages, not just equal ones."""
    return [id(message) for message in one] == [id(message) for message in other]

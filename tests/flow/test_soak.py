"""Two nights of a kiosk, run fast: what must hold every second, and what must not grow."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTranslator
from pytestqt.qtbot import QtBot

from build_spec import translations
from kiosk.app.scene import Scene
from kiosk.clock import Clock
from kiosk.config.settings import Display, Settings, TimetableFeed
from kiosk.config.settings import Stop as Place
from kiosk.domain.board import Board, Feed
from kiosk.domain.realtime import (
    Alert,
    EntitySelector,
    Fault,
    FeedMessage,
    SourceState,
    StopTimeEvent,
    StopTimeUpdate,
    TripDescriptor,
    TripUpdate,
    VehicleDescriptor,
    VehiclePosition,
)
from kiosk.domain.service_day import Instant, Now
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, ScheduledCall, Timetable
from kiosk.screens.newest import NewestFacts
from tests.domain.small_stop import at, call, timetable

EVENINGS = (at("2026-11-25 22:30:00"), at("2026-11-26 22:30:00"))
MINUTES = 400
"""Until after five in the morning: over midnight, over the end of the passenger's day at 04:00."""
PAGES = ("later", "map", "alerts", "trip")
ALERT = Alert("detour", Text("Объезд"), informed_entities=(EntitySelector(route_id="46"),))


class HandClock(Clock):
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = Now(EVENINGS[0], 1000.0)

    def read(self) -> Now:
        """What the test set."""
        return self.now

    def pass_by(self, seconds: int) -> None:
        """Let seconds pass on both clocks."""
        self.now = Now(self.now.instant + seconds, self.now.monotonic + seconds)


def table(version: str) -> Timetable:
    """Three nights of the 46, the 30, which runs through, and the 22; every version names its trips anew."""
    calls = [
        call(evening + 60 * minute, route, trip_id=f"{version} {route} {evening + minute}")
        for evening in (EVENINGS[0] - 86_400, *EVENINGS)
        for route, begin, end, every in (
            ("46", 0, 140, 10),
            ("46", 370, 700, 10),
            ("30", 0, 1440, 60),
            ("22", 0, 90, 15),
        )
        for minute in range(begin, end, every)
    ]
    routes = {name: Route(name, Text(name), route_color="0055AA") for name in ("46", "30", "22")}
    found = timetable(*calls, routes=MappingProxyType(routes))
    return replace(found, since=EVENINGS[0] - 86_400, until=EVENINGS[1] + 86_400)


def message(shown: Timetable, now: Instant) -> FeedMessage:
    """The next half an hour: the 46 and the 30 by trip and with their vehicles, the 22 by route only."""
    near = shown.calls_between(now - 120, now + 1800)
    updates = [update(one, now) for one in near]
    vehicles = [position(one, now) for one in near if one.trip.route_id != "22"]
    return FeedMessage(now, tuple(updates), tuple(vehicles), (ALERT,), len(updates) + len(vehicles) + 1)


def update(one: ScheduledCall, now: Instant) -> TripUpdate:
    """What is foretold of one call: some minutes late, trembling."""
    moment = one.departure + one.departure % 420 + now % 17
    by_route = one.trip.route_id == "22"
    trip = TripDescriptor(None if by_route else one.trip.trip_id, one.trip.route_id)
    event = StopTimeEvent(time=moment)
    row = StopTimeUpdate(None if by_route else 2, "here", event, None if by_route else event)
    return TripUpdate(trip, (row,), VehicleDescriptor(f"bus {one.start_time % 7}"), timestamp=now)


def position(one: ScheduledCall, now: Instant) -> VehiclePosition:
    """A bus that comes nearer."""
    metres = min(3000, max(-500, 8 * (one.departure - now)))
    place = (54.35, 48.55 - metres / 64_800)
    bus = VehicleDescriptor(f"bus {one.start_time % 7}")
    return VehiclePosition(bus, TripDescriptor(one.trip.trip_id), *place, timestamp=now)


class Night:
    """A kiosk, the world that feeds it, and the person who turns its pages."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.facts = NewestFacts(table("first"), ("trip_updates",))
        settings = Settings(Place(("here",)), TimetableFeed(""), display=Display(theme="auto"))
        self.scene = Scene(settings, self.clock, self.facts, size=(540, 960))
        self.scene.window.show()
        self.feeds: set[Feed] = set()
        self.failing_since: float | None = None

    def close(self) -> None:
        """Take everything down, and leave no words to the next test."""
        self.scene.close()
        for translator in self.scene.screens.passenger.findChildren(QTranslator):
            QCoreApplication.removeTranslator(translator)

    def pass_through(self) -> None:
        """Every minute of the night: what the world says, then two seconds of the board."""
        for minute in range(MINUTES):
            self._hear(dead=60 <= minute < 75 or minute % 50 == 49)
            if minute == 90:
                self.facts.timetable_published.emit(
                    table("second" if self.clock.now.instant < EVENINGS[1] else "third")
                )
            if minute % 5 == 0:
                self._turn(minute // 5)
            for seconds in (1, 59):
                self._second(seconds)

    def _hear(self, *, dead: bool) -> None:
        now, known = self.clock.now, self.facts.source("trip_updates")
        if not dead:
            self.failing_since = None
            heard = SourceState("trip_updates", message(self.facts.timetable, now.instant - 3), now.monotonic)
        else:
            self.failing_since = now.monotonic if self.failing_since is None else self.failing_since
            heard = replace(known, fault=Fault.TIMEOUT, reason="no answer", failing_since=self.failing_since)
        self.facts.source_published.emit(heard)

    def _turn(self, count: int) -> None:
        rows = self.facts.board(self.clock.now).rows
        page = PAGES[count % len(PAGES)]
        if count % 3 == 2:
            self.scene.screens.navigation.back()
        elif page != "trip" or rows:
            self.scene.screens.navigation.open(page, rows[0].key if page == "trip" else "")

    def _second(self, seconds: int) -> None:
        self.clock.pass_by(seconds)
        self.scene.tick()
        QCoreApplication.processEvents()
        # Without an event loop of its own Qt keeps closed pages for one to come.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._look(self.facts.board(self.clock.now))

    def _look(self, board: Board) -> None:
        self.feeds.add(board.feed)
        keys = [row.key for row in board.rows]
        assert len(set(keys)) == len(keys)
        assert all(row.minutes is None or 1 <= row.minutes <= 20 for row in board.rows)
        assert [row.moment for row in board.rows] == sorted(row.moment for row in board.rows)
        calls = self.facts.timetable.calls_between(board.now - 3600, board.now + 3 * 3600)
        assert len(board.rows) <= max(len(calls), 10)
        assert len(board.past) <= 4
        buses = [(row.departure.route_id, row.moment) for row in board.rows]
        assert len(set(buses)) == len(buses)
        assert not any(row.added for row in board.rows)
        if board.feed is Feed.LOST:
            assert all(row.minutes is None for row in board.rows)

    def weight(self) -> dict[str, int]:
        """What must not grow. The items first: asking for them loads their classes."""
        items = len(self.scene.window.view.rootObject().findChildren(QObject))
        gc.collect()
        known, process = gc.get_objects(), psutil.Process()
        return {
            "objects": len(known),
            "boards": sum(isinstance(one, Board) for one in known),
            "messages": sum(isinstance(one, FeedMessage) for one in known),
            "timetables": sum(isinstance(one, Timetable) for one in known),
            "items": items,
            "threads": threading.active_count() + process.num_threads(),
            "files": process.num_fds(),
        }


@pytest.fixture
def night(qtbot: QtBot) -> Iterator[Night]:
    """A kiosk of which nothing stays."""
    translations.compile_stale()
    begun = Night()
    yield begun
    begun.close()


def test_two_nights(night: Night) -> None:
    """The second night leaves nothing behind that the first did not; a Qt warning fails the test by itself."""
    night.pass_through()
    between = night.weight()
    night.clock.pass_by(EVENINGS[1] - night.clock.now.instant)
    night.pass_through()
    after = night.weight()
    assert night.feeds == {Feed.LIVE, Feed.AGEING, Feed.LOST}
    assert after.pop("objects") <= 1.02 * between.pop("objects")
    assert all(after[name] <= between[name] for name in after), (between, after)

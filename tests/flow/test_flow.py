"""From the bytes that a server sends to the words on the screen: real threads, a real server, a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from google.transit import gtfs_realtime_pb2 as pb
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from build_spec import translations
from kiosk import paths
from kiosk.app.live import READ_AGAIN, Live, known_timetable
from kiosk.app.scene import Scene
from kiosk.clock import Clock
from kiosk.config.settings import Display, Realtime, Settings, Stop, TimetableFeed
from kiosk.domain.realtime import SourceState
from kiosk.domain.service_day import Now
from kiosk.feeds.timetable_file import TimetableFile
from kiosk.screens.newest import NewestFacts
from tests.fakes import feed_server as fake
from tests.fakes.feed_server import FeedServer
from tests.feeds.gtfs_zip import gtfs_zip
from tests.screens.stage import texts

SEVEN = round(datetime(2026, 11, 24, 7, 59, tzinfo=ZoneInfo("Europe/Ulyanovsk")).timestamp())
"""A minute before trip T1 sets off; it calls at S2, where the kiosk stands, from 08:10 to 08:11."""
PATIENCE = 20_000


class HandClock(Clock):
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = Now(SEVEN, 1000.0)

    def read(self) -> Now:
        """What the test set."""
        return self.now

    def pass_by(self, seconds: int) -> None:
        """Let seconds pass on both clocks."""
        self.now = Now(self.now.instant + seconds, self.now.monotonic + seconds)


@dataclass
class Pavilion:
    """One kiosk at a stop, its server and its clock."""

    server: FeedServer
    clock: HandClock
    facts: NewestFacts
    scene: Scene
    folder: Path
    qtbot: QtBot

    def words(self) -> list[str]:
        """Every word on the screen of this second."""
        self.scene.tick()
        QCoreApplication.processEvents()
        return [str(item.property("text")) for item in texts(self.scene.window.view.rootObject())]

    def wait_for(self, *wanted: str) -> None:
        """Until every one of these words stands on the screen."""
        self.qtbot.waitUntil(lambda: set(wanted) <= set(self.words()), timeout=PATIENCE)


@pytest.fixture
def pavilion(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Pavilion]]:
    """Opens a kiosk on the feeds of a local server; nothing of it stays."""
    translations.compile_stale()
    opened: list[tuple[Scene, Live]] = []
    with FeedServer() as server:
        clock = HandClock()
        server.on("/gtfs.zip", fake.serve(gtfs_zip(tmp_path / "feed.zip").read_bytes(), etag='"1"'))
        server.on("/updates.pb", fake.serve(b""))
        settings = Settings(
            stop=Stop(ids=("S2",)),
            timetable=TimetableFeed(server.url("/gtfs.zip")),
            realtime=Realtime(trip_updates=(server.url("/updates.pb"),), poll_seconds=0.05),
            display=Display(theme="day"),
        )
        folder = tmp_path / "data"

        def open_kiosk() -> Pavilion:
            file = TimetableFile(folder / paths.TIMETABLE)
            facts = NewestFacts(known_timetable(settings, file, clock.read().instant), ("trip_updates",))
            scene = Scene(settings, clock, facts, size=(540, 960), demo=False)
            live = Live(settings, folder, file, clock, facts)
            opened.append((scene, live))
            scene.show(fullscreen=False)
            live.start()
            return Pavilion(server, clock, facts, scene, folder, qtbot)

        yield open_kiosk
        for scene, live in reversed(opened):
            live.stop()
            scene.close()
            for translator in scene.screens.passenger.findChildren(QTranslator):
                QCoreApplication.removeTranslator(translator)


def update(timestamp: int, delay: int) -> bytes:
    """TripUpdates of one bus, T1, late by `delay` from its first stop on."""
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.header.timestamp = timestamp
    entity = message.entity.add(id="1")
    entity.trip_update.trip.trip_id = "T1"
    entity.trip_update.trip.start_date = "20261124"
    entity.trip_update.timestamp = timestamp
    entity.trip_update.stop_time_update.add(stop_sequence=1).departure.delay = delay
    return bytes(message.SerializeToString())


def test_a_new_kiosk_fetches_its_timetable_and_shows_it(pavilion: Callable[[], Pavilion]) -> None:
    """No timetable on the disk: honest words first, then the rows, without a restart."""
    here = pavilion()
    assert "Расписание ещё не загружено" in here.words()
    here.wait_for("проспект Филатова", "бульвар Львовский", "08:11", "09:11")


def test_live_minutes_then_no_data_then_live_again(pavilion: Callable[[], Pavilion]) -> None:
    """A live row has minutes; when the feed dies the board says since when, and the timetable stays."""
    here = pavilion()
    here.wait_for("08:11")
    here.server.on("/updates.pb", fake.serve(update(SEVEN, delay=120)))
    here.wait_for("13", "мин")
    here.server.on("/updates.pb", fake.status(500))
    here.qtbot.waitUntil(lambda: _source(here).fault is not None, timeout=PATIENCE)
    here.clock.pass_by(330)
    here.wait_for("Нет данных с 07:59 — ниже расписание", "08:11")
    assert "мин" not in here.words()
    here.server.on("/updates.pb", fake.serve(update(here.clock.now.instant, delay=120)))
    here.qtbot.waitUntil(lambda: _source(here).fault is None, timeout=PATIENCE)
    here.wait_for("8", "мин")


def test_an_empty_answer_is_never_no_buses(pavilion: Callable[[], Pavilion]) -> None:
    """Zero bytes parse as a message: a failure, and the timetable stays on the board."""
    here = pavilion()
    here.qtbot.waitUntil(lambda: _source(here).fault is not None, timeout=PATIENCE)
    here.wait_for("08:11")


def test_a_broken_timetable_leaves_the_old_one(pavilion: Callable[[], Pavilion]) -> None:
    """The feed turns into a half download: what was imported stays, also after a restart."""
    first = pavilion()
    first.wait_for("08:11")
    before = (first.folder / paths.TIMETABLE).read_bytes()
    first.server.on("/gtfs.zip", fake.serve(b"PK\x03\x04 half", etag='"2"'))
    again = pavilion()
    assert "08:11" in again.words()
    asked = [request for request in again.server.requests if request.path == "/gtfs.zip"]
    again.qtbot.waitUntil(lambda: len(again.server.requests) > len(asked), timeout=PATIENCE)
    assert (again.folder / paths.TIMETABLE).read_bytes() == before


def test_the_timetable_that_is_read_again_is_kept_once(pavilion: Callable[[], Pavilion]) -> None:
    """Who reads it for the first picture and who reads it later keep the same trips and places."""
    pavilion().wait_for("08:11")
    again = pavilion()
    before = again.facts.timetable
    again.clock.pass_by(int(READ_AGAIN))
    again.qtbot.waitUntil(lambda: again.facts.timetable is not before, timeout=PATIENCE)
    assert again.facts.timetable.stops is before.stops


def _source(here: Pavilion) -> SourceState:
    QCoreApplication.processEvents()
    return here.facts.source("trip_updates")

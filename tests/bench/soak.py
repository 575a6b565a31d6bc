"""Five and a half hours of the screen, run fast: 20,000 boards, live messages each ten seconds, 200 page changes.

This process holds what the screen process holds and no more: another one imports the timetable and makes the
messages. Prints the memory of this process in MB after 2,000 boards and at the end.
"""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from build_spec import translations
from kiosk import app, paths
from kiosk.app.kept import Kept
from kiosk.app.live import READ_AGAIN, Live, known_timetable
from kiosk.app.scene import Scene
from kiosk.app.state_services import StateServices
from kiosk.app.upkeep import Running
from kiosk.clock import Clock
from kiosk.config.settings import Settings, Stop, TimetableFeed
from kiosk.devices.starts import Starts
from kiosk.domain.realtime import SourceState
from kiosk.domain.service_day import Now
from kiosk.feeds.gtfs_rt import Interest, parse
from kiosk.feeds.timetable_file import TimetableFile
from kiosk.screens.newest import NewestFacts
from tests.bench.soak_world import BEGIN, FEEDS, LENGTH, MESSAGE_EVERY, STOP

BOARDS = 20_000
WARM = 2_000
PAGE_EVERY = 100
PAGES = ("later", "map", "alerts", "trip")
LOADED_TOO = (
    "kiosk.config.last_good",
    "kiosk.feeds.poller",
    "kiosk.feeds.timetable_source",
    "kiosk.feeds.transport",
)
"""What a running kiosk has loaded beside what is played here: the reader of settings and the threads' modules."""


class FastClock(Clock):
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.second = 0

    def read(self) -> Now:
        """The second it was told."""
        return Now(BEGIN + self.second, float(self.second))


@dataclass
class World:
    """What reaches the kiosk: messages, parsed in threads as the pollers do, and a timetable read anew."""

    settings: Settings
    facts: NewestFacts
    file: TimetableFile
    stream: IO[bytes]
    threads: ThreadPoolExecutor

    def publish(self, now: Now) -> None:
        """Everything that is new at `now`."""
        if now.monotonic and now.monotonic % READ_AGAIN == 0:
            timetable = self.threads.submit(known_timetable, self.settings, self.file, now.instant).result()
            self.facts.timetable_published.emit(timetable)
        interest = Interest.of(self.facts.timetable)
        messages = [self.threads.submit(parse, self._next(), interest) for _ in FEEDS]
        for name, message in zip(FEEDS, messages, strict=True):
            self.facts.source_published.emit(SourceState(name, message.result(), now.monotonic))

    def _next(self) -> bytes:
        (length,) = LENGTH.unpack(self.stream.read(LENGTH.size))
        return self.stream.read(length)


class Soak(QObject):
    """Runs the seconds one after the other inside the event loop: only there does Qt let go of closed pages."""

    def __init__(self, world: World, scene: Scene, clock: FastClock) -> None:
        super().__init__()
        self._world, self._scene, self._clock = world, scene, clock
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._second)
        self._timer.start()

    @Slot()
    def _second(self) -> None:
        now, second = self._clock.read(), self._clock.second
        if second % MESSAGE_EVERY == 0:
            self._world.publish(now)
        self._scene.tick()
        if second % PAGE_EVERY == PAGE_EVERY - 1:
            self._turn(now, second // PAGE_EVERY)
        if second == WARM:
            print(megabytes(), flush=True)
        self._clock.second += 1
        if self._clock.second == BOARDS:
            self._timer.stop()
            QGuiApplication.exit()

    def _turn(self, now: Now, count: int) -> None:
        """Open a page and come back every other time: somebody is at the screen."""
        navigation = self._scene.screens.navigation
        page = PAGES[count // 2 % len(PAGES)]
        rows = self._world.facts.board(now).rows
        if count % 2:
            navigation.back()
        elif page == "trip":
            navigation.open(page, rows[0].key if rows else "")
        else:
            navigation.open(page)


def main() -> None:
    """Run the hours and print the memory."""
    translations.compile_stale()
    application = QGuiApplication(sys.argv)
    clock = FastClock()
    with tempfile.TemporaryDirectory() as folder, sent_from(Path(folder)) as stream:
        settings = Settings(Stop((STOP,)), TimetableFeed("feed.zip"))
        file = TimetableFile(Path(folder) / paths.TIMETABLE)
        facts = NewestFacts(known_timetable(settings, file, BEGIN), tuple(FEEDS))
        facts.timetable_changed.connect(app._keep_what_is)
        scene = Scene(settings, clock, facts, size=(1080, 1920))
        scene.window.show()
        # In the order of the running kiosk: the picture first, then what its threads import.
        app._keep_what_is()
        for name in LOADED_TOO:
            importlib.import_module(name)
        kept = Kept(
            Running(
                settings,
                None,
                Path(folder),
                clock,
                scene,
                facts,
                Live(settings, Path(folder), file, clock, facts),
                StateServices(settings, scene, Path(folder), None),
                None,
                QGuiApplication.exit,
                Starts(None),
            )
        )
        kept.start()
        with ThreadPoolExecutor(len(FEEDS)) as threads:
            world = World(settings, facts, file, stream, threads)
            soak = Soak(world, scene, clock)
            application.exec()
        print(megabytes())
        kept.stop()
        scene.close()
        del soak


@contextmanager
def sent_from(folder: Path) -> Iterator[IO[bytes]]:
    """The stream of the world's messages, once its timetable is in `folder`."""
    words = [sys.executable, "-m", "tests.bench.soak_world", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as world:
        assert world.stdout
        world.stdout.readline()
        yield world.stdout
        world.stdout.close()


def megabytes() -> float:
    """Resident memory of this process."""
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    main()

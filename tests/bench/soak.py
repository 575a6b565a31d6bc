"""Five and a half hours of the screen, run fast: 20,000 boards, live messages each ten seconds, 200 page changes.

Prints the memory of this process in MB after 2,000 boards and at the end.
"""

from __future__ import annotations

import gc
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
from PySide6.QtGui import QGuiApplication

from build_spec import translations
from kiosk import paths
from kiosk.demo import feed
from kiosk.demo.gtfs_zip import gtfs_zip
from kiosk.demo.network import read_network
from kiosk.demo.simulation import Simulation
from kiosk.domain.realtime import FeedMessage, SourceState
from kiosk.domain.service_day import Now, local_date
from kiosk.domain.timetable import Timetable
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.gtfs_rt import Interest, parse
from kiosk.feeds.timetable_file import TimetableFile
from kiosk.screens.newest import NewestFacts
from kiosk.screens.window import Screens, Window

BEGIN = round(datetime(2026, 11, 24, 6, tzinfo=UTC).timestamp())
BOARDS = 20_000
WARM = 2_000
MESSAGE_EVERY = 10
PAGE_EVERY = 100
PAGES = ("later", "map", "alerts", "trip")
SOURCES = {
    "trip_updates": feed.trip_updates,
    "vehicle_positions": feed.vehicle_positions,
    "alerts": feed.alerts,
}


def main() -> None:
    """Run the hours and print the memory."""
    application = QGuiApplication(sys.argv)
    translations.compile_stale()
    network = read_network(paths.resources() / "demo" / "network.toml")
    timetable = demonstration_timetable(gtfs_zip(network, local_date(BEGIN, network.zone)))
    simulation = Simulation(network, BEGIN)
    facts = NewestFacts(timetable, tuple(SOURCES))
    screens = Screens.made(paths.resources() / "translations", demo=True)
    window = Window(screens, qml=paths.qml(), resources=paths.resources())
    window.show()
    interest = Interest.of(timetable)
    for second in range(BOARDS):
        now = Now(BEGIN + second, float(second))
        if second % MESSAGE_EVERY == 0:
            for state in states(simulation, interest, now):
                facts.source_published.emit(state)
            application.processEvents()
        screens.show(facts.board(now), timetable)
        screens.navigation.tick(now)
        if second % PAGE_EVERY == PAGE_EVERY - 1:
            turn(screens, facts, now, second // PAGE_EVERY)
        application.processEvents()
        if second == WARM:
            print(megabytes())
    print(megabytes())
    window.close()


def demonstration_timetable(zip_bytes: bytes) -> Timetable:
    """The timetable of the demonstrated stop, through the same import as any."""
    with tempfile.TemporaryDirectory() as folder:
        zip_file = Path(folder) / "feed.zip"
        zip_file.write_bytes(zip_bytes)
        out = Path(folder) / paths.TIMETABLE
        import_gtfs(zip_file, ["filatova-1"], out)
        return TimetableFile(out).read(BEGIN - 12 * 3600, BEGIN + 48 * 3600)


def states(simulation: Simulation, interest: Interest, now: Now) -> Iterator[SourceState]:
    """What the pollers would publish at `now`."""
    for name, make in SOURCES.items():
        message: FeedMessage = parse(make(simulation, now.instant), interest)
        yield SourceState(name, message, now.monotonic)


def turn(screens: Screens, facts: NewestFacts, now: Now, count: int) -> None:
    """Open a page and come back every other time: somebody is at the screen."""
    if count % 2:
        screens.navigation.back()
        return
    page = PAGES[count // 2 % len(PAGES)]
    rows = facts.board(now).rows
    if page == "trip":
        screens.navigation.open(page, rows[0].key if rows else "")
    else:
        screens.navigation.open(page)


def megabytes() -> float:
    """Resident memory of this process."""
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    main()

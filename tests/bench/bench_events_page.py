"""The events page over a month of a busy stop: how soon each of its pages is seen."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.bench_screen import environment
from tests.bench.figures import Figure
from tests.conftest import ROOT

NOW = 1_795_000_000
DAYS = 30
TESTS_A_DAY = 1440
LOG_FILES = 5
LINES = 20_000
PAGES = 12


def figures(_real_feeds: Path | None) -> list[Figure]:
    """How long a technician waits for a page of events."""
    words = [sys.executable, "-m", "tests.bench.bench_events_page"]
    done = subprocess.run(words, env=environment(), cwd=ROOT, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    worst = max(found["pages"], key=lambda name: max(found["pages"][name]))
    value = max(found["pages"][worst])
    beside = f"filter {worst}; {found['events']} events, {found['log_megabytes']:.1f} MB of logs"
    return [
        Figure("a page of events: touch -> rows painted, worst", 1000 * value, "ms", 200, 100, beside),
        Figure("a page of events: longest hold-up of the screen", found["held_ms"], "ms", 50, 20),
    ]


def fill(folder: Path) -> int:
    """A month of events and full logs; the number of events."""
    from kiosk.devices.usage.log import UsageLog  # noqa: PLC0415
    from kiosk.domain.usage.catalogue import event  # noqa: PLC0415

    log = UsageLog(folder / "usage.sqlite", boot_id="1", version="1")
    log.start()
    count = 0
    for number in range(DAYS * TESTS_A_DAY):
        at = NOW - 60 * (DAYS * TESTS_A_DAY - number)
        log.record(event("self_test", test="trunks", passed=1, trunk="city"), at)
        if number % 60 == 0:
            log.record(event("feed_lost", feed="trip_updates", fault="timeout"), at)
            log.record(event("feed_back", feed="trip_updates", seconds=60), at + 60)
            log.record(event("passenger_report", about="cold", feed="live"), at)
            count += 3
        count += 1
        if number % 5000 == 0:
            log.flush(60)
    log.flush(60)
    log.stop()
    for number in range(LOG_FILES):
        lines = (
            f"{time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(NOW - number * 90_000 - 4 * line))},000 "
            f"{'WARNING' if line % 50 == 0 else 'INFO'} kiosk.feeds.poller: trip_updates: no answer ({line})\n"
            for line in reversed(range(LINES))
        )
        (folder / ("kiosk.log" if number == 0 else f"kiosk.log.{number}")).write_text("".join(lines))
    return count


def main() -> None:
    """Fill a folder, page through every filter in this process, and print what it took."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    from kiosk.app.background import Background  # noqa: PLC0415
    from kiosk.app.maintenance.events import EventsPart  # noqa: PLC0415
    from kiosk.domain.maintenance.menu import Page  # noqa: PLC0415
    from kiosk.screens.maintenance.events_filters import Filter  # noqa: PLC0415
    from tests.app.black_boxes import World  # noqa: PLC0415
    from tests.screens.maintenance.stage import MaintenanceStage  # noqa: PLC0415

    application = QGuiApplication(sys.argv[:1])
    pages: dict[str, list[float]] = {}
    held = 0.0
    with TemporaryDirectory() as data:
        folder = Path(data)
        events = fill(folder)
        background = Background()
        stage = MaintenanceStage(None)
        part = EventsPart(World(stage, folder, background=background, menu=stage.menu).context)
        part.start()
        stage.menu.set_parts({Page.EVENTS: part.screen})
        stage.menu.let_in(stage.menu.role, Page.EVENTS)
        for shown in Filter:
            for number in range(PAGES):
                began = time.perf_counter()
                if number == 0:
                    part.screen.choose(shown)
                elif part.screen.hasEarlier:
                    part.screen.showEarlier()
                else:
                    break
                while part.screen.look == "loading":
                    step = time.perf_counter()
                    application.processEvents()
                    held = max(held, time.perf_counter() - step)
                step = time.perf_counter()
                stage.picture()
                held = max(held, time.perf_counter() - step)
                pages.setdefault(shown.value, []).append(time.perf_counter() - began)
        megabytes = sum(file.stat().st_size for file in folder.glob("kiosk.log*")) / 1e6
        background.stop()
        stage.close()
    print(json.dumps({"pages": pages, "held_ms": 1000 * held, "events": events, "log_megabytes": megabytes}))


if __name__ == "__main__":
    main()

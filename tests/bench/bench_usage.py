"""The usage log: what an event costs the screen, three years of a busy stop, syncs, and events lost to kills."""

from __future__ import annotations

import random
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.devices.usage.figures import figures as usage_figures
from kiosk.devices.usage.log import UsageLog
from kiosk.devices.usage.sums import SumsReader
from kiosk.domain.usage.catalogue import Purpose
from kiosk.domain.usage.period import last_days
from tests.bench.figures import Figure
from tests.devices.usage_files import DAY, MEGABYTE, NOW, PATIENCE, entries
from tests.devices.usage_loops import can_trace, killed, on_disk, syncs
from tests.devices.usage_years import BEGAN, FIRST_DAY, YEARS_DAYS, fill, some_events

EVENTS = 10_000
PAUSE = 0.0002
"""Seconds between two events: far more often than fingers can, and the writer works all the time."""
KILLS = 50
COMMITS = 200
READS = 5
MONTH = 30
A_YEAR = last_days(365, FIRST_DAY)
ZONE = ZoneInfo("Europe/Ulyanovsk")
ALL = tuple(Purpose)
SHOWN = (Purpose.OPERATION, Purpose.AUDIT, Purpose.EMERGENCY)
"""What the page of events shows."""


def figures(_real_feeds: Path | None) -> list[Figure]:
    """All of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*_cost(folder), *_years(folder), *_safety(folder)]


def _cost(folder: Path) -> Iterator[Figure]:
    events = some_events(random.Random(1), EVENTS)
    pause = threading.Event()
    with _running(folder / "cost.sqlite") as log:
        seconds = []
        for what in events:
            begun = time.perf_counter()
            log.record(what, NOW)
            seconds.append(time.perf_counter() - begun)
            pause.wait(PAUSE)
        if not log.flush(PATIENCE):
            raise RuntimeError("the log did not take the events")
    seconds.sort()
    worst = (
        f"worst of {EVENTS:,}: {1000 * seconds[-1]:.2f} ms; 99 of 100: {1000 * seconds[EVENTS // 100 * 99]:.3f} ms"
    )
    yield Figure(
        "logging an event, median, writer at work", 1000 * statistics.median(seconds), "ms", 0.2, 0.05, worst
    )
    yield Figure("logging an event, 999 of 1,000", 1000 * seconds[EVENTS // 1000 * 999], "ms", 0.2, 0.05)


@contextmanager
def _running(file: Path) -> Iterator[UsageLog]:
    log = UsageLog(file, boot_id="bench", version="1.0")
    log.start()
    try:
        yield log
    finally:
        log.stop()


def _years(folder: Path) -> Iterator[Figure]:
    file = folder / "years.sqlite"
    written = fill(file)
    size = file.stat().st_size / MEGABYTE
    with SumsReader(file) as reader:
        facts = reader.facts()
        queries: dict[str, Callable[[], object]] = {
            "the usage page of a year": lambda: usage_figures(reader, A_YEAR, ZONE),
            "the sums of a month": lambda: reader.hours(BEGAN - MONTH * DAY, BEGAN),
            "the accuracy of a month": lambda: reader.scores(FIRST_DAY - timedelta(days=MONTH), FIRST_DAY),
            "the newest 50 events": lambda: list(reader.entries(SHOWN, 0, 2 * BEGAN, limit=50)),
            "the newest 50 of a kind that never was": lambda: list(
                reader.entries(ALL, 0, 2 * BEGAN, limit=50, names=("token_refused",))
            ),
            "the facts of the log": reader.facts,
        }
        slowest = {name: min(_seconds(query) for _ in range(READS)) for name, query in queries.items()}
    told = f"{YEARS_DAYS:,} days, {written:,} events; {facts.events:,} in full, sums of {facts.hours:,} hours"
    yield Figure("usage log after three years of a busy stop", size, "MB", 100, 50, told)
    beside = ", ".join(f"{name} {1000 * seconds:.0f}" for name, seconds in slowest.items())
    yield Figure("slowest query of a menu page over it", 1000 * max(slowest.values()), "ms", 200, 100, beside)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _safety(folder: Path) -> Iterator[Figure]:
    file = folder / "killed.sqlite"
    told = killed(file, KILLS, random.Random(2))
    lost = len(set(told) - on_disk(file))
    beside = f"{len(told)} acknowledged, {len(entries(file))} on the disk"
    yield Figure(f"acknowledged events lost in {KILLS} kills", lost, "", 0, 0, beside)
    if not can_trace():
        return
    before_each = syncs(folder / "synced.sqlite", folder / "trace", COMMITS).before_each
    without = sum(1 for count in before_each if not count)
    mean, median = statistics.mean(before_each), statistics.median(before_each)
    beside = (
        f"syncs before each of {len(before_each)}: median {median:g}, mean {mean:.2f}, least {min(before_each)}"
    )
    yield Figure("commits acknowledged without a sync", without, "", 0, 0, beside)

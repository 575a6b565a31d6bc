"""Two hours of a kiosk with the demonstration's time sixty times as fast, and somebody at the glass all the while.

The program runs in its processes as at a stop, by an ordinary user, the window off-screen. Each 10 s memory,
handles and threads of every process are written to KIOSK_SOAK_SAMPLES (comma-separated values, so that a run that
was cut off tells something too); KIOSK_SOAK_MINUTES is the length, 120 unless told.
`python -m tests.bench.bench_appliance_soak FILE` tells of such a file.
"""

from __future__ import annotations

import contextlib
import csv
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from build_spec import translations
from kiosk.browse.plan import BrowsePlan
from kiosk.browse.wire import plan_to_json
from tests.bench.figures import Figure
from tests.fakes.portal import Portal
from tests.ordinary_user import OrdinaryUser, ordinary_user

MINUTES = 120.0
SAMPLE_EVERY = 10.0
WARM_PART, WARM_MOST = 0.25, 30.0
"""Of the whole, but no more minutes than that, until what is loaded once is loaded."""
COMPARED = 10.0
"""Minutes at the beginning and at the end of which handles and threads are compared."""
SPEED = 60
MEGABYTE = 1e6
NO_SCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
WATCHED = ("screen", "sos", "demo")
COLUMNS = ("minute", "process", "count", "rss", "pss", "handles", "threads")


@dataclass(frozen=True, slots=True)
class Sample:
    """What all processes of one name hold at one moment; memory in MB.

    `rss` is what slopes are taken of: `pss` falls and rises with every other kiosk that runs on the machine.
    """

    minute: float
    process: str
    count: int
    rss: float
    pss: float
    handles: int
    threads: int


def figures(_real_feeds: Path | None) -> list[Figure]:
    """Run it, and tell what grew."""
    file = Path(
        os.environ.get("KIOSK_SOAK_SAMPLES") or Path(tempfile.mkdtemp(prefix="kiosk-soak-")) / "samples.csv"
    )
    minutes = float(os.environ.get("KIOSK_SOAK_MINUTES") or MINUTES)
    translations.compile_stale()
    with ordinary_user() as user, Portal(user.home) as portal:
        did = user.home / "did.json"
        with visited(user, portal, did) as screen, file.open("w") as written:
            took = csv.writer(written)
            took.writerow(COLUMNS)
            for sample in samples(screen, minutes):
                took.writerow([getattr(sample, column) for column in COLUMNS])
                written.flush()
        told = json.loads(did.read_text())
    return found(read(file), f"{file}; {told}")


@contextlib.contextmanager
def visited(user: OrdinaryUser, portal: Portal, did: Path) -> Iterator[psutil.Process]:
    """The kiosk with its visitor, who notes in `did` what was done."""
    plan = BrowsePlan(
        portal.allowed,
        ca_file=portal.ca_file,
        logout_urls=(portal.logout_url,),
        resolver_rules=portal.resolver_rules,
    )
    way = [json.dumps(plan_to_json(plan)), str(portal.port), str(did)]
    words = ["run", "--demo", "--quiet", "--speed", str(SPEED), "--window", "1080x1920"]
    with (user.home / "kiosk.out").open("wb") as out:
        kiosk = user.start(
            [user.python, "-m", "tests.bench.soak_visitor", *way, *words], NO_SCREEN, stdout=out, stderr=out
        )
        try:
            yield psutil.Process(kiosk.pid)
        except BaseException:
            sys.stderr.write((user.home / "kiosk.out").read_text()[-3000:])
            raise
        finally:
            kiosk.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                kiosk.wait(30)


def samples(screen: psutil.Process, minutes: float) -> Iterator[Sample]:
    """What its processes hold, again and again. Raises AssertionError where the screen ends too soon."""
    began = time.monotonic()
    for number in itertools.count(1):
        time.sleep(max(0.0, began + number * SAMPLE_EVERY - time.monotonic()))
        minute = (time.monotonic() - began) / 60
        if minute > minutes:
            return
        if not screen.is_running() or screen.status() == psutil.STATUS_ZOMBIE:
            raise AssertionError(f"the screen ended after {minute:.1f} minutes")
        yield from sampled(screen, minute)


def sampled(screen: psutil.Process, minute: float) -> Iterator[Sample]:
    """One sample a kind of process."""
    kinds: dict[str, list[psutil.Process]] = defaultdict(list)
    kinds["screen"] = [screen]
    for child in screen.children(recursive=True):
        with contextlib.suppress(psutil.Error):
            kinds[kind(child.cmdline())].append(child)
    for name, processes in kinds.items():
        held = []
        for process in processes:
            with contextlib.suppress(psutil.Error):  # a session's processes come and go
                memory = process.memory_full_info()
                held.append(
                    (memory.rss / MEGABYTE, memory.pss / MEGABYTE, process.num_fds(), process.num_threads())
                )
        if held:
            rss, pss, handles, threads = (sum(column) for column in zip(*held, strict=True))
            yield Sample(minute, name, len(held), rss, pss, int(handles), int(threads))


def kind(words: list[str]) -> str:
    """What a process is, by its command line."""
    if "kiosk" in words:
        return words[words.index("kiosk") + 1]
    return (
        "Chromium"
        if any("QtWebEngineProcess" in word for word in words)
        else Path(words[0]).name
        if words
        else "-"
    )


def read(file: Path) -> list[Sample]:
    """The samples of a file."""
    with file.open() as written:
        return [
            Sample(
                float(row["minute"]),
                row["process"],
                int(row["count"]),
                float(row["rss"]),
                float(row["pss"]),
                int(row["handles"]),
                int(row["threads"]),
            )
            for row in csv.DictReader(written)
        ]


def found(taken: list[Sample], beside: str = "") -> list[Figure]:
    """What grew after the warm-up in the processes that live as long as the kiosk."""
    last = max(sample.minute for sample in taken)
    warm = min(WARM_PART * last, WARM_MOST)
    after = [sample for sample in taken if sample.minute >= warm]
    result = []
    for name in WATCHED:
        own = [sample for sample in after if sample.process == name]
        began, ended = own[0], own[-1]
        slope = 60 * steepness([(sample.minute, sample.rss) for sample in own])
        told = f"{began.rss:.1f} -> {ended.rss:.1f} MB in {ended.minute - began.minute:.0f} min"
        result += [
            Figure(
                f"soak, {name}: memory", slope, "MB/h", 1, 0, told if name != "screen" else f"{told}; {beside}"
            ),
            Figure(f"soak, {name}: handles more", more(own, "handles"), "", 0, 0, range_of(own, "handles")),
            Figure(f"soak, {name}: threads more", more(own, "threads"), "", 0, 0, range_of(own, "threads")),
        ]
    return result


def steepness(points: list[tuple[float, float]]) -> float:
    """The slope that half of all pairs of points exceed (Theil and Sen): peaks do not bend it."""
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in itertools.combinations(points, 2) if x2 > x1]
    return statistics.median(slopes) if slopes else 0.0


def more(own: list[Sample], column: str) -> float:
    """How many more are usual in the last minutes than in the first; an open session has some for itself."""
    first = [getattr(one, column) for one in own if one.minute <= own[0].minute + COMPARED]
    last = [getattr(one, column) for one in own if one.minute >= own[-1].minute - COMPARED]
    return float(statistics.median(last) - statistics.median(first))


def range_of(own: list[Sample], column: str) -> str:
    """First, last, least and most."""
    values = [getattr(one, column) for one in own]
    return f"{values[0]} -> {values[-1]}, between {min(values)} and {max(values)}"


if __name__ == "__main__":
    from rich.console import Console

    from tests.bench.__main__ import table

    Console().print(table(found(read(Path(sys.argv[1])))))

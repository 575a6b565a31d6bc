"""The import of big feeds beside `unzip -p`, its memory, and the next two hours from its file."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from kiosk.domain.service_day import time_zero
from kiosk.feeds.gtfs_import import import_gtfs
from kiosk.feeds.timetable_file import TimetableFile
from tests.bench.figures import Figure
from tests.bench.scale_feed import regular_feed, scale

BUILD = Path(__file__).parents[2] / "build" / "bench"
COPIES = 13
ROUNDS = 3
QUERIES = 2000

_CHILD = """
import json, re, sys, time
from pathlib import Path
from kiosk.feeds.gtfs_import import import_gtfs
started = time.perf_counter()
import_gtfs(Path(sys.argv[1]), [sys.argv[2]], Path(sys.argv[3]))
seconds = time.perf_counter() - started
# Not ru_maxrss: a child inherits that of its parent.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps([seconds, int(peak[1]) / 1024]))
"""


def figures(real_feeds: Path | None) -> list[Figure]:
    """All figures of the import; without recorded feeds a regular one of the same size is measured."""
    if real_feeds is None:
        feed, stop_id, day = regular_feed(BUILD / "regular.zip"), "1000", date(2026, 11, 24)
    else:
        feed, stop_id = real_feeds / "gtfs" / "us-ny-mta-bus_m-2026-09-23.zip", "400323"
        day = date(2026, 11, 24)
    big = scale(feed, COPIES, BUILD / f"{feed.stem}-{COPIES}.zip")
    return [
        *_import_figures("1.2 M stop_times", feed, stop_id),
        *_import_figures("15 M stop_times", big, stop_id),
        _query_figure(feed, stop_id, day),
    ]


def _import_figures(name: str, feed: Path, stop_id: str) -> list[Figure]:
    """Time and memory of an import in a process of its own, each run beside a run of unzip; the median counts."""
    ratios, floors, peaks = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            started = time.perf_counter()
            subprocess.run(["unzip", "-p", feed, "stop_times.txt"], stdout=subprocess.DEVNULL, check=True)
            floors.append(time.perf_counter() - started)
            out = Path(folder) / "timetable.sqlite"
            words = [sys.executable, "-c", _CHILD, str(feed), stop_id, str(out)]
            seconds, peak = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
            ratios.append(seconds / floors[-1])
            peaks.append(peak)
    floor = statistics.median(floors)
    return [
        Figure(f"import, {name}: time", statistics.median(ratios), "x", 4, 1, f"unzip -p: {floor:.2f} s"),
        Figure(f"import, {name}: peak memory", max(peaks), "MB", 80, 60, "the whole process"),
    ]


def _query_figure(feed: Path, stop_id: str, day: date) -> Figure:
    """99 of 100 reads of two hours at the busiest stop are not slower than this; each opens the file anew."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "timetable.sqlite"
        import_gtfs(feed, [stop_id], out)
        file = TimetableFile(out)
        noon = time_zero(day, file.read(0, 1).zone) + 12 * 3600
        calls = len(file.read(noon, noon + 7200).calls)
        spans = []
        for number in range(QUERIES):
            since = noon - 4 * 3600 + number * 15
            started = time.perf_counter()
            file.read(since, since + 7200)
            spans.append((time.perf_counter() - started) * 1000)
    spans.sort()
    median = spans[len(spans) // 2]
    beside = f"median {median:.2f} ms, {calls} calls at noon"
    return Figure("next two hours at the busiest stop, p99", spans[len(spans) * 99 // 100], "ms", 2, 0.5, beside)

"""The screen: how soon the first board is painted, what an idle board costs, and whether memory stays flat."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil

from tests.bench.figures import Figure
from tests.conftest import ROOT

STARTS = 7
SETTLE_SECONDS = 12.0
IDLE_SECONDS = 40.0
PAVILION = "filatova-1"


def figures(_real_feeds: Path | None) -> list[Figure]:
    """Every figure of the screen process."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with demonstration() as address:
            config = configuration(data, address)
            found = [start_figure(config), idle_figure(config)]
    return [*found, *memory_figures()]


@contextmanager
def demonstration() -> Iterator[str]:
    """The demonstration's server at noon of a working day; its address."""
    words = [sys.executable, "-m", "kiosk", "demo", "--with-parent"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout
        yield server.stdout.readline().removeprefix("listening on ").strip()
        server.terminate()


def configuration(data: Path, address: str) -> Path:
    """A configured stop whose timetable is already imported, as at every start but the first."""
    zip_file = data / "feed.zip"
    zip_file.write_bytes(bytes_at(f"{address}/gtfs.zip"))
    kiosk("import", "--gtfs", str(zip_file), "--stop", PAVILION, "--out", str(data))
    config = data / "kiosk.toml"
    config.write_text(
        f"""
[stop]
ids = ["{PAVILION}"]
[timetable]
gtfs = "{address}/gtfs.zip"
[realtime]
trip_updates = ["{address}/trip-updates.pb"]
vehicle_positions = ["{address}/vehicle-positions.pb"]
alerts = ["{address}/alerts.pb"]
[display]
fullscreen = false
[storage]
data_dir = "{data}"
""",
        encoding="utf-8",
    )
    return config


def bytes_at(url: str) -> bytes:
    """One body from the demonstration's server."""
    from kiosk.feeds.fetch import Response, fetch  # noqa: PLC0415
    from kiosk.feeds.source import Source  # noqa: PLC0415

    found = fetch(Source(url))
    assert isinstance(found, Response)
    return found.body


def kiosk(*words: str) -> None:
    """Run one command to its end."""
    subprocess.run([sys.executable, "-m", "kiosk", *words], cwd=ROOT, check=True, capture_output=True)


def environment() -> dict[str, str]:
    """No screen, the software backend; Python keeps its bytecode, as at a stop, whatever this desk says of it."""
    own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


def run_words(config: Path) -> list[str]:
    """The kiosk as on a desktop: nothing printed, no picture kept."""
    return [
        *(sys.executable, "-m", "kiosk", "run", "--quiet"),
        *("--config", str(config), "--window", "1080x1920"),
    ]


def seconds_until(words: Sequence[str], mark: str) -> float:
    """Seconds from the start of a process until it says `mark` on its error stream; then it is ended."""
    began = time.perf_counter()
    with subprocess.Popen(
        words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment(), cwd=ROOT
    ) as process:
        assert process.stderr
        for line in process.stderr:
            if mark in line:
                took = time.perf_counter() - began
                process.send_signal(signal.SIGKILL)
                return took
    raise AssertionError(f"{words} never said {mark!r}")


def start_figure(config: Path) -> Figure:
    """Process start to the first painted board, in turn with the hello-world; both started before."""
    ours, hello = [], []
    for _ in range(1 + STARTS):
        hello.append(seconds_until([sys.executable, "-m", "tests.bench.hello"], "painted"))
        ours.append(seconds_until(run_words(config), "the board is painted"))
    # Without the first of each, which translates Python and QML for the later ones.
    floor, value = statistics.median(hello[1:]), statistics.median(ours[1:])
    beside = f"{value:.2f} s; QML hello-world {floor:.2f} s"
    return Figure("process start to first painted board", value / floor, "x", 2, 1.3, beside)


def idle_figure(config: Path) -> Figure:
    """The share of one core that a board nobody touches takes, live feeds included."""
    with subprocess.Popen(
        run_words(config), env=environment(), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        watched = psutil.Process(process.pid)
        time.sleep(SETTLE_SECONDS)
        before, began = watched.cpu_times(), time.perf_counter()
        time.sleep(IDLE_SECONDS)
        after, took = watched.cpu_times(), time.perf_counter() - began
        assert process.poll() is None, "the kiosk ended while it was watched"
        process.terminate()
    spent = after.user + after.system - before.user - before.system
    return Figure("idle board, one core", 100 * spent / took, "%", 1, 0.3, f"{spent:.2f} s of {took:.0f} s")


def memory_figures() -> list[Figure]:
    """Memory of the screen process after 20,000 boards and 200 changes of page."""
    words = [sys.executable, "-m", "tests.bench.soak"]
    env = environment()
    done = subprocess.run(words, env=env, cwd=ROOT, check=True, capture_output=True, text=True)
    warm, end = (float(word) for word in done.stdout.split()[-2:])
    beside = f"{warm:.0f} MB after 2,000 boards; {datetime.now(UTC):%Y-%m-%d}"
    return [
        Figure("memory after 20,000 boards and 200 pages", end, "MB", 150, 120, beside),
        Figure("growth of it over the last 18,000 boards", max(end - warm, 0.0), "MB", 6, 2, "flat"),
    ]

"""A city's TripUpdates (8 MB) every second: what it costs, and what the GUI thread feels of it.

The message is made here: some 8,400 runs of 25 stops with times for all of them. 80 of these runs call at the
stop of the kiosk: one each 90 seconds, those of the next two hours. Another process serves it, so that its cost
is not counted.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from google.transit import gtfs_realtime_pb2 as schema
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from kiosk.clock import Clock
from kiosk.domain.board import Board, build
from kiosk.domain.departures import departures
from kiosk.domain.realtime import FeedMessage, SourceState
from kiosk.domain.service_day import Instant, Now, local_date, time_zero
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route, ScheduledCall, Stop, StopTime, Timetable, Trip
from kiosk.feeds.fetch import fetch
from kiosk.feeds.gtfs_rt import Interest, parse
from kiosk.feeds.poller import Poller
from kiosk.feeds.source import Response, Source
from tests.bench.figures import Figure

ZONE = ZoneInfo("Europe/Ulyanovsk")
SIZE = 8_000_000
STOPS, HERE = 25, 12
LIVE_TRIPS = 80
A_DAY = 960
"""Runs a day that call here: one each 90 seconds."""
ROUNDS = 25

SERVER = """
import http.server, pathlib, sys, time

def varint(value):
    low = value & 127
    return bytes([low]) if value < 128 else bytes([low | 128]) + varint(value >> 7)

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        stamp = b"\\x18" + varint(int(time.time()))
        body = feed + b"\\x0a" + varint(len(stamp)) + stamp
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass

feed = pathlib.Path(sys.argv[1]).read_bytes()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""
"""Serves the feed with the time of the request: a second header in a message overrides the first."""


def city(now: Instant) -> tuple[Timetable, bytes]:
    """A timetable of one stop, and the message of the city round it."""
    day = local_date(now, ZONE)
    trips = {f"weekday-2026-{n:06d}": n * 86_400 // A_DAY for n in range(A_DAY)}
    rows = tuple(
        StopTime(n + 1, f"stop-{n:05d}" if n != HERE else "here", n * 120, n * 120 + 20) for n in range(STOPS)
    )
    known = {
        trip_id: Trip(trip_id, f"route-{start % 12}", "daily", start, rows, Text("Центр"), direction_id=0)
        for trip_id, start in trips.items()
    }
    calls = [
        ScheduledCall(trip, rows[HERE], service_date, trip.start_time, zero + trip.start_time)
        for service_date in (day - timedelta(days=1), day, day + timedelta(days=1))
        for zero in (time_zero(service_date, ZONE),)
        for trip in known.values()
    ]
    timetable = Timetable(
        stop=Stop("here", Text("проспект Филатова")),
        stop_ids=frozenset({"here"}),
        zone=ZONE,
        since=now - 86_400,
        until=now + 86_400,
        calls=tuple(calls),
        trips=MappingProxyType(known),
        routes=MappingProxyType({f"route-{n}": Route(f"route-{n}", Text(str(n))) for n in range(12)}),
        active_dates=MappingProxyType({"daily": frozenset(call.service_date for call in calls)}),
    )
    soon = [call for call in calls if call.departure > now][:LIVE_TRIPS]
    return timetable, _message(soon, now)


def _message(ours: list[ScheduledCall], now: Instant) -> bytes:
    message = schema.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.header.timestamp = now
    size = 0
    for number in range(20_000):
        update = message.entity.add(id=f"entity-{number}").trip_update
        # Ours lie scattered among the others.
        call = ours[number // 60] if number % 60 == 0 and number // 60 < len(ours) else None
        update.trip.trip_id = call.trip.trip_id if call else f"other-2026-{number:06d}"
        update.trip.route_id = call.trip.route_id if call else f"other-{number % 300}"
        day = call.service_date if call else local_date(now, ZONE)
        update.trip.start_date = f"{day:%Y%m%d}"
        update.vehicle.id = str(number)
        update.timestamp = now - number % 60
        _predict(update, call, now - 900, number)
        size += update.ByteSize() + 20
        if size > SIZE:
            break
    data: bytes = message.SerializeToString()
    return data


def _predict(update: Any, call: ScheduledCall | None, start: Instant, number: int) -> None:
    for n in range(STOPS):
        stop_id = f"stop-{(number * 7 + n) % 9000:05d}" if call is None else call.trip.stop_times[n].stop_id
        foretold = update.stop_time_update.add(stop_sequence=n + 1, stop_id=stop_id)
        foretold.arrival.time = (start if call is None else call.start) + n * 120 + number % 600
        foretold.arrival.delay = number % 600
        foretold.departure.time = foretold.arrival.time + 20


@contextmanager
def served(data: bytes) -> Iterator[str]:
    """The message on a port of this machine, by another process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed.pb"
        path.write_bytes(data)
        command = [sys.executable, "-c", SERVER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                yield f"http://127.0.0.1:{server.stdout.readline().strip()}/trip-updates.pb"
            finally:
                server.terminate()


def board(timetable: Timetable, message: FeedMessage, now: Now, previous: Board | None) -> Board:
    """What the kiosk does with a message once it is read."""
    state = SourceState("trip updates", message, received=now.monotonic)
    found = departures(timetable, [message], now.instant - 3600, now.instant + 7200)
    return build(timetable, found, [state], now, previous)


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of this process."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def cost(timetable: Timetable, data: bytes, url: str) -> Figure:
    """CPU from fetch to board, against reading the same bytes with protobuf and throwing them away."""
    source, clock, interest = Source(url), Clock(), Interest.of(timetable)

    def whole() -> Board:
        response = fetch(source)
        assert isinstance(response, Response)
        made = board(timetable, parse(response.body, interest), clock.read(), None)
        assert made.rows
        return made

    whole()
    pairs = [(cpu(lambda: schema.FeedMessage().ParseFromString(data)), cpu(whole)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Figure(
        "8 MB TripUpdates: fetch to board, CPU against ParseFromString",
        ours / bare,
        "x",
        must=1.5,
        aim=0.5,
        beside=f"{ours:.1f} ms against {bare:.1f} ms; {LIVE_TRIPS} of {data.count(b'entity-')} runs are ours",
    )


class Gui(QObject):
    """The GUI thread: makes the board of each message, and notes how long its event loop did not turn."""

    published = Signal(object)

    def __init__(self, timetable: Timetable, clock: Clock) -> None:
        super().__init__()
        self._timetable = timetable
        self._clock = clock
        self._board: Board | None = None
        self._last = time.perf_counter()
        self.messages = 0
        self.gaps: list[float] = [0.0]
        self.published.connect(self._show)
        self._ticks = QTimer(self, interval=1)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()

    @Slot(object)
    def _show(self, state: SourceState) -> None:
        if state.message is not None:
            self._board = board(self._timetable, state.message, self._clock.read(), self._board)
            self.messages += 1
            self.gaps.append(0.0)

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps[-1] = max(self.gaps[-1], (now - self._last) * 1000 - 1)
        self._last = now


def stall(timetable: Timetable, url: str) -> Figure:
    """The longest time the event loop stood still, per message: nearly the longest of them (p99 of so few)."""
    app = QCoreApplication.instance() or QCoreApplication([])
    clock, interest = Clock(), Interest.of(timetable)
    gui = Gui(timetable, clock)
    # As the app does once it has painted: else a full collection walks over all of Qt and protobuf (50 ms).
    gc.collect()
    gc.freeze()
    turn(app, lambda: False, seconds=3)
    idle, gui.gaps = gui.gaps[-1], [0.0]
    poller = Poller(
        "trip updates",
        Source(url),
        lambda data: parse(data, interest),
        gui.published.emit,
        interval=1.0,
        clocks=clock.read,
    )
    poller.start()
    turn(app, lambda: gui.messages > ROUNDS, seconds=60)
    poller.stop()
    gc.unfreeze()
    longest = sorted(gui.gaps[2:-1])
    return Figure(
        "8 MB TripUpdates every second: longest stall of the GUI thread",
        longest[-1],
        "ms",
        must=16,
        aim=8,
        beside=f"{len(longest)} messages, median {statistics.median(longest):.1f} ms; idle {idle:.1f} ms",
    )


def turn(app: QCoreApplication, done: Callable[[], bool], seconds: float) -> None:
    """Let the event loop turn until `done`, or so many seconds."""
    end = time.monotonic() + seconds
    check = QTimer(interval=50)
    check.timeout.connect(lambda: app.quit() if done() or time.monotonic() > end else None)
    check.start()
    app.exec()
    check.stop()


def figures(real_feeds: Path | None) -> list[Figure]:
    """Both figures; the recorded feeds are all smaller than a city's, so they are not used."""
    del real_feeds
    timetable, data = city(Clock().read().instant)
    with served(data) as url:
        return [cost(timetable, data, url), stall(timetable, url)]

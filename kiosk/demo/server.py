"""The demonstration's web server: the feeds of an agency on this machine, and switches that break them.

GET  /gtfs.zip /trip-updates.pb /vehicle-positions.pb /alerts.pb, with ETag and 304
GET  /now      the simulated moment, POSIX seconds, so that a kiosk can set its clock by it
POST /fault?kind=frozen|500|silence|off
GET  /dispatcher      what the dispatchers of 112 heard, as JSON
POST /dispatcher?trunk=a|b&behaviour=answer|busy|late:3|...   POST /dispatcher?do=call_back
"""

from __future__ import annotations

import ctypes
import json
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kiosk.demo import feed
from kiosk.demo.dispatcher.desk import Desk
from kiosk.demo.gtfs_zip import gtfs_zip
from kiosk.demo.network import Network, read_network
from kiosk.demo.plan import service_range
from kiosk.demo.simulation import Simulation
from kiosk.domain.service_day import Instant, local_date

PR_SET_PDEATHSIG = 1
"""Source: Linux, prctl(2)."""

PROTOBUF = "application/x-protobuf"
MESSAGES = {
    "/trip-updates.pb": feed.trip_updates,
    "/vehicle-positions.pb": feed.vehicle_positions,
    "/alerts.pb": feed.alerts,
}


class Fault(StrEnum):
    """How the server may fail on request."""

    OFF = "off"
    FROZEN = "frozen"
    """It answers, with the same message for ever."""

    ERROR = "500"
    SILENCE = "silence"
    """It accepts a connection and says nothing."""


@dataclass(frozen=True, slots=True)
class Body:
    """What is served at one address."""

    content_type: str
    content: bytes

    @property
    def etag(self) -> str:
        """Names the content (RFC 9110, 8.8.3)."""
        return f'"{sha256(self.content).hexdigest()[:20]}"'


class Agency:
    """What the web server offers at the present moment, and how it is broken."""

    def __init__(self, network: Network, read_now: Callable[[], Instant]) -> None:
        self.read_now = read_now
        self.fault_over = threading.Event()
        self.fault_over.set()
        self._network = network
        self._simulation = Simulation(network, read_now())
        self._fault: tuple[Fault, Instant] = (Fault.OFF, 0)
        self._zips = lru_cache(maxsize=1)(self._zip)
        self._messages = lru_cache(maxsize=2 * len(MESSAGES))(self._message)
        # The first look at the network takes longest; the first client should not wait for it.
        self._simulation.vehicles(read_now())

    @property
    def fault(self) -> Fault:
        """How the server fails now."""
        return self._fault[0]

    def break_down(self, fault: Fault) -> None:
        """Fail in this way from now on."""
        self._fault = (fault, self.read_now())
        if fault is Fault.SILENCE:
            self.fault_over.clear()
        else:
            self.fault_over.set()

    def body(self, path: str) -> Body | None:
        """What is to be served at `path`, None where nothing is."""
        now = self.read_now()
        if path == "/now":
            return Body("text/plain", str(now).encode())
        if path == "/gtfs.zip":
            # Made for a whole month, so that it does not change each day.
            return self._zips(service_range(local_date(now, self._network.zone))[0], now)
        if path not in MESSAGES:
            return None
        fault, since = self._fault
        return self._messages(path, feed.made_at(since if fault is Fault.FROZEN else now))

    def _zip(self, _month: object, now: Instant) -> Body:
        return Body("application/zip", gtfs_zip(self._network, local_date(now, self._network.zone)))

    def _message(self, path: str, made_at: Instant) -> Body:
        return Body(PROTOBUF, MESSAGES[path](self._simulation, made_at))


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    timeout = 30

    def do_GET(self) -> None:
        """A feed, or why there is none."""
        agency = self.server.agency
        path = urlsplit(self.path).path
        if path == "/dispatcher" and self.server.desk:
            self._send(Body("application/json", json.dumps(self.server.desk.status()).encode()))
        elif agency.fault is Fault.SILENCE and path != "/now":
            agency.fault_over.wait(timeout=120)
            self.close_connection = True
        elif agency.fault is Fault.ERROR and path != "/now":
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)
        elif body := agency.body(path):
            self._send(body)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Break the feeds, or mend them; tell the dispatchers how to treat a call."""
        url = urlsplit(self.path)
        words = {name: values[0] for name, values in parse_qs(url.query).items()}
        try:
            self._order(url.path, words)
        except ValueError as error:
            self.send_error(HTTPStatus.BAD_REQUEST, str(error))
            return
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header tells the simulated time: this server lives in it."""
        return super().date_time_string(self.server.agency.read_now() if timestamp is None else timestamp)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Nothing: the kiosk logs what it fetched."""

    def _order(self, path: str, words: dict[str, str]) -> None:
        """Raises ValueError with the reason where it cannot be followed."""
        if path == "/dispatcher" and self.server.desk:
            self.server.desk.order(words)
        elif path == "/fault" and words.get("kind") in set(Fault):
            self.server.agency.break_down(Fault(words["kind"]))
        else:
            raise ValueError("POST /fault?kind=frozen|500|silence|off")

    def _send(self, body: Body) -> None:
        if self.headers.get("If-None-Match") == body.etag:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.send_header("ETag", body.etag)
            self.end_headers()
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", body.content_type)
        self.send_header("Content-Length", str(len(body.content)))
        self.send_header("ETag", body.etag)
        self.end_headers()
        self.wfile.write(body.content)


class Server(ThreadingHTTPServer):
    """Serves one agency on this machine only."""

    daemon_threads = True

    def __init__(self, port: int, agency: Agency, desk: Desk | None = None) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.agency = agency
        self.desk = desk

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle of an answer is no fault; anything else is a bug and told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def run(
    source: Path,
    port: int,
    read_now: Callable[[], Instant],
    stop: threading.Event,
    ready: Callable[[int], None],
    *,
    desk: Desk | None = None,
) -> None:
    """Serve the network of `source` until `stop` is set; tell `ready` the port as soon as a client may connect.

    Port 0 takes any free one. The play begins at the moment of the call. `desk` are running dispatchers of 112.
    Raises OSError where the port is taken.
    """
    agency = Agency(read_network(source), read_now)
    with Server(port, agency, desk) as server:
        thread = threading.Thread(target=server.serve_forever, name="demo-server", daemon=True)
        thread.start()
        try:
            ready(server.server_address[1])
            stop.wait()
        finally:
            agency.fault_over.set()
            server.shutdown()
            thread.join()


def die_with_parent() -> None:
    """Ask Linux to end this process when the one that started it dies; elsewhere nothing happens."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

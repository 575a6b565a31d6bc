"""Whether the portal is said to be there: by TLS servers that answer, refuse, hang or are somebody else."""

from __future__ import annotations

import contextlib
import logging
import queue
import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING

import pytest
import trustme

from kiosk.feeds.reach import DEADLINE, USUALLY, WATCHED, Reach
from tests.fakes import feed_server as fake
from tests.fakes.feed_server import FeedServer
from tests.feeds.fetching import GENEROUS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.feeds.line import Line

HOST = "www.gosuslugi.ru"
PATIENCE = 10.0
SHORT = 0.3


class Door:
    """A port on 127.0.0.1. With `tls` it shakes hands and keeps what it is told next; else it says nothing."""

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.told: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.came: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                self.came.put(None)
                self._meet(connection)

    def _meet(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        if self._tls is None:
            while connection.recv(4096):
                pass
            return
        with self._tls.wrap_socket(connection, server_side=True, suppress_ragged_eofs=True) as safe:
            self.told.put(safe.recv(4096))

    def close(self) -> None:
        """Let nobody in any more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(PATIENCE)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@contextlib.contextmanager
def door(authority: trustme.CA | None, name: str = HOST) -> Iterator[Door]:
    """A server with a certificate of `authority` for `name`; without one it is silent."""
    tls = None
    if authority is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(tls)
    opened = Door(tls)
    try:
        yield opened
    finally:
        opened.close()


class Bench:
    """A Reach that looks only when told to; `port` is where the host seems to be."""

    def __init__(self, port: int, ca_file: Path | None, deadline: float = DEADLINE) -> None:
        self.port = port
        self.published: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self.asked: list[tuple[str, int]] = []
        self._waits: queue.SimpleQueue[float] = queue.SimpleQueue()
        self._go = threading.Semaphore(0)
        self.reach = Reach(
            HOST,
            self.published.put,
            ca_file=ca_file,
            deadline=deadline,
            connect=self._connect,
            wait=self._wait,
        )

    def _connect(self, line: Line, host: str, port: int) -> socket.socket:
        self.asked.append((host, port))
        return line.connect("127.0.0.1", self.port)

    def _wait(self, seconds: float) -> None:
        self._waits.put(seconds)
        assert self._go.acquire(timeout=PATIENCE)

    def look(self) -> list[bool]:
        """What was published by one more attempt."""
        if self.asked:
            self._go.release()
        else:
            self.reach.start()
        self.waited = self._waits.get(timeout=PATIENCE)
        return [self.published.get() for _ in range(self.published.qsize())]

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self._go.release()
        self.reach.stop()


def closed_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_who_shows_the_host_s_certificate_is_the_host(authority: trustme.CA, ca_file: Path) -> None:
    with door(authority) as there, Bench(there.port, ca_file) as bench:
        assert bench.look() == [True]
        assert bench.asked == [(HOST, 443)]


def test_nothing_is_said_to_the_host(authority: trustme.CA, ca_file: Path) -> None:
    with door(authority) as there, Bench(there.port, ca_file) as bench:
        bench.look()
        assert there.told.get(timeout=PATIENCE) == b""


def test_only_what_is_new_is_published(
    authority: trustme.CA, ca_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk")
    with door(authority) as there, Bench(there.port, ca_file) as bench:
        assert [bench.look() for _ in range(3)] == [[True], [], []]
        bench.port = closed_port()
        assert [bench.look() for _ in range(3)] == [[False], [], []]
        bench.port = there.port
        assert [bench.look() for _ in range(2)] == [[True], []]
    assert caplog.messages == [
        "the portal of state services cannot be reached: ConnectionRefusedError",
        "the portal of state services can be reached again",
    ]


def test_the_log_names_no_host(authority: trustme.CA, ca_file: Path, caplog: pytest.LogCaptureFixture) -> None:
    with door(authority, "login.of.the.network.example") as there, Bench(there.port, ca_file) as bench:
        assert bench.look() == [False]
    assert caplog.messages == ["the portal of state services cannot be reached: SSLCertVerificationError"]


def test_a_network_s_log_in_page_is_not_the_portal(authority: trustme.CA, ca_file: Path) -> None:
    """A captive portal answers for every name, with a certificate of its own or of nobody we trust."""
    with door(authority, "wifi.example") as captive, Bench(captive.port, ca_file) as bench:
        assert bench.look() == [False]
    with door(trustme.CA()) as forged, Bench(forged.port, ca_file) as bench:
        assert bench.look() == [False]
    with door(authority) as unknown, Bench(unknown.port, None) as bench:
        assert bench.look() == [False]


def test_a_server_without_tls_is_not_the_portal(ca_file: Path) -> None:
    with FeedServer() as plain, Bench(int(plain.url("").rpartition(":")[2]), ca_file) as bench:
        plain.on("/", fake.serve(b""))
        assert bench.look() == [False]


def test_who_does_not_answer_in_time_is_gone(ca_file: Path, caplog: pytest.LogCaptureFixture) -> None:
    with door(None) as silent, Bench(silent.port, ca_file, deadline=SHORT) as bench:
        began = time.monotonic()
        assert bench.look() == [False]
        assert time.monotonic() - began < GENEROUS
    assert caplog.messages == ["the portal of state services cannot be reached: TimeoutError"]


def test_a_ca_file_that_is_none_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Bench(closed_port(), tmp_path / "missing.pem") as bench:
        bench.asked.append(("", 0))
        bench.reach.start()
        assert bench.published.get(timeout=PATIENCE) is False
    assert "missing.pem cannot be used" in caplog.messages[0]


def test_it_is_asked_more_often_while_somebody_sees_the_answer(authority: trustme.CA, ca_file: Path) -> None:
    with door(authority) as there, Bench(there.port, ca_file) as bench:
        bench.look()
        assert bench.waited == USUALLY == 60
        bench.reach.watched = True
        bench.look()
        assert bench.waited == WATCHED == 5
        bench.reach.watched = False
        bench.look()
        assert bench.waited == USUALLY


class Running:
    """A Reach that keeps its own time."""

    def __init__(self, port: int, ca_file: Path | None) -> None:
        self.published: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self.port = port
        self.reach = Reach(HOST, self.published.put, ca_file=ca_file, connect=self._connect)
        self.reach.start()

    def _connect(self, line: Line, host: str, port: int) -> socket.socket:
        return line.connect("127.0.0.1", self.port)


@pytest.mark.parametrize("how", ["look_now", "watched"])
def test_somebody_who_comes_need_not_wait_for_the_turn(authority: trustme.CA, ca_file: Path, how: str) -> None:
    with door(authority) as there:
        running = Running(closed_port(), ca_file)
        assert running.published.get(timeout=PATIENCE) is False
        running.port = there.port
        if how == "watched":
            running.reach.watched = True
        else:
            running.reach.look_now()
        assert running.published.get(timeout=PATIENCE) is True
        running.reach.stop()


def test_stopping_ends_an_attempt_that_hangs(ca_file: Path) -> None:
    with door(None) as silent:
        running = Running(silent.port, ca_file)
        silent.came.get(timeout=PATIENCE)
        began = time.monotonic()
        running.reach.stop()
        assert time.monotonic() - began < DEADLINE / 2
        assert running.published.empty()


def test_stopping_ends_the_wait(authority: trustme.CA, ca_file: Path) -> None:
    with door(authority) as there:
        running = Running(there.port, ca_file)
        running.published.get(timeout=PATIENCE)
        began = time.monotonic()
        running.reach.stop()
        assert time.monotonic() - began < WATCHED / 2

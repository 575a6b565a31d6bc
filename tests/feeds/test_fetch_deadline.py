"""The fetcher ends when it must: at its deadline, or when hung up. F01 to F05 are faults seen in the field."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.domain.realtime import Fault
from kiosk.feeds.fetch import FetchError, Response, Source, fetch
from kiosk.feeds.line import Line
from tests.fakes import feed_server as fake
from tests.fakes.feed_server import FeedServer
from tests.feeds.fetching import BODY, DEADLINE, GENEROUS, failure


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(fake.silence(), id="F03 black hole"),
        pytest.param(fake.drip_body(), id="F04 dripping body"),
        pytest.param(fake.drip_body(chunked=True), id="F04 dripping chunks"),
        pytest.param(fake.drip_headers(), id="F05 dripping headers"),
    ],
)
def test_deadline_holds(feed_server: FeedServer, behaviour: fake.Behaviour) -> None:
    began = time.monotonic()
    error = failure(Source(feed_server.on("/feed", behaviour), deadline=DEADLINE))
    assert error.fault == Fault.TIMEOUT
    assert DEADLINE <= time.monotonic() - began < GENEROUS


def test_deadline_holds_for_a_dripping_handshake() -> None:
    with FeedServer(greeting=fake.never_shakes_hands()) as server:
        began = time.monotonic()
        error = failure(Source(server.url("/feed"), deadline=DEADLINE))
    assert error.fault == Fault.TIMEOUT
    assert time.monotonic() - began < GENEROUS


def test_deadline_holds_for_a_connection_that_does_not_come_about() -> None:
    """F03: the listener's queue is full, so the kernel drops our SYN without a word."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        began = time.monotonic()
        error = failure(Source(f"http://127.0.0.1:{listener.getsockname()[1]}/", deadline=DEADLINE))
    assert error.fault == Fault.TIMEOUT
    assert time.monotonic() - began < GENEROUS


@pytest.fixture
def dead_resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A resolver that does not answer before the test is over; the list tells what it was asked."""
    over = threading.Event()
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, flags: int = 0, **_: Any) -> list[Any]:
        if not flags & socket.AI_NUMERICHOST:
            asked.append(host)
            over.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "no resolver")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield asked
    over.set()
    for thread in threading.enumerate():
        if thread.name == "name look-up":
            thread.join(GENEROUS)


def test_deadline_holds_for_names(dead_resolver: list[str]) -> None:
    """F01. A resolver cannot be interrupted, so those who ask the same again share one waiting thread."""
    began = time.monotonic()
    assert failure(Source("http://feed.example/", deadline=DEADLINE)).fault == Fault.TIMEOUT
    assert failure(Source("http://feed.example/", deadline=DEADLINE)).fault == Fault.TIMEOUT
    assert time.monotonic() - began < GENEROUS
    assert dead_resolver == ["feed.example"]


def test_unknown_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """F01."""

    def getaddrinfo(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    error = failure(Source("http://feed.example/?key=1"))
    assert (error.fault, error.sentence) == (Fault.UNREACHABLE, "the name feed.example was not found")


def test_refused_connection_is_said() -> None:
    """F02."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    error = failure(Source(f"http://127.0.0.1:{port}/"))
    assert (error.fault, error.sentence) == (Fault.UNREACHABLE, f"127.0.0.1:{port} refused the connection")


@pytest.mark.parametrize("behaviour", [fake.silence(), fake.drip_body(), fake.drip_headers()])
def test_another_thread_can_hang_up(feed_server: FeedServer, behaviour: fake.Behaviour) -> None:
    source = Source(feed_server.on("/feed", behaviour), deadline=60)
    line = Line()

    def hang_up() -> None:
        assert feed_server.asked.acquire(timeout=GENEROUS)
        line.hang_up()

    other = threading.Thread(target=hang_up)
    other.start()
    began = time.monotonic()
    with pytest.raises(FetchError, match="called off"):
        fetch(source, line=line)
    assert time.monotonic() - began < GENEROUS
    other.join()


def test_line_hung_up_before_is_never_used(feed_server: FeedServer) -> None:
    line = Line()
    line.hang_up()
    with pytest.raises(FetchError, match="called off"):
        fetch(Source(feed_server.on("/feed", fake.serve(BODY))), line=line)
    assert feed_server.requests == []


def test_hanging_up_afterwards_harms_nobody(feed_server: FeedServer) -> None:
    line = Line()
    found = fetch(Source(feed_server.on("/feed", fake.serve(BODY))), line=line)
    line.hang_up()
    assert isinstance(found, Response)

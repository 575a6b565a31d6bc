"""The web server of the demonstration over real HTTP: what it serves, and how it fails when asked to."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from queue import Queue

import pytest

from kiosk.demo import server
from kiosk.demo.network import Network
from kiosk.domain.service_day import Instant
from kiosk.feeds.fetch import FetchError, fetch
from kiosk.feeds.gtfs_rt import parse
from kiosk.feeds.source import NotModified, Response, Source
from tests.beside import beside
from tests.conftest import ROOT
from tests.demo.conftest import SOURCE, moment

PATIENCE = 30.0
"""Seconds after which a test gives up."""


@dataclass
class Play:
    """A running server, its clock, which only the test moves, and its port."""

    now: Instant
    port: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str) -> Response:
        answer = fetch(Source(self.url(path)))
        assert isinstance(answer, Response)
        return answer

    def ask(self, words: str) -> bytes:
        """The whole answer to a request written by hand."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(f"{words} HTTP/1.0\r\n\r\n".encode())
            with connection.makefile("rb") as answer:
                return answer.read()


@pytest.fixture
def play(network: Network, monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    play = Play(moment(network, "2026-11-24T17:30"))
    ports: Queue[int] = Queue()
    thread = threading.Thread(target=server.run, args=(SOURCE, 0, lambda: play.now, play.stop, ports.put))
    thread.start()
    try:
        play.port = ports.get(timeout=PATIENCE)
        yield play
    finally:
        play.stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def test_it_serves_a_gtfs_feed(play: Play) -> None:
    answer = play.get("/gtfs.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as feed:
        assert feed.testzip() is None
        assert "stop_times.txt" in feed.namelist()


def test_it_serves_live_feeds_that_follow_its_clock(play: Play) -> None:
    for path in ("/trip-updates.pb", "/vehicle-positions.pb", "/alerts.pb"):
        start = play.now
        assert parse(play.get(path).body).timestamp == start
        play.now += 60
        assert parse(play.get(path).body).timestamp == start + 60


def test_the_date_header_and_now_tell_the_simulated_time(play: Play) -> None:
    assert b"Date: Tue, 24 Nov 2026 13:30:00 GMT\r\n" in play.ask("GET /now")
    assert play.get("/now").body == str(play.now).encode()


def test_what_did_not_change_is_not_sent_again(play: Play) -> None:
    """RFC 9110, 13.1.2 and 15.4.5: If-None-Match with the current ETag is answered by 304 without a body."""
    for path in ("/gtfs.zip", "/trip-updates.pb"):
        first = play.get(path)
        play.now += 4
        assert isinstance(fetch(Source(play.url(path)), first.validators), NotModified)
    play.now += 10
    assert isinstance(fetch(Source(play.url("/trip-updates.pb")), first.validators), Response)


def test_another_address_is_not_found(play: Play) -> None:
    assert play.ask("GET /etc/passwd").startswith(b"HTTP/1.0 404 ")


def test_asked_to_fail_it_answers_500_and_recovers(play: Play) -> None:
    assert play.ask("POST /fault?kind=500").startswith(b"HTTP/1.0 204 ")
    with pytest.raises(FetchError):
        fetch(Source(play.url("/alerts.pb")))
    assert play.ask("GET /now").startswith(b"HTTP/1.0 200 ")
    play.ask("POST /fault?kind=off")
    assert play.get("/alerts.pb").body


def test_asked_to_freeze_it_repeats_itself(play: Play) -> None:
    frozen = play.now
    play.ask("POST /fault?kind=frozen")
    play.now += 600
    assert parse(play.get("/trip-updates.pb").body).timestamp == frozen
    play.ask("POST /fault?kind=off")
    assert parse(play.get("/trip-updates.pb").body).timestamp == frozen + 600


def test_asked_to_be_silent_it_says_nothing_until_it_is_mended(play: Play) -> None:
    play.ask("POST /fault?kind=silence")
    with pytest.raises(FetchError, match="deadline"):
        fetch(Source(play.url("/alerts.pb"), deadline=0.3))
    answers: Queue[bytes] = Queue()
    waiting = threading.Thread(target=lambda: answers.put(play.ask("GET /alerts.pb")))
    waiting.start()
    play.ask("POST /fault?kind=off")
    assert answers.get(timeout=PATIENCE) in (b"", play.ask("GET /alerts.pb"))
    waiting.join(PATIENCE)


def test_an_unknown_way_to_fail_is_refused(play: Play) -> None:
    assert play.ask("POST /fault?kind=melt").startswith(b"HTTP/1.0 400 ")
    assert play.get("/alerts.pb").body


def test_a_timetable_is_made_anew_when_its_month_is_over(play: Play) -> None:
    november = play.get("/gtfs.zip").validators
    play.now += 7 * 86400
    assert isinstance(fetch(Source(play.url("/gtfs.zip")), november), Response)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_it_dies_with_the_program_that_started_it() -> None:
    """A parent that is killed cannot tidy up; its demonstration must not stay behind on the port."""
    demo = [sys.executable, "-m", "kiosk", "demo", "--with-parent"]
    words = [sys.executable, "-c", f"import subprocess; subprocess.run({demo!r})"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with beside(subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT, env=environment)) as parent:
        assert parent.stdout is not None
        line = parent.stdout.readline().decode()
        assert line.startswith("listening on http://127.0.0.1:")
        assert parent.stdout.readline().startswith(b"dispatcher on sip:112@127.0.0.1:")
        parent.kill()
        parent.wait(PATIENCE)
        # The pipe ends when the last process that holds it is gone.
        assert parent.stdout.read() == b""


@pytest.mark.parametrize(("error", "told"), [(BrokenPipeError(), False), (KeyError("bug"), True)])
def test_a_client_that_goes_away_is_no_news_but_a_bug_is(
    network: Network, capsys: pytest.CaptureFixture[str], error: Exception, told: bool
) -> None:
    """A kiosk that ends in the middle of an answer leaves no trace of an error behind."""
    agency = server.Agency(network, lambda: moment(network, "2026-11-24T12:00"))
    with server.Server(0, agency) as broken:
        try:
            raise error
        except (BrokenPipeError, KeyError):
            broken.handle_error(None, ("127.0.0.1", 1))
    assert ("Traceback" in capsys.readouterr().err) is told

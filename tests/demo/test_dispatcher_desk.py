"""The dispatchers of the demonstration, told what to do over its web server."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from queue import Queue
from typing import Any

import pytest

from kiosk.demo import server
from kiosk.demo.dispatcher.desk import Desk
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.demo.dispatcher.exchange import Exchange
from kiosk.demo.network import Network
from kiosk.domain.call.sip_uri import Transport, parse
from tests.beside import beside
from tests.conftest import ROOT
from tests.demo.conftest import SOURCE, moment

PATIENCE = 30.0


def ask(port: int, words: str) -> tuple[int, bytes]:
    """Status and body of a request."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(f"{words} HTTP/1.0\r\n\r\n".encode())
        with connection.makefile("rb") as answer:
            head, _, body = answer.read().partition(b"\r\n\r\n")
            return int(head.split()[1]), body


def told(port: int) -> dict[str, Any]:
    code, body = ask(port, "GET /dispatcher")
    assert code == 200
    answer = json.loads(body)
    assert isinstance(answer, dict)
    return answer


@pytest.fixture
def port(network: Network) -> Iterator[int]:
    stop, ports = threading.Event(), Queue[int]()
    now = moment(network, "2026-11-24T17:30")
    with Desk(failed=stop.set) as desk:
        thread = threading.Thread(
            target=server.run, args=(SOURCE, 0, lambda: now, stop, ports.put), kwargs={"desk": desk}
        )
        thread.start()
        try:
            yield ports.get(timeout=PATIENCE)
        finally:
            stop.set()
            thread.join(PATIENCE)


def test_it_tells_how_the_two_trunks_behave(port: int) -> None:
    trunks = told(port)
    assert [parse(one["uri"]).transport for one in trunks.values()] == [Transport.UDP, Transport.TCP]
    for one in trunks.values():
        assert (one["behaviour"], one["calls"], one["last"]) == ("answer", 0, None)


def test_a_behaviour_is_switched_while_it_runs(port: int) -> None:
    assert ask(port, "POST /dispatcher?trunk=a&behaviour=busy")[0] == 204
    assert ask(port, "POST /dispatcher?trunk=b&behaviour=late:2")[0] == 204
    assert [one["behaviour"] for one in told(port).values()] == ["busy", "late:2"]
    uri = parse(told(port)["a"]["uri"])
    with socket.socket(type=socket.SOCK_DGRAM) as phone:
        phone.settimeout(PATIENCE)
        phone.bind(("127.0.0.1", 0))
        here = f"127.0.0.1:{phone.getsockname()[1]}"
        invite = (
            f"INVITE {uri} SIP/2.0\r\nVia: SIP/2.0/UDP {here};branch=z9hG4bKx\r\nFrom: <sip:k@{here}>;tag=x\r\n"
            f"To: <{uri}>\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\nContact: <sip:k@{here}>\r\n\r\n"
        )
        phone.sendto(invite.encode(), (uri.host, uri.port))
        assert phone.recv(4096).startswith(b"SIP/2.0 486 ")
        assert told(port)["a"]["last"]["state"] == "refused"
        assert ask(port, "POST /dispatcher?do=call_back")[0] == 204
        while not (text := phone.recv(4096)).startswith(b"INVITE "):
            assert text.startswith(b"SIP/2.0 486 ")


@pytest.mark.parametrize(
    "words",
    ["", "?do=call_back", "?trunk=c&behaviour=busy", "?trunk=a", "?trunk=a&behaviour=melt", "?behaviour=busy"],
)
def test_what_cannot_be_followed_is_refused(port: int, words: str) -> None:
    assert ask(port, f"POST /dispatcher{words}")[0] == 400
    assert [one["behaviour"] for one in told(port).values()] == ["answer", "answer"]


def test_a_bug_ends_the_demonstration_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Exchange, "received", broken)
    failed = threading.Event()

    def whole() -> None:
        with Desk(failed=failed.set) as desk, socket.socket(type=socket.SOCK_DGRAM) as phone:
            uri = parse(desk.uris[0])
            phone.sendto(b"x", (uri.host, uri.port))
            assert failed.wait(PATIENCE)

    with pytest.raises(ExceptionGroup) as raised:
        whole()
    assert raised.group_contains(ZeroDivisionError)


def test_dispatchers_that_cannot_start_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refused(*_: object) -> None:
        raise OSError("no port")

    monkeypatch.setattr(Dispatcher, "start", refused)
    with pytest.raises(OSError, match="no port"), Desk(failed=lambda: None):
        raise AssertionError("unreachable")


def test_the_command_says_where_they_are_and_ends_with_them() -> None:
    words = [sys.executable, "-m", "kiosk", "demo"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with beside(subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT, env=environment, text=True)) as demo:
        assert demo.stdout
        try:
            address = demo.stdout.readline().removeprefix("listening on http://127.0.0.1:")
            uris = demo.stdout.readline().removeprefix("dispatcher on ").split()
            assert [one["uri"] for one in told(int(address)).values()] == uris
            assert [parse(uri).user for uri in uris] == ["112", "112"]
        finally:
            demo.terminate()
        assert demo.wait(PATIENCE) == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", parse(uris[1]).port))

"""SIP OPTIONS against servers that answer rightly, wrongly, late and not at all."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.call.sip_uri import SipUri, Transport
from kiosk.sos.options import OptionsAnswer, _Question, options

FROM = SipUri("pavilion", "192.0.2.7", 5060)
GENEROUS = 20.0
SHORT = 0.2

Answers = Callable[[bytes], tuple[bytes, ...]]
"""What a server sends for one request."""


def response(request: bytes, status: str = "200 OK", **changed: str) -> bytes:
    """The answer RFC 3261, 8.2.6 asks for, but for the headers in `changed` ("" leaves one out)."""
    headers = dict(re.findall(r"(Via|From|To|Call-ID|CSeq): (.*?)\r\n", request.decode()))
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"SIP/2.0 {status}\r\n{lines}Content-Length: 0\r\n\r\n".encode()


def saying(*statuses: str) -> Answers:
    return lambda request: tuple(response(request, status) for status in statuses)


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, answers: Answers) -> None:
        self.requests: list[bytes] = []
        self._answers = answers

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]  # typeshed
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.requests.append(data)
        for answer in self._answers(data):
            self.transport.sendto(answer, addr)


@contextlib.asynccontextmanager
async def udp_server(answers: Answers, host: str = "127.0.0.1") -> AsyncIterator[tuple[SipUri, list[bytes]]]:
    transport, server = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: _Udp(answers), local_addr=(host, 0)
    )
    try:
        yield SipUri("112", host, transport.get_extra_info("sockname")[1]), server.requests
    finally:
        transport.close()


@contextlib.asynccontextmanager
async def stream_server(
    answers: Answers, transport: Transport = Transport.TCP, context: ssl.SSLContext | None = None
) -> AsyncIterator[SipUri]:
    over: list[asyncio.Future[None]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        over.append(gone := asyncio.get_running_loop().create_future())
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            parts = answers(await reader.readuntil(b"\r\n\r\n"))
            writer.writelines(parts)
            if parts:
                await reader.read()  # until the other side has gone
        writer.transport.abort()
        gone.set_result(None)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    try:
        yield SipUri("112", "127.0.0.1", server.sockets[0].getsockname()[1], transport)
    finally:
        server.close()
        await asyncio.gather(*over)
        await server.wait_closed()


async def ask_udp(answers: Answers, limit: float = GENEROUS) -> OptionsAnswer:
    async with udp_server(answers) as (uri, _):
        return await options(uri, FROM, limit=limit)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_answer_is_its_code_and_how_long_it_took(host: str) -> None:
    async def play() -> None:
        async with udp_server(saying("200 OK"), host) as (uri, requests):
            answer = await options(uri, FROM, limit=GENEROUS)
            assert (answer.code, answer.failure) == (200, "")
            assert 0 < answer.milliseconds < GENEROUS * 1000
            assert len(requests) >= 1

    asyncio.run(play())


def test_a_name_without_an_ipv4_address_is_no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user agent could not call it, however well it answers here."""

    def lookup(_host: str, _port: None, family: int = 0, _kind: int = 0) -> list[tuple[object, ...]]:
        if family == socket.AF_INET:
            raise socket.gaierror(socket.EAI_NODATA, "no address")
        return [(socket.AF_INET6, socket.SOCK_DGRAM, 17, "", ("::1", 0, 0, 0))]

    async def play() -> None:
        async with udp_server(saying("200 OK"), "::1") as (uri, requests):
            monkeypatch.setattr("kiosk.sos.options.socket.getaddrinfo", lookup)
            answer = await options(replace(uri, host="six.invalid"), FROM, limit=GENEROUS)
            assert answer.failure
            assert not requests

    asyncio.run(play())


def test_server_is_asked_and_never_the_live_112() -> None:
    async def play() -> None:
        async with udp_server(saying("200 OK")) as (uri, requests):
            await options(uri, FROM, limit=GENEROUS)
            assert requests[0].startswith(f"OPTIONS sip:{uri.host_port} SIP/2.0\r\n".encode())
            assert b"112" not in requests[0].replace(str(uri.port).encode(), b"")
            assert b"\r\nFrom: <sip:pavilion@192.0.2.7:5060>;tag=" in requests[0]
            assert requests[0].endswith(b"\r\nContent-Length: 0\r\n\r\n")

    asyncio.run(play())


@pytest.mark.parametrize("status", ["404 Not Found", "405 Method Not Allowed", "483 Too Many Hops", "500 Oops"])
def test_refusal_is_an_answer(status: str) -> None:
    answer = asyncio.run(ask_udp(saying("100 Trying", status)))
    assert (answer.code, answer.failure) == (int(status[:3]), "")


def test_out_of_service_is_a_failure() -> None:
    answer = asyncio.run(ask_udp(saying("503 Service Unavailable")))
    assert (answer.code, answer.failure) == (503, "out of service (503)")


def test_lost_datagrams_are_sent_again() -> None:
    seen: list[bytes] = []

    def deaf_twice(request: bytes) -> tuple[bytes, ...]:
        seen.append(request)
        return (response(request),) if len(seen) > 2 else ()

    assert asyncio.run(ask_udp(deaf_twice)).code == 200
    assert len(set(seen)) == 1  # copies of one request, RFC 3261, 17.1.2


def test_silence_ends_at_the_limit() -> None:
    answer = asyncio.run(ask_udp(lambda _: (), SHORT))
    assert (answer.code, answer.failure) == (None, "no answer")
    assert answer.milliseconds >= SHORT * 1000


@pytest.mark.parametrize("transport", [Transport.UDP, Transport.TCP])
def test_closed_port_is_told_without_waiting(transport: Transport) -> None:
    with socket.socket(type=socket.SOCK_DGRAM if transport is Transport.UDP else socket.SOCK_STREAM) as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    answer = asyncio.run(options(SipUri("112", "127.0.0.1", port, transport), FROM, limit=GENEROUS))
    assert (answer.code, answer.failure) == (None, "refused")


@pytest.mark.parametrize(
    "changed",
    [
        {"Call_ID": "of-another"},
        {"CSeq": "1 INVITE"},
        {"CSeq": "2 OPTIONS"},
        {"Via": "SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKanother"},
        {"Via": ""},
    ],
)
def test_answer_to_something_else_is_not_ours(changed: dict[str, str]) -> None:
    answer = asyncio.run(ask_udp(lambda request: (response(request, **changed),), SHORT))
    assert answer.failure == "no answer"


def test_answer_from_another_place_is_not_ours() -> None:
    async def play() -> None:
        with socket.socket(type=socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.1", 0))

            def from_a_stranger(request: bytes) -> tuple[bytes, ...]:
                via = re.search(rb"Via: SIP/2.0/UDP 127.0.0.1:(\d+)", request)
                assert via
                stranger.sendto(response(request), ("127.0.0.1", int(via[1])))
                return ()

            assert (await ask_udp(from_a_stranger, SHORT)).failure == "no answer"

    asyncio.run(play())


def test_garbage_before_the_answer_is_passed_over() -> None:
    def answers(request: bytes) -> tuple[bytes, ...]:
        return (b"", b"\x00\xff" * 300, b"SIP/2.0 200", b"SIP/2.0 999 ?\r\n\r\n", request, response(request))

    assert asyncio.run(ask_udp(answers)).code == 200


def test_compact_and_folded_headers_are_understood() -> None:
    """RFC 3261, 7.3.1 and 7.3.3."""

    def compact(request: bytes) -> tuple[bytes, ...]:
        text = response(request).replace(b"Via: SIP", b"v : SIP").replace(b"Call-ID:", b"i:")
        return (text.replace(b";branch=", b"\r\n ;BRANCH = "),)

    assert asyncio.run(ask_udp(compact)).code == 200


@given(st.binary(max_size=400), st.integers(0, 400))
def test_no_bytes_break_the_reader(noise: bytes, at: int) -> None:
    question = _Question(SipUri("112", "127.0.0.1", 5060), FROM)
    good = response(question.message(("127.0.0.1", 5060)))
    assert question.final(good) == 200
    assert question.final(noise) is None
    assert question.final(good[:at] + noise + good[at:]) in {200, None}
    assert question.final(b"SIP/2.0 200 OK\r\n" + noise) is None


def test_tcp_answers_come_in_pieces_and_after_others() -> None:
    def answers(request: bytes) -> tuple[bytes, ...]:
        other = b"NOTIFY sip:a@b SIP/2.0\r\nContent-Length: 6\r\n\r\n\r\n\r\nhi"
        good = response(request, "486 Busy Here")
        return (b"\r\n\r\n", other, good[:40], good[40:])

    async def play() -> OptionsAnswer:
        async with stream_server(answers) as uri:
            return await options(uri, FROM, limit=GENEROUS)

    assert asyncio.run(play()).code == 486


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (lambda _: (), "it closed the connection"),
        (lambda _: (b"x" * 300_000,), "it does not speak SIP"),
        (lambda _: (b"HTTP/1.1 400 Bad Request\r\n\r\n",), "no answer"),
    ],
)
def test_tcp_that_leads_nowhere(answers: Answers, words: str) -> None:
    async def play() -> OptionsAnswer:
        async with stream_server(answers) as uri:
            return await options(uri, FROM, limit=1.0)

    assert asyncio.run(play()).failure == words


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return path


async def ask_tls(authority: trustme.CA, ca_file: Path | None, name: str) -> OptionsAnswer:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    async with stream_server(saying("200 OK"), Transport.TLS, context) as uri:
        return await options(uri, FROM, limit=GENEROUS, ca_file=ca_file)


def test_tls_with_the_configured_authority(authority: trustme.CA, ca_file: Path) -> None:
    assert asyncio.run(ask_tls(authority, ca_file, "127.0.0.1")).code == 200


@pytest.mark.parametrize("name", ["127.0.0.2", "dispatcher.example"])
def test_tls_of_somebody_else_is_refused(authority: trustme.CA, ca_file: Path, name: str) -> None:
    assert asyncio.run(ask_tls(authority, ca_file, name)).failure == "its certificate cannot be trusted"


def test_tls_of_an_unknown_authority_is_refused(authority: trustme.CA) -> None:
    assert asyncio.run(ask_tls(authority, None, "127.0.0.1")).failure == "its certificate cannot be trusted"


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_ca_file_that_is_none_is_told(authority: trustme.CA, tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    assert asyncio.run(ask_tls(authority, path, "127.0.0.1")).failure == "our CA file cannot be read"


@pytest.fixture
def mute_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("transport", [Transport.TCP, Transport.TLS])
def test_server_that_accepts_and_says_nothing_ends_at_the_limit(mute_port: int, transport: Transport) -> None:
    answer = asyncio.run(options(SipUri("112", "127.0.0.1", mute_port, transport), FROM, limit=SHORT))
    assert answer.failure == "no answer"


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", f"{'a' * 70}.invalid"])
def test_name_nobody_has_is_told(host: str) -> None:
    answer = asyncio.run(options(SipUri("112", host, 5060), FROM, limit=GENEROUS))
    assert answer.failure == "its name was not found"

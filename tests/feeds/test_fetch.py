"""The fetcher against a real server that does everything wrong a server can do.

The numbers F01 to F21 name faults of feeds seen in the field. Deadlines here are short and the bounds on them
generous: a fetch that is not ended by its deadline would last for ever.
"""

from __future__ import annotations

import contextlib
import datetime
import logging
import socket
import ssl
import subprocess
import sys
import threading
import time
import traceback
import tracemalloc
from typing import TYPE_CHECKING

import pytest
import trustme

from kiosk import __version__
from kiosk.domain.realtime import Fault
from kiosk.feeds.fetch import (
    Downloaded,
    FetchError,
    NotModified,
    Response,
    Source,
    Validators,
    download,
    fetch,
)
from kiosk.feeds.line import Line, PrivateAddressError
from tests.fakes import feed_server as fake
from tests.fakes.feed_server import FeedServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

BODY = b"\x0a\x0d a feed, more or less" * 40
DEADLINE = 0.3
GENEROUS = 5.0
CANARY = "CANARY-4711"


def failure(source: Source) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(source)
    return caught.value


def body(source: Source) -> bytes:
    found = fetch(source)
    assert isinstance(found, Response)
    return found.body


def test_whole_body_and_validators_come_back(feed_server: FeedServer) -> None:
    url = feed_server.on("/feed", fake.serve(BODY, etag='"7"', last_modified="Sun, 22 Nov 2026 04:48:26 GMT"))
    assert fetch(Source(url)) == Response(BODY, Validators('"7"', "Sun, 22 Nov 2026 04:48:26 GMT"))


@pytest.mark.parametrize("given", [{"etag": 'W/"7"'}, {"last_modified": "Sun, 22 Nov 2026 04:48:26 GMT"}])
def test_known_version_is_not_sent_again(feed_server: FeedServer, given: dict[str, str]) -> None:
    """RFC 9110, 13.1: If-None-Match and If-Modified-Since repeat what the server said."""
    url = feed_server.on("/feed", fake.serve(BODY, **given))
    first = fetch(Source(url))
    assert isinstance(first, Response)
    assert fetch(Source(url), first.validators) == NotModified()


def test_304_nobody_asked_for_is_a_fault(feed_server: FeedServer) -> None:
    assert failure(Source(feed_server.on("/feed", fake.status(304)))).fault == Fault.REFUSED


def test_we_say_who_we_are_and_send_the_configured_headers(feed_server: FeedServer) -> None:
    fetch(Source(feed_server.on("/feed", fake.serve(BODY)), headers={"X-Key": "k"}))
    headers = feed_server.requests[0].headers
    assert headers["user-agent"] == f"smart-stop-kiosk/{__version__}"
    assert headers["x-key"] == "k"


@pytest.mark.parametrize(
    "behaviour",
    [
        fake.gzipped(BODY),
        fake.chunked(BODY[:100], BODY[100:]),
        fake.serve(BODY, Content_Type="text/html"),  # protobuf wrongly labelled is still protobuf
    ],
    ids=["gzip", "chunked", "wrong content type"],
)
def test_body_is_unwrapped(feed_server: FeedServer, behaviour: fake.Behaviour) -> None:
    assert body(Source(feed_server.on("/feed", behaviour))) == BODY


def test_big_gzip_body_comes_whole(feed_server: FeedServer) -> None:
    """The unpacked body is many steps long, and does not end on the border of one."""
    big = bytes(range(256)) * 12_345
    assert body(Source(feed_server.on("/feed", fake.gzipped(big)))) == big


@pytest.mark.parametrize(
    ("behaviour", "fault"),
    [
        pytest.param(fake.reset_at(BODY, 100), Fault.INCOMPLETE, id="F06 reset at byte 100"),
        pytest.param(fake.short(BODY, 500), Fault.INCOMPLETE, id="F07 short of its Content-Length"),
        pytest.param(fake.chunked(BODY, broken=True), Fault.INCOMPLETE, id="F07 no closing chunk"),
        pytest.param(fake.gzipped(BODY, cut=12), Fault.INCOMPLETE, id="F14 gzip without its end"),
        pytest.param(fake.serve(BODY, Content_Encoding="gzip"), Fault.INCOMPLETE, id="gzip that is none"),
        pytest.param(fake.serve(BODY, Content_Encoding="br"), Fault.NOT_A_FEED, id="encoding not asked for"),
        pytest.param(lambda talk: talk.connection.close(), Fault.INCOMPLETE, id="hangs up without a word"),
        pytest.param(lambda talk: talk.send(b"SSH-2.0-OpenSSH\r\n\r\n"), Fault.INCOMPLETE, id="not HTTP"),
        pytest.param(fake.status(500), Fault.SERVER_ERROR, id="F08 500"),
        pytest.param(fake.status(503), Fault.SERVER_ERROR, id="F08 503"),
        pytest.param(fake.status(429), Fault.REFUSED, id="F09 429"),
        pytest.param(fake.status(401), Fault.REFUSED, id="401"),
        pytest.param(fake.status(404), Fault.REFUSED, id="404"),
        pytest.param(fake.status(204), Fault.REFUSED, id="204"),
        pytest.param(fake.status(206, BODY), Fault.REFUSED, id="206 though no part was asked for"),
        pytest.param(fake.status(511), Fault.CAPTIVE_PORTAL, id="F11 511"),
        pytest.param(fake.serve(b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>Login"), Fault.CAPTIVE_PORTAL, id="F11 HTML"),
        pytest.param(fake.serve(b""), Fault.EMPTY, id="F13 empty"),
        pytest.param(fake.gzipped(b""), Fault.EMPTY, id="F13 empty, in gzip"),
        pytest.param(fake.gzip_bomb(), Fault.TOO_LARGE, id="F17 gzip bomb"),
        pytest.param(fake.endless(tell_length=True), Fault.TOO_LARGE, id="F18 100 MiB, announced"),
        pytest.param(fake.endless(tell_length=False), Fault.TOO_LARGE, id="F18 100 MiB, unannounced"),
    ],
)
def test_bad_answer_is_its_own_fault(feed_server: FeedServer, behaviour: fake.Behaviour, fault: Fault) -> None:
    assert failure(Source(feed_server.on("/feed", behaviour))).fault == fault


def test_json_error_is_left_to_the_parser(feed_server: FeedServer) -> None:
    """F12: 200 with a JSON body; only who knows the format can say that it is none."""
    assert body(Source(feed_server.on("/feed", fake.serve(b'{"error": 1}')))) == b'{"error": 1}'


@pytest.mark.parametrize("behaviour", [fake.gzip_bomb(), fake.endless(tell_length=False)], ids=["bomb", "plain"])
def test_cap_holds_the_memory_down(feed_server: FeedServer, behaviour: fake.Behaviour) -> None:
    """F17, F18: at most the cap and some buffers, where the body would take a gibibyte."""
    source = Source(feed_server.on("/feed", behaviour), max_bytes=2 * fake.MEBIBYTE)
    body(Source(feed_server.on("/small", fake.serve(BODY))))  # imports what the network needs
    tracemalloc.start()
    try:
        assert failure(source).fault == Fault.TOO_LARGE
        assert tracemalloc.get_traced_memory()[1] < 12 * fake.MEBIBYTE
    finally:
        tracemalloc.stop()


def test_cap_is_the_last_size_that_passes(feed_server: FeedServer) -> None:
    url = feed_server.on("/feed", fake.gzipped(BODY))
    assert body(Source(url, max_bytes=len(BODY))) == BODY
    assert failure(Source(url, max_bytes=len(BODY) - 1)).fault == Fault.TOO_LARGE


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7.0),
        ("86400", 300.0),
        ("Sun, 22 Nov 2026 05:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 04:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("²", None),
    ],
)
def test_retry_after_is_read_and_capped(feed_server: FeedServer, said: str, seconds: float | None) -> None:
    """A date counts from the server's own Date, so it is right on a kiosk whose clock is not."""
    date = "Sun, 22 Nov 2026 05:00:00 GMT"
    answer = f"HTTP/1.1 503 X\r\nDate: {date}\r\nRetry-After: {said}\r\nContent-Length: 0\r\n\r\n"
    url = feed_server.on("/feed", lambda talk: talk.send(answer.encode("latin-1")))
    assert failure(Source(url)).retry_after == seconds


def test_retry_after_as_a_date_needs_the_date_of_the_server(feed_server: FeedServer) -> None:
    url = feed_server.on("/feed", fake.status(503, Retry_After="Sun, 22 Nov 2026 05:00:30 GMT"))
    assert failure(Source(url)).retry_after is None


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


def chain(server: FeedServer, length: int) -> str:
    for number in range(length):
        server.on(f"/{number}", fake.redirect(f"/{number + 1}"))
    server.on(f"/{length}", fake.serve(BODY))
    return server.url("/0")


def test_three_redirects_are_followed(feed_server: FeedServer) -> None:
    assert body(Source(chain(feed_server, 3))) == BODY


def test_four_redirects_are_not(feed_server: FeedServer) -> None:
    assert failure(Source(chain(feed_server, 4))).fault == Fault.REDIRECT
    assert [request.path for request in feed_server.requests] == ["/0", "/1", "/2", "/3"]


def test_redirect_loop_ends(feed_server: FeedServer) -> None:
    """F19."""
    assert failure(Source(feed_server.on("/feed", fake.redirect("/feed")))).fault == Fault.REDIRECT
    assert len(feed_server.requests) == 4


@pytest.mark.parametrize(
    "location",
    [
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "//",
        "http://[bad",
        "",
        "javascript:alert(1)",
    ],
)
def test_redirect_to_another_kind_of_address_is_refused(feed_server: FeedServer, location: str) -> None:
    """F20."""
    assert failure(Source(feed_server.on("/feed", fake.redirect(location)))).fault == Fault.REDIRECT


def test_body_of_a_redirect_is_not_read(feed_server: FeedServer) -> None:
    def behave(talk: fake.Conversation) -> None:
        talk.send(fake.head(302, Location="/feed", Content_Length=10**9))
        talk.closing.wait()

    feed_server.on("/feed", fake.serve(BODY))
    assert body(Source(feed_server.on("/old", behave), deadline=GENEROUS)) == BODY


def test_keys_are_not_carried_to_another_server(feed_server: FeedServer) -> None:
    with FeedServer() as other:
        feed_server.on("/feed", fake.redirect(other.on("/elsewhere", fake.serve(BODY))))
        fetch(Source(feed_server.url("/feed"), headers={"Authorization": CANARY}))
        assert feed_server.requests[0].headers["authorization"] == CANARY
        assert CANARY not in str(other.requests)


def test_public_server_cannot_send_us_into_a_private_network() -> None:
    """F20."""
    line = Line()
    line.public_only = True
    with line.limited(GENEROUS), pytest.raises(PrivateAddressError):
        line.connect("127.0.0.1", 1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@contextlib.contextmanager
def secure_server(authority: trustme.CA, name: str = "127.0.0.1", **issue: Any) -> Iterator[FeedServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, **issue).configure_cert(context)
    with FeedServer(tls=context) as server:
        server.on("/feed", fake.serve(BODY))
        yield server


def test_extra_authority_is_believed(authority: trustme.CA, ca_file: Path) -> None:
    with secure_server(authority) as server:
        assert body(Source(server.url("/feed"), ca_file=ca_file)) == BODY


def test_extra_authority_comes_on_top_of_the_usual_ones(ca_file: Path) -> None:
    from kiosk.feeds import transport  # noqa: PLC0415 - as late as the fetcher does it

    usual = {str(one) for one in transport.trust(None).get_ca_certs()}
    extended = {str(one) for one in transport.trust(ca_file).get_ca_certs()}
    assert len(usual) > 50
    assert usual < extended


@pytest.mark.parametrize(
    ("name", "issue", "words"),
    [
        ("127.0.0.1", {"not_after": datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)}, "expired"),
        ("127.0.0.1", {"not_before": datetime.datetime(2900, 1, 1, tzinfo=datetime.UTC)}, "not yet valid"),
        ("other.example", {}, "mismatch"),
    ],
)
def test_wrong_certificate_is_refused_with_its_reason(
    authority: trustme.CA, ca_file: Path, name: str, issue: dict[str, Any], words: str
) -> None:
    if "not_before" in issue:
        issue = issue | {"not_after": datetime.datetime(2901, 1, 1, tzinfo=datetime.UTC)}
    with secure_server(authority, name, **issue) as server:
        error = failure(Source(server.url("/feed"), ca_file=ca_file))
        assert server.requests == []
    assert error.fault == Fault.TLS
    assert words in error.sentence


def test_unknown_authority_is_refused(authority: trustme.CA) -> None:
    with secure_server(authority) as server:
        error = failure(Source(server.url("/feed")))
        assert server.requests == []
    assert error.fault == Fault.TLS
    assert "certificate" in error.sentence


def test_server_without_tls_is_refused(feed_server: FeedServer) -> None:
    url = feed_server.on("/feed", fake.serve(BODY)).replace("http:", "https:")
    assert failure(Source(url)).fault == Fault.TLS


def test_redirect_out_of_tls_is_refused(authority: trustme.CA, ca_file: Path, feed_server: FeedServer) -> None:
    """F20: https to http."""
    plain = feed_server.on("/feed", fake.serve(BODY))
    with secure_server(authority) as server:
        error = failure(Source(server.on("/feed", fake.redirect(plain)), ca_file=ca_file))
    assert error.fault == Fault.REDIRECT
    assert feed_server.requests == []


@pytest.mark.parametrize("behaviour", [fake.drip_body(), fake.drip_headers(), fake.silence()])
def test_deadline_holds_through_tls(authority: trustme.CA, ca_file: Path, behaviour: fake.Behaviour) -> None:
    with secure_server(authority) as server:
        began = time.monotonic()
        error = failure(Source(server.on("/feed", behaviour), ca_file=ca_file, deadline=1.0))
        assert error.fault == Fault.TIMEOUT
        assert time.monotonic() - began < GENEROUS
        assert len(server.requests) == 1


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_ca_file_that_is_none_is_said(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "ca.pem"
    if content:
        path.write_text(content)
    error = failure(Source("https://127.0.0.1:1/", ca_file=path))
    assert error.fault == Fault.TLS
    assert str(path) in error.sentence


def test_proxy_of_the_environment_is_used(feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", feed_server.url(""))
    feed_server.on("http://feed.example/feed", fake.serve(BODY))
    assert body(Source("http://feed.example/feed")) == BODY


def test_no_proxy_is_honoured(feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert body(Source(feed_server.on("/feed", fake.serve(BODY)))) == BODY


def test_tls_through_a_proxy(
    authority: trustme.CA, ca_file: Path, feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CONNECT, then TLS inside the tunnel; the deadline holds there too."""
    monkeypatch.setenv("https_proxy", feed_server.url(""))
    with secure_server(authority) as server:
        feed_server.on(f"127.0.0.1:{server.port}", fake.tunnel)
        assert body(Source(server.url("/feed"), ca_file=ca_file)) == BODY
        slow = Source(server.on("/slow", fake.drip_headers()), ca_file=ca_file, deadline=1.0)
        assert failure(slow).fault == Fault.TIMEOUT
    assert [request.method for request in feed_server.requests] == ["CONNECT", "CONNECT"]


def test_proxy_that_says_nothing_meets_the_deadline(
    feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", feed_server.url(""))
    feed_server.on("feed.example:443", fake.silence())
    began = time.monotonic()
    assert failure(Source("https://feed.example/", deadline=DEADLINE)).fault == Fault.TIMEOUT
    assert time.monotonic() - began < GENEROUS


def test_proxy_that_refuses_is_said(feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", feed_server.url(""))
    error = failure(Source("https://feed.example/"))
    assert error.fault == Fault.UNREACHABLE
    assert "proxy" in error.sentence


@pytest.mark.parametrize(
    "behaviour",
    [
        fake.status(403, CANARY.encode()),
        fake.serve(BODY),
        fake.drip_headers(),
        fake.short(BODY, 5),
        fake.redirect(f"/feed?key={CANARY}"),
        fake.redirect(f"https://x/{CANARY}"),
        fake.serve(f"<html>{CANARY}".encode()),
        lambda talk: talk.send(f"HTTP/1.1 200 OK\r\n{CANARY}\r\nX: y\r\n\r\n".encode()),
    ],
)
def test_no_key_gets_into_words_or_logs(
    feed_server: FeedServer, caplog: pytest.LogCaptureFixture, behaviour: fake.Behaviour
) -> None:
    caplog.set_level(logging.DEBUG)
    address = feed_server.on(f"/{CANARY}/feed", behaviour).replace("127", f"user:{CANARY}@127", 1)
    feed_server.on("/feed", behaviour)
    source = Source(f"{address}?key={CANARY}", headers={"X-Key": CANARY}, deadline=DEADLINE, max_bytes=500)
    error = failure(source)
    told = "".join(traceback.format_exception(error)) + repr(error) + repr(source) + source.place + caplog.text
    assert "127.0.0.1" in told
    assert CANARY not in told


@pytest.mark.parametrize("headers", [{"X-Key": f"{CANARY}\r\nX: y"}, {"X-Key": f"Ж{CANARY}"}])
def test_header_that_cannot_be_sent_is_a_fault_without_its_value(
    feed_server: FeedServer, headers: dict[str, str]
) -> None:
    error = failure(Source(feed_server.on("/feed", fake.serve(BODY)), headers=headers))
    assert CANARY not in "".join(traceback.format_exception(error))
    assert "header" in error.sentence


@pytest.mark.parametrize("url", ["http://", "http://[bad/", "ftp://host/x", "http://host:99999/", "mailto://x"])
def test_address_that_is_none_is_said(url: str) -> None:
    error = failure(Source(url))
    assert error.fault == Fault.UNREACHABLE
    assert "not one we can fetch from" in error.sentence


def test_file_is_read_with_the_same_rules(tmp_path: Path) -> None:
    path = tmp_path / "a feed.pb"
    path.write_bytes(BODY)
    found = fetch(Source(str(path)))
    assert isinstance(found, Response)
    assert found.body == BODY
    assert fetch(Source(path.as_uri()), found.validators) == NotModified()
    assert failure(Source(str(path), max_bytes=len(BODY) - 1)).fault == Fault.TOO_LARGE
    path.write_bytes(BODY + b"more")
    assert isinstance(fetch(Source(str(path)), found.validators), Response)


def test_empty_missing_and_odd_files_are_said(tmp_path: Path) -> None:
    import os  # noqa: PLC0415 - for the pipe alone

    (tmp_path / "empty").touch()
    os.mkfifo(tmp_path / "pipe")
    assert failure(Source(str(tmp_path / "empty"))).fault == Fault.EMPTY
    assert failure(Source(str(tmp_path / "missing"))).fault == Fault.UNREACHABLE
    assert failure(Source(str(tmp_path / "pipe"))).fault == Fault.UNREACHABLE
    assert failure(Source(str(tmp_path))).fault == Fault.UNREACHABLE


def test_download_puts_a_whole_file_in_place(feed_server: FeedServer, tmp_path: Path) -> None:
    big = bytes(range(256)) * 5000
    to = tmp_path / "gtfs.zip"
    found = download(Source(feed_server.on("/gtfs", fake.serve(big, etag='"1"'))), to)
    assert isinstance(found, Downloaded)
    assert to.read_bytes() == big
    assert (found.size, found.validators.etag, len(found.sha256)) == (len(big), '"1"', 64)
    assert isinstance(download(Source(feed_server.url("/gtfs")), to, found.validators), NotModified)
    assert list(tmp_path.iterdir()) == [to]


@pytest.mark.parametrize(
    ("behaviour", "fault"),
    [
        (fake.short(BODY, 5), Fault.INCOMPLETE),
        (fake.drip_body(), Fault.TIMEOUT),
        (fake.endless(tell_length=False), Fault.TOO_LARGE),
        (fake.serve(b"<html>"), Fault.CAPTIVE_PORTAL),
    ],
)
def test_failed_download_leaves_the_old_file(
    feed_server: FeedServer, tmp_path: Path, behaviour: fake.Behaviour, fault: Fault
) -> None:
    """F35: half a download never takes the place of a whole one."""
    to = tmp_path / "gtfs.zip"
    to.write_bytes(b"old")
    with pytest.raises(FetchError) as caught:
        download(Source(feed_server.on("/gtfs", behaviour), deadline=DEADLINE, max_bytes=fake.MEBIBYTE), to)
    assert caught.value.fault == fault
    assert to.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [to]


def test_download_to_nowhere_is_a_fault_of_storage(feed_server: FeedServer, tmp_path: Path) -> None:
    source = Source(feed_server.on("/gtfs", fake.serve(BODY)))
    with pytest.raises(FetchError) as caught:
        download(source, tmp_path / "missing" / "gtfs.zip")
    assert caught.value.fault == Fault.STORAGE


def test_importing_the_fetcher_does_not_import_requests() -> None:
    """The first painted board does not wait for it."""
    code = "import sys, kiosk.feeds.poller; sys.exit('requests' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)

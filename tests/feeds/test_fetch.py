"""The fetcher against a real server that answers in every wrong way.

The numbers F06 to F35 name faults of feeds seen in the field.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import traceback
import tracemalloc
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.domain.realtime import Fault
from kiosk.feeds.fetch import Downloaded, FetchError, NotModified, Response, Source, Validators, download, fetch
from kiosk.feeds.line import Line, PrivateAddressError
from tests.fakes import feed_server as fake
from tests.fakes.feed_server import FeedServer
from tests.feeds.fetching import BODY, DEADLINE, GENEROUS, body, failure

CANARY = "CANARY-4711"


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


def test_disk_that_takes_nothing_is_a_fault_of_storage(feed_server: FeedServer, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    source = Source(feed_server.on("/gtfs", fake.serve(BODY)))
    with pytest.raises(FetchError) as caught:
        download(source, tmp_path / "file" / "gtfs.zip")
    assert caught.value.fault == Fault.STORAGE


def test_importing_the_fetcher_does_not_import_requests() -> None:
    """The first painted board does not wait for it."""
    code = "import sys, kiosk.feeds.poller; sys.exit('requests' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)

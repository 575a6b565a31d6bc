"""The fetcher over TLS and through proxies. F20 and F21 are faults seen in the field."""

from __future__ import annotations

import contextlib
import datetime
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from kiosk.domain.realtime import Fault
from kiosk.feeds.fetch import Source
from tests.fakes import feed_server as fake
from tests.fakes.feed_server import FeedServer
from tests.feeds.fetching import BODY, DEADLINE, GENEROUS, body, failure


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

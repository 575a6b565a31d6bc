"""The half of fetch.py that needs `requests`: one request over one Line, its faults put into words.

Apart because `requests` takes a tenth of a second to import, which the first painted board need not wait for.
Only fetch.py imports this.
"""

from __future__ import annotations

import contextlib
import email.utils
import errno
import functools
import http.client
import logging
import socket
import ssl
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests
import requests.adapters
import requests.utils
import urllib3
import urllib3.exceptions
from urllib3.connection import HTTPConnection, HTTPSConnection

from kiosk.domain.realtime import Fault
from kiosk.feeds.body import BrokenBodyError, inflated
from kiosk.feeds.errors import FetchError
from kiosk.feeds.line import Line, LineOverError, PrivateAddressError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

READ_SIZE = 64 * 1024
LONGEST_RETRY_AFTER = 300.0
NO_WAY = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})
"""What Linux says where there is no route or no interface."""

# Its debug and warning lines hold whole URLs, and a URL may hold a key.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)
# A clock that is not set yet is told by the board, and what follows from it by the certificate's own fault.
warnings.simplefilter("ignore", urllib3.exceptions.SystemTimeWarning)


class _PlainConnection(HTTPConnection):
    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._line = line

    def _new_conn(self) -> socket.socket:
        return self._line.connect(self._dns_host, self.port or 80, self.socket_options or ())


class _TlsConnection(HTTPSConnection):
    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._line = line

    def _new_conn(self) -> socket.socket:
        return self._line.connect(self._dns_host, self.port or 443, self.socket_options or ())


class _Adapter(requests.adapters.HTTPAdapter):
    """Sends over `line`, and trusts what `trust` trusts."""

    def __init__(self, line: Line, trust: ssl.SSLContext) -> None:
        self._line = line
        self._trust = trust
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._trust, **pool_kwargs)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> Any:
        trust = {"ssl_context": self._trust, "proxy_ssl_context": self._trust}
        return super().proxy_manager_for(proxy, **trust, **proxy_kwargs)

    def cert_verify(self, conn: Any, *_: Any) -> None:
        """Require a certificate; which authorities count is already in the context, loaded once."""
        conn.cert_reqs = "CERT_REQUIRED"

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        """The pool, told to make its connections over our line: urllib3 calls ConnectionCls like any callable."""
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        kind = _TlsConnection if pool.scheme == "https" else _PlainConnection
        pool.ConnectionCls = functools.partial(kind, line=self._line)
        return pool


class Answer:
    """Status and headers have come; the body comes as it is read."""

    def __init__(self, response: requests.Response, place: str, line: Line) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._place = place
        self._line = line

    def close(self) -> None:
        """Drop the connection, read to its end or not."""
        self._response.close()

    @property
    def length(self) -> int | None:
        """The length of the body as sent, if the server said it."""
        length = self._response.raw.length_remaining
        return length if isinstance(length, int) else None

    @property
    def retry_after(self) -> float | None:
        """How many seconds the server asks to be left alone, capped; None if it does not.

        A moment is taken against the server's own Date, so our clock may be wrong. Source: RFC 9110, 10.2.3.
        """
        text = self.headers.get("Retry-After", "").strip()
        if text.isascii() and text.isdigit():
            return min(float(text), LONGEST_RETRY_AFTER)
        try:
            moment = email.utils.parsedate_to_datetime(text)
            wait = (moment - email.utils.parsedate_to_datetime(self.headers.get("Date", ""))).total_seconds()
        except (ValueError, TypeError, OverflowError):  # TypeError: one has a zone and the other has none
            return None
        return min(max(wait, 0.0), LONGEST_RETRY_AFTER)

    def pieces(self) -> Iterator[bytes]:
        """The decoded body in pieces of at most 64 KiB. Raises FetchError when it breaks off."""
        encoding = self.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip"}:
            raise FetchError(Fault.NOT_A_FEED, f"{self._place} sends an encoding we did not ask for")
        with translated(self._place, self._line):
            yield from inflated(self._raw(), READ_SIZE) if "gzip" in encoding else self._raw()

    def _raw(self) -> Iterator[bytes]:
        while piece := self._response.raw.read(READ_SIZE, decode_content=False):
            yield piece
        self._line.check()


class Transport:
    """Sends the requests of one fetch, all over one line. Close it: that closes every socket."""

    def __init__(self, line: Line, ca_file: Path | None) -> None:
        self._line = line
        self._adapter = _Adapter(line, trust(ca_file))

    def get(self, url: str, headers: Mapping[str, str], place: str, timeout: float) -> Answer:
        """Ask, and read up to the end of the headers. Raises FetchError."""
        with translated(place, self._line):
            request = requests.Request("GET", url, headers=dict(headers)).prepare()
            proxies = requests.utils.get_environ_proxies(url, no_proxy=None)
            response = self._adapter.send(request, stream=True, timeout=timeout, proxies=dict(proxies))
        return Answer(response, place, self._line)

    def close(self) -> None:
        """Close the sockets."""
        self._adapter.close()


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Whom to believe: the system's authorities, certifi's, and those of `ca_file`. Raises FetchError."""
    try:
        return _trust(ca_file, ca_file.stat().st_mtime_ns if ca_file else 0)
    except (OSError, ssl.SSLError) as error:
        reason = error.strerror or "it holds no certificate"
        raise FetchError(Fault.TLS, f"the CA file {ca_file} cannot be used: {reason}") from None


@functools.lru_cache(maxsize=8)
def _trust(ca_file: Path | None, changed: int) -> ssl.SSLContext:  # noqa: ARG001 - `changed` is part of the key
    context = ssl.create_default_context()
    context.load_verify_locations(requests.utils.DEFAULT_CA_BUNDLE_PATH)
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


@contextlib.contextmanager
def translated(place: str, line: Line) -> Iterator[None]:
    """Turn every fault of the network into one FetchError that holds no secret of ours."""
    try:
        yield
    except (
        requests.RequestException,
        urllib3.exceptions.HTTPError,
        BrokenBodyError,
        OSError,
        UnicodeError,
    ) as error:
        # `from None`: the messages of the libraries hold whole URLs.
        raise _explained(error, place, line) from None


def _explained(error: BaseException, place: str, line: Line) -> FetchError:
    if line.timed_out:
        return FetchError(Fault.TIMEOUT, f"{place} did not finish answering before the deadline")
    if line.hung_up:
        return FetchError(Fault.UNREACHABLE, f"the fetch from {place} was called off")
    causes = list(_causes(error, set()))
    if any(isinstance(cause, OSError) and cause.errno in NO_WAY for cause in causes):
        return FetchError(Fault.UNREACHABLE, f"there is no network that leads to {place}")
    for kind, fault, words in _WORDS:
        for cause in causes:
            if isinstance(cause, kind):
                return FetchError(fault, words.format(place=place, detail=_detail(cause)))
    return FetchError(Fault.UNREACHABLE, f"{place} cannot be reached")


_WORDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Fault, str], ...] = (
    (ssl.SSLCertVerificationError, Fault.TLS, "{place} showed a certificate we cannot trust: {detail}"),
    (requests.exceptions.ProxyError, Fault.UNREACHABLE, "the proxy on the way to {place} does not let us through"),
    (ssl.SSLError, Fault.TLS, "no secure connection with {place} came about"),
    (PrivateAddressError, Fault.REDIRECT, "a public server redirects into a private network"),
    (socket.gaierror, Fault.UNREACHABLE, "the name {place} was not found"),
    ((TimeoutError, LineOverError), Fault.TIMEOUT, "{place} did not answer before the deadline"),
    (ConnectionRefusedError, Fault.UNREACHABLE, "{place} refused the connection"),
    (
        (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, requests.exceptions.MissingSchema),
        Fault.UNREACHABLE,
        "the address of {place} is not one we can fetch from",
    ),
    (
        (requests.exceptions.InvalidHeader, UnicodeError),
        Fault.REFUSED,
        "a header configured for {place} is not valid",
    ),
    (
        (BrokenBodyError, http.client.HTTPException, urllib3.exceptions.ProtocolError, ConnectionError),
        Fault.INCOMPLETE,
        "{place} broke off its answer",
    ),
)


def _detail(cause: BaseException) -> str:
    return cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else ""


def _causes(error: BaseException, seen: set[int]) -> Iterator[BaseException]:
    """`error` and every exception it wraps, in whichever of the libraries' ways."""
    if id(error) in seen:
        return
    seen.add(id(error))
    yield error
    for inner in (*error.args, getattr(error, "reason", None), error.__cause__, error.__context__):
        if isinstance(inner, BaseException):
            yield from _causes(inner, seen)

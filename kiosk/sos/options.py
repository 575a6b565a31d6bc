"""Ask a trunk whether it is there, with SIP OPTIONS of our own: it works while the user agent is dead.

Source: RFC 3261, 11 (OPTIONS), 17.1.3 (matching responses), 18.1 (transports); RFC 3581 (rport).
"""

from __future__ import annotations

import asyncio
import functools
import ipaddress
import re
import secrets
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

from kiosk import __version__
from kiosk.domain.call.sip_uri import SipUri, Transport
from kiosk.sos.aside import aside

LIMIT = 1.0
RETRANSMIT = 0.3
"""Seconds between two copies over UDP; RFC 3261's 0.5 s, doubling, would leave one copy within the limit."""
OUT_OF_SERVICE = 503
LONGEST_MESSAGE = 64 * 1024

_STATUS = re.compile(rb"SIP/2\.0 ([1-6][0-9]{2}) ")
_BRANCH = re.compile(rb";\s*branch\s*=\s*([^;,\s]+)", re.IGNORECASE)
_LENGTH = re.compile(rb"(?:^|\r\n)(?:content-length|l)[ \t]*:[ \t]*([0-9]{1,5})[ \t]*(?:\r\n|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OptionsAnswer:
    """`code`: the final SIP status, None where none came. `failure`: why the trunk is no use, "" where it is."""

    code: int | None
    milliseconds: float
    failure: str = ""


async def options(
    uri: SipUri, from_: SipUri, *, limit: float = LIMIT, ca_file: Path | None = None
) -> OptionsAnswer:
    """Ask the server of `uri` in the name of `from_`, for at most `limit` seconds. The world never raises here.

    Any final answer is a trunk that is there (404, 405 and 483 too: somebody processed it), but for 503, which
    says that it is out of service. The server itself is asked, never the user of `uri`, who may be a real 112.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    code, failure = None, ""
    try:
        async with asyncio.timeout(limit):
            code = await _ask(uri, _Question(uri, from_), ca_file)
    except (OSError, UnicodeError) as error:  # UnicodeError: a name with an empty or too long part
        failure = _reason(error)
    if code == OUT_OF_SERVICE:
        failure = "out of service (503)"
    return OptionsAnswer(code, round((loop.time() - began) * 1000, 1), failure)


async def _ask(uri: SipUri, question: _Question, ca_file: Path | None) -> int:
    host, family = await _resolved(uri.host)
    if uri.transport is Transport.UDP:
        return await _over_udp(host, uri.port, family, question)
    trust = _trust(ca_file) if uri.transport is Transport.TLS else None
    return await _over_stream(host, uri, question, trust)


async def _resolved(host: str) -> tuple[str, int]:
    """One numeric address and its family; of a name that of IPv4, which is all that calls use. Raises OSError."""
    try:
        return host, socket.AF_INET if ipaddress.ip_address(host).version == 4 else socket.AF_INET6
    except ValueError:
        look = functools.partial(socket.getaddrinfo, host, None, socket.AF_INET, socket.SOCK_DGRAM)
        found = await aside(look, f"name {host}")
    return str(found[0][4][0]), socket.AF_INET


class _Question:
    """One OPTIONS request, and what its answers are known by."""

    def __init__(self, uri: SipUri, from_: SipUri) -> None:
        self._uri = uri
        self._from = from_
        self._branch = f"z9hG4bK{secrets.token_hex(12)}"
        self._call_id = secrets.token_hex(16)
        self._tag = secrets.token_hex(8)

    def message(self, local: tuple[str, int]) -> bytes:
        """The request as sent from `local`, an address and a port."""
        transport = self._uri.transport
        place = SipUri("", local[0], local[1]).host_port
        target = str(self._uri).replace(f"{self._uri.user}@", "", 1)
        lines = (
            f"OPTIONS {target} SIP/2.0",
            f"Via: SIP/2.0/{transport.upper()} {place};branch={self._branch};rport",
            "Max-Forwards: 70",
            f"From: <sip:{self._from.user}@{self._from.host_port}>;tag={self._tag}",
            f"To: <{target}>",
            f"Call-ID: {self._call_id}",
            "CSeq: 1 OPTIONS",
            "Accept: application/sdp",
            f"User-Agent: smart-stop-kiosk/{__version__}",
            "Content-Length: 0",
        )
        return "\r\n".join((*lines, "", "")).encode()

    def final(self, message: bytes) -> int | None:
        """The status of the final answer to this request; None for anything else, garbage too."""
        head = message.partition(b"\r\n\r\n")[0]
        status = _STATUS.match(head)
        if not status or status[1] < b"200":
            return None
        branch = _BRANCH.search(_header(head, b"via", b"v"))
        ours = (
            branch is not None
            and branch[1].lower() == self._branch.lower().encode()
            and _header(head, b"call-id", b"i") == self._call_id.encode()
            and _header(head, b"cseq").split() == [b"1", b"OPTIONS"]
        )
        return int(status[1]) if ours else None


def _header(head: bytes, *names: bytes) -> bytes:
    """The first value of a header, b"" without one."""
    for line in re.sub(rb"\r\n[ \t]+", b" ", head).split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() in names:
            return value.strip()
    return b""


class _Datagrams(asyncio.DatagramProtocol):
    """Listens for the answer. The socket is connected: Linux lets only the trunk's own datagrams in."""

    def __init__(self, question: _Question) -> None:
        self.code: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._question = question

    def datagram_received(self, data: bytes, addr: object) -> None:  # noqa: ARG002  asyncio's signature
        code = self._question.final(data)
        if code is not None and not self.code.done():
            self.code.set_result(code)

    def error_received(self, error: Exception) -> None:
        """An ICMP error."""
        if not self.code.done():
            self.code.set_exception(error)


async def _over_udp(host: str, port: int, family: int, question: _Question) -> int:
    loop = asyncio.get_running_loop()
    transport, listening = await loop.create_datagram_endpoint(
        lambda: _Datagrams(question), remote_addr=(host, port), family=family
    )
    try:
        message = question.message(transport.get_extra_info("sockname")[:2])
        while not listening.code.done():
            transport.sendto(message)
            await asyncio.wait({listening.code}, timeout=RETRANSMIT)
        return listening.code.result()
    finally:
        if not listening.code.cancel() and not listening.code.cancelled():
            listening.code.exception()  # looked at, or asyncio takes it for a bug nobody saw
        transport.abort()


async def _over_stream(host: str, uri: SipUri, question: _Question, trust: ssl.SSLContext | None) -> int:
    name = uri.host if trust else None
    reader, writer = await asyncio.open_connection(
        host, uri.port, ssl=trust, server_hostname=name, limit=LONGEST_MESSAGE
    )
    try:
        writer.write(question.message(writer.get_extra_info("sockname")[:2]))
        while (code := question.final(await _next_message(reader))) is None:
            pass
    except asyncio.IncompleteReadError:
        raise ConnectionResetError from None
    except asyncio.LimitOverrunError:
        raise ConnectionAbortedError from None
    else:
        return code
    finally:
        writer.transport.abort()


async def _next_message(reader: asyncio.StreamReader) -> bytes:
    """The head of the next message; its body is passed over. Source of the framing: RFC 3261, 18.3."""
    head = (await reader.readuntil(b"\r\n\r\n")).lstrip(b"\r\n")
    length = _LENGTH.search(head)
    if length:
        await reader.readexactly(int(length[1]))
    return head


class _CaFileError(OSError):
    """The configured authorities cannot be read."""


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    """Whom to believe: the system's authorities and those of `ca_file`. Raises OSError."""
    try:
        return _trust_of(ca_file, ca_file.stat().st_mtime_ns if ca_file else 0)
    except OSError:
        raise _CaFileError from None


@functools.lru_cache(maxsize=4)
def _trust_of(ca_file: Path | None, changed: int) -> ssl.SSLContext:  # noqa: ARG001 - `changed` is part of the key
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


_REASONS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (_CaFileError, "our CA file cannot be read"),
    (ssl.SSLCertVerificationError, "its certificate cannot be trusted"),
    (ssl.SSLError, "no secure connection came about"),
    ((socket.gaierror, UnicodeError), "its name was not found"),
    (ConnectionRefusedError, "refused"),
    (ConnectionAbortedError, "it does not speak SIP"),
    (ConnectionError, "it closed the connection"),
    (TimeoutError, "no answer"),
)


def _reason(error: OSError | UnicodeError) -> str:
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return words
    strerror = error.strerror if isinstance(error, OSError) else None
    return (strerror or "the network fails").lower()

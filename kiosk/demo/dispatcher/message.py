"""SIP messages as values: parsing, building, and the parts of a body. Source: RFC 3261, 7, 18.3, 20, 25."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

COMPACT = {
    "b": "referred-by",
    "c": "content-type",
    "e": "content-encoding",
    "f": "from",
    "i": "call-id",
    "k": "supported",
    "l": "content-length",
    "m": "contact",
    "o": "event",
    "r": "refer-to",
    "s": "subject",
    "t": "to",
    "u": "allow-events",
    "v": "via",
    "x": "session-expires",
}
"""One-letter names of headers (RFC 3261, 7.3.3, and the IANA registry of header fields)."""

MOST_BYTES = 256 * 1024
Header = tuple[str, str]
"""Name, lower case and long, and value."""

NEEDED = ("via", "from", "to", "call-id", "cseq")

_REQUEST = re.compile(r"([A-Za-z0-9.!%*_+`'~-]+) (\S+) SIP/2\.0", re.IGNORECASE)
_RESPONSE = re.compile(r"SIP/2\.0 ([1-6][0-9]{2}) ?(.*)", re.IGNORECASE)
_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)(?![^<]*>)')
_FOLD = re.compile(r"\r?\n[ \t]+")


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a response. `headers` keep their order; names are lower case and long."""

    start: str
    headers: tuple[Header, ...]
    body: bytes = b""

    @property
    def code(self) -> int | None:
        """The status of a response, None for a request."""
        match = _RESPONSE.fullmatch(self.start)
        return int(match[1]) if match else None

    @property
    def method(self) -> str:
        """The method of a request, or of the request that a response answers."""
        return self.start.split(" ", 1)[0] if self.code is None else self.get("cseq").split()[-1]

    @property
    def uri(self) -> str:
        """The Request-URI, "" of a response."""
        return self.start.split(" ")[1] if self.code is None else ""

    @property
    def branch(self) -> str:
        """What pairs a response with its request (RFC 3261, 17.1.3)."""
        return parameter(self.get("via"), "branch")

    def get(self, name: str) -> str:
        """The first value of this header, "" where there is none."""
        return next((value for key, value in self.headers if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a header that holds a list, whether it stands in one line or in several."""
        lines = (value for key, value in self.headers if key == name)
        return tuple(part.strip() for line in lines for part in _COMMA.split(line))

    def with_header(self, name: str, value: str) -> Message:
        """The same message with one header added, or put in the place of the first of this name."""
        for at, (key, _) in enumerate(self.headers):
            if key == name:
                return replace(self, headers=(*self.headers[:at], (name, value), *self.headers[at + 1 :]))
        return replace(self, headers=(*self.headers, (name, value)))

    def __bytes__(self) -> bytes:
        lines = [self.start, *(f"{_title(name)}: {value}" for name, value in self.headers)]
        lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a body; a body that is not multipart is its own only part."""

    content_type: str
    headers: tuple[Header, ...]
    content: bytes


def parse(data: bytes) -> Message:
    """The message in `data`. Raises ValueError where it is none, or lacks a header that every message has."""
    head, empty, body = data.partition(b"\r\n\r\n")
    if not empty:
        head, empty, body = data.partition(b"\n\n")
    if not empty or len(data) > MOST_BYTES:
        raise ValueError("has no end of its headers")
    start, *lines = _FOLD.sub(" ", head.decode("utf-8", "replace")).splitlines() or [""]
    if not (_REQUEST.fullmatch(start) or _RESPONSE.fullmatch(start)):
        raise ValueError("begins with no line of SIP")
    headers = tuple(_header(line) for line in lines)
    names = {name for name, _ in headers}
    if missing := [name for name in NEEDED if name not in names]:
        raise ValueError(f"lacks {', '.join(missing)}")
    message = Message(start, tuple(header for header in headers if header[0] != "content-length"), body)
    if not re.fullmatch(r"[0-9]+\s+\S+", message.get("cseq")):
        raise ValueError("has a CSeq that is no number and method")
    return replace(message, body=body[: _content_length(headers, len(body))])


def answer(request: Message, code: int, reason: str, to_tag: str = "") -> Message:
    """The response to `request`, without anything of its own yet (RFC 3261, 8.2.6)."""
    to = request.get("to")
    if to_tag and not parameter(to, "tag"):
        to = f"{to};tag={to_tag}"
    copied = {"via", "from", "call-id", "cseq"} | ({"record-route"} if 100 < code < 300 else set())
    headers = [("to", to) if name == "to" else (name, value) for name, value in request.headers]
    return Message(f"SIP/2.0 {code} {reason}", tuple(h for h in headers if h[0] in copied or h[0] == "to"))


def parameter(value: str, name: str) -> str:
    """The parameter of a header, outside its address in angle brackets; "" where it has none."""
    outside = value.rpartition(">")[2] if ">" in value else value
    match = re.search(rf";\s*{name}\s*=\s*([^;,\s]+)", outside, re.IGNORECASE)
    return match[1].strip('"') if match else ""


def address_of(value: str) -> str:
    """The URI within a From, To, Contact or Route."""
    match = re.search(r"<([^>]*)>", value)
    return match[1] if match else value.partition(";")[0].strip()


def parts(content_type: str, body: bytes) -> tuple[Part, ...]:
    """The parts of a body (RFC 2046, 5.1), those of nested bodies after another."""
    if not content_type.lower().lstrip().startswith("multipart/"):
        return (Part(content_type, (), body),) if body else ()
    boundary = parameter(content_type, "boundary")
    return tuple(_parts_within(boundary, body)) if boundary else ()


def _parts_within(boundary: str, body: bytes) -> Iterator[Part]:
    for piece in (b"\r\n" + body).split(f"\r\n--{boundary}".encode())[1:]:
        if piece.startswith(b"--"):
            return
        head, _, content = piece.lstrip(b" \t").partition(b"\r\n\r\n")
        lines = _FOLD.sub(" ", head.decode("utf-8", "replace")).strip().splitlines()
        headers = tuple(_header(line) for line in lines if ":" in line)
        content_type = dict(headers).get("content-type", "text/plain")
        if content_type.lower().startswith("multipart/"):
            yield from parts(content_type, content)
        else:
            yield Part(content_type, headers, content)


def _header(line: str) -> Header:
    name, colon, value = line.partition(":")
    if not colon:
        raise ValueError("has a header without a colon")
    name = name.strip().lower()
    return COMPACT.get(name, name), value.strip()


def _content_length(headers: tuple[Header, ...], there: int) -> int:
    said = dict(headers).get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else there


def _title(name: str) -> str:
    special = {"call-id": "Call-ID", "cseq": "CSeq", "www-authenticate": "WWW-Authenticate"}
    return special.get(name, name.title())


class Framing:
    """Cuts a stream into messages by Content-Length (RFC 3261, 18.3), however it was cut on its way."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The messages complete by now. Raises ValueError where the stream can hold no SIP any more."""
        self._held += data
        messages = []
        while one := self._next():
            messages.append(one)
        if len(self._held) > MOST_BYTES:
            raise ValueError("a message without an end")
        return messages

    def _next(self) -> bytes:
        # Empty lines between messages keep a connection alive (RFC 5626, 3.5.1).
        self._held = self._held.lstrip(b"\r\n")
        head, empty, body = self._held.partition(b"\r\n\r\n")
        if not empty:
            return b""
        lines = _FOLD.sub(" ", head.decode("utf-8", "replace")).splitlines()
        length = _content_length(tuple(_header(line) for line in lines[1:]), 0)
        if len(body) < length:
            return b""
        end = len(head) + len(empty) + length
        one, self._held = self._held[:end], self._held[end:]
        return one

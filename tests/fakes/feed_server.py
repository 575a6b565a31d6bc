"""A real HTTP server on 127.0.0.1 that misbehaves on demand.

Each path is given a behaviour: a function that gets the `Conversation` and writes to its socket what it likes.
`with FeedServer() as server: server.on("/feed", serve(b"...")); server.url("/feed")`. Leaving the block ends every
behaviour, even one that waits for ever, joins every thread and closes every socket.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import zlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import TracebackType
    from typing import Self, TypeAlias

    Behaviour: TypeAlias = Callable[["Conversation"], None]

MEBIBYTE = 2**20


@dataclass
class Request:
    """What the client asked. Header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass
class Conversation:
    """One request, and the socket to answer it on."""

    request: Request
    connection: socket.socket
    closing: threading.Event

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def pause(self, seconds: float) -> bool:
        """Wait; False when the server closes meanwhile."""
        return not self.closing.wait(seconds)


class FeedServer:
    """Listens from entering to leaving. `requests` holds what was asked, in order.

    `tls` makes it an HTTPS server. `greeting` is called with each new socket before anything else, and may refuse
    to go on by returning False (for TLS handshakes that never end).
    """

    def __init__(
        self, *, tls: ssl.SSLContext | None = None, greeting: Callable[[Conversation], bool] | None = None
    ) -> None:
        self.requests: list[Request] = []
        self.asked = threading.Semaphore(0)
        self._tls = tls
        self._greeting = greeting
        self._behaviours: dict[str, Behaviour] = {}
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def on(self, path: str, behaviour: Behaviour) -> str:
        """Answer `path` so from now on, and return its whole address."""
        self._behaviours[path] = behaviour
        return self.url(path)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{'https' if self._tls or self._greeting else 'http'}://{host}:{self.port}{path}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        _shut(self._listener)
        with self._lock:
            for connection in self._open:
                _shut(connection)
        self._threads[0].join(10)  # after it nobody starts another one
        self._listener.close()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive(), f"{thread.name} does not end"

    def _start(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, name="feed server")
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:  # shut down
                return
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        # Clients that hang up are what most of these behaviours are for.
        with contextlib.suppress(OSError), self._kept(connection):
            if self._greeting and not self._greeting(Conversation(Request("", "", {}), connection, self._closing)):
                return
            if self._tls:
                with self._tls.wrap_socket(connection, server_side=True) as secure, self._kept(secure):
                    self._answer(secure)
            else:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        request = _read_request(connection)
        if request is None:
            return
        self.requests.append(request)
        self.asked.release()
        behaviour = self._behaviours.get(request.path, status(HTTPStatus.NOT_FOUND))
        behaviour(Conversation(request, connection, self._closing))
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_WR)

    @contextlib.contextmanager
    def _kept(self, connection: socket.socket) -> Iterator[None]:
        """Among those to be shut when the server closes, and closed when left."""
        with self._lock:
            self._open.add(connection)
            if self._closing.is_set():
                _shut(connection)
        try:
            yield
        finally:
            with self._lock:
                self._open.discard(connection)
                connection.close()


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _read_request(connection: socket.socket) -> Request | None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(4096)
        if not piece:
            return None
        head += piece
        if not head[:1].isalpha():  # a TLS handshake
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return None
    first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(method, target, headers)


def head(code: int, **headers: object) -> bytes:
    """Status line and headers; Retry_After=7 becomes "Retry-After: 7"."""
    lines = [f"HTTP/1.1 {code} {HTTPStatus(code).phrase}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode()


def serve(body: bytes, *, etag: str = "", last_modified: str = "", **headers: object) -> Behaviour:
    """An honest answer, 304 where the client has that version."""

    def behave(talk: Conversation) -> None:
        versions = {"ETag": etag, "Last-Modified": last_modified}
        extra = {name: value for name, value in versions.items() if value} | headers
        asked = talk.request.headers
        if (etag and asked.get("if-none-match") == etag) or (
            not etag and last_modified and asked.get("if-modified-since") == last_modified
        ):
            talk.send(head(304, **extra))
        else:
            talk.send(head(200, Content_Length=len(body), **extra) + body)

    return behave


def status(code: int, body: bytes = b"", **headers: object) -> Behaviour:
    """Any status: `status(503, Retry_After=7)`."""
    return lambda talk: talk.send(head(code, Content_Length=len(body), **headers) + body)


def redirect(to: str, code: int = 302) -> Behaviour:
    """Sends the client on, as written in `to`."""
    return status(code, Location=to)


def drip_body(pause: float = 0.02, *, chunked: bool = False) -> Behaviour:
    """One byte of the body at a time, for ever."""

    def behave(talk: Conversation) -> None:
        talk.send(head(200, **({"Transfer_Encoding": "chunked"} if chunked else {"Content_Length": 10**6})))
        while talk.pause(pause):
            talk.send(b"1\r\nx\r\n" if chunked else b"x")

    return behave


def drip_headers(pause: float = 0.02) -> Behaviour:
    """One byte of a header at a time, for ever."""

    def behave(talk: Conversation) -> None:
        talk.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while talk.pause(pause):
            talk.send(b"x")

    return behave


def silence() -> Behaviour:
    """Takes the request and says nothing (a black hole behind an open port)."""

    def behave(talk: Conversation) -> None:
        talk.closing.wait()

    return behave


def reset_at(body: bytes, count: int) -> Behaviour:
    """Resets the connection after `count` bytes of `body`."""

    def behave(talk: Conversation) -> None:
        talk.send(head(200, Content_Length=len(body)) + body[:count])
        talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        talk.connection.close()

    return behave


def short(body: bytes, missing: int) -> Behaviour:
    """Promises `missing` bytes more than it sends."""
    return lambda talk: talk.send(head(200, Content_Length=len(body) + missing) + body)


def chunked(*chunks: bytes, broken: bool = False) -> Behaviour:
    """Chunked transfer; a broken one ends without the closing chunk."""

    def behave(talk: Conversation) -> None:
        talk.send(head(200, Transfer_Encoding="chunked"))
        for chunk in chunks:
            talk.send(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        if not broken:
            talk.send(b"0\r\n\r\n")

    return behave


def gzipped(body: bytes, *, cut: int = 0) -> Behaviour:
    """A gzip body; `cut` bytes are missing at its end, though the Content-Length agrees."""
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(body) + packer.flush()
    packed = packed[: len(packed) - cut]
    return lambda talk: talk.send(head(200, Content_Encoding="gzip", Content_Length=len(packed)) + packed)


def gzip_bomb(mebibytes: int = 1024) -> Behaviour:
    """A mebibyte or so that unpacks to `mebibytes`."""

    def behave(talk: Conversation) -> None:
        packer = zlib.compressobj(1, wbits=31)
        zeros = bytes(MEBIBYTE)
        talk.send(head(200, Content_Encoding="gzip"))
        for _ in range(mebibytes):
            talk.send(packer.compress(zeros))
        talk.send(packer.flush())

    return behave


def endless(mebibytes: int = 100, *, tell_length: bool) -> Behaviour:
    """A plain body of that size, its length announced or not."""

    def behave(talk: Conversation) -> None:
        talk.send(head(200, **({"Content_Length": mebibytes * MEBIBYTE} if tell_length else {})))
        piece = b"x" * MEBIBYTE
        for _ in range(mebibytes):
            talk.send(piece)

    return behave


def never_shakes_hands(pause: float = 0.02) -> Callable[[Conversation], bool]:
    """A greeting: begins a TLS record and drips it for ever."""

    def greet(talk: Conversation) -> bool:
        talk.send(b"\x16\x03\x03\x3f\xff")
        while talk.pause(pause):
            talk.send(b"\x02")
        return False

    return greet


def tunnel(talk: Conversation) -> None:
    """A proxy: does what CONNECT asks, by passing bytes both ways."""
    host, _, port = talk.request.target.partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as far:
        talk.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=_pass, args=(far, talk.connection), name="feed server")
        back.start()
        _pass(talk.connection, far)
        back.join()


def _pass(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
    _shut(sink)

"""A connection that ends when it must: at a deadline, or when another thread hangs it up.

The time-outs of HTTP clients restart with every byte, so one byte a second keeps them waiting for ever
(psf/requests#1928). Shutting the socket down ends any wait on it: for a connection, a TLS handshake, a header, a
body. The shutdown goes through a duplicate descriptor, which stays ours when TLS takes the first one over.
"""

from __future__ import annotations

import contextlib
import ipaddress
import math
import socket
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Addresses: TypeAlias = "Sequence[tuple[int, int, int, str, Any]]"
"""What socket.getaddrinfo returns: family, kind, protocol, name, address."""

LONGEST_WAIT = 3600.0

_lookups: dict[tuple[str, int], Future[Addresses]] = {}
_lookups_lock = threading.Lock()


class LineOverError(OSError):
    """The line was hung up, or its deadline passed, before it was used."""


class PrivateAddressError(OSError):
    """A public server sent us on to an address inside somebody's own network."""


class Line:
    """The wire of one request. `hang_up` may be called by any thread, at any time, more than once."""

    def __init__(self) -> None:
        self.timed_out = False
        self.hung_up = False
        self.reached_public = False
        self.public_only = False
        self._lock = threading.Lock()
        self._ends_at = math.inf
        self._endings: list[Callable[[], None]] = []
        self._twins: list[socket.socket] = []

    @contextlib.contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """End the line after `seconds` of wall time, whatever it waits for; tidy up when left."""
        self._ends_at = time.monotonic() + seconds
        timer = threading.Timer(seconds, self._expire)
        timer.name = "deadline of a fetch"
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            self._let_go()

    def hang_up(self) -> None:
        """End the line now."""
        with self._lock:
            self.hung_up = True
            self._end()

    def check(self) -> None:
        """Raise LineOverError if the line is over: a socket shut down reads like an ordinary end."""
        if self.timed_out or self.hung_up:
            raise LineOverError

    def connect(self, host: str, port: int, options: Iterable[tuple[int, int, int | bytes]] = ()) -> socket.socket:
        """A connected socket. Each of the host's addresses gets its share of the time left. Raises OSError."""
        addresses = self._resolve(host, port)
        failure: OSError = socket.gaierror(socket.EAI_NONAME, "the name has no address")
        for number, (family, kind, protocol, _, address) in enumerate(addresses):
            self.check()
            public = _is_public(address[0])
            if self.public_only and not public:
                raise PrivateAddressError
            connection = socket.socket(family, kind, protocol)
            try:
                self._watch(connection)
                for option in options:
                    connection.setsockopt(*option)
                connection.settimeout(self._remaining() / (len(addresses) - number))
                connection.connect(address)
                self.check()
            except OSError as error:
                connection.close()
                failure = error
            else:
                self.reached_public |= public
                return connection
        self.check()
        raise failure

    def _resolve(self, host: str, port: int) -> Addresses:
        try:
            return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except socket.gaierror:
            lookup = _look_up(host, port)
        done = threading.Event()
        lookup.add_done_callback(lambda _: done.set())
        self._at_end(done.set)
        done.wait(self._remaining())
        self.check()
        if not lookup.done():
            raise TimeoutError
        return lookup.result()

    def _remaining(self) -> float:
        return min(LONGEST_WAIT, max(0.001, self._ends_at - time.monotonic()))

    def _expire(self) -> None:
        with self._lock:
            self.timed_out = True
            self._end()

    def _end(self) -> None:
        for ending in self._endings:
            ending()
        self._endings.clear()

    def _at_end(self, ending: Callable[[], None]) -> None:
        with self._lock:
            self._endings.append(ending)
            if self.timed_out or self.hung_up:
                self._end()

    def _watch(self, connection: socket.socket) -> None:
        twin = connection.dup()
        self._twins.append(twin)
        self._at_end(lambda: _shut(twin))

    def _let_go(self) -> None:
        with self._lock:
            self._endings.clear()
            for twin in self._twins:
                twin.close()
            self._twins.clear()


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # not connected yet, or no longer: there is nothing left to end
        connection.shutdown(socket.SHUT_RDWR)


def _is_public(address: str) -> bool:
    return ipaddress.ip_address(address).is_global


def _look_up(host: str, port: int) -> Future[Addresses]:
    """Ask the resolver in a thread of its own: nothing can interrupt it.

    Who asks again while the first question hangs joins it, so a dead resolver costs one thread, not one a fetch.
    """
    with _lookups_lock:
        lookup = _lookups.get((host, port))
        if lookup is None:
            lookup = _lookups[host, port] = Future()
            threading.Thread(target=_ask, args=(host, port, lookup), name="name look-up", daemon=True).start()
        return lookup


def _ask(host: str, port: int, lookup: Future[Addresses]) -> None:
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that IDNA cannot write
        failure = error if isinstance(error, OSError) else socket.gaierror(socket.EAI_NONAME, "no such name")
        _settle(host, port)
        lookup.set_exception(failure)
    else:
        _settle(host, port)
        lookup.set_result(addresses)


def _settle(host: str, port: int) -> None:
    with _lookups_lock:
        del _lookups[host, port]

"""What carries SIP: sockets on one side, whole messages on the other. Source: RFC 3261, 18; RFC 3581 (rport)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import Protocol, cast

from kiosk.demo.dispatcher.message import Framing
from kiosk.domain.call.sip_uri import Transport

Address = tuple[str, int]


class Peer(Protocol):
    """The other end of a connection, or of a UDP socket's exchange with one address."""

    @property
    def address(self) -> Address:
        """Theirs."""

    @property
    def transport(self) -> Transport:
        """What goes into Via."""

    @property
    def gone(self) -> bool:
        """Nothing can be sent to it any more."""

    def send(self, data: bytes) -> None:
        """Send a message, if it is still there."""


Received = Callable[[bytes, Peer], None]


class UdpPeer:
    """One address, reached through one socket."""

    transport = Transport.UDP

    def __init__(self, socket: asyncio.DatagramTransport, address: Address) -> None:
        self._socket = socket
        self.address = address

    @property
    def gone(self) -> bool:
        """The socket is closed."""
        return self._socket.is_closing()

    def send(self, data: bytes) -> None:
        """One datagram."""
        if not self.gone:
            self._socket.sendto(data, self.address)


class Udp(asyncio.DatagramProtocol):
    """A socket for everybody."""

    def __init__(self, received: Received) -> None:
        self._received = received
        self._socket: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Opened."""
        self._socket = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: Address) -> None:
        """One message; a lone empty line only keeps a path open."""
        if data.strip():
            self._received(data, self.to(addr[:2]))

    def error_received(self, exc: Exception) -> None:
        """A closed port at the far end: its own affair."""

    def to(self, address: Address) -> UdpPeer:
        """The peer at this address."""
        if self._socket is None:
            raise RuntimeError("the socket is not open")
        return UdpPeer(self._socket, address)

    @property
    def port(self) -> int:
        """Ours."""
        return 0 if self._socket is None else int(self._socket.get_extra_info("sockname")[1])

    async def close(self) -> None:
        """Close the socket."""
        if self._socket is not None:
            self._socket.close()
            await asyncio.sleep(0)  # asyncio closes a socket in the loop's next round


class Stream(asyncio.Protocol):
    """A TCP or TLS connection, and the peer at its other end."""

    def __init__(self, received: Received, transport: Transport) -> None:
        self.transport = transport
        self.address: Address = ("", 0)
        self.closed = asyncio.get_running_loop().create_future()
        self._received = received
        self._framing = Framing()
        self._connection: asyncio.Transport | None = None

    @property
    def gone(self) -> bool:
        """The connection is closed or closing."""
        return self._connection is None or self._connection.is_closing()

    def send(self, data: bytes) -> None:
        """Into the stream."""
        if self._connection is not None and not self.gone:
            self._connection.write(data)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Connected."""
        self._connection = cast("asyncio.Transport", transport)
        self.address = transport.get_extra_info("peername")[:2]

    def data_received(self, data: bytes) -> None:
        """Some bytes; a stream that is no SIP is closed."""
        try:
            messages = self._framing.feed(data)
        except ValueError:
            self.abort()
            return
        for one in messages:
            self._received(one, self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Closed."""
        if not self.closed.done():
            self.closed.set_result(None)

    def abort(self) -> None:
        """Close at once."""
        if self._connection is not None:
            self._connection.abort()


class Listener:
    """One open address on which the dispatcher can be called."""

    def __init__(self, transport: Transport, received: Received) -> None:
        self.transport = transport
        self.host = ""
        self.port = 0
        self._received = received
        self._udp: Udp | None = None
        self._server: asyncio.Server | None = None
        self._streams: list[Stream] = []

    async def open(self, host: str, port: int, tls: ssl.SSLContext | None) -> None:
        """Raises OSError where the port is taken."""
        self.host = host
        loop = asyncio.get_running_loop()
        if self.transport is Transport.UDP:
            self._udp = Udp(self._received)
            await loop.create_datagram_endpoint(lambda: cast("Udp", self._udp), local_addr=(host, port))
            self.port = self._udp.port
        else:
            self._server = await loop.create_server(self._stream, host, port, ssl=tls)
            self.port = self._server.sockets[0].getsockname()[1]

    async def connect(self, to: Address) -> Peer:
        """The peer at `to`: over UDP through the listening socket, else by a new connection from our address.

        Raises OSError where nobody listens.
        """
        if self._udp is not None:
            return self._udp.to(to)
        tls = _unchecked() if self.transport is Transport.TLS else None
        loop = asyncio.get_running_loop()
        _, stream = await loop.create_connection(self._stream, *to, ssl=tls, local_addr=(self.host, 0))
        return stream

    async def close(self) -> None:
        """Close the socket, and every connection at once."""
        if self._udp is not None:
            await self._udp.close()
        for stream in self._streams:
            stream.abort()
        await asyncio.gather(*(stream.closed for stream in self._streams if stream.address[1]))
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def _stream(self) -> Stream:
        self._streams = [stream for stream in self._streams if not stream.closed.done()]
        self._streams.append(Stream(self._received, self.transport))
        return self._streams[-1]


def _unchecked() -> ssl.SSLContext:
    """For calling back: the pavilion proves itself to nobody."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context

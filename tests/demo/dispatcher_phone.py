"""A telephone of the tests: SIP by hand over raw sockets, so that nothing of the dispatcher's own is trusted."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.domain.call.sip_uri import Transport

PATIENCE = 10.0

OFFER = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=audio {port} RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n"
)


class Phone(asyncio.DatagramProtocol):
    """Sends requests to one dispatcher and keeps whatever comes, as text; `rtp` is its socket for sound."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self.dispatcher = dispatcher
        self.inbox: asyncio.Queue[str] = asyncio.Queue()
        self.port = 0
        self.call_id = "call@phone"
        self.to = f"<{dispatcher.uri}>"
        self.sound = Sound()
        self.source: object = None
        self._udp: asyncio.DatagramTransport | None = None
        self._stream: asyncio.StreamWriter | None = None

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.inbox.put_nowait(data.decode("latin-1"))
        self.source = addr

    def send(self, text: str | bytes) -> None:
        data = text if isinstance(text, bytes) else text.encode()
        if self._udp:
            self._udp.sendto(
                data, cast("tuple[str, int]", self.source or (self.dispatcher.host, self.dispatcher.port))
            )
        if self._stream:
            self._stream.write(data)

    def request(self, method: str, number: int = 1, body: str = "", more: str = "", user: str = "112") -> str:
        """The text of a request; `branch` follows from the number, so the same call makes a retransmission."""
        uri = str(self.dispatcher.uri).replace("112@", f"{user}@")
        branch_of = "INVITE" if method == "CANCEL" else method
        return (
            f"{method} {uri} SIP/2.0\r\n"
            f"Via: SIP/2.0/{self.dispatcher.transport.upper()} 127.0.0.1:{self.port};"
            f"branch=z9hG4bK{branch_of}{number}{self.call_id};rport\r\n"
            f"Max-Forwards: 70\r\nFrom: <sip:kiosk@127.0.0.1>;tag=phone\r\nTo: {self.to}\r\n"
            f"Call-ID: {self.call_id}\r\nCSeq: {number} {method}\r\n"
            f"Contact: <sip:kiosk@127.0.0.1:{self.port};transport={self.dispatcher.transport}>\r\n"
            f"{more}Content-Length: {len(body)}\r\n\r\n{body}"
        )

    def invite(self, number: int = 1, more: str = "", user: str = "112") -> str:
        body = OFFER.format(port=self.sound.port)
        return self.request("INVITE", number, body, f"Content-Type: application/sdp\r\n{more}", user)

    async def next(self) -> str:
        async with asyncio.timeout(PATIENCE):
            return await self.inbox.get()

    async def until(self, start: str) -> str:
        """The next message that begins like this; its To is used from then on."""
        while not (text := await self.next()).startswith(start):
            pass
        if text.startswith("SIP/2.0 ") and (to := header(text, "To")):
            self.to = to
        return text

    async def call(self, more: str = "", user: str = "112") -> str:
        """A call to the 200, acknowledged."""
        self.send(self.invite(more=more, user=user))
        answer = await self.until("SIP/2.0 200")
        self.send(self.request("ACK"))
        return answer

    def reply(self, request: str, line: str = "200 OK", body: str = "") -> None:
        """Answer a request of theirs."""
        copied = re.findall(r"(?m)^(?:Via|From|To|Call-ID|CSeq): .*\r\n", request)
        lines = "".join(one.replace("\r\n", ";tag=phone\r\n") if _lacks_tag(one) else one for one in copied)
        kind = "Content-Type: application/sdp\r\n" if body else ""
        contact = f"Contact: <sip:kiosk@127.0.0.1:{self.port}>\r\n"
        self.send(f"SIP/2.0 {line}\r\n{lines}{contact}{kind}Content-Length: {len(body)}\r\n\r\n{body}")

    async def open(self, certificates: ssl.SSLContext | None) -> None:
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: self.sound, local_addr=("127.0.0.1", 0))
        if self.dispatcher.transport is Transport.UDP:
            self._udp, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
            self.port = self._udp.get_extra_info("sockname")[1]
            return
        host, port = self.dispatcher.host, self.dispatcher.port
        reader, self._stream = await asyncio.open_connection(host, port, ssl=certificates)
        self.port = self._stream.get_extra_info("sockname")[1]
        self._reading = asyncio.create_task(self._read(reader))

    async def close(self) -> None:
        self.sound.close()
        if self._udp:
            self._udp.close()
        if self._stream:
            self._stream.close()
            await asyncio.gather(self._reading, return_exceptions=True)
            await asyncio.gather(self._stream.wait_closed(), return_exceptions=True)
        await asyncio.sleep(0)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while not reader.at_eof():
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            body = await reader.readexactly(int(header(head, "Content-Length")))
            self.inbox.put_nowait(head + body.decode())


class Sound(asyncio.DatagramProtocol):
    """The telephone's RTP socket: packets with the moment they came."""

    def __init__(self) -> None:
        self.packets: list[tuple[float, bytes]] = []
        self.port = 0
        self._transport: asyncio.DatagramTransport | None = None
        self._more = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.packets.append((asyncio.get_running_loop().time(), data))
        self._more.set()

    def send(self, data: bytes, port: int, host: str = "127.0.0.1") -> None:
        assert self._transport
        self._transport.sendto(data, (host, port))

    async def count(self, wanted: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while len(self.packets) < wanted:
                self._more.clear()
                await self._more.wait()

    def close(self) -> None:
        assert self._transport
        self._transport.close()


def header(text: str, name: str) -> str:
    match = re.search(rf"(?im)^{name}: *(.*?)\r?$", text)
    return match[1] if match else ""


def sound_port(answer: str) -> int:
    """Where the dispatcher wants to hear us."""
    match = re.search(r"m=audio (\d+) ", answer)
    assert match
    return int(match[1])


@asynccontextmanager
async def phone(dispatcher: Dispatcher, certificates: ssl.SSLContext | None = None) -> AsyncIterator[Phone]:
    one = Phone(dispatcher)
    await one.open(certificates)
    try:
        yield one
    finally:
        await one.close()


def _lacks_tag(line: str) -> bool:
    return line.startswith("To:") and ";tag=" not in line

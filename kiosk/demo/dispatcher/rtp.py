"""The sound of one call: sent in frames of 20 ms, and counted as it comes. Source: RFC 3550, 5.1; RFC 4733."""

from __future__ import annotations

import asyncio
import secrets
import struct
from collections.abc import Iterator

from kiosk.demo.dispatcher import g711
from kiosk.demo.dispatcher.heard import FRAME, RATE, Heard
from kiosk.demo.dispatcher.sdp import Sound

HEADER = struct.Struct("!BBHII")
VERSION_2 = 0x80
MARKER = 0x80
PERIOD = FRAME / RATE
CATCH_UP = PERIOD / 2
"""The least time between two frames when some are overdue."""
MOST_OVERDUE = 0.2
"""Beyond this, frames are left out, as a sound card would."""
DIGITS = "0123456789*#ABCD"


class Media(asyncio.DatagramProtocol):
    """One RTP socket with the RTCP one beside it, which is only held open."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._loop = asyncio.get_running_loop()
        self._sockets: list[asyncio.DatagramTransport] = []
        self._remote: tuple[str, int] | None = None
        self._codec = g711.PCMA
        self._event: int | None = None
        self._event_seen: int | None = None
        self._sequence = secrets.randbelow(2**16)
        self._timestamp = secrets.randbelow(2**32)
        self._source = secrets.randbelow(2**32)
        self._newest: int | None = None
        self.echo = False
        self.port = 0

    async def open(self, host: str) -> None:
        """Take an even port and the next one (RFC 3550, 11). Raises OSError where there is none."""
        for _ in range(50):
            rtp = await self._bind(host, 0, self)
            self.port = rtp.get_extra_info("sockname")[1]
            if self.port % 2 == 0:
                try:
                    await self._bind(host, self.port + 1, _Ignored())
                except OSError:
                    await self.close()
                    continue
                return
            await self.close()
        raise OSError("no pair of free UDP ports")

    def meet(self, sound: Sound) -> None:
        """Send there, in this codec, from now on."""
        self._remote = (sound.host, sound.port)
        self._codec, self._event = sound.codec, sound.event
        self._heard.codec = sound.codec

    async def talk(self, voice: Iterator[bytes]) -> None:
        """Send the voice's frames of s16 samples until cancelled, each at its time by the loop's clock."""
        due = self._loop.time()
        for frame in voice:
            self.send(g711.encode(memoryview(frame).cast("h"), self._codec))
            due += PERIOD
            now = self._loop.time()
            if now - due > MOST_OVERDUE:
                missed = int((now - due) / PERIOD)
                due += missed * PERIOD
                self._timestamp += missed * FRAME
            await asyncio.sleep(max(due - now, CATCH_UP))

    def send(self, payload: bytes) -> None:
        """One frame, now."""
        if self._remote is None or not self._sockets:
            return
        head = HEADER.pack(
            VERSION_2, self._codec, self._sequence & 0xFFFF, self._timestamp & 0xFFFFFFFF, self._source
        )
        self._sequence += 1
        self._timestamp += len(payload)
        self._sockets[0].sendto(head + payload, self._remote)

    async def close(self) -> None:
        """Give the ports back; may be called again."""
        for one in self._sockets:
            one.close()
        self._sockets.clear()
        await asyncio.sleep(0)  # asyncio closes a socket in the loop's next round

    def datagram_received(self, data: bytes, addr: object) -> None:  # noqa: ARG002 - asyncio's signature
        """One packet."""
        if len(data) <= HEADER.size or data[0] & 0xC0 != VERSION_2:
            return
        first, kind, sequence, timestamp, _ = HEADER.unpack_from(data)
        start = HEADER.size + 4 * (first & 0x0F)
        if first & 0x10 and len(data) >= start + 4:
            start += 4 + 4 * struct.unpack_from("!H", data, start + 2)[0]
        payload = data[start : len(data) - data[-1]] if first & 0x20 else data[start:]
        self._count(sequence)
        if kind & 0x7F == self._event:
            self._digit(payload, timestamp)
        elif kind & 0x7F == self._codec and payload:
            self._heard.sound(payload, self._loop.time())
            if self.echo:
                self.send(payload)

    def error_received(self, exc: Exception) -> None:
        """The far end's port is closed: what it does not hear is its own affair."""

    def _count(self, sequence: int) -> None:
        if self._newest is not None:
            step = (sequence - self._newest) & 0xFFFF
            if not 0 < step < 0x8000:
                return
            self._heard.lost += step - 1
        self._newest = sequence

    def _digit(self, payload: bytes, timestamp: int) -> None:
        """Each press is several packets with one timestamp."""
        if payload and payload[0] < len(DIGITS) and timestamp != self._event_seen:
            self._event_seen = timestamp
            self._heard.digits += DIGITS[payload[0]]
            self._heard.changes.tell()

    async def _bind(self, host: str, port: int, protocol: asyncio.DatagramProtocol) -> asyncio.DatagramTransport:
        transport, _ = await self._loop.create_datagram_endpoint(lambda: protocol, local_addr=(host, port))
        self._sockets.append(transport)
        return transport


class _Ignored(asyncio.DatagramProtocol):
    pass

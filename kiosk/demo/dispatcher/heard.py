"""What the dispatcher knows of one call: who called, when, and what was heard."""

from __future__ import annotations

import asyncio
from array import array
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.demo.dispatcher import g711
from kiosk.demo.dispatcher.message import Message, Part, parts
from kiosk.domain.call.tone import rms

RATE = 8000
FRAME = 160
"""Samples of 20 ms."""
KEPT_FRAMES = 60 * RATE // FRAME
RECENT_FRAMES = 10


class Changes:
    """Lets a task wait until something is true of what changes."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def tell(self) -> None:
        """Something changed."""
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            if not one.done():
                one.set_result(None)

    async def until(self, true: Callable[[], bool], limit: float) -> None:
        """Raises TimeoutError after `limit` seconds."""
        async with asyncio.timeout(limit):
            while not true():
                one = asyncio.get_running_loop().create_future()
                self._waiting.append(one)
                await one


@dataclass(slots=True, eq=False)
class Heard:
    """One call, written while it goes on. Moments are the loop's seconds, None before they came.

    `invite` is the INVITE as it came, empty where we called. `lost` counts gaps in the sequence numbers.
    `ended` is "" while the call lives, then: bye, cancelled, refused, hung_up (by us), vanished, unacknowledged.
    """

    invite: bytes
    message: Message
    source: tuple[str, int]
    invited_at: float
    ringing_at: float | None = None
    answered_at: float | None = None
    acknowledged_at: float | None = None
    first_sound_at: float | None = None
    last_sound_at: float | None = None
    ended_at: float | None = None
    ended: str = ""
    packets: int = 0
    lost: int = 0
    digits: str = ""
    codec: int = g711.PCMA
    _bytes: int = 0
    changes: Changes = field(default_factory=Changes)
    _frames: deque[bytes] = field(default_factory=lambda: deque(maxlen=KEPT_FRAMES))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the INVITE's body."""
        return parts(self.message.get("content-type"), self.message.body)

    def part(self, content_type: str) -> bytes:
        """The content of the first part of this type, b"" where there is none."""
        return next((one.content for one in self.parts if one.content_type.lower().startswith(content_type)), b"")

    @property
    def seconds(self) -> float:
        """How much sound came."""
        return self._bytes / RATE

    @property
    def level(self) -> float:
        """How loud the last 0.2 s were (RMS of 16-bit samples)."""
        recent = min(RECENT_FRAMES, len(self._frames))
        return rms(self._decode([self._frames[-n] for n in range(recent, 0, -1)]))

    @property
    def state(self) -> str:
        """In one word, for people."""
        if self.ended:
            return self.ended
        if self.answered_at is not None:
            return "connected"
        return "calling" if self.ringing_at is None else "ringing"

    def samples(self, seconds: float = 60.0) -> array[int]:
        """What was heard in the last seconds, at most 60; gaps are closed up."""
        return self._decode(list(self._frames)[-max(1, round(seconds * RATE / FRAME)) :])

    def sound(self, payload: bytes, now: float) -> None:
        """One packet of sound came."""
        self.packets += 1
        self._bytes += len(payload)
        self._frames.append(payload)
        self.first_sound_at = now if self.first_sound_at is None else self.first_sound_at
        self.last_sound_at = now
        self.changes.tell()

    def end(self, how: str, now: float) -> None:
        """The call is over; told only once."""
        if not self.ended:
            self.ended, self.ended_at = how, now
            self.changes.tell()

    def forget_sound(self) -> None:
        """Keep the facts, drop the samples."""
        self._frames.clear()

    async def until(self, true: Callable[[], bool], limit: float) -> None:
        """Wait until it is true of this call. Raises TimeoutError after `limit` seconds."""
        await self.changes.until(true, limit)

    def _decode(self, frames: list[bytes]) -> array[int]:
        return g711.decode(b"".join(frames), self.codec)

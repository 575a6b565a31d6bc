"""The hourly self-test of the sound: a short tone from the loudspeaker has to be heard by the microphone."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from subprocess import PIPE
from typing import TypeVar

from kiosk.domain.call.status import SelfTest, SelfTestResult
from kiosk.domain.call.tone import from_bytes, make_tone, rms, to_bytes, tone_share
from kiosk.sos.aside import aside
from kiosk.sos.child import child
from kiosk.sos.plan import Sound

T = TypeVar("T")

RATE = 8000
HZ = 1000.0
BURST = 0.5
FADE = 0.02
"""Seconds in which the tone comes and goes, so that it does not click."""
SHARE = 0.5
LOUD_ENOUGH = 30.0
"""The tone's root mean square in 16-bit steps (-61 dB of full scale); nobody would be heard through less."""
TRIES = 3
"""A bus may drown one burst."""
OPEN_LIMIT = 3.0
PLAY_LIMIT = 4.0
TAIL = 0.4
"""Seconds still listened to after aplay has ended: what was recorded comes late."""
MOST_BYTES = 2 * RATE * 10

_FORMAT = ("-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", str(RATE))


@dataclass(frozen=True, slots=True)
class HeardTone:
    """Where the tone is clearest in a recording: its share of the energy, 0 to 1, and how loud it is."""

    share: float = 0.0
    loudness: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether it is the tone, and loud enough."""
        return self.share > SHARE and self.loudness >= LOUD_ENOUGH

    def __str__(self) -> str:
        word = "the tone was heard" if self.passed else "the tone was not heard"
        return f"{word} (share {self.share:.2f}, loudness {self.loudness:.0f})"


class SoundLoop:
    """Plays and listens with ALSA's own programs. `aplay`, `arecord`: their words before the options."""

    def __init__(
        self,
        sound: Sound,
        wall: Callable[[], int],
        *,
        aplay: Sequence[str] = ("aplay",),
        arecord: Sequence[str] = ("arecord",),
    ) -> None:
        self._wall = wall
        self._burst = burst(sound.loop_level)
        self._play = (*aplay, *_FORMAT, "-D", sound.loudspeaker)
        self._record = (*arecord, *_FORMAT, "-D", sound.microphone)

    async def hear(self) -> SelfTestResult:
        """Try it, some times if need be. The world never raises here; a cancellation leaves no program behind."""
        heard = HeardTone()
        try:
            for _ in range(TRIES):
                data = await self._listened()
                heard = await aside(functools.partial(loudest_tone, from_bytes(data)), "sound loop")
                if heard.passed:
                    break
        except _DeviceError as error:
            return SelfTestResult(SelfTest.SOUND, self._wall(), False, str(error))
        return SelfTestResult(SelfTest.SOUND, self._wall(), heard.passed, str(heard))

    async def _listened(self) -> bytes:
        """What the microphone gave while the loudspeaker played. Raises _DeviceError."""
        async with _program("microphone", self._record) as recording:
            assert recording.stdout is not None  # noqa: S101 - a pipe, as asked for
            heard = bytearray()
            opened = asyncio.Event()
            listening = asyncio.create_task(_collect(recording.stdout, heard, opened))
            try:
                await _within(OPEN_LIMIT, opened.wait(), "the microphone gives no sound")
                await _check(recording, heard, "microphone")
                await self._played()
                await asyncio.sleep(TAIL)
            finally:
                listening.cancel()
                await asyncio.wait({listening})
            return bytes(heard)

    async def _played(self) -> None:
        async with _program("loudspeaker", self._play) as playing:
            _, said = await _within(PLAY_LIMIT, playing.communicate(self._burst), "the loudspeaker hangs")
            if playing.returncode:
                raise _DeviceError(_words("loudspeaker", said))


def burst(level: float) -> bytes:
    """The tone with its fades; `level` is its peak, 0 to 1 of full scale."""
    samples = from_bytes(make_tone(HZ, BURST, RATE, level))
    fade = round(FADE * RATE)
    last = len(samples) - 1
    return to_bytes([round(x * min(1.0, n / fade, (last - n) / fade)) for n, x in enumerate(samples)])


def loudest_tone(samples: Sequence[int]) -> HeardTone:
    """The 0.3 s of a recording in which the tone is clearest, if it is loud enough anywhere."""
    window, hop = round(0.3 * RATE), round(0.1 * RATE)
    best = HeardTone()
    for start in range(0, max(1, len(samples) - window + 1), hop):
        part = samples[start : start + window]
        share = tone_share(part, RATE, HZ)
        loudness = rms(part) * math.sqrt(share)
        best = max(
            best, HeardTone(share, loudness), key=lambda heard: (heard.loudness >= LOUD_ENOUGH, heard.share)
        )
    return best


class _DeviceError(Exception):
    """What is wrong with a device, for a technician."""


@contextlib.asynccontextmanager
async def _program(device: str, words: Sequence[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    try:
        async with child(words, stdin=PIPE, stdout=PIPE, stderr=PIPE) as process:
            yield process
    except OSError as error:
        raise _DeviceError(f"the {device} cannot be tried: {error.strerror}") from None


async def _within(limit: float, doing: Awaitable[T], otherwise: str) -> T:
    try:
        async with asyncio.timeout(limit):
            return await doing
    except TimeoutError:
        raise _DeviceError(otherwise) from None


async def _collect(source: asyncio.StreamReader, heard: bytearray, opened: asyncio.Event) -> None:
    """Add what comes to `heard`, which never grows beyond ten seconds; `opened` is set by the first of it."""
    while len(heard) < MOST_BYTES and (data := await source.read(4096)):
        heard += data
        opened.set()
    opened.set()


async def _check(recording: asyncio.subprocess.Process, heard: bytearray, device: str) -> None:
    """Raises _DeviceError where the program has ended without a sound."""
    if not heard and recording.stderr is not None:
        raise _DeviceError(_words(device, await recording.stderr.read()))


def _words(device: str, said: bytes) -> str:
    """What ALSA says, without its own places and numbers."""
    lines = said.decode(errors="replace").strip().splitlines()
    for sign, words in _SIGNS.items():
        if lines and sign in lines[-1]:
            return f"the {device} {words}"
    return f"the {device} fails: {lines[-1].rpartition(': ')[2][:80] if lines else 'not a word why'}"


_SIGNS = {
    "No such file or directory": "is not there",
    "No such device": "is not there",
    "Device or resource busy": "is in use by another program",
    "Permission denied": "may not be used by us",
}

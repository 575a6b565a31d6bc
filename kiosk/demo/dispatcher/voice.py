"""What the dispatcher says: an endless line of 20 ms frames, made anew for each call."""

from __future__ import annotations

import math
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, cycle
from pathlib import Path
from typing import Protocol

from kiosk.demo.dispatcher.heard import FRAME, RATE, Heard
from kiosk.domain.call.tone import from_bytes, make_tone, to_bytes

FRAME_BYTES = 2 * FRAME
QUIET = bytes(FRAME_BYTES)
TEST_TONE_HZ = 1004.0
"""The telephone network's test tone (ITU-T O.6 has it at 1004 to 1020 Hz)."""

GREETING = "Служба сто двенадцать. Что у вас случилось?"
REPLIES = ("Понял вас. Помощь выезжает.", "Оставайтесь на линии.", "Помощь уже в пути. Не кладите трубку.")

SPEECH_LEVEL = 300.0
"""RMS above which somebody speaks."""
SPEECH_FRAMES = 15
PAUSE_FRAMES = 60
ESPEAK_LIMIT = 20.0


class Voice(Protocol):
    """Speaks into calls."""

    def frames(self, heard: Heard) -> Iterator[bytes]:
        """Frames of 160 s16 samples for ever, one for each 20 ms of this call."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A sine of a whole number of hertz; `peak` 0 to 1."""

    hz: float = 440.0
    peak: float = 0.5

    def frames(self, heard: Heard) -> Iterator[bytes]:  # noqa: ARG002 - a tone listens to nobody
        """The tone without a seam."""
        return cycle(cut(make_tone(self.hz, 1.0, RATE, self.peak)))


@dataclass(frozen=True, slots=True)
class Recordings:
    """WAV files of 8 kHz mono 16 bit, one after another; then silence."""

    files: tuple[Path, ...]

    def frames(self, heard: Heard) -> Iterator[bytes]:  # noqa: ARG002 - a recording listens to nobody
        """Raises ValueError where a file has another format."""
        return chain(*(cut(to_bytes(_read(file, exactly=True))) for file in self.files), _silence())


@dataclass(frozen=True, slots=True)
class Conversation:
    """Greets, listens, and says the next reply when it hears a pause after speech. All is s16 at 8 kHz."""

    greeting: bytes
    replies: tuple[bytes, ...]

    def frames(self, heard: Heard) -> Iterator[bytes]:
        """Never an end: after the last reply comes the first again."""
        yield from cut(self.greeting)
        for reply in cycle(self.replies):
            yield from _listen(heard)
            yield from cut(reply)


def _listen(heard: Heard) -> Iterator[bytes]:
    """Silence until somebody spoke and paused."""
    speech = pause = 0
    while speech < SPEECH_FRAMES or pause < PAUSE_FRAMES:
        if heard.level > SPEECH_LEVEL:
            speech, pause = speech + 1, 0
        else:
            pause += 1
        yield QUIET


def cut(sound: bytes) -> list[bytes]:
    """Frames; the last is filled with silence."""
    frames = [sound[at : at + FRAME_BYTES] for at in range(0, len(sound), FRAME_BYTES)]
    return [frame.ljust(FRAME_BYTES, b"\0") for frame in frames]


def _silence() -> Iterator[bytes]:
    return cycle((QUIET,))


def operator() -> Voice:
    """The dispatcher of the demonstration: speaks Russian where espeak-ng is installed, else a tone."""
    if shutil.which("espeak-ng") is None:
        return Tone()
    try:
        return Conversation(spoken(GREETING), tuple(spoken(reply) for reply in REPLIES))
    except (OSError, subprocess.SubprocessError, wave.Error):
        return Tone()


@lru_cache(maxsize=8)
def spoken(words: str) -> bytes:
    """Russian words by espeak-ng, s16 at 8 kHz. Raises OSError, SubprocessError, wave.Error."""
    with tempfile.TemporaryDirectory(prefix="dispatcher-") as folder:
        file = Path(folder) / "words.wav"
        said = ["espeak-ng", "-v", "ru", "-s", "150", "-w", str(file), words]
        subprocess.run(said, check=True, timeout=ESPEAK_LIMIT, stdin=subprocess.DEVNULL, capture_output=True)
        return to_bytes(_read(file))


def _read(file: Path, *, exactly: bool = False) -> list[int]:
    """Mono 16-bit samples at 8 kHz."""
    with wave.open(str(file), "rb") as wav:
        rate = wav.getframerate()
        if (wav.getnchannels(), wav.getsampwidth()) != (1, 2) or (exactly and rate != RATE):
            raise ValueError(f"{file.name} is no WAV of {RATE} Hz mono 16 bit")
        samples = from_bytes(wav.readframes(wav.getnframes()))
    return list(samples) if rate == RATE else resample(samples, rate)


def resample(samples: Sequence[int], rate: int) -> list[int]:
    """To 8 kHz, by straight lines between the samples: good enough for a voice on the telephone."""
    step = rate / RATE
    last = len(samples) - 1
    result = []
    for n in range(math.floor(last / step)):
        at = n * step
        left = int(at)
        result.append(round(samples[left] + (samples[left + 1] - samples[left]) * (at - left)))
    return result

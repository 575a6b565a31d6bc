"""Speaking into the call for somebody who cannot: one sound file for each phrase, made by espeak-ng."""

from __future__ import annotations

import asyncio
import ctypes
import hashlib
import logging
import tempfile
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from typing import TYPE_CHECKING

from kiosk.domain.call.status import Phrase
from kiosk.sos import wav
from kiosk.sos.aside import aside
from kiosk.sos.child import child
from kiosk.sos.sentences import sentence

if TYPE_CHECKING:
    from kiosk.sos.plan import Pavilion

ESPEAK = ("espeak-ng",)
VOICE = "ru"
"""The operator's language, whatever the passenger's is."""
RATE = 140
"""Words a minute: slow enough for a bad line; espeak-ng's own are 175."""
PEAK = 0.7
LIMIT = 10.0
"""Seconds that making one sound may take; it takes a tenth of one."""
AGAIN = 60.0
"""Seconds until sounds that could not be made are tried again."""
NOT_THERE = 127
"""How setpriv(1) ends when there is no such program."""
BEFORE = 0.3
AFTER = 30.0
"""Seconds of silence: before, for the line to open; after, because a call ends with the file it is fed from."""

log = logging.getLogger(__name__)
_libc = ctypes.CDLL(None)


class SpeechError(Exception):
    """Nothing could be spoken; a few words."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A WAV file of 8 kHz, mono, 16 bits. It speaks for `seconds` and is silent for long after that."""

    path: Path
    seconds: float


class Speech:
    """The phrases of one pavilion. `folder` is in memory; what was made there before is used again."""

    def __init__(self, folder: Path, pavilion: Pavilion, *, espeak: Sequence[str] = ESPEAK) -> None:
        self._folder = folder
        self._pavilion = pavilion
        self._espeak = tuple(espeak)
        self._files: dict[Phrase, Spoken] = {}
        self._ready = self._failing = False

    async def run(self) -> None:
        """Make all files, however often it takes; a machine that has just started is slow and full."""
        while not await self.prepare():
            await asyncio.sleep(AGAIN)

    async def prepare(self) -> bool:
        """Make all files; whether they are there. Failing is told once, and `file` gives None meanwhile."""
        for phrase in Phrase:
            try:
                self._files[phrase] = await self._made(sentence(phrase, self._pavilion))
            except (OSError, SpeechError, wave.Error, EOFError) as error:
                if not self._failing:
                    reason = getattr(error, "strerror", None) or error
                    log.warning("not all phrases can be spoken into a call: %s", reason)
                self._failing = True
                return False
        self._ready, self._failing = True, False
        # The memory that the arithmetic took goes back: it is needed once, and we run for years.
        _libc.malloc_trim(0)
        log.info("all phrases can be spoken into a call")
        return True

    @property
    def ready(self) -> bool:
        """Whether all phrases can be spoken."""
        return self._ready

    @property
    def failing(self) -> bool:
        """Whether they could not be made, and will be tried again."""
        return self._failing

    def file(self, phrase: Phrase) -> Spoken | None:
        """The phrase to play, None while there is none."""
        return self._files.get(phrase)

    async def _made(self, text: str) -> Spoken:
        # The name is short: the user agent takes no path beyond 127 bytes.
        name = hashlib.sha256(f"{VOICE} {RATE} {text}".encode()).hexdigest()[:12]
        path = self._folder / f"{name}.wav"
        if not path.is_file():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            samples, rate = await said(text, VOICE, self._folder, self._espeak)
            # Half a second of arithmetic: beside the loop, which may have a call to look after.
            await aside(lambda: _write(path, samples, rate), "speech")
        return Spoken(path, wav.seconds(path) - AFTER)


async def said(
    text: str, voice: str, folder: Path, espeak: Sequence[str] = ESPEAK
) -> tuple[wav.Samples[int], int]:
    """`text` as samples and their rate, made in `folder`. Raises OSError, SpeechError, wave.Error, EOFError.

    That is in memory and ours, so that nothing piles up in /tmp where an agent is killed meanwhile.
    """
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        file = Path(scratch) / "said.wav"
        words = (*espeak, "-v", voice, "-s", str(RATE), "-b", "1", "-w", str(file), "--stdin")
        try:
            async with asyncio.timeout(LIMIT), child(words, stdin=PIPE) as process:
                await process.communicate(text.encode())
                code = process.returncode
        except TimeoutError:
            raise SpeechError(f"{words[0]} has no end within {LIMIT:g} s") from None
        if code:
            raise SpeechError(f"{words[0]} is not there" if code == NOT_THERE else f"{words[0]} ends with {code}")
        return wav.read(file)


def _write(path: Path, samples: wav.Samples[int], rate: int) -> None:
    speech = wav.louder(wav.resampled(samples, rate, wav.TELEPHONE), PEAK)
    before, after = wav.silence(BEFORE, wav.TELEPHONE), wav.silence(AFTER, wav.TELEPHONE)
    wav.write(path, before + speech + after, wav.TELEPHONE)

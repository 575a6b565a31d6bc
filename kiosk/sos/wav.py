"""Sound as samples: read what espeak-ng writes, bring it to the telephone's rate, write it. Plain Python.

Samples are integers of 16 bits, mono.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from collections.abc import Iterable
from functools import lru_cache
from operator import mul
from pathlib import Path

TELEPHONE = 8000
"""Samples a second of G.711."""
FULL = 32767
_ZEROS = 6
"""Zero crossings of the filter's impulse to each side: its edge is 500 Hz wide at 8 kHz."""
_PASSED = 0.92
"""Of half the new rate; what lies above is taken away, else it would fold back as noise."""

Samples = array  # of "h"


def read(file: Path) -> tuple[Samples[int], int]:
    """The samples of a WAV file and how many there are in a second. Raises OSError, wave.Error, EOFError."""
    with wave.open(str(file), "rb") as opened:
        if (opened.getnchannels(), opened.getsampwidth()) != (1, 2):
            raise wave.Error("no mono sound of 16 bits")
        samples = array("h", opened.readframes(opened.getnframes()))
        rate = opened.getframerate()
    if sys.byteorder == "big":
        samples.byteswap()
    return samples, rate


def write(file: Path, samples: Samples[int], rate: int) -> None:
    """A WAV file that is there whole or not at all. Raises OSError."""
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    new = file.with_suffix(".new")
    # Opened here: where wave itself cannot open a file it leaves half an object behind, which complains.
    with new.open("wb") as raw, wave.open(raw, "wb") as opened:
        opened.setnchannels(1)
        opened.setsampwidth(2)
        opened.setframerate(rate)
        opened.writeframes(samples.tobytes())
    new.replace(file)


def seconds(file: Path) -> float:
    """How long a WAV file plays. Raises OSError, wave.Error, EOFError."""
    with wave.open(str(file), "rb") as opened:
        return opened.getnframes() / opened.getframerate()


def silence(duration: float, rate: int) -> Samples[int]:
    """Nothing, for so many seconds."""
    return array("h", bytes(2 * round(duration * rate)))


def louder(samples: Samples[int], peak: float) -> Samples[int]:
    """The same with its loudest sample at `peak` of full scale."""
    loudest = max(map(abs, samples), default=0)
    factor = peak * FULL / loudest if loudest else 1.0
    return array("h", (round(sample * factor) for sample in samples))


def resampled(samples: Samples[int], rate: int, wanted: int) -> Samples[int]:
    """The same sound with `wanted` samples a second, fewer than `rate`; low-passed by a windowed sinc."""
    if rate == wanted:
        return samples
    shared = math.gcd(rate, wanted)
    step, phases = rate // shared, wanted // shared
    half = math.ceil(_ZEROS * rate / wanted)
    padded = array("h", bytes(2 * half)) + samples + array("h", bytes(2 * (half + 1)))
    filters = [_impulse(phase / phases, half, _PASSED * wanted / rate) for phase in range(phases)]
    return array("h", _filtered(padded, filters, step, len(samples) * wanted // rate))


def _filtered(padded: Samples[int], filters: list[tuple[float, ...]], step: int, count: int) -> Iterable[int]:
    phases, width = len(filters), len(filters[0])
    for index in range(count):
        start, phase = divmod(index * step, phases)
        value = sum(map(mul, filters[phase], padded[start : start + width]))
        yield max(-FULL, min(FULL, round(value)))


@lru_cache(maxsize=512)
def _impulse(fraction: float, half: int, passed: float) -> tuple[float, ...]:
    """The filter for a new sample that lies `fraction` behind an old one; a Hann window; its sum is 1."""
    taps = []
    for offset in range(-half, half + 1):
        x = offset - fraction
        sinc = passed if not x else math.sin(math.pi * passed * x) / (math.pi * x)
        taps.append(sinc * (0.5 + 0.5 * math.cos(math.pi * max(-1.0, min(1.0, x / (half + 1))))))
    total = sum(taps)
    return tuple(tap / total for tap in taps)

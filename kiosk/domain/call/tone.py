"""Pure tones: made to be sent into a line, and found again in what came out of it. Samples are 16-bit integers."""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Sequence
from itertools import pairwise

FULL_SCALE = 32767
BAND_HZ = 25.0
"""How far from the tone energy still counts as the tone's."""
BLOCK_SECONDS = 0.5


def make_tone(hz: float, seconds: float, rate: int = 8000, peak: float = 0.5) -> bytes:
    """A sine as little-endian 16-bit mono; `peak` is 0 to 1 of full scale. Whole hertz and seconds make a loop."""
    step = 2.0 * math.pi * hz / rate
    height = peak * FULL_SCALE
    return to_bytes([round(height * math.sin(step * n)) for n in range(round(seconds * rate))])


def to_bytes(samples: Sequence[int]) -> bytes:
    """Samples as little-endian 16-bit, as WAV files and ALSA want them."""
    words = array("h", samples)
    if sys.byteorder == "big":
        words.byteswap()
    return words.tobytes()


def from_bytes(data: bytes) -> array[int]:
    """The samples in little-endian 16-bit `data`; an odd last byte is left out."""
    words = array("h", data[: len(data) // 2 * 2])
    if sys.byteorder == "big":
        words.byteswap()
    return words


def rms(samples: Sequence[int]) -> float:
    """How loud it is: the root mean square, 0 where there is nothing."""
    return math.sqrt(sum(x * x for x in samples) / len(samples)) if samples else 0.0


def tone_share(samples: Sequence[int], rate: int, hz: float) -> float:
    """The share of all energy, 0 to 1, that lies within 25 Hz of `hz`; 0 for silence. Wants 0.1 s or more.

    Looked at in blocks of about half a second, weighed by their energy, so a pause takes nothing away but a gap
    or a jump inside the tone does.
    """
    blocks = max(1, round(len(samples) / (rate * BLOCK_SECONDS)))
    edges = [len(samples) * n // blocks for n in range(blocks + 1)]
    inside = total = 0.0
    for start, end in pairwise(edges):
        block = _windowed(samples[start:end])
        total += sum(x * x for x in block)
        inside += _band_energy(block, rate, hz)
    return min(inside / total, 1.0) if total else 0.0


def _windowed(samples: Sequence[int]) -> list[float]:
    """Faded in and out (Hann), so that the cut edges add no energy beside the tone."""
    step = 2.0 * math.pi / max(len(samples), 1)
    return [x * (0.5 - 0.5 * math.cos(step * n)) for n, x in enumerate(samples)]


def _band_energy(block: Sequence[float], rate: int, hz: float) -> float:
    """The energy within the band, on the scale of the sum of squares (Parseval's theorem)."""
    count = len(block)
    first = max(1, math.ceil((hz - BAND_HZ) * count / rate))
    last = min((count - 1) // 2, math.floor((hz + BAND_HZ) * count / rate))
    return 2.0 * sum(_power(block, 2.0 * math.pi * k / count) for k in range(first, last + 1)) / max(count, 1)


def _power(block: Sequence[float], angle: float) -> float:
    """The squared size of one term of the discrete Fourier transform, by Goertzel's algorithm (1958)."""
    twice_cos = 2.0 * math.cos(angle)
    before = last = 0.0
    for x in block:
        before, last = last, x + twice_cos * last - before
    return last * last + before * before - twice_cos * last * before

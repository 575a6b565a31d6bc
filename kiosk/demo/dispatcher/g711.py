"""A-law and mu-law, the two codecs that every telephone network speaks. Source: ITU-T G.711 (11/88)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import lru_cache

PCMU = 0
PCMA = 8
"""RTP's payload types of the two (RFC 3551, 6)."""

_BIAS = 33
"""Of mu-law, in units of 14 bits: makes every segment begin at a power of two."""


def decode(payload: bytes, codec: int) -> array[int]:
    """16-bit samples."""
    table = _decoded(codec)
    return array("h", [table[code] for code in payload])


def encode(samples: Iterable[int], codec: int) -> bytes:
    """One byte a sample."""
    table = _encoded(codec)
    if codec == PCMA:
        return bytes([table[(sample >> 3) + 4096] for sample in samples])
    return bytes([table[(sample + 3 * (sample < 0) >> 2) + 8192] for sample in samples])  # towards zero


@lru_cache(maxsize=2)
def _decoded(codec: int) -> tuple[int, ...]:
    return tuple((_alaw_value if codec == PCMA else _mulaw_value)(code) for code in range(256))


@lru_cache(maxsize=2)
def _encoded(codec: int) -> bytes:
    if codec == PCMA:
        return bytes(_alaw_code(value) for value in range(-4096, 4096))
    return bytes(_mulaw_code(value) for value in range(-8192, 8192))


def _alaw_value(code: int) -> int:
    """Bit 7 set is positive; even bits travel inverted; 13 bits, here moved up to 16."""
    code ^= 0x55
    segment, step = code >> 4 & 7, code & 15
    size = (step * 2 + 1) if segment == 0 else (step * 2 + 33) << segment - 1
    return (size if code & 0x80 else -size) << 3


def _alaw_code(value: int) -> int:
    """Of a 13-bit sample."""
    sign, size = (0x80, value) if value >= 0 else (0, -value - 1)
    segment = max(0, size.bit_length() - 5)
    step = (size >> 1 if segment == 0 else size >> segment) & 15
    return (sign | segment << 4 | step) ^ 0x55


def _mulaw_value(code: int) -> int:
    """All bits travel inverted; bit 7 then set is negative; 14 bits, here moved up to 16."""
    code = ~code & 0xFF
    size = ((code & 15) * 2 + _BIAS << (code >> 4 & 7)) - _BIAS
    return (-size if code & 0x80 else size) << 2


def _mulaw_code(value: int) -> int:
    """Of a 14-bit sample."""
    sign, size = (0x80, -value) if value < 0 else (0, value)
    size = min(size + _BIAS, 8191)
    segment = max(0, size.bit_length() - 6)
    step = size >> segment + 1 & 15
    return ~(sign | segment << 4 | step) & 0xFF

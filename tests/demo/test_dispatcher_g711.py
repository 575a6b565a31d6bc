"""A-law and mu-law against the definition in ITU-T G.711: tables 1 and 2 written out as intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.demo.dispatcher.g711 import PCMA, PCMU, decode, encode

BOTH = pytest.mark.parametrize("codec", [PCMA, PCMU])

# Sixteen steps a segment, each segment's steps twice as wide: (first value, width) in 16 bits.
ALAW_SEGMENTS = [(0, 16)] + [(256 << n, 16 << n) for n in range(7)]
MULAW_SEGMENTS = [(max(0, (32 << n) - 33) * 4, 8 << n) for n in range(8)]


@BOTH
def test_every_code_is_its_own_value(codec: int) -> None:
    """But for mu-law's two zeros, of which the positive one is sent."""
    for code in range(256):
        again = encode(decode(bytes([code]), codec), codec)[0]
        assert again == code or (codec, code, again) == (PCMU, 0x7F, 0xFF)


@BOTH
@given(sample=st.integers(-32768, 32767))
def test_a_sample_comes_back_within_half_a_step(codec: int, sample: int) -> None:
    (back,) = decode(encode([sample], codec), codec)
    size = abs(sample)
    segments = ALAW_SEGMENTS if codec == PCMA else MULAW_SEGMENTS
    width = max(width for start, width in segments if start <= size)
    clipped = min(size, max(decode(bytes(range(256)), codec)) + width // 2)
    assert abs(abs(back) - clipped) <= width // 2 + (8 if codec == PCMA else 4)


@BOTH
@given(one=st.integers(-32768, 32767), other=st.integers(-32768, 32767))
def test_louder_never_becomes_quieter(codec: int, one: int, other: int) -> None:
    low, high = decode(encode(sorted([one, other]), codec), codec)
    assert low <= high


@pytest.mark.parametrize(
    ("codec", "code", "value"),
    [
        (PCMA, 0xD5, 8),
        (PCMA, 0x55, -8),
        (PCMA, 0xAA, 32256),
        (PCMA, 0x2A, -32256),
        (PCMU, 0xFF, 0),
        (PCMU, 0x80, 32124),
        (PCMU, 0x00, -32124),
    ],
)
def test_the_ends_of_the_scale_are_the_standards(codec: int, code: int, value: int) -> None:
    assert list(decode(bytes([code]), codec)) == [value]
    assert encode([value], codec) == bytes([code])

"""A tone is found where it is, and nowhere else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.call.tone import FULL_SCALE, from_bytes, make_tone, rms, to_bytes, tone_share


@pytest.mark.parametrize("rate", [8000, 16000, 48000])
@pytest.mark.parametrize("hz", [300, 1004, 3400])
def test_a_tone_is_all_of_itself(hz: int, rate: int) -> None:
    assert tone_share(from_bytes(make_tone(hz, 1.0, rate)), rate, hz) > 0.9999


@pytest.mark.parametrize("off", [-60, 60, 400])
def test_another_tone_is_none_of_it(off: int) -> None:
    assert tone_share(from_bytes(make_tone(1000 + off, 1.0)), 8000, 1000) < 0.001


def test_half_the_energy_is_half_the_share() -> None:
    both = [a + b for a, b in zip(from_bytes(make_tone(600, 2)), from_bytes(make_tone(1004, 2)), strict=True)]
    assert tone_share(both, 8000, 600) == pytest.approx(0.5, abs=0.001)


def test_noise_takes_its_share() -> None:
    chance = random.Random(112)
    noisy = [x + chance.randint(-5000, 5000) for x in from_bytes(make_tone(1004, 4))]
    signal, noise = (FULL_SCALE / 2) ** 2 / 2, 5000**2 / 3
    assert tone_share(noisy, 8000, 1004) == pytest.approx(signal / (signal + noise), abs=0.02)


def test_a_pause_takes_nothing_away_but_a_torn_tone_does() -> None:
    tone = list(from_bytes(make_tone(1004, 1)))
    assert tone_share([*tone, *[0] * 8000], 8000, 1004) > 0.999
    torn = [x for start in range(0, 8000, 160) for x in tone[start : start + 130]]
    assert tone_share(torn, 8000, 1004) < 0.9


@pytest.mark.parametrize("samples", [[], [0] * 8000, [5000] * 8000])
def test_silence_and_a_constant_have_no_tone(samples: list[int]) -> None:
    assert tone_share(samples, 8000, 1004) == pytest.approx(0.0, abs=1e-9)


def test_a_short_piece_is_enough() -> None:
    assert tone_share(from_bytes(make_tone(1004, 0.1)), 8000, 1004) > 0.99


@pytest.mark.parametrize("peak", [0.05, 0.5, 1.0])
def test_a_tone_is_as_loud_as_it_was_asked_to_be(peak: float) -> None:
    tone = from_bytes(make_tone(1000, 1.0, 48000, peak))
    assert max(tone) == pytest.approx(peak * FULL_SCALE, rel=0.01)
    assert rms(tone) == pytest.approx(peak * FULL_SCALE / 2**0.5, rel=0.01)


def test_whole_seconds_make_a_loop_without_a_seam() -> None:
    once, twice = make_tone(1004, 1.0), make_tone(1004, 2.0)
    assert once * 2 == twice


def test_nothing_is_silent() -> None:
    assert rms([]) == 0.0


@given(st.lists(st.integers(-32768, 32767)))
def test_samples_survive_as_bytes(samples: list[int]) -> None:
    assert list(from_bytes(to_bytes(samples))) == samples
    assert list(from_bytes(to_bytes(samples) + b"x")) == samples


@given(st.lists(st.integers(-32768, 32767), max_size=300), st.floats(1, 3999))
def test_a_share_is_a_share_of_anything(samples: list[int], hz: float) -> None:
    assert 0.0 <= tone_share(samples, 8000, hz) <= 1.0

"""Day and night by the sun at the stop."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.daylight import is_day
from tests.domain.small_stop import at

ULYANOVSK = (54.35, 48.55)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2026-06-21 04:07:00", False),
        ("2026-06-21 04:15:00", True),
        ("2026-06-21 21:20:00", True),
        ("2026-06-21 21:28:00", False),
        ("2026-12-22 09:01:00", False),
        ("2026-12-22 09:09:00", True),
        ("2026-12-22 16:19:00", True),
        ("2026-12-22 16:27:00", False),
    ],
)
def test_the_sun_over_ulyanovsk(when: str, day: bool) -> None:
    """The sun rises at 04:11 and sets at 21:24 in June, 09:05 and 16:23 in December, four minutes aside.

    By hand: cos H = (sin -0.833 - sin lat sin dec) / (cos lat cos dec), dec 23.44, noon at 12:48 and 12:44.
    """
    assert is_day(*ULYANOVSK, at(when)) is day


@pytest.mark.parametrize(("when", "day"), [("2026-06-21 00:00:00", True), ("2026-12-22 12:00:00", False)])
def test_beyond_the_polar_circle_there_is_neither_sunrise_nor_sunset(when: str, day: bool) -> None:
    """Murmansk in summer and in winter: asking for the time of sunrise would fail."""
    assert is_day(68.97, 33.09, at(when)) is day


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 4_102_444_800))
def test_everywhere_and_at_any_time_there_is_an_answer(lat: float, lon: float, instant: int) -> None:
    assert is_day(lat, lon, instant) in {True, False}

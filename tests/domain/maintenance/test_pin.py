"""Which PINs are refused, and how many are left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.maintenance.pin import LENGTH, POSSIBLE, Weakness, weakness


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", Weakness.SHAPE),
        ("12345", Weakness.SHAPE),
        ("1234567", Weakness.SHAPE),
        ("48392a", Weakness.SHAPE),
        ("٤٨٣٩٢٠", Weakness.SHAPE),
        ("483920\n", Weakness.SHAPE),
        ("000000", Weakness.REPEATED),
        ("121212", Weakness.REPEATED),
        ("747477", Weakness.REPEATED),
        ("482482", Weakness.REPEATED),
        ("484848", Weakness.REPEATED),
        ("337744", Weakness.REPEATED),
        ("123456", Weakness.SEQUENCE),
        ("987654", Weakness.SEQUENCE),
        ("890123", Weakness.SEQUENCE),
        ("246802", Weakness.SEQUENCE),
        ("738837", Weakness.MIRRORED),
        ("311299", Weakness.DATE),
        ("010190", Weakness.DATE),
        ("290200", Weakness.DATE),
        ("991231", Weakness.DATE),
        ("051974", Weakness.DATE),
        ("197405", Weakness.DATE),
        ("159753", Weakness.POPULAR),
        ("147258", Weakness.POPULAR),
        ("739417", Weakness.CODE),
        ("982417", Weakness.CODE),
        ("998241", Weakness.CODE),
    ],
)
def test_what_is_tried_first_is_refused(pin: str, why: Weakness) -> None:
    assert weakness(pin, ("73-9417", "8241", "7", "")) is why


@pytest.mark.parametrize("pin", ["483920", "705318", "330048", "936184"])
def test_others_are_good(pin: str) -> None:
    assert weakness(pin, ("73-0117", "8241", "12")) is None


def test_a_long_id_holds_pins_and_a_short_one_says_nothing() -> None:
    assert weakness("936184", ("stop 19361845",)) is Weakness.CODE
    assert weakness("936184", ("93",)) is None


@given(st.text(max_size=8))
def test_any_text_has_an_answer(text: str) -> None:
    found = weakness(text, (text,))
    assert found is None or found in Weakness


def test_most_pins_stay_possible() -> None:
    assert sum(weakness(f"{number:06}") is None for number in range(10**LENGTH)) == POSSIBLE

"""Contrast by numbers, and route colours made readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.colour import LARGE_TEXT, badge_colours, contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06x}")


def test_contrast_of_the_ends() -> None:
    """WCAG 2.2, "contrast ratio": black on white is 21:1, a colour on itself 1:1."""
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "777777") == pytest.approx(1)


def test_contrast_of_a_known_pair() -> None:
    """#767676 is the lightest grey that reaches 4.5:1 on white (WebAIM, contrast checker)."""
    assert contrast("767676", "ffffff") >= 4.5 > contrast("777777", "ffffff")


def test_the_feeds_text_colour_is_kept_where_it_can_be_read() -> None:
    assert badge_colours("1D4F91", "FFFFFF") == ("#1d4f91", "#ffffff")


def test_an_unreadable_text_colour_becomes_black_or_white() -> None:
    """GTFS Schedule reference, routes.txt: route_text_color should contrast; feeds give white on yellow."""
    assert badge_colours("F7D117", "FFFFFF") == ("#f7d117", "#000000")
    assert badge_colours("123456", "123456") == ("#123456", "#ffffff")


@pytest.mark.parametrize("colour", ["", "red", "12345", "#123456", "12345g"])
def test_a_colour_that_is_none_leaves_the_choice_to_the_theme(colour: str) -> None:
    assert badge_colours(colour, "FFFFFF") == ("", "")


@given(COLOURS, COLOURS)
def test_every_badge_can_be_read(route_color: str, route_text_color: str) -> None:
    background, text = badge_colours(route_color, route_text_color)
    assert contrast(background[1:], text[1:]) >= LARGE_TEXT

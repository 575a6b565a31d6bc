"""Contrast by numbers: a route's colours come from a feed and may be unreadable."""

from __future__ import annotations

LARGE_TEXT = 4.5
"""The least contrast of large text on this screen. WCAG 2.2 asks for 3:1, but the screen hangs in the sun."""
BODY_TEXT = 7.0
"""The least contrast of body text. Source: WCAG 2.2, success criterion 1.4.6."""


def luminance(colour: str) -> float:
    """The relative luminance of six hexadecimal digits, 0 to 1. Source: WCAG 2.2, "relative luminance"."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def badge_colours(route_color: str, route_text_color: str) -> tuple[str, str]:
    """The background and text of a route badge as "#rrggbb", or "" twice where the feed gives no usable colour.

    The feed's text colour is kept where it can be read, else it becomes black or white.
    """
    if not _is_colour(route_color):
        return "", ""
    if not _is_colour(route_text_color) or contrast(route_color, route_text_color) < LARGE_TEXT:
        route_text_color = max("ffffff", "000000", key=lambda text: contrast(route_color, text))
    return f"#{route_color.lower()}", f"#{route_text_color.lower()}"


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(character in "0123456789abcdefABCDEF" for character in text)

"""Single values of GTFS tables: text of any origin to plain text, numbers, colours, dates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

ADDED = 1
REMOVED = 2
"""exception_type. Source: GTFS Schedule reference, calendar_dates.txt."""

_LONGEST_TEXT = 300
_NOT_TEXT = {"Cc", "Cs", "Zl", "Zp"}
_COLOUR = re.compile("[0-9A-Fa-f]{6}")


def plain(text: str) -> str:
    """Text of a feed as one line of plain text: no control characters, at most 300 characters."""
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(char) in _NOT_TEXT else char for char in text)
        text = " ".join(text.split())
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def integer(text: str) -> int | None:
    """A whole number of at most nine digits, else None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def flag(text: str) -> int:
    """One of GTFS's enumerations where blank means 0."""
    return integer(text) or 0


def route_type(text: str) -> int:
    """routes.route_type; a bus (3) where it cannot be read."""
    kind = integer(text)
    return 3 if kind is None else kind


def number(text: str) -> float | None:
    """A finite decimal number, else None."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def colour(text: str) -> str:
    """Six hexadecimal digits, else ""."""
    return text.upper() if _COLOUR.fullmatch(text) else ""


def day(text: str) -> date | None:
    """A service date "YYYYMMDD", else None."""
    if len(text) != 8 or integer(text) is None:
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def day_number(value: date) -> int:
    """The date as SQLite holds it, YYYYMMDD."""
    return value.year * 10000 + value.month * 100 + value.day

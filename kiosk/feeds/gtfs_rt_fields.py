"""The fields of GTFS-Realtime that need a check before they are believed: times, delays, dates and texts.

Each function raises EntityError for a value that cannot be so; empty and zero mean "not said".
Source: GTFS Realtime reference; rules E001, E020 and E021 of the canonical GTFS Realtime validator.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from kiosk.domain.service_day import Instant, Seconds
from kiosk.domain.text import Text

FIRST_INSTANT, LAST_INSTANT = 946_684_800, 4_102_444_800
"""2000 and 2100: a moment outside is in milliseconds, or garbage."""

LONGEST_DELAY = 2 * 86_400
"""Seconds. A train has been a day late; nothing on a road has been two."""

LONGEST_NAME, LONGEST_HEADER, LONGEST_DESCRIPTION, LONGEST_URL = 200, 500, 5_000, 2_000
MOST_LANGUAGES = 20

_START_TIME = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)", re.ASCII)
_START_DATE = re.compile(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)


class EntityError(ValueError):
    """This entity says something that cannot be so."""


def name(value: str | bytes) -> str | None:
    """An id; empty means "not said". Protobuf hands text that is not UTF-8 over as bytes: no id then."""
    if isinstance(value, bytes):
        raise EntityError("an id that is not UTF-8")
    return value or None


def instant(seconds: int) -> Instant | None:
    """A moment of a feed; zero means "not said". Raises EntityError for what cannot be a time."""
    if seconds == 0:
        return None
    if FIRST_INSTANT <= seconds < LAST_INSTANT:
        return seconds
    raise EntityError(f"{seconds} is no time in POSIX seconds")


def delay(seconds: int) -> Seconds:
    """A delay that a vehicle can have."""
    if -LONGEST_DELAY <= seconds <= LONGEST_DELAY:
        return seconds
    raise EntityError(f"a delay of {seconds} s")


def start_time(clock: str | bytes) -> Seconds | None:
    """ "25:10:00" as seconds of the service day."""
    if not clock:
        return None
    match = _START_TIME.fullmatch(clock) if isinstance(clock, str) else None
    if match is None:
        raise EntityError("a start time that is no time")
    hours, minutes, seconds = match.groups()
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds)


def start_date(digits: str | bytes) -> date | None:
    """ "20260131" as a date."""
    if not digits:
        return None
    match = _START_DATE.fullmatch(digits) if isinstance(digits, str) else None
    if match is None:
        raise EntityError("a start date that is no date")
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        raise EntityError("a start date that is not in the calendar") from None


_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")


def plain(words: str | bytes, longest: int) -> str:
    """Plain text of at most `longest` characters: no NUL, no control and no direction-override characters.

    Line breaks stay (descriptions of alerts have paragraphs). So do the zero-width joiners, which some scripts
    and emoji need. Bytes are text that is not UTF-8. Source of the categories: Unicode Standard, table 4-4.
    """
    if isinstance(words, bytes):
        words = words.decode(errors="replace")
    if words.isascii() and words.isprintable():
        return words[:longest].strip()
    kept = [
        char if char == "\n" or char in _JOINERS or unicodedata.category(char) not in _UNWANTED else " "
        for char in words[:longest]
    ]
    return "".join(kept).strip()


def text(message: Any, longest: int) -> Text:
    """A TranslatedString: the translation without a language is the feed's own, else the first one is."""
    pairs = [
        (plain(t.language, LONGEST_NAME), plain(t.text, longest)) for t in message.translation[:MOST_LANGUAGES]
    ]
    default = next((words for language, words in pairs if not language), pairs[0][1] if pairs else "")
    return Text(default, tuple((language, words) for language, words in pairs if language))

"""Moments, speeds and sizes as words of the command line."""

from __future__ import annotations

import argparse
import math
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant

MOMENT = "2026-11-22T14:30 or 2026-11-22T14:30:00+04:00"


def moment(word: str) -> datetime:
    """An ISO 8601 date and time; without an offset it is meant in the zone of the stop."""
    try:
        when = datetime.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is not a date and time like {MOMENT}") from None
    if not 1970 < when.year < 9000:  # far enough from both ends for any zone and any window round it
        raise argparse.ArgumentTypeError(f"{word!r} is outside the years 1971 to 8999")
    return when


def instant(when: datetime, zone: ZoneInfo) -> Instant:
    """POSIX seconds; a moment without an offset is the wall clock of `zone`."""
    return math.floor((when if when.tzinfo else when.replace(tzinfo=zone)).timestamp())


def speed(word: str) -> float:
    """How many times faster than life; at least 0.1 and at most 3600."""
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not 0.1 <= value <= 3600:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 0.1 to 3600")
    return value


def window(word: str) -> tuple[int, int]:
    """WIDTHxHEIGHT in pixels."""
    width, by, height = word.lower().partition("x")
    if by and width.isascii() and width.isdigit() and height.isascii() and height.isdigit():
        size = int(width), int(height)
        if all(320 <= side <= 16384 for side in size):
            return size
    raise argparse.ArgumentTypeError(f"{word!r} is not a size like 1080x1920 (each side 320 to 16384)")


def port(word: str) -> int:
    """A TCP port; 0 lets the system choose."""
    if word.isascii() and word.isdigit() and int(word) <= 65535:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word!r} is not a port from 0 to 65535")

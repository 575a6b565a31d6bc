"""Which PINs may be set: six digits that nobody tries first."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise

LENGTH = 6
POSSIBLE = 929_688
"""How many PINs may be set, beside the few that hold a code of the place."""
SHORTEST_CODE = 3
"""Digits from which on a code says something: one of two digits stands in too many PINs by chance."""
YEARS = range(1900, 2060)
"""Years that are written out in a PIN."""

_POPULAR = frozenset(
    (
        *("147258", "258369", "369258", "147369", "741852", "852741", "852963", "963852", "741963"),
        *("159357", "357159", "159753", "753159", "951753", "357951", "258456", "456258", "142536", "362514"),
        *("123654", "321654", "456123", "654123", "456789", "789456", "123789", "987321", "789123", "321987"),
        *("102030", "010203", "203040", "111213", "101112", "100500", "112358", "314159", "271828", "141421"),
        *("192837", "102938", "135246", "246135", "013579", "024680", "200000", "300000", "500000", "500100"),
    )
)
"""Ways over the keys of a pad, and numbers that everybody knows."""


class Weakness(StrEnum):
    """Why a PIN is refused."""

    SHAPE = "shape"
    """Not six digits."""
    REPEATED = "repeated"
    """One or two digits alone, a part said twice or three times, three pairs."""
    SEQUENCE = "sequence"
    """Each digit a fixed step from the one before."""
    MIRRORED = "mirrored"
    """The second half is the first one backwards."""
    DATE = "date"
    """A day as day-month-year or year-month-day, or a month and a year."""
    CODE = "code"
    """It holds the pavilion's code or the id of the stop."""
    POPULAR = "popular"
    """One of those that are tried first."""


def weakness(pin: str, codes: Iterable[str] = ()) -> Weakness | None:
    """Why `pin` is refused, None where it is good. `codes`: the pavilion's and the stop's, which anybody reads."""
    if not re.fullmatch(r"[0-9]{6}", pin):
        return Weakness.SHAPE
    for refused, why in (
        (_repeated, Weakness.REPEATED),
        (_sequence, Weakness.SEQUENCE),
        (_mirrored, Weakness.MIRRORED),
        (_date, Weakness.DATE),
        (_POPULAR.__contains__, Weakness.POPULAR),
    ):
        if refused(pin):
            return why
    return Weakness.CODE if any(_holds(pin, code) for code in codes) else None


def _repeated(pin: str) -> bool:
    pairs = pin[0] == pin[1] and pin[2] == pin[3] and pin[4] == pin[5]
    return len(set(pin)) <= 2 or pin[:3] == pin[3:] or pin[:2] == pin[2:4] == pin[4:] or pairs


def _sequence(pin: str) -> bool:
    step = int(pin[1]) - int(pin[0])
    return all((int(after) - int(before) - step) % 10 == 0 for before, after in pairwise(pin))


def _mirrored(pin: str) -> bool:
    return pin == pin[::-1]


def _date(pin: str) -> bool:
    first, second, third = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    return (
        _is_day(first, second)
        or _is_day(third, second)
        or (1 <= first <= 12 and int(pin[2:]) in YEARS)
        or (1 <= third <= 12 and int(pin[:4]) in YEARS)
    )


def _is_day(day: int, month: int) -> bool:
    """Of some year: of a leap year, where February has 29."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]


def _holds(pin: str, code: str) -> bool:
    digits = "".join(re.findall(r"[0-9]", code))
    if len(digits) < SHORTEST_CODE:
        return False
    return digits in pin if len(digits) <= LENGTH else pin in digits

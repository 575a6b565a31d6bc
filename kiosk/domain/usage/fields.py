"""What a field of an event may hold: a word of a closed list, a whole number, or an id. Never free text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

OTHER = "other"
"""Stands for an id that does not look like one."""
_ID = re.compile(r"[0-9A-Za-zА-Яа-яЁё][0-9A-Za-zА-Яа-яЁё._:-]{0,39}")


@dataclass(frozen=True, slots=True)
class Word:
    """A field that holds one word of a closed list."""

    words: tuple[str, ...]

    def fault(self, value: object) -> str:
        """Why `value` may not stand here, or ""."""
        return "" if value in self.words else f"is none of {', '.join(map(str, self.words))}"


@dataclass(frozen=True, slots=True)
class Count:
    """A field that holds a whole number from `least` to `most`, in `unit`."""

    least: int
    most: int
    unit: str = ""

    def fault(self, value: object) -> str:
        """Why `value` may not stand here, or ""."""
        if not isinstance(value, int) or isinstance(value, bool):
            return "is no whole number"
        return "" if self.least <= value <= self.most else f"is not between {self.least} and {self.most}"


@dataclass(frozen=True, slots=True)
class Id:
    """A field that holds an id given by the operator's files or feeds: at most 40 letters, digits and . _ : -

    `what` names it in the documentation. Text of a feed goes through `as_id` first.
    """

    what: str

    def fault(self, value: object) -> str:
        """Why `value` may not stand here, or ""."""
        return "" if isinstance(value, str) and _ID.fullmatch(value) else "is no id"


Field: TypeAlias = Word | Count | Id


def as_id(text: str) -> str:
    """`text` of a feed where it looks like an id, else "other": no feed writes what it likes into the log."""
    return text if _ID.fullmatch(text) else OTHER

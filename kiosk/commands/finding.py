"""What `kiosk check` finds: one line for each thing looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from kiosk.commands.terminal import LONGEST_SENTENCE, plain


class Level(IntEnum):
    """How bad it is; the worst one is the exit code."""

    OK = 0
    WARNING = 1
    FAULT = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` was looked at, `what` is so, and `remedy` mends it ("" where nothing is to be done)."""

    level: Level
    subject: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.level.name.lower():8}" + plain(f"{self.subject}: {self.what}{remedy}", LONGEST_SENTENCE)

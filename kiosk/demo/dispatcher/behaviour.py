"""How the dispatcher may treat a call."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is done with an INVITE. Those with seconds say what happens after them."""

    ANSWER = "answer"
    LATE = "late"
    """Rings for the seconds, then answers."""
    REFUSE = "code"
    """Refuses with a status of 300 to 699."""
    RING = "ring"
    """180 and nothing more."""
    PROGRESS = "progress"
    """183 and sound before the answer, which comes after the seconds."""
    TRYING = "trying"
    """100 and nothing more."""
    BLACK_HOLE = "black_hole"
    """Answers nothing at all, nor OPTIONS."""
    DEAF = "deaf"
    """Answers OPTIONS and all else, swallows INVITE."""
    CLOSED = "closed"
    """Listens no longer: the port is closed."""
    VANISH = "vanish"
    """Answers; after the seconds it is gone for every request and sends no more sound."""
    BYE = "bye"
    """Answers, hangs up after the seconds."""
    REINVITE = "reinvite"
    """Answers, after the seconds offers the same session again."""
    HOLD = "hold"
    """Answers, after the seconds holds the call, and resumes it after as long again."""
    GARBAGE = "garbage"
    """Answers amid bytes that are no SIP, or hostile."""
    SILENT = "silent"
    """Answers, listens, sends no sound."""
    NO_MULTIPART = "no_multipart"
    """Refuses an INVITE with more than one part in its body by 415, answers any other."""
    ECHO = "echo"
    """Answers and sends back what it hears."""
    TONE = "tone"
    """Answers and sends 1004 Hz."""


UNREACHABLE = frozenset({Kind.BLACK_HOLE, Kind.CLOSED})
"""Kinds that let nothing through, whatever number is called."""

SECONDS_OF = {
    Kind.LATE: 3.0,
    Kind.PROGRESS: math.inf,
    Kind.VANISH: 3.0,
    Kind.BYE: 3.0,
    Kind.REINVITE: 1.0,
    Kind.HOLD: 1.0,
}
"""The kinds that take seconds, and how many where none are said."""

CODES = {"busy": 486, "reject": 603, "error": 503}


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One way to treat a call. `code` belongs to REFUSE, `seconds` to the kinds in SECONDS_OF."""

    kind: Kind = Kind.ANSWER
    seconds: float = 0.0
    code: int = 0

    def __str__(self) -> str:
        for word, code in CODES.items():
            if code == self.code:
                return word
        if self.kind is Kind.REFUSE:
            return f"{self.kind}:{self.code}"
        return f"{self.kind}:{self.seconds:g}" if self.kind in SECONDS_OF else str(self.kind)


ANSWER = Behaviour()
BUSY = Behaviour(Kind.REFUSE, code=486)
REJECT = Behaviour(Kind.REFUSE, code=603)
ERROR = Behaviour(Kind.REFUSE, code=503)
RING = Behaviour(Kind.RING)
TRYING = Behaviour(Kind.TRYING)
BLACK_HOLE = Behaviour(Kind.BLACK_HOLE)
DEAF = Behaviour(Kind.DEAF)
CLOSED = Behaviour(Kind.CLOSED)
GARBAGE = Behaviour(Kind.GARBAGE)
SILENT = Behaviour(Kind.SILENT)
NO_MULTIPART = Behaviour(Kind.NO_MULTIPART)
ECHO = Behaviour(Kind.ECHO)
TONE = Behaviour(Kind.TONE)


def refuse(code: int) -> Behaviour:
    """Refuse with this status."""
    return Behaviour(Kind.REFUSE, code=code)


def after(kind: Kind, seconds: float) -> Behaviour:
    """A kind of SECONDS_OF with its seconds."""
    return Behaviour(kind, seconds)


def parse(words: str) -> Behaviour:
    """The behaviour that `str` writes: "answer", "busy", "code:404", "late:3". Raises ValueError."""
    if words in CODES:
        return refuse(CODES[words])
    word, colon, number = words.partition(":")
    if word not in set(Kind):
        raise ValueError(f"{word or 'nothing'} is no behaviour")
    kind = Kind(word)
    if kind is Kind.REFUSE:
        if not re.fullmatch(r"[3-6][0-9]{2}", number):
            raise ValueError("code: wants a status of 300 to 699")
        return refuse(int(number))
    if kind not in SECONDS_OF:
        if colon:
            raise ValueError(f"{word} takes no number")
        return Behaviour(kind)
    if colon and not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?|inf", number):
        raise ValueError(f"{word}: wants seconds")
    return after(kind, float(number) if colon else SECONDS_OF[kind])

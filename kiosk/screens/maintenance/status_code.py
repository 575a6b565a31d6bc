"""The facts as a short plain text for a telephone: what is not good, and as much more as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.maintenance.facts import Fact, Level, Name
from kiosk.domain.service_day import local
from kiosk.screens.maintenance import status_words as words
from kiosk.screens.translation import tr
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant

MOST = 1300
"""Bytes of UTF-8: a code of at most 145 modules, which are 4 pixels each where there is least room for it."""
LONGEST_NAME = 60


def code_text(facts: Sequence[Fact], stop_name: str, now: Instant, zone: ZoneInfo) -> str:
    """The stop, the moment, the version and the facts, worst first; the first way of saying it that fits MOST."""
    version = next((str(one.value("version")) for one in facts if one.name is Name.VERSION), "")
    head = f"{plain(stop_name, LONGEST_NAME)}\n{local(now, zone):%d.%m.%Y %H:%M} kiosk {version}".rstrip()
    text = head
    for ample in range(5, -1, -1):
        text = "\n".join([head, *_lines(facts, now, zone, ample)])
        if len(text.encode()) <= MOST:
            return text
    return text.encode()[:MOST].decode("utf-8", "ignore")


def _lines(facts: Sequence[Fact], now: Instant, zone: ZoneInfo, ample: int) -> Iterator[str]:
    """With all that is known (5), then without details, then of ever more levels the titles alone (0: of all)."""
    for level, least in ((Level.RED, 1), (Level.AMBER, 2), (Level.UNKNOWN, 3), (Level.GREEN, 4)):
        ones = [one for one in facts if one.level is level]
        if ones and ample >= least:
            yield f"{level_word(level)}:"
            yield from (f"- {_line(one, now, zone, ample)}" for one in ones)
        elif ones:
            yield f"{level_word(level)}: {', '.join(map(words.title, ones))}"


def _line(one: Fact, now: Instant, zone: ZoneInfo, ample: int) -> str:
    text = f"{words.title(one)}: {words.sentence(one, zone)}"
    if ample == 5:
        text = ", ".join((text, *words.details(one, zone)))
    moment = words.since(one, now, zone) if ample > 2 and one.level is not Level.GREEN else ""
    return f"{text} ({moment})" if moment else text


def level_word(level: Level) -> str:
    """The word of a level."""
    return {
        Level.RED: tr("Fault"),
        Level.AMBER: tr("Look into it"),
        Level.UNKNOWN: tr("Unknown"),
        Level.GREEN: tr("Good"),
    }[level]

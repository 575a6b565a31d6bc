"""The facts as a short plain text for a telephone: what is not good, and as much more as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.maintenance.facts import Fact, Level, Name, worst_first
from kiosk.domain.service_day import local
from kiosk.screens.maintenance import status_words as words
from kiosk.screens.translation import tr
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant

MOST = 900
"""Bytes of UTF-8: a code of 117 to 125 modules, each at least 4 pixels where it is shown."""
LONGEST_NAME = 60


def code_text(facts: Sequence[Fact], stop_name: str, now: Instant, zone: ZoneInfo) -> str:
    """The stop, the moment, the version and the facts, worst first; the first way of saying it that fits MOST."""
    version = next((str(one.value("version")) for one in facts if one.name is Name.VERSION), "")
    head = f"{plain(stop_name, LONGEST_NAME)}\n{local(now, zone):%d.%m.%Y %H:%M} kiosk {version}".rstrip()
    text = head
    for ample in range(4, -1, -1):
        text = "\n".join([head, *_lines(facts, now, zone, ample)])
        if len(text.encode()) <= MOST:
            return text
    return text.encode()[:MOST].decode("utf-8", "ignore")


def _lines(facts: Sequence[Fact], now: Instant, zone: ZoneInfo, ample: int) -> Iterator[str]:
    """4: all; 3: no details; 2: of what is good the titles alone; 1: no moments; 0: titles and counts."""
    good: list[Fact] = []
    heading = None
    for one in worst_first(facts):
        if one.level is Level.GREEN and ample < 3:
            good.append(one)
            continue
        if one.level is not heading:
            heading = one.level
            yield f"{level_word(one.level)}:"
        yield f"- {_line(one, now, zone, ample)}"
    if good:
        said = ", ".join(map(words.title, good)) if ample else str(len(good))
        yield f"{level_word(Level.GREEN)}: {said}"


def _line(one: Fact, now: Instant, zone: ZoneInfo, ample: int) -> str:
    parts = [words.title(one)]
    if ample:
        parts.append(words.sentence(one, zone))
    text = ": ".join(parts)
    if ample == 4:
        text = ", ".join((text, *words.details(one, zone)))
    moment = words.since(one, now, zone) if ample > 1 and one.level is not Level.GREEN else ""
    return f"{text} ({moment})" if moment else text


def level_word(level: Level) -> str:
    """The word of a level."""
    return {
        Level.RED: tr("Fault"),
        Level.AMBER: tr("Look into it"),
        Level.UNKNOWN: tr("Unknown"),
        Level.GREEN: tr("Good"),
    }[level]

"""What happened, as rows of the events page: time in the stop's zone, words, a mark where something is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from kiosk.domain.service_day import local
from kiosk.domain.usage.catalogue import HOUR
from kiosk.screens.maintenance.events_filters import ERRORS, is_fault
from kiosk.screens.maintenance.events_values import report_kinds
from kiosk.screens.maintenance.events_words import event_words
from kiosk.screens.translation import tr
from kiosk.screens.words import clock_time, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.catalogue import Event

LONGEST_ROW = 240
"""Characters of a row; two lines of a page hold no more."""
LONGEST_LINE = 2000
MOST_LINES = 400
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened: an `event`, or where it is None a record of the program's log with its `level`.

    `key` tells it from all others. `at` in POSIX seconds, of a report its hour.
    """

    key: str
    at: Instant
    event: Event | None = None
    level: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One row. `mark` is "red", "amber" or ""; `more`: there is more to read than the row holds."""

    key: str
    day: str
    time: str
    text: str
    mark: str
    more: bool


@dataclass(frozen=True, slots=True)
class CountRow:
    """How often passengers reported one kind of thing."""

    key: str
    text: str
    count: int


def event_row(happened: Happened, zone: ZoneInfo, language: str) -> EventRow:
    """One row in the passenger's language."""
    day, event = day_words(happened.at, zone, language), happened.event
    if event is None:
        first = happened.text.partition("\n")[0]
        mark = "red" if happened.level in ERRORS else "amber"
        time = f"{local(happened.at, zone):%H:%M:%S}"
        return EventRow(happened.key, day, time, plain(first, LONGEST_ROW), mark, more=True)
    mark = "red" if is_fault(event) else ""
    if event.purpose.rounded:
        time = f"{clock_time(happened.at, zone)}–{clock_time(happened.at + HOUR, zone)}"
    else:
        time = f"{local(happened.at, zone):%H:%M:%S}"
    return EventRow(happened.key, day, time, event_words(event, zone), mark, more=False)


def whole_text(happened: Happened) -> str:
    """A record of the program's log in full, line by line, harmless to the lines around it."""
    lines = happened.text.splitlines()
    return "\n".join(f"{_indent(line)}{plain(line, LONGEST_LINE)}" for line in lines[:MOST_LINES])


def _indent(line: str) -> str:
    """The blanks that a line of a trace begins with."""
    return " " * min(len(line) - len(line.lstrip(" ")), DEEPEST)


def count_rows(counts: Mapping[str, int]) -> list[CountRow]:
    """What passengers reported, the most frequent first; every kind is there."""
    kinds = sorted(report_kinds().items(), key=lambda kind: -counts.get(str(kind[0]), 0))
    return [CountRow(str(kind), words, counts.get(str(kind), 0)) for kind, words in kinds]


def day_words(at: Instant, zone: ZoneInfo, language: str) -> str:
    """ "22 Nov", as the language writes it."""
    day = local(at, zone)
    return QLocale(language).toString(QDate(day.year, day.month, day.day), "d MMM")


def box_words(why: str) -> str:
    """Why a box was frozen."""
    return {
        "crash": tr("Crash of the program"),
        "emergency": tr("Emergency call"),
        "report": tr("A passenger's report"),
    }.get(why, why)

"""The sentences of the board: one honest sentence for each thing we know, and a different one for each we do not.

English stands here, Russian in resources/translations. Functions and not constants: the language changes while
the screen runs.
"""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from kiosk.domain.board import Due, Fate, Past, Row
from kiosk.domain.realtime import Occupancy
from kiosk.domain.service_day import local, local_date, passengers_day
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant

MORNING, NOON = 4, 12
"""Hours: the night ends at the first, as the passenger's day begins; the morning at the second."""
LONGEST = 160
"""Characters of a feed's text that are ever laid out; far more than any screen can show."""
PUNCTUAL = 90
"""Seconds of deviation that still are "on time". Source: OneBusAway, ScheduleDeviation.kt."""


def plain(text: str, longest: int = LONGEST) -> str:
    """A feed's text made harmless: one line, no control or direction-changing characters, not endless."""
    # Cc are controls, Cf the invisible ones that can turn the direction of the words beside them.
    kept = (
        character if unicodedata.category(character) not in ("Cc", "Cf", "Zl", "Zp") else " "
        for character in text[: 4 * longest]
    )
    return " ".join("".join(kept).split())[:longest]


def clock_time(moment: Instant, zone: ZoneInfo) -> str:
    """ "14:07" """
    return f"{local(moment, zone):%H:%M}"


def day_name(day: date, today: date, language: str) -> str:
    """ "tomorrow", or "Mon 23 November"."""
    if day == today + timedelta(days=1):
        return tr("tomorrow")
    return long_date(day, language)


def day_of_bus(row: Row, now: Instant, zone: ZoneInfo, language: str) -> str:
    """The day of a bus that does not come before the passenger's day ends.

    At three in the morning the bus of 05:40 has the date of the clock: it comes in the morning, not tomorrow.
    """
    day, today = row.day or passengers_day(row.moment, zone), local_date(now, zone)
    if day != today:
        return day_name(day, today, language)
    hour = local(row.moment, zone).hour
    return tr("at night") if hour < MORNING else tr("in the morning") if hour < NOON else tr("today")


def is_night(now: Instant, zone: ZoneInfo) -> bool:
    """Whether the day of the calendar has begun and the passenger's has not: "today" would mean either."""
    return passengers_day(now, zone) != local_date(now, zone)


def long_date(day: date, language: str) -> str:
    """ "Mon 23 November", as the language writes it."""
    return QLocale(language).toString(QDate(day.year, day.month, day.day), "ddd d MMMM")


def due(row: Row, zone: ZoneInfo) -> tuple[str, str]:
    """What stands in the right-hand column, large, and its unit, smaller: ("4", "min"), ("14:32", "")."""
    if row.due is Due.MINUTES:
        return str(row.minutes), tr("min")
    if row.due is Due.INTERVAL and row.headway:
        return interval(row.headway), ""
    words = {
        Due.AT_STOP: tr("at the stop"),
        Due.ARRIVING: tr("arriving"),
        Due.CANCELLED: tr("cancelled"),
        Due.SKIPPED: tr("does not stop"),
    }
    return words.get(row.due) or clock_time(row.moment, zone), ""


def interval(headway: tuple[int, int]) -> str:
    """ "every 8-12 min" """
    shortest, longest = headway
    if shortest == longest:
        return tr("every {minutes} min").format(minutes=shortest)
    return tr("every {shortest}–{longest} min").format(shortest=shortest, longest=longest)


def warning(row: Row) -> str:
    """The one thing to know before trusting this row, or ""."""
    if row.due in (Due.CANCELLED, Due.SKIPPED):
        return ""
    if row.certainty == "out_of_contact":
        return tr("no contact with the bus")
    if row.deviation is not None and abs(row.deviation) >= PUNCTUAL:
        minutes = round(abs(row.deviation) / 60)
        if row.deviation > 0:
            return tr("%n min late", "", minutes)
        return tr("%n min early", "", minutes)
    return ""


def remarks(row: Row, language: str) -> tuple[str, ...]:
    """What else is worth knowing of a row, the most useful first."""
    if row.due in (Due.CANCELLED, Due.SKIPPED):
        return ()
    age = row.age or 0
    crowd = crowding(row.occupancy)
    return tuple(
        text
        for text in (
            tr("last one today") if row.last_today else "",
            tr("low floor") if row.low_floor else "",
            tr("position %n min old", "", age // 60) if age >= 60 and not warning(row) else "",
            tr("%n stop(s) away", "", row.stops_away) if row.stops_away else "",
            crowd,
            tr("platform {code}").format(code=plain(row.platform_code)) if row.platform_code else "",
            tr("extra trip") if row.added else "",
            tr("via {place}").format(place=plain(row.via.in_language(language))) if row.via else "",
        )
        if text
    )


def crowding(occupancy: Occupancy | None) -> str:
    """How full the bus is, or ""."""
    match occupancy:
        case Occupancy.EMPTY | Occupancy.MANY_SEATS_AVAILABLE:
            return tr("many free seats")
        case Occupancy.FEW_SEATS_AVAILABLE:
            return tr("few free seats")
        case Occupancy.STANDING_ROOM_ONLY:
            return tr("standing room only")
        case Occupancy.CRUSHED_STANDING_ROOM_ONLY | Occupancy.FULL:
            return tr("full")
        case Occupancy.NOT_ACCEPTING_PASSENGERS | Occupancy.NOT_BOARDABLE:
            return tr("takes no passengers")
    return ""


def past(gone: Past, now: Instant, zone: ZoneInfo) -> str:
    """What became of a bus that is no longer to come."""
    if gone.fate is Fate.NOT_SEEN:
        time = clock_time(gone.moment, zone)
        return tr("was due at {time}, not seen").format(time=time)
    minutes = (now - gone.moment) // 60
    if minutes < 1:
        return tr("just left")
    return tr("left %n min ago", "", minutes)

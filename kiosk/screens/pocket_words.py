"""The next departures as a short plain text, to be read later and elsewhere: clock times, never minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.board import Certainty, Clock, Due
from kiosk.domain.service_day import local, local_date
from kiosk.screens import words
from kiosk.screens.translation import tr
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.board import Board, Row
    from kiosk.domain.service_day import Instant
    from kiosk.domain.timetable import Timetable

MOST = 600
"""Bytes of UTF-8: more makes the modules of the code too fine for an old telephone at arm's length."""
MOST_DEPARTURES = 7
"""As many as the page shows in letters that can be read beside the code."""
LONGEST_NAME = 60
LONGEST_HEADSIGN = 28
LIVE = frozenset({Certainty.LIVE, Certainty.AGEING})


def departures_text(board: Board, timetable: Timetable, language: str) -> str:
    """The stop, the moment, and as many departures as MOST has room for; each line says how it is known."""
    zone = timetable.zone
    stop = plain(timetable.stop.stop_name.in_language(language), LONGEST_NAME)
    if board.clock is Clock.UNKNOWN:
        return f"{stop}\n{tr('The time is unknown')}"
    moment = f"{local(board.now, zone):%d.%m.%Y %H:%M}"
    lines = [stop, tr("Departures as of {moment}").format(moment=moment)]
    departures = [_line(row, board.now, zone, language) for row in board.rows[:MOST_DEPARTURES]]
    for line in departures or [tr("No departures are known now")]:
        if len("\n".join([*lines, line]).encode()) > MOST:
            break
        lines.append(line)
    return "\n".join(lines)


def _line(row: Row, now: Instant, zone: ZoneInfo, language: str) -> str:
    """ "14:11 46 Верхняя Терраса (expected)" """
    route = plain(row.route_short_name.in_language(language), LONGEST_HEADSIGN)
    headsign = plain(row.headsign.in_language(language), LONGEST_HEADSIGN)
    name = f"{route} {headsign}".strip()
    if row.due is Due.INTERVAL and row.headway:
        return f"{name}: {words.interval(row.headway)}"
    said = f"{_moment(row, now, zone, language)} {name} "
    match row.due:
        case Due.CANCELLED:
            return said + tr("(cancelled)")
        case Due.SKIPPED:
            return said + tr("(does not stop)")
    return said + (tr("(expected)") if row.certainty in LIVE else tr("(timetable)"))


def _moment(row: Row, now: Instant, zone: ZoneInfo, language: str) -> str:
    time = words.clock_time(row.moment, zone)
    if row.day is None and local(row.moment, zone).date() == local_date(now, zone):
        return time
    return f"{words.day_of_bus(row, now, zone, language)} {time}"

"""What stands around the rows: the header, the state of the data, one banner, the sentence of an empty board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.board import Board, Clock, Feed, Service
from kiosk.domain.frozen import dataclass
from kiosk.domain.service_day import local, local_date
from kiosk.screens import words
from kiosk.screens.translation import tr
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.timetable import Timetable

URGENT = ("SEVERE", "WARNING")
"""Alerts that go before everything else. Source: GTFS Realtime reference, Alert.severity_level."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The words of the page that belong to no row.

    `status_look` is "live", "ageing", "lost" or "timetable"; `banner_look` "alert", "lost", "clock" or "" for no
    banner;
    `notice_place` is "alone" on a board without rows, "over" over rows that are not today's, else "".
    """

    stop_name: str = ""
    direction: str = ""
    clock: str = ""
    date: str = ""
    status: str = ""
    status_look: str = "timetable"
    banner: str = ""
    banner_look: str = ""
    notice: str = ""
    notice_more: str = ""
    notice_icon: str = ""
    notice_place: str = ""


def facts(board: Board, timetable: Timetable, language: str, *, reduced: bool = False) -> Facts:
    """The words for `board` in `language`; `reduced`: in safe mode, where no timetable may be on its way."""
    zone = timetable.zone
    known = board.clock is not Clock.UNKNOWN
    banner, banner_look = _banner(board, zone, language)
    status, status_look = _status(board, zone, banner_look, reduced=reduced)
    notice, notice_more, notice_icon = _notice(board, timetable, language, reduced=reduced)
    return Facts(
        stop_name=plain(timetable.stop.stop_name.in_language(language)),
        direction=_direction(timetable, language),
        clock=words.clock_time(board.now, zone) if known else "--:--",
        date=words.long_date(local_date(board.now, zone), language) if known else "",
        status=status,
        status_look=status_look,
        banner=banner,
        banner_look=banner_look,
        notice=notice,
        notice_more=notice_more,
        notice_icon=notice_icon,
        notice_place=_notice_place(board),
    )


def _direction(timetable: Timetable, language: str) -> str:
    direction = plain(timetable.stop.stop_desc.in_language(language))
    if direction or not timetable.stop.platform_code:
        return direction
    return tr("platform {code}").format(code=plain(timetable.stop.platform_code))


def _status(board: Board, zone: ZoneInfo, banner_look: str, *, reduced: bool) -> tuple[str, str]:
    """How far the times can be believed, in words, and how that looks; what the banner says is not said twice."""
    if board.clock is Clock.UNKNOWN:
        return tr("time unknown"), "lost"
    if board.feed is Feed.LOST:
        return _lost(board, zone, banner_look), "lost"
    if board.feed in (Feed.STARTING, Feed.ABSENT) and board.service is Service.UNKNOWN:
        return tr("no timetable now") if reduced else tr("no timetable yet"), "timetable"
    age = _age(board.feed_age or 0)
    return {
        Feed.LIVE: (tr("live · {age} ago").format(age=age), "live"),
        Feed.AGEING: (tr("last data {age} ago").format(age=age), "ageing"),
        Feed.STARTING: (tr("timetable, waiting for live data"), "timetable"),
        Feed.ABSENT: (tr("timetable"), "timetable"),
    }[board.feed]


def _lost(board: Board, zone: ZoneInfo, banner_look: str) -> str:
    if board.live_until is None or banner_look == "lost":
        return tr("timetable only")
    since = words.clock_time(board.live_until, zone)
    return tr("timetable only, no live data since {time}").format(time=since)


def _age(seconds: int) -> str:
    if seconds < 100:
        return tr("{seconds} s").format(seconds=seconds)
    return tr("{minutes} min").format(minutes=seconds // 60)


def _banner(board: Board, zone: ZoneInfo, language: str) -> tuple[str, str]:
    """At most one: an urgent alert, then lost data, then a doubtful clock, then any other alert."""
    alert = board.alerts[0] if board.alerts else None
    text = plain(alert.header_text.in_language(language)) if alert else ""
    if alert and alert.severity_level in URGENT:
        return text, "alert"
    if board.feed is Feed.LOST and board.live_until is not None:
        since = words.clock_time(board.live_until, zone)
        return tr("No data since {time}: below is the timetable").format(time=since), "lost"
    if board.clock is Clock.DOUBTFUL:
        minutes = max(round(abs(board.clock_error or 0) / 60), 1)
        return tr("The clock of this screen may be %n min wrong", "", minutes), "clock"
    return (text, "alert") if text else ("", "")


def _notice(board: Board, timetable: Timetable, language: str, *, reduced: bool) -> tuple[str, str, str]:
    """The sentence, the line under it and the icon of a board that has no rows to show."""
    if board.clock is Clock.UNKNOWN:
        return (
            tr("The time is unknown"),
            tr("The clock of this screen is not set, so minutes cannot be counted"),
            "clock",
        )
    first = _first_bus(board, timetable.zone, language)
    night = words.is_night(board.now, timetable.zone)
    match board.service:
        case Service.NOT_TODAY if not night:
            return tr("No buses stop here today"), first, "calendar-off"
        case Service.ENDED | Service.NOT_TODAY:
            return tr("No more buses tonight") if night else tr("No more buses today"), first, "moon-stars"
        case Service.EXPIRED:
            return _expired(timetable), tr("The carrier has not sent a new one"), "calendar-off"
        case Service.UNKNOWN:
            why = tr("There is no timetable at the moment") if reduced else tr("The timetable is not loaded yet")
            return why, tr("We do not know when the buses come"), "calendar-off" if reduced else "hourglass"
    return tr("No buses in the next hours"), first, "bus-off"


def _notice_place(board: Board) -> str:
    if not board.rows:
        return "alone"
    ended = board.service not in (Service.RUNNING, Service.UNKNOWN)
    return "over" if ended or board.clock is Clock.UNKNOWN else ""


def _first_bus(board: Board, zone: ZoneInfo, language: str) -> str:
    """ "The first tomorrow at 05:40: 46 Верхняя Терраса", or "" where the timetable knows none."""
    row = board.next_service
    if row is None:
        return ""
    return tr("First {day} at {time} – {route}, {headsign}").format(
        day=words.day_of_bus(row, board.now, zone, language),
        time=f"{local(row.moment, zone):%H:%M}",
        route=plain(row.route_short_name.in_language(language)),
        headsign=plain(row.headsign.in_language(language)),
    )


def _expired(timetable: Timetable) -> str:
    last = timetable.feed_info.last_service_date
    if last is None:
        return tr("The timetable has ended")
    return tr("The timetable ended on {date}").format(date=f"{last:%d.%m.%Y}")

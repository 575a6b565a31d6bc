"""Boards of every kind the screen must show well: real Board values, named by what they show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.board import Board, Certainty, Clock, Due, Fate, Feed, Past, Row, Service
from kiosk.domain.departure import Departure
from kiosk.domain.realtime import Alert, Occupancy
from kiosk.domain.text import Text
from kiosk.domain.timetable import FeedInfo, Stop, Timetable

ZONE = ZoneInfo("Europe/Ulyanovsk")
NOW = round(datetime(2027, 11, 22, 10, 7, 20, tzinfo=UTC).timestamp())
"""14:07:20 on Monday 22 November 2027 at the stop."""
MINUTE = 60

STOP = Stop(
    "filatova",
    Text("Проспект Филатова", (("en", "Prospekt Filatova"),)),
    stop_desc=Text("в сторону Центра", (("en", "towards the centre"),)),
    stop_lat=54.37,
    stop_lon=48.58,
)
TIMETABLE = Timetable(
    stop=STOP,
    stop_ids=frozenset({"filatova"}),
    zone=ZONE,
    since=NOW - 86400,
    until=NOW + 86400,
    feed_info=FeedInfo(last_service_date=date(2027, 10, 31)),
    shapes=MappingProxyType({}),
)

HEADSIGNS = {
    "46": Text("Верхняя Терраса", (("en", "Verkhnyaya Terrasa"),)),
    "2": Text("Железнодорожный вокзал", (("en", "Railway station"),)),
    "30": Text("Аэропорт Баратаевка", (("en", "Baratayevka Airport"),)),
    "65": Text("Микрорайон «Искра»", (("en", "Iskra district"),)),
    "78": Text("Автовокзал", (("en", "Bus station"),)),
    "116к": Text("Речной порт", (("en", "River port"),)),
    "10": Text("Медицинский центр", (("en", "Medical centre"),)),
    "4": Text("Дворец спорта", (("en", "Sports palace"),)),
}
COLOURS = {"2": "", "30": "E87722", "65": "F7D117", "78": "6B3A8F", "4": "", "10": "0F6848"}
VIA_BRIDGE = Text("Президентский мост", (("en", "Presidential bridge"),))


def row(route: str, due: Due, certainty: Certainty, minutes: int, key: str = "", **more: Any) -> Row:
    """A row `minutes` from now."""
    moment = NOW + minutes * MINUTE
    departure = Departure(
        trip_id=f"{route}-{minutes}",
        route_id=route,
        route_short_name=Text(route),
        headsign=HEADSIGNS.get(route, Text(route)),
        service_date=date(2027, 11, 22),
        stop_id="filatova",
        stop_sequence=7,
        scheduled_arrival=moment,
        scheduled_departure=moment,
    )
    values: dict[str, Any] = {
        "key": key or departure.key,
        "departure": departure,
        "route_short_name": departure.route_short_name,
        "route_color": COLOURS.get(route, "1D4F91"),
        "route_text_color": "FFFFFF",
        "route_type": {"2": 0, "4": 11}.get(route, 3),
        "headsign": departure.headsign,
        "due": due,
        "certainty": certainty,
        "moment": moment,
        "scheduled": moment,
        "minutes": minutes if due is Due.MINUTES else None,
        **more,
    }
    return Row(**values)


def live(route: str, minutes: int, **more: Any) -> Row:
    """A row with live minutes."""
    return row(route, Due.MINUTES, Certainty.LIVE, minutes, **{"deviation": 0, "age": 12, **more})


def timetable(route: str, minutes: int, **more: Any) -> Row:
    """A row that knows the timetable only."""
    return row(route, Due.CLOCK, Certainty.TIMETABLE, minutes, **more)


ORDINARY = (
    row("46", Due.ARRIVING, Certainty.LIVE, 0, via=VIA_BRIDGE, low_floor=True, age=8, deviation=20),
    live("2", 4, stops_away=3, occupancy=Occupancy.FEW_SEATS_AVAILABLE),
    live("116к", 7, deviation=5 * MINUTE, scheduled=NOW + 2 * MINUTE, low_floor=True),
    row("65", Due.CANCELLED, Certainty.LIVE, 11),
    row("10", Due.MINUTES, Certainty.AGEING, 14, age=130),
    row("78", Due.CLOCK, Certainty.OUT_OF_CONTACT, 18, age=260),
    timetable("30", 25),
    row("4", Due.INTERVAL, Certainty.INTERVAL, 28, headway=(8, 12), low_floor=True),
    timetable("46", 31, last_today=True, via=VIA_BRIDGE),
    timetable("2", 39, platform_code="2", added=True),
    timetable("78", 44),
    timetable("30", 55),
    timetable("10", 63),
    timetable("46", 71),
)
PAST = (
    Past("78-past", Text("78"), "6B3A8F", "FFFFFF", HEADSIGNS["78"], Fate.PASSED, NOW - 2 * MINUTE),
    Past("30-past", Text("30"), "E87722", "FFFFFF", HEADSIGNS["30"], Fate.NOT_SEEN, NOW - 6 * MINUTE),
)
ALERT = Alert(
    "detour",
    Text(
        "Маршрут 46 идёт в объезд до 18:00: улица Врача Михайлова закрыта",
        (("en", "Route 46 is diverted until 18:00: Vracha Mikhaylova street is closed"),),
    ),
    severity_level="WARNING",
)
FIRST_TOMORROW = replace(timetable("46", 933), day=date(2027, 11, 23))

HOSTILE_TEXT = (
    "<b>жирный</b><img src='file:///etc/passwd'> \u202eдортсан\x00\n" + "очень длинное направление " * 400
)

LIVE = Board(
    now=NOW,
    rows=ORDINARY,
    past=PAST,
    alerts=(ALERT,),
    feed=Feed.LIVE,
    feed_age=12,
    service=Service.RUNNING,
)
BOARDS = {
    "live": LIVE,
    "quiet": replace(LIVE, rows=ORDINARY[1:5], alerts=(), past=()),
    "feed_ageing": replace(LIVE, alerts=(), feed=Feed.AGEING, feed_age=150),
    "feed_lost": replace(
        LIVE,
        rows=tuple(timetable(r.departure.route_id, 3 + 6 * i, key=f"lost{i}") for i, r in enumerate(ORDINARY)),
        alerts=(),
        past=(),
        feed=Feed.LOST,
        feed_age=900,
        live_until=NOW - 15 * MINUTE,
    ),
    "timetable_only": Board(NOW, rows=ORDINARY[6:], feed=Feed.ABSENT, service=Service.RUNNING),
    "starting": Board(NOW, rows=ORDINARY[6:9], feed=Feed.STARTING, service=Service.RUNNING),
    "ended_with_rows": Board(
        NOW,
        rows=(FIRST_TOMORROW, replace(timetable("2", 950), day=date(2027, 11, 23))),
        feed=Feed.LIVE,
        feed_age=8,
        service=Service.ENDED,
        next_service=FIRST_TOMORROW,
    ),
    "ended": Board(NOW, past=PAST, feed=Feed.LIVE, feed_age=8, service=Service.ENDED, next_service=FIRST_TOMORROW),
    "not_today": Board(NOW, feed=Feed.ABSENT, service=Service.NOT_TODAY, next_service=FIRST_TOMORROW),
    "expired": Board(NOW, feed=Feed.ABSENT, service=Service.EXPIRED),
    "unknown_service": Board(NOW, feed=Feed.STARTING, service=Service.UNKNOWN),
    "clock_unknown": Board(0, feed=Feed.ABSENT, service=Service.UNKNOWN, clock=Clock.UNKNOWN),
    "clock_doubtful": replace(LIVE, alerts=(), clock=Clock.DOUBTFUL, clock_error=-420),
    "tomorrow": replace(
        LIVE,
        rows=(ORDINARY[1], *(replace(timetable("46", 900 + 20 * i), day=date(2027, 11, 23)) for i in range(4))),
        alerts=(),
        past=(),
    ),
    "hostile": replace(
        LIVE,
        rows=(
            live("46", 3, headsign=Text(HOSTILE_TEXT), via=Text(HOSTILE_TEXT)),
            live("2", 5, headsign=Text("תחנה מרכזית ירושלים"), route_short_name=Text("Экспресс-Север")),
            timetable("65", 24, headsign=Text(""), route_short_name=Text("")),
        ),
        alerts=(replace(ALERT, header_text=Text(HOSTILE_TEXT)),),
    ),
}

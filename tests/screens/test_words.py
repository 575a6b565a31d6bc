"""The sentences: live, timetable, interval, no data and no service are five different things."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from kiosk import paths
from kiosk.domain.board import Board, Certainty, Clock, Due, Fate, Feed, Past, Row, Service
from kiosk.domain.realtime import Occupancy
from kiosk.domain.service_day import passengers_day
from kiosk.domain.text import Text
from kiosk.domain.timetable import FeedInfo
from kiosk.screens import words
from kiosk.screens.arrival_row import ArrivalRow, arrival_row, icon, mode, past_row
from kiosk.screens.facts import Facts, facts
from kiosk.screens.passenger import Passenger
from tests.screens.sample_boards import (
    ALERT,
    BOARDS,
    FIRST_TOMORROW,
    LIVE,
    NOW,
    TIMETABLE,
    ZONE,
    live,
    row,
    timetable,
)

MINUTE = 60


@pytest.fixture(autouse=True)
def passenger(qapp: object) -> Passenger:
    return Passenger(paths.resources() / "translations")


def shown(value: Row, language: str = "ru") -> ArrivalRow:
    return arrival_row(value, NOW, ZONE, language)


def told(board: Board, language: str = "ru") -> Facts:
    return facts(board, TIMETABLE, language)


@pytest.mark.parametrize(
    ("value", "due", "look"),
    [
        (row("46", Due.AT_STOP, Certainty.LIVE, 0), "на остановке", "live"),
        (row("46", Due.ARRIVING, Certainty.LIVE, 0), "подъезжает", "live"),
        (live("46", 4), "4 мин", "live"),
        (row("46", Due.MINUTES, Certainty.AGEING, 4), "4 мин", "ageing"),
        (row("46", Due.CLOCK, Certainty.OUT_OF_CONTACT, 18), "14:25", "ageing"),
        (timetable("46", 25), "14:32", "timetable"),
        (row("46", Due.INTERVAL, Certainty.INTERVAL, 9, headway=(8, 12)), "каждые 8–12 мин", "interval"),
        (row("46", Due.INTERVAL, Certainty.INTERVAL, 9, headway=(10, 10)), "каждые 10 мин", "interval"),
        (row("46", Due.CANCELLED, Certainty.LIVE, 9), "отменён", "cancelled"),
        (row("46", Due.SKIPPED, Certainty.LIVE, 9), "не остановится", "cancelled"),
    ],
)
def test_what_is_known_is_what_is_said(value: Row, due: str, look: str) -> None:
    words_of = shown(value)
    assert f"{words_of.due} {words_of.due_unit}".strip() == due
    assert words_of.look == look


def test_no_two_states_of_the_service_share_a_sentence() -> None:
    boards = ["ended", "not_today", "expired", "unknown_service", "clock_unknown"]
    sentences = [told(BOARDS[name]).notice for name in boards]
    sentences.append(told(replace(LIVE, rows=())).notice)
    assert sentences == [
        "Автобусов сегодня больше нет",
        "Сегодня автобусы здесь не останавливаются",
        "Расписание действовало до 31.10.2027",
        "Расписание ещё не загружено",
        "Время неизвестно",
        "В ближайшие часы автобусов нет",
    ]


def test_no_two_states_of_the_data_share_a_sentence() -> None:
    since = NOW - 15 * MINUTE
    states = [
        Board(NOW, feed=Feed.LIVE, feed_age=12),
        Board(NOW, feed=Feed.AGEING, feed_age=150),
        Board(NOW, feed=Feed.LOST, live_until=since, alerts=(ALERT,)),
        Board(NOW, feed=Feed.LOST),
        Board(NOW, feed=Feed.STARTING, service=Service.RUNNING),
        Board(NOW, feed=Feed.ABSENT, service=Service.RUNNING),
        Board(NOW, clock=Clock.UNKNOWN),
    ]
    assert [(told(board).status, told(board).status_look) for board in states] == [
        ("в реальном времени · 12 с назад", "live"),
        ("последние данные 2 мин назад", "ageing"),
        ("нет данных с 13:52 — ниже расписание", "lost"),
        ("только расписание", "lost"),
        ("по расписанию, ждём данные с автобусов", "timetable"),
        ("по расписанию", "timetable"),
        ("время неизвестно", "lost"),
    ]


def test_the_first_bus_tomorrow_is_named() -> None:
    assert told(BOARDS["ended"]).notice_more == "Первый завтра в 05:40 — 46, Верхняя Терраса"


def test_a_first_bus_after_more_days_names_the_day() -> None:
    later = replace(FIRST_TOMORROW, day=date(2027, 11, 25))
    assert "чт 25 ноября" in told(replace(BOARDS["not_today"], next_service=later)).notice_more


def test_a_notice_stands_over_rows_that_are_not_todays() -> None:
    assert told(replace(BOARDS["ended"], rows=(FIRST_TOMORROW,))).notice_place == "over"
    assert told(BOARDS["ended"]).notice_place == "alone"
    assert told(LIVE).notice_place == ""


def test_an_expired_timetable_without_a_date_says_so_too() -> None:
    without = replace(TIMETABLE, feed_info=FeedInfo())
    assert facts(BOARDS["expired"], without, "ru").notice == "Срок расписания закончился"


@pytest.mark.parametrize(
    ("deviation", "warning", "struck"),
    [
        (89, "", False),  # OneBusAway, ScheduleDeviation.kt: up to 90 s is on time
        (90, "опаздывает на 2 мин", False),
        (121, "опаздывает на 2 мин", True),  # Entur Tavla, ExpectedTime.tsx: struck from 120 s
        (300, "опаздывает на 5 мин", True),
        (-180, "раньше на 3 мин", True),
    ],
)
def test_late_and_early_are_said_in_words(deviation: int, warning: str, struck: bool) -> None:
    value = shown(live("46", 7, deviation=deviation, scheduled=NOW + 7 * MINUTE - deviation))
    assert value.warning == warning
    assert value.below_struck is struck


def test_a_cancelled_bus_keeps_its_struck_time() -> None:
    value = shown(row("65", Due.CANCELLED, Certainty.LIVE, 11))
    assert (value.below, value.below_struck, value.remarks) == ("14:18", True, "")


def test_a_silent_bus_is_said_to_be_silent() -> None:
    assert shown(row("78", Due.CLOCK, Certainty.OUT_OF_CONTACT, 18)).warning == "нет связи с автобусом"


def test_remarks_come_the_most_useful_first() -> None:
    value = live(
        "2",
        4,
        last_today=True,
        low_floor=True,
        stops_away=3,
        occupancy=Occupancy.STANDING_ROOM_ONLY,
        platform_code="2",
        added=True,
        via=Text("Мост"),
    )
    assert shown(value).remarks == (
        "последний сегодня · низкопольный · 3 остановки до вас · только стоя · платформа 2"
        " · дополнительный рейс · через Мост"
    )


@pytest.mark.parametrize("occupancy", list(Occupancy))
def test_every_crowding_of_gtfs_realtime_has_its_words(occupancy: Occupancy) -> None:
    assert bool(words.crowding(occupancy)) is (occupancy is not Occupancy.NO_DATA_AVAILABLE)


def test_a_departure_of_another_day_names_the_day() -> None:
    value = shown(FIRST_TOMORROW)
    assert (value.due, value.below, value.below_struck) == ("05:40", "завтра", False)


@pytest.mark.parametrize(
    ("now", "bus", "day"),
    [
        ((22, 23, 50), (23, 5, 40), "завтра"),
        ((23, 0, 18), (23, 5, 40), "утром"),
        ((23, 3, 0), (23, 5, 40), "утром"),
        ((23, 3, 0), (23, 14, 5), "сегодня"),
        ((23, 3, 0), (24, 0, 30), "ночью"),
        ((23, 3, 0), (24, 5, 40), "завтра"),
        ((23, 4, 0), (24, 5, 40), "завтра"),
        ((23, 4, 0), (25, 5, 40), "чт 25 ноября"),
    ],
)
def test_after_midnight_the_next_morning_is_not_called_tomorrow(
    now: tuple[int, int, int], bus: tuple[int, int, int], day: str
) -> None:
    """The date stands over the rows: "tomorrow" is the day after that date, also before 04:00."""
    then, moment = (round(datetime(2027, 11, *at, tzinfo=ZONE).timestamp()) for at in (now, bus))
    value = replace(FIRST_TOMORROW, moment=moment, day=passengers_day(moment, ZONE))
    assert arrival_row(value, then, ZONE, "ru").below == day
    board = replace(BOARDS["ended"], now=then, next_service=value)
    assert told(board).notice_more.startswith(f"Первый {day} в ")
    assert told(board).notice == (
        "Этой ночью автобусов больше нет" if now[1] < 4 else "Автобусов сегодня больше нет"
    )


def test_a_timetable_that_is_not_loaded_is_not_what_the_board_goes_by() -> None:
    assert told(Board(NOW, service=Service.UNKNOWN)).status == "расписания пока нет"


def test_what_is_past() -> None:
    def fate(fate: Fate, ago: int) -> str:
        gone = Past("k", Text("78"), "", "", Text("Автовокзал"), fate, NOW - ago)
        return past_row(gone, NOW, ZONE, "ru").fate

    assert fate(Fate.PASSED, 20) == "только что ушёл"
    assert fate(Fate.PASSED, 150) == "ушёл 2 мин назад"
    assert fate(Fate.NOT_SEEN, 360) == "ждали в 14:01, не видели"


def test_an_urgent_alert_goes_before_lost_data_and_any_other_after_it() -> None:
    lost = replace(LIVE, feed=Feed.LOST, live_until=NOW - 15 * MINUTE)
    assert told(lost).banner_look == "alert"
    mild = replace(lost, alerts=(replace(ALERT, severity_level="INFO"),))
    assert (told(mild).banner, told(mild).banner_look) == ("Нет данных с 13:52 — ниже расписание", "lost")
    assert told(replace(mild, feed=Feed.LIVE)).banner_look == "alert"


def test_a_doubtful_clock_is_said_in_minutes() -> None:
    assert told(BOARDS["clock_doubtful"]).banner == "Часы этого экрана могут ошибаться на 7 минут"


def test_an_unknown_time_is_not_shown() -> None:
    unknown = told(BOARDS["clock_unknown"])
    assert (unknown.clock, unknown.date) == ("--:--", "")


def test_english(passenger: Passenger) -> None:
    passenger.nextLanguage()
    assert shown(live("2", 4, stops_away=1), "en").remarks == "1 stop away"
    assert told(BOARDS["ended"], "en").notice == "No more buses today"
    assert told(LIVE, "en").date == "Mon 22 November"
    assert told(LIVE, "en").stop_name == "Prospekt Filatova"


def test_the_row_is_one_sentence_for_those_who_hear_it() -> None:
    assert shown(live("2", 4, stops_away=3)).spoken == "2, Железнодорожный вокзал, 4 мин, 3 остановки до вас"


@pytest.mark.parametrize(
    "hostile",
    [
        "a\x00b",
        "a\nb",
        "a\u2028b",
        "a\u202eb",  # turns the direction of what follows
        "a\u2067b",
        "a\t b",
    ],
)
def test_a_feeds_text_is_one_line_without_tricks(hostile: str) -> None:
    assert words.plain(hostile) == "a b"


def test_a_feeds_text_has_an_end() -> None:
    assert len(words.plain("x" * 10_000)) == words.LONGEST


def test_markup_stays_text() -> None:
    assert words.plain("<b>46</b>") == "<b>46</b>"


@pytest.mark.parametrize(
    ("route_type", "kind", "sign"),
    [
        (0, "tram", "train"),
        (1, "rail", "train"),
        (2, "rail", "train"),
        (3, "bus", "bus"),
        (4, "bus", "ship"),
        (11, "trolleybus", "bus"),
        (109, "rail", "train"),  # Google's extended route types: suburban railway
        (704, "bus", "bus"),
        (800, "trolleybus", "bus"),
        (900, "tram", "train"),
        (1700, "bus", "bus"),
    ],
)
def test_kinds_of_vehicle(route_type: int, kind: str, sign: str) -> None:
    """GTFS Schedule reference, routes.txt route_type; Google Transit extended route types."""
    assert (mode(route_type), icon(route_type)) == (kind, sign)


def test_service_words_do_not_depend_on_live_data() -> None:
    assert (
        told(Board(NOW, service=Service.ENDED)).notice
        == told(Board(NOW, feed=Feed.LIVE, service=Service.ENDED)).notice
    )

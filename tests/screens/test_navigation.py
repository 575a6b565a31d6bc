"""The way to a page and back, and the return to the board when the passenger has gone."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from kiosk import paths
from kiosk.domain.service_day import Now
from kiosk.screens.navigation import Navigation
from kiosk.screens.passenger import Habits, Passenger


@pytest.fixture
def passenger(qapp: object) -> Passenger:
    return Passenger(paths.resources() / "translations")


@pytest.fixture
def navigation(passenger: Passenger) -> Navigation:
    made = Navigation(passenger)
    made.tick(Now(0, 100.0))
    return made


def test_it_starts_on_the_board(navigation: Navigation) -> None:
    assert navigation.page == "board"
    navigation.back()
    assert navigation.page == "board"


def test_back_goes_the_way_one_came(navigation: Navigation) -> None:
    navigation.open("later")
    navigation.open("trip", "46|1")
    assert (navigation.page, navigation.subject) == ("trip", "46|1")
    navigation.back()
    assert (navigation.page, navigation.subject) == ("later", "")
    navigation.back()
    assert navigation.page == "board"


def test_going_round_in_circles_keeps_the_way_back_short(navigation: Navigation) -> None:
    for _ in range(20):
        navigation.open("map")
        navigation.open("trip", "46|1")
    navigation.back()
    navigation.back()
    assert navigation.page == "board"


def test_opening_the_board_leaves_nothing_above_it(navigation: Navigation) -> None:
    navigation.open("map")
    navigation.open("board")
    navigation.back()
    assert navigation.page == "board"


def test_a_page_that_does_not_exist_is_a_bug(navigation: Navigation) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        navigation.open("nowhere")


def test_after_a_minute_without_a_touch_everything_is_put_back(
    navigation: Navigation, passenger: Passenger, qtbot: QtBot
) -> None:
    """design: after 60 s without touch back to the board; whatever the last person did is gone."""
    passenger.nextLanguage()
    passenger.nextTextSize()
    passenger.toggleContrast()
    navigation.open("trip", "46|1")
    navigation.tick(Now(0, 100.0))
    navigation.tick(Now(0, 159.9))
    assert navigation.page == "trip"
    with qtbot.waitSignal(navigation.idled):
        navigation.tick(Now(0, 160.0))
    assert (navigation.page, navigation.subject, navigation.secondsLeft) == ("board", "", 0)
    assert (passenger.language, passenger.textSize, passenger.highContrast) == ("ru", 0, False)


def test_the_last_ten_seconds_are_counted_down(navigation: Navigation) -> None:
    navigation.open("map")
    navigation.tick(Now(0, 100.0))
    left = []
    for second in range(148, 160):
        navigation.tick(Now(0, float(second)))
        left.append(navigation.secondsLeft)
    assert left == [0, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]


def test_a_touch_stops_the_count(navigation: Navigation) -> None:
    navigation.open("map")
    navigation.tick(Now(0, 100.0))
    navigation.tick(Now(0, 155.0))
    assert navigation.secondsLeft == 5
    navigation.touched()
    assert navigation.secondsLeft == 0
    navigation.tick(Now(0, 156.0))
    navigation.tick(Now(0, 200.0))
    assert navigation.page == "map"


def test_nothing_is_counted_while_there_is_nothing_to_put_back(navigation: Navigation) -> None:
    navigation.tick(Now(0, 155.0))
    navigation.tick(Now(0, 1000.0))
    assert navigation.secondsLeft == 0
    assert navigation.idle == 900.0


def test_a_place_may_wait_longer(qapp: object) -> None:
    passenger = Passenger(paths.resources() / "translations", Habits(idle_seconds=120))
    navigation = Navigation(passenger)
    navigation.open("map")
    navigation.tick(Now(0, 0.0))
    navigation.tick(Now(0, 109.0))
    assert navigation.secondsLeft == 0
    navigation.tick(Now(0, 111.0))
    assert navigation.secondsLeft == 9
    navigation.tick(Now(0, 120.0))
    assert navigation.page == "board"


def test_a_wrong_wall_clock_changes_nothing(navigation: Navigation) -> None:
    navigation.open("map")
    navigation.tick(Now(2_000_000_000, 100.0))
    navigation.tick(Now(0, 101.0))
    assert navigation.page == "map"

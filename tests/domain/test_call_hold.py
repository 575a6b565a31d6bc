"""One continuous press makes a call; bags, rain and second fingers neither help nor disturb."""

from __future__ import annotations

import pytest

from kiosk.domain.call.hold import Area, Hold


@pytest.fixture
def hold() -> Hold:
    return Hold(Area(200, 100), seconds=2.0, slack=30)


def test_a_press_of_two_seconds(hold: Hold) -> None:
    hold.press(1, 50, 50, 10.0)
    assert (hold.progress(10.0), hold.progress(11.0), hold.progress(12.0)) == (0.0, 0.5, 1.0)
    assert hold.progress(99.0) == 1.0
    assert not hold.held(11.99)
    assert hold.held(12.0)


def test_it_is_told_once_until_the_finger_was_lifted(hold: Hold) -> None:
    hold.press(1, 50, 50, 0.0)
    assert hold.held(2.0)
    assert not hold.held(2.1)
    assert not hold.held(3600.0)
    assert (hold.pressed, hold.progress(3600.0)) == (False, 0.0)
    hold.release(1)
    hold.press(1, 50, 50, 3601.0)
    assert not hold.held(3602.0)
    assert hold.held(3603.0)


def test_a_press_let_go_too_soon_is_forgotten(hold: Hold) -> None:
    hold.press(1, 50, 50, 0.0)
    hold.release(1)
    assert not hold.held(5.0)
    hold.press(1, 50, 50, 5.0)
    assert not hold.held(6.9)


def test_short_presses_do_not_add_up(hold: Hold) -> None:
    for number in range(6000):
        at = number / 100
        hold.press(number % 10, number % 200, 50, at)
        assert not hold.held(at + 0.009)
        hold.release(number % 10)


def test_a_stuck_point_that_presses_again_and_again_begins_anew(hold: Hold) -> None:
    for at in range(60):
        hold.press(1, 50, 50, float(at))
        assert not hold.held(at + 0.99)


@pytest.mark.parametrize(("x", "y"), [(-1, 50), (201, 50), (50, -1), (50, 101)])
def test_a_press_outside_is_nothing_even_if_it_slides_in(hold: Hold, x: float, y: float) -> None:
    hold.press(1, x, y, 0.0)
    hold.move(1, 50, 50)
    assert not hold.pressed
    assert not hold.held(5.0)


@pytest.mark.parametrize(("x", "y"), [(0, 0), (200, 100), (0, 100)])
def test_the_edge_belongs_to_the_control(hold: Hold, x: float, y: float) -> None:
    hold.press(1, x, y, 0.0)
    assert hold.held(2.0)


def test_a_hand_that_trembles_still_holds(hold: Hold) -> None:
    hold.press(1, 50, 50, 0.0)
    for _ in range(50):
        hold.move(1, 70, 70)
        hold.move(1, 30, 40)
    assert hold.held(2.0)


@pytest.mark.parametrize(("start", "there"), [((50, 50), (80.1, 50)), ((50, 50), (75, 75)), ((10, 50), (-1, 50))])
def test_a_finger_that_wanders_off_or_leaves_has_let_go(
    hold: Hold, start: tuple[float, float], there: tuple[float, float]
) -> None:
    hold.press(1, *start, 0.0)
    hold.move(1, *there)
    hold.move(1, *start)
    assert not hold.pressed
    assert not hold.held(5.0)


def test_a_second_finger_neither_disturbs_nor_helps(hold: Hold) -> None:
    hold.press(1, 50, 50, 0.0)
    hold.press(2, 150, 50, 0.5)
    hold.press(3, 300, 50, 0.6)
    hold.move(2, 10, 10)
    hold.release(3)
    hold.press(2, 150, 50, 1.0)
    assert hold.progress(1.5) == 0.75
    assert hold.held(2.0)
    hold = Hold(Area(200, 100), 2.0, 30)
    hold.press(1, 50, 50, 0.0)
    hold.press(2, 60, 50, 1.0)
    hold.release(1)
    assert hold.progress(2.0) == 0.5
    assert not hold.held(2.9)
    assert hold.held(3.0)


def test_two_fingers_make_one_call(hold: Hold) -> None:
    hold.press(1, 50, 50, 0.0)
    hold.press(2, 60, 50, 0.1)
    assert hold.held(2.0)
    assert not hold.held(2.1)


def test_a_bag_left_on_the_glass_does_not_keep_a_finger_from_calling(hold: Hold) -> None:
    hold.press(1, 50, 50, 0.0)
    assert hold.held(2.0)
    hold.press(2, 60, 50, 100.0)
    assert hold.progress(101.0) == 0.5
    assert hold.held(102.0)


def test_cancelled_means_all_are_gone(hold: Hold) -> None:
    hold.press(1, 50, 50, 0.0)
    hold.cancelled()
    hold.move(1, 50, 50)
    hold.release(1)
    assert not hold.held(5.0)


def test_a_hold_of_no_time_is_a_touch() -> None:
    hold = Hold(Area(10, 10), 0.0, 5)
    assert (hold.progress(1.0), hold.held(1.0)) == (0.0, False)
    hold.press(1, 5, 5, 1.0)
    assert hold.progress(1.0) == 1.0
    assert hold.held(1.0)

"""When it is night, and how loud and bright it then is."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.domain.night_hours import LOUDEST_NEED, DayAndNight


@pytest.mark.parametrize(
    ("begin", "end", "at", "night"),
    [
        (time(22), time(6), time(23), True),
        (time(22), time(6), time(0), True),
        (time(22), time(6), time(5, 59), True),
        (time(22), time(6), time(6), False),
        (time(22), time(6), time(21, 59), False),
        (time(22), time(6), time(22), True),
        (time(1), time(5), time(2), True),
        (time(1), time(5), time(0, 59), False),
        (time(1), time(5), time(5), False),
        (time(6), time(6), time(6), False),
    ],
)
def test_a_night_may_cross_midnight(begin: time, end: time, at: time, night: bool) -> None:
    wanted = DayAndNight(begin, end, 100, 30, 80, 20)
    assert wanted.night(at) is night
    assert wanted.brightness(at) == (30 if night else 100)
    assert wanted.volume(at) == (20 if night else 80)


def test_what_is_not_wanted_is_left_alone() -> None:
    nothing = DayAndNight(time(22), time(6))
    assert (nothing.brightness(time(23)), nothing.volume(time(23)), nothing.volume(time(23), in_call=True)) == (
        None,
        None,
        None,
    )
    quiet = DayAndNight(time(22), time(6), brightness_night=40, volume_night=10)
    assert (quiet.brightness(time(12)), quiet.volume(time(12)), quiet.volume(time(12), in_call=True)) == (
        100,
        10,
        70,
    )
    loud = DayAndNight(time(22), time(6), volume_day=90)
    assert (loud.volume(time(23)), loud.volume(time(23), in_call=True)) == (90, 90)


@pytest.mark.parametrize(("by_day", "in_call"), [(0, LOUDEST_NEED), (70, 70), (95, 95)])
def test_a_call_is_as_loud_as_by_day_and_never_too_quiet(by_day: int, in_call: int) -> None:
    wanted = DayAndNight(time(22), time(6), volume_day=by_day, volume_night=10)
    assert wanted.volume(time(23), in_call=True) == in_call

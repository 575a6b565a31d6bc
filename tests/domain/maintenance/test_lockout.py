"""A year of tries at the PIN, and what each of them costs."""

from __future__ import annotations

from kiosk.domain.maintenance import lockout
from kiosk.domain.maintenance.lockout import LONGEST, MOST, UNKNOWN, Lockout

YEAR = 365 * 24 * 3600


def test_five_tries_are_free_then_the_wait_doubles_to_an_hour() -> None:
    waits = [lockout.wait_after(tries) for tries in range(16)]
    assert waits == [0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert lockout.wait_after(MOST) == LONGEST


def test_a_year_of_tries_is_less_than_a_hundredth_of_all_pins() -> None:
    state, now, tries = Lockout(0, 0.0), 0.0, 0
    while now < YEAR:
        if left := lockout.left(state, now):
            now += left
            continue
        state, tries = lockout.counted(state, now), tries + 1
    assert tries == 8_771
    assert tries <= 9_000


def test_a_count_that_nobody_knows_waits_longest() -> None:
    assert lockout.wait_after(UNKNOWN) == LONGEST
    assert lockout.wait_after(UNKNOWN - 1) < LONGEST


def test_a_clock_that_goes_back_never_waits_longer_than_the_wait() -> None:
    assert lockout.left(Lockout(5, 1000.0), 0.0) == 15


def test_without_a_disk_there_is_one_try_an_hour_and_the_first_comes() -> None:
    state = Lockout(0, 100.0)
    assert lockout.left(state, 100.0, kept=False) == 3600
    assert lockout.left(state, 3699.5, kept=False) == 1
    assert lockout.left(state, 3700.0, kept=False) == 0


def test_the_right_pin_takes_the_count_back_and_no_count_passes_what_the_log_holds() -> None:
    assert lockout.forgiven(Lockout(77, 5.0)) == Lockout(0, 5.0)
    assert lockout.counted(Lockout(MOST, 0.0), 1.0).tries == MOST

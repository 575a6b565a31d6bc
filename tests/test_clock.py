"""The clocks: the machine's, and the one a demonstration runs by."""

from __future__ import annotations

import pytest

from kiosk.clock import Clock, RunningClock


class Stopwatch:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_the_machines_clocks_are_read_together_and_in_order() -> None:
    first, second = Clock().read(), Clock().read()
    assert first.instant <= second.instant <= first.instant + 60
    assert first.monotonic <= second.monotonic


@pytest.mark.parametrize(("speed", "instant", "age"), [(1.0, 5002, 2.5), (60.0, 5150, 150.0), (0.5, 5001, 1.25)])
def test_a_demonstrations_clocks_both_run_at_its_speed(speed: float, instant: int, age: float) -> None:
    real = Stopwatch()
    clock = RunningClock(5000, speed, real)
    before = clock.read()
    real.seconds += 2.5
    after = clock.read()
    assert before.instant == 5000
    assert after.instant == instant
    assert after.monotonic - before.monotonic == age
    assert clock.speed == speed


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan"), float("inf")])
def test_a_clock_that_cannot_run_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        RunningClock(0, speed)

"""When a window is given up, on a clock that a test turns."""

from __future__ import annotations

import pytest

from kiosk.browse.watch import Patience, Watch

PATIENCE = Patience(start=15.0, farewell=1.2, look=0.25, spare_look=10.0)
SILENCE = 1.5


@pytest.fixture
def watch() -> Watch:
    return Watch(SILENCE, PATIENCE, 100.0)


def test_a_window_has_longer_to_start_than_to_answer(watch: Watch) -> None:
    watch.beats(110.0)
    assert not watch.is_silent(114.9)
    assert watch.is_silent(115.0)
    watch.is_ready(114.0)
    assert not watch.is_silent(115.4)
    assert watch.is_silent(115.5)
    watch.beats(115.4)
    assert not watch.is_silent(116.8)


def test_memory_is_looked_at_often_while_a_passenger_is_there(watch: Watch) -> None:
    assert not watch.is_to_look(109.9)
    assert watch.is_to_look(110.0)
    assert not watch.is_to_look(110.3)
    watch.opens(111.0)
    assert not watch.is_to_look(111.2)
    assert [watch.is_to_look(111.25 + 0.05 * step) for step in range(6)] == [True, *[False] * 4, True]


def test_a_window_that_is_to_end_has_its_time_once(watch: Watch) -> None:
    watch.closes(200.0)
    watch.closes(201.0)
    assert watch.closing
    assert not watch.farewell_is_over(201.1)
    assert watch.farewell_is_over(201.2)
    assert not watch.is_to_look(300.0)


def test_a_window_that_is_given_up_has_none(watch: Watch) -> None:
    watch.closes(200.0)
    watch.gives_up(200.1)
    assert watch.farewell_is_over(200.1)


def test_nothing_is_asked_before_something_may_have_happened(watch: Watch) -> None:
    assert watch.seconds(100.0) == 10.0
    watch.is_ready(104.0)
    assert watch.seconds(104.5) == 1.0
    assert watch.seconds(110.0) == 0.0
    watch.closes(110.0)
    assert watch.seconds(110.2) == pytest.approx(1.0)

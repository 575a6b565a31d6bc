"""When the planned restart of the night is due."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.nightly import APART, due
from kiosk.domain.service_day import Now

HERE = ZoneInfo("Europe/Ulyanovsk")
BERLIN = ZoneInfo("Europe/Berlin")
AT = time(4, 10)
HOUR = 3600.0
LONG_AGO = 30 * HOUR


def due_at(
    when: str, age: float = LONG_AGO, *, zone: ZoneInfo = HERE, at: time = AT, by_night: bool = False
) -> bool:
    """Whether it is due at a local moment for a program that has run for so long."""
    moment = int(datetime.fromisoformat(when).replace(tzinfo=zone).timestamp())
    return due(at, zone, Now(moment, 1000.0 + age), 1000.0, by_night=by_night)


@pytest.mark.parametrize(
    ("when", "is_due"),
    [
        ("2026-11-23T04:09:59", False),
        ("2026-11-23T04:10:00", True),
        ("2026-11-23T10:09:59", True),
        ("2026-11-23T10:10:00", False),
        ("2026-11-23T18:00:00", False),
    ],
)
def test_it_is_tried_from_the_hour_on_for_six_hours(when: str, is_due: bool) -> None:
    assert due_at(when) is is_due


@pytest.mark.parametrize(("when", "is_due"), [("2026-11-23T23:59", True), ("2026-11-24T05:29", True)])
def test_an_hour_before_midnight_is_tried_over_it(when: str, is_due: bool) -> None:
    assert due_at(when, at=time(23, 30)) is is_due


@pytest.mark.parametrize(
    ("when", "age", "is_due"),
    [
        ("2026-11-23T04:10:00", 3599.0, False),
        ("2026-11-23T04:10:00", 3600.0, True),
        # Put off until six: what counts is how old it was at the hour.
        ("2026-11-23T06:00:00", 110 * 60.0 + 3599, False),
        ("2026-11-23T06:00:00", 110 * 60.0 + 3600, True),
        # Started again in the window: not again that night.
        ("2026-11-23T09:00:00", 2 * HOUR, False),
    ],
)
def test_a_program_that_was_just_started_needs_none(when: str, age: float, is_due: bool) -> None:
    assert due_at(when, age) is is_due


def test_a_step_of_the_clock_brings_no_second_restart() -> None:
    """Back by an hour, by a day; on by one: the age on the clock that never steps decides."""
    assert not due_at("2026-11-23T04:15:00", 4 * HOUR, by_night=True)
    assert not due_at("2026-11-22T04:20:00", 5 * HOUR, by_night=True)
    assert not due_at("2026-11-24T04:10:00", 12 * HOUR, by_night=True)
    # Late one night, on time the next.
    assert due_at("2026-11-24T04:10:00", 18 * HOUR, by_night=True)
    assert APART < 17 * HOUR


def test_a_step_onto_the_hour_restarts_a_program_that_has_run_for_long() -> None:
    assert due_at("2026-11-23T05:00:00", 2 * HOUR)


@pytest.mark.parametrize("when", ["1970-01-01T04:10", "2020-05-05T04:10"])
def test_a_clock_that_is_not_known_plans_nothing(when: str) -> None:
    assert not due_at(when)


def test_the_hour_that_is_left_out_counts_as_the_one_after_it() -> None:
    skipped = time(2, 30)
    assert not due_at("2026-03-29T01:59:59", zone=BERLIN, at=skipped)
    assert not due_at("2026-03-29T03:29:59", zone=BERLIN, at=skipped)
    assert due_at("2026-03-29T03:30:00", zone=BERLIN, at=skipped)


def test_the_doubled_hour_brings_one_restart() -> None:
    """After the one at the first 02:30 the program is an hour old when it is 02:30 again."""
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    first, second = (int(twice.replace(fold=fold).timestamp()) for fold in (0, 1))
    assert second == first + 3600
    began = 0.0
    assert due(time(2, 30), BERLIN, Now(first, LONG_AGO), began, by_night=False)
    assert not due(time(2, 30), BERLIN, Now(second, 3600.0), began, by_night=True)
    assert not due(time(2, 30), BERLIN, Now(second, 3600.0), began, by_night=False)


def test_a_pavilion_far_in_the_future_is_restarted_too() -> None:
    assert due_at("2100-07-01T04:10:00")

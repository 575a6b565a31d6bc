"""Figures summed up by SQLite are those that one gets by counting every event by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.devices.usage.figures import figures
from kiosk.devices.usage.sums import SumsReader
from kiosk.domain.usage.catalogue import Purpose
from kiosk.domain.usage.period import Period
from kiosk.domain.usage.statistics import ServiceFigure
from tests.devices import a_log
from tests.domain.usage.sample_log import MONDAY, SCORES, TODAY, ZONE, at
from tests.domain.usage.sample_log import figures as counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAYS = (16, 17, 20, 22)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SumsReader]:
    """Four days of a log."""
    events = [what for day in DAYS for what in a_log.a_busy_day(at(day, 0))]
    with SumsReader(a_log.write(tmp_path / "usage.sqlite", events, SCORES)) as reader:
        yield reader


PERIODS = [
    Period(MONDAY + timedelta(days=first), MONDAY + timedelta(days=first + length))
    for first in (-3, 0, 1, 6)
    for length in (0, 1, 6)
]


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_every_period_has_what_happened_in_it_and_nothing_else(log: SumsReader, period: Period) -> None:
    since, until = period.bounds(ZONE)
    by_hand = counted(
        period,
        log.hours(since - 9999, until + 9999),
        log.entries((Purpose.OPERATION,), 0, until + 9999),
        SCORES,
    )
    found = figures(log, period, ZONE)
    assert found == by_hand
    assert found.visits == 6 * sum(period.first.day <= day <= period.last.day for day in DAYS)


def test_an_hour_belongs_to_the_day_on_which_it_began_at_the_stop(tmp_path: Path) -> None:
    late = [what for what in a_log.a_busy_day(at(20, 15, 59)) if what[0].name == "visit_ended"]  # 23:59
    with SumsReader(a_log.write(tmp_path / "usage.sqlite", late)) as log:
        assert figures(log, Period(date(2026, 11, 20), date(2026, 11, 20)), ZONE).hours[23] == 1
        assert figures(log, Period(date(2026, 11, 21), date(2026, 11, 21)), ZONE).hours[0] == 5


def test_services_are_told_by_their_two_ways(log: SumsReader) -> None:
    found = figures(log, Period(MONDAY, TODAY), ZONE)
    assert found.services == (ServiceFigure("doctor-appointment", 4, 4),)
    assert Counter(route.route_id for route in found.routes) == Counter(("46", "2"))

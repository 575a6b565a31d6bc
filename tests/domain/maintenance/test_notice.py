"""The out-of-service notice ends when it was said to, and never because a clock is lost."""

from __future__ import annotations

import pytest

from kiosk.domain.maintenance.notice import Lasting, Notice, Reason, notice

NOW = 1_795_000_000
HOUR = 3600


@pytest.mark.parametrize(("lasting", "hours"), [(Lasting.HOUR, 1), (Lasting.THREE_HOURS, 3), (Lasting.DAY, 24)])
def test_a_notice_ends_by_itself(lasting: Lasting, hours: int) -> None:
    put_up = notice(Reason.REPAIR, lasting, NOW)
    assert put_up.until == NOW + hours * HOUR
    assert not put_up.over(NOW + hours * HOUR - 1)
    assert put_up.over(NOW + hours * HOUR)


def test_one_without_an_end_stands_until_somebody_comes() -> None:
    assert not notice(Reason.CLEANING, Lasting.OPEN, NOW).over(NOW + 10_000 * HOUR)


def test_a_lost_clock_ends_nothing() -> None:
    assert not Notice(Reason.REPAIR, NOW + HOUR).over(0)

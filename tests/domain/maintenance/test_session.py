"""When the service menu closes by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.maintenance import session
from kiosk.domain.maintenance.session import IDLE, PAD_IDLE, WHOLE, How


def test_it_closes_after_five_minutes_without_a_touch() -> None:
    opened = session.opened(10.0)
    assert session.IDLE == 300
    assert (opened.left(10.0).seconds, opened.left(10.0).stayable) == (300, True)
    assert opened.left(309.5).seconds == 1
    assert (opened.left(310.0).seconds, opened.left(310.0).how) == (0, How.IDLE)


def test_touches_do_not_help_beyond_half_an_hour() -> None:
    touched = session.touched(session.opened(0.0), WHOLE - 100)
    assert WHOLE == 1800
    left = touched.left(WHOLE - 60)
    assert (left.seconds, left.stayable, left.how) == (60, False, How.TIME)


def test_the_pad_closes_after_half_a_minute() -> None:
    assert session.pad_opened(0.0).left(PAD_IDLE - 1).seconds == 1
    assert session.pad_opened(0.0).left(PAD_IDLE).how is How.IDLE


@given(st.lists(st.floats(0.1, 400), max_size=60))
def test_whatever_is_touched_it_is_closed_in_time(pauses: list[float]) -> None:
    state, now = session.opened(0.0), 0.0
    for pause in pauses:
        now += pause
        open_for = state.left(now).seconds
        assert open_for <= IDLE
        assert now < WHOLE or open_for == 0
        if open_for == 0:
            return
        state = session.touched(state, now)

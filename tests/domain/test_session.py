"""How long a web session may last: its limits, what is told before them, and that nothing exceeds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.services.session import End, Limits, Notice, Session, SessionView

LIMITS = Limits(idle=60.0, total=600.0, extension=300.0, warning=10.0, time_warning=60.0)
BEGAN = 1000.0

MOMENTS = st.floats(0.0, 1000.0, allow_nan=False)
SOME_LIMITS = st.builds(
    Limits,
    idle=st.floats(20.0, 600.0),
    total=st.floats(60.0, 3600.0),
    extension=st.one_of(st.just(0.0), st.floats(1.0, 3600.0)),
)


def seen(seconds: float, *touches: float, extended: float | None = None) -> SessionView:
    """The session so many seconds after its begin."""
    session = Session.begun(BEGAN)
    for touch in touches:
        session = session.touched(BEGAN + touch)
    if extended is not None:
        session = session.extended(BEGAN + extended)
    return session.view(BEGAN + seconds, LIMITS)


@pytest.mark.parametrize(
    ("seconds", "view"),
    [
        (0, SessionView(600)),
        (49.9, SessionView(551)),
        (50, SessionView(550, Notice.IDLE, 10)),
        (58.5, SessionView(542, Notice.IDLE, 2)),
        (59.999, SessionView(541, Notice.IDLE, 1)),
        (60, SessionView(540, over=End.IDLE)),
        (5000, SessionView(0, over=End.IDLE)),
    ],
)
def test_nobody_touches_it(seconds: float, view: SessionView) -> None:
    assert seen(seconds) == view


@pytest.mark.parametrize("touch", [1, 30, 50, 59.9])
def test_any_touch_ends_the_notice_and_begins_the_wait_anew(touch: float) -> None:
    assert seen(touch, touch).notice is Notice.NONE
    assert seen(touch + 49, touch).notice is Notice.NONE
    assert seen(touch + 51, touch).notice is Notice.IDLE
    assert seen(touch + 60, touch).over is End.IDLE


@pytest.mark.parametrize(
    ("seconds", "view"),
    [
        (539, SessionView(61)),
        (540, SessionView(60, Notice.TIME, 60, can_extend=True)),
        (599.5, SessionView(1, Notice.TIME, 1, can_extend=True)),
        (600, SessionView(0, over=End.TIME)),
    ],
)
def test_somebody_touches_it_all_the_time(seconds: float, view: SessionView) -> None:
    assert seen(seconds, seconds - 1) == view


def test_more_time_is_granted_once() -> None:
    assert seen(590, 590, extended=550) == SessionView(310)
    assert seen(850, 850, extended=550) == SessionView(50, Notice.TIME, 50, can_extend=False)
    session = Session.begun(BEGAN).extended(BEGAN + 550).extended(BEGAN + 880).extended(BEGAN + 890)
    assert session.view(BEGAN + 900, LIMITS).over is End.TIME


def test_no_more_time_where_none_is_granted() -> None:
    session = Session.begun(0.0).touched(599.0)
    assert not session.view(599.0, Limits(extension=0.0)).can_extend
    assert session.extended(599.0).view(600.0, Limits(extension=0.0)).over is End.TIME


def test_asking_for_more_time_is_a_touch() -> None:
    assert seen(55, extended=51).notice is Notice.NONE


def test_of_two_notices_the_sooner_end_is_told() -> None:
    assert seen(570, 511) == SessionView(30, Notice.IDLE, 1)
    assert seen(595, 536) == SessionView(5, Notice.IDLE, 1)
    assert seen(595, 545) == SessionView(5, Notice.TIME, 5, can_extend=True)
    assert seen(9000, 545).over is End.TIME
    assert seen(9000, 535).over is End.IDLE


def test_a_touch_that_is_told_late_takes_nothing_back() -> None:
    assert Session.begun(BEGAN).touched(BEGAN + 40).touched(BEGAN + 10) == Session(BEGAN, BEGAN + 40)


@given(st.lists(MOMENTS, max_size=8), st.lists(MOMENTS, max_size=3), MOMENTS, SOME_LIMITS)
def test_never_longer_than_the_total_and_one_extension(
    touches: list[float], extensions: list[float], now: float, limits: Limits
) -> None:
    session = Session.begun(0.0)
    for touch in touches:
        session = session.touched(touch)
    for wanted in extensions:
        session = session.extended(wanted)
    longest = limits.total + (limits.extension if extensions else 0.0)
    view = session.view(now, limits)
    if now >= longest:
        assert view.over is not None
    assert view.seconds_left <= longest - now + 1 or view.seconds_left == 0


@given(st.floats(0.0, 3599.0), st.floats(0.0, 19.0), SOME_LIMITS)
def test_never_over_while_it_is_touched_and_in_time(touch: float, since: float, limits: Limits) -> None:
    now = touch + since
    over = Session.begun(0.0).touched(touch).view(now, limits).over
    assert over is (None if now < limits.total else End.TIME)


@given(st.lists(st.floats(0.01, 5.0), min_size=1, max_size=50), SOME_LIMITS)
def test_the_countdown_only_falls_and_what_is_over_stays_over(steps: list[float], limits: Limits) -> None:
    session, now = Session.begun(0.0), 0.0
    before = session.view(now, limits)
    for step in steps:
        now += step
        view = session.view(now, limits)
        assert view.seconds_left <= before.seconds_left
        assert view.over == before.over or before.over is None
        if view.notice is before.notice is not Notice.NONE:
            assert view.notice_seconds <= before.notice_seconds
        before = view


@given(MOMENTS, MOMENTS, SOME_LIMITS)
def test_what_is_shown_makes_sense(touch: float, now: float, limits: Limits) -> None:
    view = Session.begun(0.0).touched(touch).view(max(touch, now), limits)
    assert (view.notice_seconds > 0) == (view.notice is not Notice.NONE)
    assert not view.can_extend or view.notice is Notice.TIME
    assert view.over is None or view.notice is Notice.NONE
    assert (
        view.notice_seconds
        <= {Notice.NONE: 0, Notice.IDLE: limits.warning, Notice.TIME: limits.time_warning}[view.notice]
    )

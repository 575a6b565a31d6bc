"""The ladder of a program that dies again and again: when it goes down, when up, and that it never ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.ladder import DEATHS, LEAVES, LEFT, LOWEST, WITHIN, Rung, Start, may_leave, rung


def died(*moments: float, on: Rung = Rung.USUAL) -> list[Start]:
    """Starts that ended without a word."""
    return [Start(at, on) for at in moments]


def test_the_first_start_is_whole() -> None:
    assert rung([], 0.0) is Rung.USUAL


def test_two_deaths_are_an_accident_and_three_are_not() -> None:
    assert rung(died(0, 1), 2.0) is Rung.USUAL
    assert rung(died(0, 1, 2), 3.0) is Rung.SAFE


def test_what_counts_is_when_it_died_and_not_when_it_began() -> None:
    """It ran for ten days, then died three times in a row."""
    days = 10 * 86400.0
    assert rung(died(0, days, days + 1), days + 2) is Rung.SAFE
    assert rung(died(0, days, days + WITHIN), days + WITHIN + 1) is Rung.USUAL


def test_safe_mode_that_dies_too_ends_on_the_lowest_rung_and_stays_there() -> None:
    starts = died(0, 1, 2) + died(3, 4, on=Rung.SAFE)
    assert rung(starts, 5.0) is Rung.SAFE
    starts += died(5, on=Rung.SAFE)
    assert rung(starts, 6.0) is Rung.PLAIN
    starts += died(6, 7, 8, on=Rung.PLAIN)
    assert rung(starts, 9.0) is Rung.BARE
    starts += died(9, 10, on=Rung.BARE)
    assert rung(starts, 11.0) is Rung.BARE
    starts += died(11, on=Rung.BARE)
    assert rung(starts, 12.0) is Rung.ALONE
    starts += died(12, 13, 14, 15, 16, on=Rung.ALONE)
    assert rung(starts, 17.0) is Rung.ALONE


def test_a_death_long_after_the_others_keeps_safe_mode() -> None:
    starts = died(0, 1, 2) + died(3, on=Rung.SAFE)
    assert rung(starts, 90_000.0) is Rung.SAFE


def test_an_end_that_was_told_leads_back_to_the_whole_screen() -> None:
    for how in ("ended", LEFT):
        starts = [*died(0, 1, 2), Start(3, Rung.SAFE, how)]
        assert rung(starts, 4.0) is Rung.USUAL
        assert rung([*starts, *died(4, 5)], 6.0) is Rung.USUAL
        assert rung([*starts, *died(4, 5, 6)], 7.0) is Rung.SAFE


def test_safe_mode_is_left_by_itself_only_so_often() -> None:
    left = [Start(at, Rung.SAFE, LEFT) for at in range(LEAVES)]
    assert may_leave(left[:-1])
    assert not may_leave(left)
    assert may_leave([Start(at, Rung.SAFE, "ended") for at in range(9)])


@given(
    st.lists(
        st.tuples(st.floats(0, 1e6), st.sampled_from(Rung), st.sampled_from(("", "ended", LEFT))), max_size=20
    ),
    st.floats(0, 1e6),
)
def test_whatever_happened_there_is_a_next_start_one_rung_down_at_most(
    found: list[tuple[float, Rung, str]], later: float
) -> None:
    starts = [Start(*one) for one in sorted(found)]
    now = (starts[-1].at if starts else 0.0) + later
    following = rung(starts, now)
    if not starts or starts[-1].end:
        assert following is Rung.USUAL
    else:
        assert starts[-1].rung <= following <= min(starts[-1].rung + 1, LOWEST)
        if following > starts[-1].rung:
            assert sum(not start.end for start in starts) >= DEATHS


@given(st.lists(st.floats(0, WITHIN / DEATHS - 1), min_size=DEATHS * len(Rung), max_size=40))
def test_who_dies_at_once_again_and_again_takes_every_rung_and_stays_on_the_lowest(lives: list[float]) -> None:
    starts: list[Start] = []
    now = 0.0
    for life in lives:
        starts.append(Start(now, rung(starts, now)))
        now += life
    stood = [start.rung for start in starts]
    down = [one for one in Rung for _ in range(DEATHS)]
    assert stood == [*down, *[LOWEST] * (len(stood) - len(down))]


@given(st.sampled_from(Rung), st.lists(st.floats(WITHIN, 1e6), min_size=1, max_size=20))
def test_who_dies_seldom_stays_where_it_is(where: Rung, lives: list[float]) -> None:
    """The call above all is not taken away for a death in a quarter of an hour."""
    starts: list[Start] = []
    now = 0.0
    for life in lives:
        starts.append(Start(now, max(where, rung(starts, now))))
        now += life + 1
    assert {start.rung for start in starts} == {where}
    assert rung(starts, now) is where


@given(st.sampled_from(Rung), st.floats(0, 1e6))
def test_whatever_rung_it_stood_on_an_end_that_was_told_leads_to_the_whole_screen(
    where: Rung, later: float
) -> None:
    assert rung([Start(0.0, where, LEFT)], later) is Rung.USUAL

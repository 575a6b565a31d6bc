"""Which rows stand on the board when more come than fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.paging import FURTHER_PAGES, PINNED, UNTOUCHED, page_at, page_count, page_of


def test_what_fits_is_one_page() -> None:
    assert page_count(9, 9) == 1
    assert page_of(range(9), 9, 0) == range(9)


def test_the_next_three_buses_stay_while_the_rest_turns() -> None:
    assert list(page_of(range(14), 9, 1)) == [0, 1, 2, 8, 9, 10, 11, 12, 13]


def test_a_touch_holds_the_first_page() -> None:
    assert page_at(0, 3) == page_at(UNTOUCHED - 1, 3) == 0


def test_further_pages_take_turns_with_the_first() -> None:
    shown = [page_at(second, 3) for second in range(int(UNTOUCHED), int(UNTOUCHED) + 90)]
    assert shown == [1] * 10 + [0] * 20 + [2] * 10 + [0] * 20 + [1] * 10 + [0] * 20


def test_a_long_day_does_not_hide_the_next_buses() -> None:
    """Sixty departures make ten pages; whoever waits for the next ones must not sit through all of them."""
    shown = [page_at(second, 10) for second in range(1000)]
    assert set(shown) == set(range(FURTHER_PAGES + 1))
    assert shown.count(0) >= 600


@given(st.integers(0, 60), st.integers(1, 20))
def test_every_departure_is_on_some_page_and_the_first_ones_on_all(rows: int, capacity: int) -> None:
    pages = [list(page_of(range(rows), capacity, page)) for page in range(page_count(rows, capacity))]
    assert sorted({row for page in pages for row in page}) == list(range(rows))
    pinned = min(PINNED, capacity - 1, rows)
    assert all(page[:pinned] == list(range(pinned)) for page in pages)
    assert all(len(page) == min(rows, capacity) and page == sorted(set(page)) for page in pages)

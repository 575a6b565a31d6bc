"""A stop is found by parts of its name, its code and its id, in spite of typing errors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.feeds.gtfs_stop_list import ListedStop
from kiosk.feeds.gtfs_stop_search import nearest, search

STOPS = (
    ListedStop("F1", "проспект Филатова", "0042"),
    ListedStop("F2", "проспект Филатова", "0043"),
    ListedStop("F", "Филатова"),
    ListedStop("L", "Ёлочная улица", "7"),
    ListedStop("C", "Central Station (north)"),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("филат", ["F", "F1", "F2"]),
        ("ПРОСПЕКТ фил", ["F1", "F2"]),
        ("елочная", ["L"]),
        ("0043", ["F2"]),
        ("f2", ["F2"]),
        ("илат", ["F1", "F2", "F"]),
        ("", []),
        (" , ", []),
        ("нет такой", []),
    ],
)
def test_a_stop_is_found_by_parts_of_its_name(words: str, found: list[str]) -> None:
    assert [stop.stop_id for stop in search(STOPS, words, 8)] == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("филотова", ["F1", "F2", "F"]),
        ("проспкет филтова", ["F1", "F2"]),
        ("ёлачная", ["L"]),
        ("abkfn", ["F", "F1", "F2"]),
        ("сутекфд", ["C"]),
        ("centrl stat", ["C"]),
        ("станция", []),
    ],
)
def test_typing_errors_and_the_wrong_layout_are_forgiven(words: str, found: list[str]) -> None:
    assert [stop.stop_id for stop in search(STOPS, words, 8)] == found


SIDES = (
    ListedStop("A", "Университет", description="в центр"),
    ListedStop("B", "Университет", description="из центра"),
    ListedStop("C", "Центр", "2"),
    ListedStop("D", "Вокзал", platform="2А", description="напротив Центра"),
    ListedStop("E", "Торговый центр"),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("университет в центр", ["A"]),
        ("универ из", ["B"]),
        ("eybdthcbntn bp", ["B"]),
        ("университет из центар", ["B"]),
        ("2а", ["D"]),
        ("центр", ["C", "E", "D", "A", "B"]),
        ("2", ["C", "D"]),
    ],
)
def test_the_sides_of_a_street_are_found_by_their_own_words(words: str, found: list[str]) -> None:
    """After the stops that are called so themselves."""
    assert [stop.stop_id for stop in search(SIDES, words, 8)] == found


def test_no_more_are_found_than_asked_for() -> None:
    assert len(search(STOPS, "филат", 2)) == 2


def test_who_finds_nothing_is_told_the_nearest_names() -> None:
    assert nearest(STOPS, "станция центральная филатва", 1) == ("Филатова",)
    assert nearest(STOPS, "", 3) == ()
    assert nearest((), "филатова", 3) == ()


@given(st.text(max_size=120))
def test_nothing_that_is_typed_breaks_the_search(words: str) -> None:
    assert set(search(STOPS, words, 3)) <= set(STOPS)
    assert set(nearest(STOPS, words, 3)) <= {stop.name for stop in STOPS}

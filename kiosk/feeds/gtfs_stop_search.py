"""Search over the stops of a feed, in spite of typing errors and of the wrong keyboard layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from typing import TypeAlias

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from kiosk.domain.services.layout import readings
from kiosk.feeds.gtfs_stop_list import ListedStop

LETTERS_PER_ERROR = 4
MOST_ERRORS = 2
LONGEST_QUERY = 100
"""Characters; no stop is called more."""
ALIKE = 50.0
"""How alike, of 100, a name has to be to be worth a hint."""

_WORD = re.compile(r"[^\W_]+")

_Told: TypeAlias = tuple[str, str]
"""What a stop is called and known by, folded: its name; and all that is told of it, its id too."""


def search(stops: Iterable[ListedStop], words: str, most: int) -> tuple[ListedStop, ...]:
    """The stops of whose name, code, id, platform and description every one of `words` begins a word.

    First those that are known by one of them, then those whose name begins with them, then the others by name.

    Where there is none: those that have them as the other keyboard layout reads them; then those that hold them
    anywhere; then those whose words begin almost so, with one error for every four letters.
    """
    known = [(stop, _told(stop)) for stop in stops]
    asked = [query for reading in readings(words[:LONGEST_QUERY]) if (query := _folded(reading).split())]
    for matching in (_beginning_with, _holding, _beginning_almost_with):
        for query in asked:
            matches = matching(query, [told for _, told in known])
            found = [(*_rank(stop, told[0], query), stop) for stop, told in known if matches(told)]
            if found:
                return tuple(stop for *_, stop in sorted(found, key=lambda one: one[:3])[:most])
    return ()


def nearest(stops: Iterable[ListedStop], words: str, most: int) -> tuple[str, ...]:
    """The names most like `words`, for whoever finds no stop by them."""
    names = {_folded(stop.name): stop.name for stop in stops}
    near = process.extract(
        _folded(words[:LONGEST_QUERY]), list(names), scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=most
    )
    return tuple(names[name] for name, *_ in near)


def _beginning_with(query: Sequence[str], _: Sequence[_Told]) -> Callable[[_Told], bool]:
    words = [re.compile(rf"(?<![^\W_]){re.escape(word)}") for word in query]
    return lambda told: all(word.search(told[1]) for word in words)


def _holding(query: Sequence[str], _: Sequence[_Told]) -> Callable[[_Told], bool]:
    return lambda told: all(word in told[1] for word in query)


def _beginning_almost_with(query: Sequence[str], every: Sequence[_Told]) -> Callable[[_Told], bool]:
    vocabulary = {word for _, text in every for word in _WORD.findall(text)}
    near = [_almost(typed, vocabulary) for typed in query]
    return lambda told: all(not words.isdisjoint(_WORD.findall(told[1])) for words in near)


def _almost(typed: str, vocabulary: Set[str]) -> Set[str]:
    """The words that begin like `typed`, but for the errors that so many letters allow."""
    errors = min(MOST_ERRORS, len(typed) // LETTERS_PER_ERROR)
    found = {word for word in vocabulary if word.startswith(typed)}
    for length in range(len(typed) - errors, len(typed) + errors + 1) if errors else ():
        beginnings: dict[str, list[str]] = {}
        for word in vocabulary:
            beginnings.setdefault(word[:length], []).append(word)
        near = process.extract(typed, list(beginnings), scorer=OSA.distance, score_cutoff=errors, limit=None)
        found.update(word for beginning, *_ in near for word in beginnings[beginning])
    return found


def _rank(stop: ListedStop, name: str, query: Sequence[str]) -> tuple[int, str, str]:
    if stop.stop_id.casefold() in query or _folded(stop.code) in query:
        return 0, name, stop.stop_id
    return 1 if name.startswith(query[0]) else 2 if query[0] in name else 3, name, stop.stop_id


def _told(stop: ListedStop) -> _Told:
    name, told = _folded(stop.name), _folded(f"{stop.code} {stop.platform} {stop.description}")
    return name, f"{name} {told} {stop.stop_id.casefold()}"


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")

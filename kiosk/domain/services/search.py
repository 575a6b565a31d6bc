"""Search as you type over the catalogue: in both languages, in spite of typing errors and of the wrong layout.

A typed word is looked for as the beginning of a word of the catalogue; where that finds nothing, as the same word
with another ending, and with one error for every four letters. Nothing that was typed is kept.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kiosk.domain.services.catalogue import Catalogue, Service
from kiosk.domain.services.layout import readings

LONGEST_QUERY = 100
"""Characters; nobody types more at a bus stop, and a page that pastes them must not stop the screen."""

MOST_WORDS = 8
LETTERS_PER_ERROR = 4
MOST_ERRORS = 3

TITLE, KEYWORD, OFFERED_BY, SENTENCE = 8.0, 6.0, 3.0, 2.0
"""How much a word tells by where it stands."""

OTHER_LANGUAGE = 0.7
"""How much a word of the language that the passenger does not read counts beside one that they do."""

OTHER_LAYOUT = 0.5
"""How much a match of the text as the other keyboard layout would read it counts."""

WHOLE, BEGINNING, OTHER_ENDING, MISTYPED, ANOTHER_ERROR = 1.0, 0.6, 0.55, 0.5, 0.12
"""How much a match counts; each further typing error takes ANOTHER_ERROR off."""

LONGEST_ENDING, LONGEST_OWN_ENDING = 3, 2
"""Two words are forms of one when they differ in so many letters at most at the end of the typed one and of the
other, and what they share is at least two letters longer: "штрафами" and "штраф", "воды" and "вода"."""

FURTHER = 0.1
"""How much each further word of a service that matches the same typed word adds to the best of them."""

UNSAID = frozenset(
    (
        *("а", "в", "во", "до", "за", "и", "из", "к", "ко", "на", "не", "о", "об", "от", "по", "с", "со", "у"),
        *("для", "или"),
        *("a", "an", "and", "at", "for", "i", "in", "my", "of", "on", "the", "to"),
    )
)
"""Words that say nothing about a service: not looked for beside others."""

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile(r"[а-я]")

Words: TypeAlias = tuple[str, ...]
Matches: TypeAlias = Mapping[int, float]
"""How well each word of the catalogue (by its place in the sorted list) matches one typed word."""


class Finder:
    """The services of one catalogue, ready to be searched: made once, asked at every keystroke."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._services = catalogue.services
        told: dict[str, dict[int, tuple[float, float]]] = defaultdict(dict)
        for number, service in enumerate(self._services):
            for word, russian, english in _told(service):
                before = told[word].get(number, (0.0, 0.0))
                told[word][number] = (max(before[0], russian), max(before[1], english))
        self._words = sorted(told)
        self._places = [tuple(told[word].items()) for word in self._words]
        self._beginnings = _beginnings(self._words)

    def find(self, words: str, language: str) -> tuple[Service, ...]:
        """The services in which every one of the typed `words` is found, the best first; all where none is typed.

        `language` is the passenger's ("ru", "en"): what matches in it comes first.
        """
        likely, asked = _asked(words)
        speaks = int(language.lower().partition("-")[0] == "en")
        found = (
            self._ranked(likely, self._exact, speaks)
            or self._ranked(asked, self._exact, speaks)
            or self._ranked(asked, self._near, speaks)
        )
        if not found and not folded(words[:LONGEST_QUERY]):
            return self._services
        return tuple(self._services[number] for number in found)

    def _ranked(self, asked: Mapping[Words, float], match: Callable[[str], Matches], speaks: int) -> list[int]:
        """The numbers of the services that match any of the queries whole, the best first."""
        best: dict[int, float] = {}
        for query, weight in asked.items():
            for number, score in self._scores(map(match, query), speaks).items():
                best[number] = max(weight * score, best.get(number, 0.0))
        return sorted(best, key=lambda number: (-best[number], number))

    def _scores(self, query: Iterable[Matches], speaks: int) -> dict[int, float]:
        """How well each service matches a query: the sum over its words; not there where one is not found."""
        sums: dict[int, float] | None = None
        for matches in query:
            scores = self._of_word(matches, speaks)
            if sums is not None:
                scores = {number: score + sums[number] for number, score in scores.items() if number in sums}
            if not scores:
                return {}
            sums = scores
        return sums or {}

    def _of_word(self, matches: Matches, speaks: int) -> dict[int, float]:
        scores: dict[int, float] = {}
        for word, quality in matches.items():
            for number, weights in self._places[word]:
                score, before = quality * weights[speaks], scores.get(number, 0.0)
                scores[number] = max(score, before) + FURTHER * min(score, before)
        return scores

    def _exact(self, typed: str) -> Matches:
        """The words that begin with `typed`."""
        matches = dict.fromkeys(self._beginning_with(typed), BEGINNING)
        place = bisect_left(self._words, typed)
        if place in matches and self._words[place] == typed:
            matches[place] = WHOLE
        return matches

    def _near(self, typed: str) -> Matches:
        """As `_exact`, and the words that differ from `typed` by their endings or begin almost like it."""
        matches = dict(self._exact(typed))
        for place in self._with_the_stem_of(typed):
            matches.setdefault(place, OTHER_ENDING)
        errors = min(MOST_ERRORS, len(typed) // LETTERS_PER_ERROR)
        for length in range(len(typed) - errors, len(typed) + errors + 1) if errors else ():
            near = process.extract(
                typed, self._beginnings.get(length, ()), scorer=OSA.distance, score_cutoff=errors, limit=None
            )
            for beginning, distance, _ in near:
                quality = MISTYPED - ANOTHER_ERROR * (distance - 1)
                for place in self._beginning_with(beginning):
                    matches[place] = max(quality, matches.get(place, 0.0))
        return matches

    def _beginning_with(self, letters: str) -> range:
        return range(bisect_left(self._words, letters), bisect_left(self._words, letters + "\U0010ffff"))

    def _with_the_stem_of(self, typed: str) -> Iterator[int]:
        for ending in range(1, LONGEST_ENDING + 1):
            stem = typed[:-ending]
            if len(stem) < ending + 2:
                return
            longest = len(stem) + min(ending, LONGEST_OWN_ENDING)
            for place in self._beginning_with(stem):
                if len(self._words[place]) <= longest:
                    yield place


def folded(text: str) -> Words:
    """The words of a text without case, punctuation and the difference of ё and е."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")))


def _asked(typed: str) -> tuple[Mapping[Words, float], Mapping[Words, float]]:
    """What may have been meant, as the words to look for and how much a match of it counts.

    The likely readings, and all of them. A key that is a letter on one layout and a mark on the other was meant as
    a letter: ";r[" is "жкх" rather than "r".
    """
    meant = readings(unicodedata.normalize("NFKC", typed[:LONGEST_QUERY]).casefold())
    letters = [sum(map(str.isalnum, reading)) for reading in meant]
    likely: dict[Words, float] = {}
    asked: dict[Words, float] = {}
    for reading, count in zip(meant, letters, strict=True):
        if query := _telling(folded(reading)):
            weight = asked.setdefault(query, OTHER_LAYOUT if asked else 1.0)
            if count == max(letters):
                likely.setdefault(query, weight)
    return likely, asked


def _telling(words: Words) -> Words:
    telling = tuple(dict.fromkeys(word for word in words if word not in UNSAID))
    return (telling or words)[:MOST_WORDS]


def _told(service: Service) -> Iterator[tuple[str, float, float]]:
    """Every word of a service with what it tells a reader of Russian and a reader of English."""
    for text, weight in ((service.title, TITLE), (service.offered_by, OFFERED_BY), (service.sentence, SENTENCE)):
        for russian in (True, False):
            words = folded(text.in_language("ru" if russian else "en"))
            for word in words:
                yield word, *_weights(weight + 1 / len(words), russian=russian)  # "pension" is "Pension" above all
    for keyword in service.keywords:
        for word in folded(keyword):
            yield word, *_weights(KEYWORD, russian=bool(_CYRILLIC.search(word)))


def _weights(weight: float, *, russian: bool) -> tuple[float, float]:
    other = OTHER_LANGUAGE * weight
    return (weight, other) if russian else (other, weight)


def _beginnings(words: Iterable[str]) -> Mapping[int, Words]:
    """Every beginning of a word once, by its length."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for word in words:
        for length in range(1, len(word) + 1):
            found[length][word[:length]] = None
    return {length: tuple(beginnings) for length, beginnings in found.items()}

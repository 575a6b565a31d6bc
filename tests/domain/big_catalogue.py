"""A catalogue as large as any operator's: five hundred services of invented words, and some real ones."""

from __future__ import annotations

import random

from kiosk.domain.services.catalogue import ALL, Catalogue, Category, Service
from kiosk.domain.text import Text

RUSSIAN = (
    "за",
    "пис",
    "вра",
    "чу",
    "пас",
    "порт",
    "шко",
    "ла",
    "ре",
    "ги",
    "стра",
    "ция",
    "вы",
    "пла",
    "та",
    "сви",
    "де",
)
ENGLISH = (
    "ap",
    "point",
    "ment",
    "pass",
    "port",
    "school",
    "reg",
    "is",
    "tra",
    "tion",
    "pay",
    "cer",
    "ti",
    "fi",
    "cate",
)
CATEGORIES = ("health", "documents", "benefits", "appeals")
LONGEST_VOCABULARY = 5000
"""Different words of each language; people use fewer when they write plainly."""


def big_catalogue(services: int = 500, seed: int = 4) -> Catalogue:
    """The same one for the same `seed`. Each service has about as many words as a real one."""
    dice = random.Random(seed)
    author = _Author(dice)
    categories = tuple(Category(name, Text(name), "home") for name in (*CATEGORIES, ALL))
    return Catalogue(categories, tuple(author.service(number) for number in range(services)))


class _Author:
    """Writes services with one vocabulary for each language."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._russian = [self._word(RUSSIAN) for _ in range(LONGEST_VOCABULARY)]
        self._english = [self._word(ENGLISH) for _ in range(LONGEST_VOCABULARY)]

    def service(self, number: int) -> Service:
        return Service(
            service_id=f"service-{number}",
            categories=(self._dice.choice(CATEGORIES),),
            title=self._text(4),
            sentence=self._text(14),
            have_ready=(self._text(2), self._text(2)),
            address=f"https://www.gosuslugi.ru/{10000 + number}",
            keywords=(*self._dice.choices(self._russian, k=14), *self._dice.choices(self._english, k=8)),
            offered_by=self._text(3),
            checked_on=None,
        )

    def _text(self, count: int) -> Text:
        russian = " ".join(self._dice.choices(self._russian, k=count)).capitalize()
        english = " ".join(self._dice.choices(self._english, k=count)).capitalize()
        return Text(russian, (("ru", russian), ("en", english)))

    def _word(self, syllables: tuple[str, ...]) -> str:
        return "".join(self._dice.choices(syllables, k=self._dice.randint(2, 4)))

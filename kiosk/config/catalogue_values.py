"""What each key of services.toml may hold, value by value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

LONGEST_TITLE = 60
LONGEST_SENTENCE = 160
LONGEST_THING = 80
"""Characters of one thing to have ready, and of who offers the service."""

LONGEST_KEYWORD = 40
LONGEST_ADDRESS = 300
"""Characters; a QR code of more is too fine for the camera of an old telephone."""

MOST_THINGS = 8
MOST_KEYWORDS = 60

ICONS = ("stethoscope", "school", "id", "car", "coins", "home", "message-2", "list-details")
"""The icons made for categories; others have no file that the screen could show."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HTTPS = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][!-~]*)?")

Check: TypeAlias = Callable[[Any], Iterator[tuple[str, str]]]
"""Yields (what is wrong, what to do) about a value."""


def is_id(value: object) -> bool:
    """Whether this may name a category or a service."""
    return isinstance(value, str) and len(value) <= LONGEST_KEYWORD and bool(_ID.fullmatch(value))


def _id(value: object) -> Iterator[tuple[str, str]]:
    if not is_id(value):
        yield "is no id", f'Use small Latin letters, digits and hyphens, {LONGEST_KEYWORD} at most: "my-service"'


def _line(longest: int) -> Check:
    """One line of text for the screen."""

    def check(value: object) -> Iterator[tuple[str, str]]:
        if not isinstance(value, str):
            yield "is not a text", 'Put it in quotes: "..."'
        elif not value.strip():
            yield "is empty", "Write something, or take the line out"
        elif not value.replace("\u00a0", " ").isprintable():
            yield "holds a line break or a character that cannot be seen", "Write it in one line of plain text"
        elif len(value) > longest:
            yield f"is {len(value)} characters long", f"The longest that fits the screen is {longest}"

    return check


def _list(most: int, one: Check) -> Check:
    """A list of such texts, each told once."""

    def check(value: object) -> Iterator[tuple[str, str]]:
        if not isinstance(value, list):
            yield "is not a list", 'Write it in brackets: ["...", "..."]'
            return
        if len(value) > most:
            yield f"has {len(value)} entries", f"{most} are enough"
        for number, entry in enumerate(value, 1):
            for what, remedy in one(entry):
                yield f"entry {number} {what}", remedy

    return check


def _category_ids(value: object) -> Iterator[tuple[str, str]]:
    yield from _list(MOST_THINGS, _line(LONGEST_KEYWORD))(value)
    if value == []:
        yield "is empty", "Name one [[category]] at least"


def _icon(value: object) -> Iterator[tuple[str, str]]:
    if value not in ICONS:
        yield "is no icon of ours", f"Use one of {', '.join(ICONS)}"


def _address(value: object) -> Iterator[tuple[str, str]]:
    if not isinstance(value, str) or not _HTTPS.fullmatch(value):
        yield (
            "is no whole https address",
            'Write it like "https://www.gosuslugi.ru/10700", in ASCII, without spaces',
        )
    elif len(value) > LONGEST_ADDRESS:
        yield f"is {len(value)} characters long", f"The longest that a telephone reads well is {LONGEST_ADDRESS}"


def _date(value: object) -> Iterator[tuple[str, str]]:
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        yield "is not a date", "Write it without quotes: 2026-11-22"


CATEGORY: Mapping[str, Check] = {
    "id": _id,
    "title": _line(LONGEST_TITLE),
    "title_en": _line(LONGEST_TITLE),
    "icon": _icon,
}
SERVICE: Mapping[str, Check] = {
    "id": _id,
    "categories": _category_ids,
    "title": _line(LONGEST_TITLE),
    "title_en": _line(LONGEST_TITLE),
    "sentence": _line(LONGEST_SENTENCE),
    "sentence_en": _line(LONGEST_SENTENCE),
    "have_ready": _list(MOST_THINGS, _line(LONGEST_THING)),
    "have_ready_en": _list(MOST_THINGS, _line(LONGEST_THING)),
    "address": _address,
    "keywords": _list(MOST_KEYWORDS, _line(LONGEST_KEYWORD)),
    "offered_by": _line(LONGEST_THING),
    "offered_by_en": _line(LONGEST_THING),
    "checked_on": _date,
}
NEEDED = ("id", "categories", "title", "sentence", "address", "offered_by")

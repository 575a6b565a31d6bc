"""What may be wrong in services.toml, each fault with what to do about it."""

from __future__ import annotations

import datetime
import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from kiosk.config.faults import ConfigError, ConfigFault
from kiosk.config.lines import Path
from kiosk.domain.services.catalogue import ALL

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

Fault: TypeAlias = tuple[Path, ConfigFault]
"""Where in the file it is, and what it is."""

Check: TypeAlias = Callable[[Any], Iterator[tuple[str, str]]]
"""Yields (what is wrong, what to do) about a value."""


class CatalogueError(ConfigError):
    """services.toml cannot be used; `faults` holds every reason, in order of their lines."""


def faults(data: Mapping[str, Any]) -> list[Fault]:
    """Every fault of a whole file; none: every key that must be there is, and every value is of its type."""
    return [*_top(data), *_categories(_tables(data, "category")), *_services(data)]


def _top(data: Mapping[str, Any]) -> Iterator[Fault]:
    for name in data:
        if name not in ("category", "service"):
            yield (name,), ConfigFault(name, "is unknown", _meant(name, ("category", "service")))
    for name in ("category", "service"):
        value = data.get(name)
        if value is None:
            yield (name,), ConfigFault(name, "is missing", f"Write one [[{name}]] at least")
        elif not isinstance(value, list) or not value or not all(isinstance(table, dict) for table in value):
            remedy = f"Write [[{name}]] in double brackets on a line of its own, its keys below it"
            yield (name,), ConfigFault(name, "is no list of tables", remedy)


def _tables(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    value = data.get(name)
    tables = value if isinstance(value, list) else []
    return tables if all(isinstance(table, dict) for table in tables) else []


def _categories(tables: list[dict[str, Any]]) -> Iterator[Fault]:
    for number, table in enumerate(tables):
        yield from _table("category", number, table, CATEGORY, ("id", "title", "icon"))
        if table.get("id") == ALL:
            what, remedy = "is the category that holds every service", "Take it out: it is always there"
            yield ("category", str(number), "id"), ConfigFault(f"category.{ALL}.id", what, remedy)
    yield from _twice("category", tables)


def _services(data: Mapping[str, Any]) -> Iterator[Fault]:
    tables = _tables(data, "service")
    known = [table["id"] for table in _tables(data, "category") if isinstance(table.get("id"), str)]
    known = [own for own in known if own != ALL]
    for number, table in enumerate(tables):
        yield from _table("service", number, table, SERVICE, NEEDED)
        yield from _homes(number, table, known)
        yield from _unequal(number, table)
    yield from _twice("service", tables)


def _table(
    kind: str, number: int, table: dict[str, Any], keys: Mapping[str, Check], needed: tuple[str, ...]
) -> Iterator[Fault]:
    """What is wrong with the keys of one table, each by itself."""
    place, name = (kind, str(number)), _name(kind, number, table)
    for key in needed:
        if key not in table:
            yield place, ConfigFault(f"{name}.{key}", "is missing", f"Add it to this [[{kind}]]")
    for key, value in table.items():
        if key not in keys:
            yield (*place, key), ConfigFault(f"{name}.{key}", "is unknown", _meant(key, tuple(keys)))
            continue
        for what, remedy in keys[key](value):
            yield (*place, key), ConfigFault(f"{name}.{key}", what, remedy)


def _name(kind: str, number: int, table: Mapping[str, Any]) -> str:
    """What a sentence calls a table: by its id, else by its place in the file."""
    own = table.get("id")
    return f"{kind}.{own if isinstance(own, str) and _ID.fullmatch(own) else number + 1}"


def _twice(kind: str, tables: list[dict[str, Any]]) -> Iterator[Fault]:
    ids = [table.get("id") for table in tables if isinstance(table.get("id"), str)]
    counts = Counter(ids)
    seen: set[object] = set()
    for number, table in enumerate(tables):
        own = table.get("id")
        if isinstance(own, str) and counts[own] > 1 and own in seen:
            fault = ConfigFault(
                f"{_name(kind, number, table)}.id", f"is that of another {kind}", "Give it its own"
            )
            yield (kind, str(number), "id"), fault
        seen.add(own if isinstance(own, str) else None)


def _homes(number: int, table: Mapping[str, Any], known: list[str]) -> Iterator[Fault]:
    """The categories of a service that are none."""
    homes = table.get("categories")
    for home in homes if isinstance(homes, list) else []:
        if not isinstance(home, str) or home in known:
            continue
        what = f"names {_shown(home)}, which is no [[category]]"
        remedy = "Take it out: every service is there" if home == ALL else _meant(home, tuple(known))
        key = f"{_name('service', number, table)}.categories"
        yield ("service", str(number), "categories"), ConfigFault(key, what, remedy)


def _unequal(number: int, table: Mapping[str, Any]) -> Iterator[Fault]:
    """The English list of what to have ready says the same things as the Russian one, or is not there."""
    russian, english = table.get("have_ready", []), table.get("have_ready_en", [])
    if isinstance(russian, list) and isinstance(english, list) and english and len(english) != len(russian):
        what = f"has {len(english)} entries and have_ready {len(russian)}"
        key = f"{_name('service', number, table)}.have_ready_en"
        fault = ConfigFault(key, what, "Say the same things in the same order, or leave it out")
        yield ("service", str(number), "have_ready_en"), fault


def _meant(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"Perhaps {near[0]} is meant" if near else f"There are {', '.join(known)}"


def _shown(word: str) -> str:
    return f'"{word}"' if word.isprintable() and len(word) <= LONGEST_KEYWORD else "something"


def _id(value: object) -> Iterator[tuple[str, str]]:
    if not isinstance(value, str) or len(value) > LONGEST_KEYWORD or not _ID.fullmatch(value):
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

"""What may be wrong in services.toml, each fault with what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from kiosk.config.catalogue_values import CATEGORY, LONGEST_KEYWORD, NEEDED, SERVICE, Check, is_id
from kiosk.config.faults import ConfigError, ConfigFault
from kiosk.config.lines import Path
from kiosk.domain.services.catalogue import ALL

Fault: TypeAlias = tuple[Path, ConfigFault]
"""Where in the file it is, and what it is."""


class CatalogueError(ConfigError):
    """services.toml cannot be used; `faults` holds every reason, in order of their lines."""


def faults(data: Mapping[str, Any]) -> list[Fault]:
    """Every fault of a whole file; none: every key that must be there is, and every value is of its type."""
    return [*_top(data), *_categories(_tables(data, "category")), *_services(data)]


def _top(data: Mapping[str, Any]) -> Iterator[Fault]:
    for name in data:
        if name not in ("category", "service"):
            yield (name,), ConfigFault(_shown(name), "is unknown", _meant(name, ("category", "service")))
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
            yield (*place, key), ConfigFault(f"{name}.{_shown(key)}", "is unknown", _meant(key, tuple(keys)))
            continue
        for what, remedy in keys[key](value):
            yield (*place, key), ConfigFault(f"{name}.{key}", what, remedy)


def _name(kind: str, number: int, table: Mapping[str, Any]) -> str:
    """What a sentence calls a table: by its id, else by its place in the file."""
    own = table.get("id")
    return f"{kind}.{own if is_id(own) else number + 1}"


def _twice(kind: str, tables: list[dict[str, Any]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, table in enumerate(tables):
        own = table.get("id")
        if not isinstance(own, str):
            continue
        if own in seen:
            key = f"{_name(kind, number, table)}.id"
            yield (kind, str(number), "id"), ConfigFault(key, f"is that of another {kind}", "Give it its own")
        seen.add(own)


def _homes(number: int, table: Mapping[str, Any], known: list[str]) -> Iterator[Fault]:
    """The categories of a service that are none."""
    homes = table.get("categories")
    for home in homes if isinstance(homes, list) else []:
        if not isinstance(home, str) or home in known:
            continue
        what = f'names "{_shown(home)}", which is no [[category]]'
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
    if near := difflib.get_close_matches(name, known, 1):
        return f"Perhaps {near[0]} is meant"
    return f"There are {', '.join(known)}" if known else "Write one, with this id"


def _shown(word: str) -> str:
    """A word of the file that may be anything, as a sentence or a key of one line may repeat it."""
    return word if word.isprintable() and len(word) <= LONGEST_KEYWORD else "?"

"""kiosk.toml -> Settings. Every fault is told at once, with its line and what to do."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from kiosk.config.addresses import resolve
from kiosk.config.emergency import TrunkSettings
from kiosk.config.faults import ConfigError, ConfigFault
from kiosk.config.lines import line_of, lines
from kiosk.config.manuals import KEYS
from kiosk.config.settings import Settings
from kiosk.config.toml_file import loaded

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def read(file: Path, environ: Mapping[str, str] = os.environ, *, folder: Path | None = None) -> Settings:
    """The settings in `file`. Raises ConfigError with all its faults; whether feeds answer is not looked at.

    Paths in it are relative to `folder`, by default its own.
    """
    data, text = loaded(file, KEYS)
    found = _checked(data, folder or file.absolute().parent, environ)
    if isinstance(found, Settings):
        return found
    known = lines(text)
    placed = [replace(fault, line=line_of(tuple(fault.key.split(".")), known)) for fault in found]
    raise ConfigError(file, tuple(sorted(placed, key=lambda fault: (fault.line or 0, fault.key))))


def _checked(data: dict[str, Any], folder: Path, environ: Mapping[str, str]) -> Settings | list[ConfigFault]:
    # Here, because the demonstration never reads settings and pydantic takes long to import.
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415

    for section in ("stop", "timetable"):
        data.setdefault(section, {})  # so that a missing key is named instead of its whole section
    faults = [*resolve(data, folder, environ), *_stop_ids(data["stop"])]
    try:
        settings = TypeAdapter(Settings).validate_json(_json(data), strict=True)
    except ValidationError as error:
        return faults + [_fault(detail) for detail in error.errors(include_url=False, include_input=False)]
    return faults or settings


def _json(data: object) -> str:
    """`data` for strict validation; what JSON cannot say (dates, numbers beyond 64 bits) fits no key of ours."""
    return json.dumps(_sayable(data))


def _sayable(value: object) -> object:
    if isinstance(value, dict):
        return {key: _sayable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_sayable(inner) for inner in value]
    if value is None or isinstance(value, str | bool | float):
        return value
    return value if isinstance(value, int) and abs(value) < 2**63 else [None]


def _stop_ids(stop: object) -> Iterator[ConfigFault]:
    ids = stop.get("ids") if isinstance(stop, dict) else None
    if isinstance(ids, str) and isinstance(stop, dict):
        stop["ids"] = ids = [ids]
    if isinstance(ids, list) and (not ids or not all(ids)):
        yield ConfigFault(
            "stop.ids", "holds no stop_id" if not ids else "holds an empty stop_id", 'Write ids = ["123"]'
        )


def _fault(detail: ErrorDetails) -> ConfigFault:
    """One of pydantic's complaints in our words."""
    path = tuple(str(part) for part in detail["loc"])
    if detail["type"] == "unexpected_keyword_argument":
        return _unknown(path)
    what, remedy = _WORDS.get(_kind(detail), (f"is not right: {detail['msg']}", KEYS))
    if path == ("emergency", "trunks"):
        remedy = (
            "Write [[emergency.trunks]] in double brackets on a line of its own, the keys of one trunk below it"
        )
    said = {"place": _place(path if detail["type"] == "dataclass_type" else path[:-1]), **detail.get("ctx", {})}
    return ConfigFault(".".join(path), what, remedy.format_map(said))


def _kind(detail: ErrorDetails) -> str:
    """What `_WORDS` has words for: pydantic's type of a fault; of what may be chosen, numbers apart from words."""
    kind: str = detail["type"]
    numbers = kind == "literal_error" and detail["ctx"]["expected"][0].isdecimal()
    return f"{kind} of numbers" if numbers else kind


_WORDS = {
    "missing": ("is missing", "Add it to {place}; " + KEYS),
    "dataclass_type": ("is not a section", "Write {place} on a line of its own, its keys below it"),
    "literal_error": ("is none of the allowed words", "Use {expected}"),
    "literal_error of numbers": ("is none of the allowed numbers", "Use {expected}"),
    "greater_than_equal": ("is too small", "The smallest is {ge:g}"),
    "less_than_equal": ("is too large", "The largest is {le:g}"),
    "string_type": ("is not a text", 'Put it in quotes: "..."'),
    "path_type": ("is not a path", 'Put it in quotes: "/path/to/file"'),
    "int_type": ("is not a whole number", "Write it in digits, without quotes"),
    "int_from_float": ("is not a whole number", "Write it in digits, without quotes"),
    "float_type": ("is not a number", "Write it in digits, without quotes"),
    "finite_number": ("is not a number", "Write it in digits, without quotes"),
    "bool_type": ("is neither true nor false", "Write true or false, without quotes"),
    "tuple_type": ("is not a list", "Write it in brackets: [..., ...]"),
    "dict_type": ("is not a table", 'Write {{ Name = "value" }}'),
    "too_long": ("has too many values", KEYS),
}


def _place(path: tuple[str, ...]) -> str:
    """The table at `path` as kiosk.toml writes it: [section], or [[section.tables]] for one of several."""
    name = ".".join(path[:2] if len(path) > 2 else path[:1])
    return f"[[{name}]]" if len(path) > 2 else f"[{name}]"


def _unknown(path: tuple[str, ...]) -> ConfigFault:
    known = _known_keys()
    section, name = _place(path[:-1]), path[-1]
    if len(path) == 1:
        what, siblings, homes = "is no section", tuple(home.strip("[]") for home in known), []
    else:
        what, siblings = "is unknown", known.get(section, ())
        homes = [home for home, names in known.items() if name in names]
    if homes:
        remedy = f"It belongs to {homes[0]}"
    elif near := difflib.get_close_matches(name, siblings, 1):
        remedy = f"Perhaps {near[0]} is meant"
    else:
        remedy = f"There are {', '.join(siblings)}"
    return ConfigFault(".".join(path), what, remedy)


def _known_keys() -> dict[str, tuple[str, ...]]:
    """The keys of each table, by the table as kiosk.toml writes it."""
    hints = get_type_hints(Settings)
    tables: dict[str, Any] = {f"[{section.name}]": hints[section.name] for section in fields(Settings)}
    tables["[[emergency.trunks]]"] = TrunkSettings
    return {name: tuple(key.name for key in fields(table)) for name, table in tables.items()}

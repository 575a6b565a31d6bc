"""Reads the layouts of resources/keyboards. A fault in one is told in a sentence with the file and the place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.domain.keyboard import LANGUAGES, PAGES, Do, Key, Layout

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = {"do", "key", "shift", "width", "label"}


class LayoutError(Exception):
    """A layout cannot be used; one sentence."""


def read_all(folder: Path) -> dict[str, Layout]:
    """Every layout by its name. Raises LayoutError."""
    return {name: read(folder / f"{name}.json") for name in (*LANGUAGES, *PAGES)}


def read(file: Path) -> Layout:
    """The layout of one file; its name is that of the file. Raises LayoutError."""
    try:
        return _layout(file.stem, json.loads(file.read_text("utf-8")))
    except OSError as error:
        raise LayoutError(f"The keyboard {file.name} cannot be read: {error.strerror}.") from error
    except (ValueError, LayoutError) as error:
        raise LayoutError(f"The keyboard {file.name} has a fault: {error}.") from error


def _layout(name: str, found: Any) -> Layout:
    if not isinstance(found, dict) or set(found) != {"title", "letters", "rows"}:
        raise LayoutError("it must have a title, letters, rows and nothing else")
    title, letters, rows = _text(found["title"], "title"), _text(found["letters"], "letters"), found["rows"]
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) and row for row in rows):
        raise LayoutError("rows must be lists of keys")
    layout = Layout(name, title, letters, tuple(_row(keys, number) for number, keys in enumerate(rows, 1)))
    _check(layout)
    return layout


def _row(keys: list[Any], number: int) -> tuple[Key, ...]:
    return tuple(_key(found, f"key {place} of row {number}") for place, found in enumerate(keys, 1))


def _key(found: Any, where: str) -> Key:
    if isinstance(found, str):
        found = {"key": found}
    if not isinstance(found, dict) or not found.keys() <= FIELDS or ("key" in found) == ("do" in found):
        raise LayoutError(f"{where} must be a text, or name either a key or what it does")
    width = found.get("width", 1)
    if isinstance(width, bool) or not isinstance(width, int | float) or not 0.5 <= width <= 12:
        raise LayoutError(f"the width of {where} must be from 0.5 to 12")
    label = _text(found.get("label", ""), f"label of {where}")
    if "do" in found:
        return Key(_do(found["do"], where), width=float(width), label=label)
    text = _text(found["key"], where)
    if not text or not text.isprintable():
        raise LayoutError(f"{where} types nothing")
    return Key(Do.TYPE, text, _text(found.get("shift", text.upper()), where), float(width), label)


def _do(found: Any, where: str) -> Do:
    try:
        return Do(found)
    except ValueError:
        raise LayoutError(f"{where} does something unknown") from None


def _text(found: Any, where: str) -> str:
    if not isinstance(found, str):
        raise LayoutError(f"the {where} must be a text")
    return found


def _check(layout: Layout) -> None:
    """All rows fill the same width; no character stands twice; what was typed can be taken back."""
    for number, row in enumerate(layout.rows, 1):
        if sum(key.width for key in row) != layout.units:
            raise LayoutError(f"row {number} is not as wide as row 1")
    seen: set[str] = set()
    for key in (key for row in layout.rows for key in row):
        name = key.text or key.do
        if name in seen:
            raise LayoutError(f"{name} stands there twice")
        seen.add(name)
    if missing := {Do.BACKSPACE, Do.ENTER, Do.HIDE} - seen:
        raise LayoutError(f"it has no key for {', '.join(sorted(missing))}")

"""On which line of a TOML file each key stands: what tomllib, which only gives values, does not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

Path: TypeAlias = tuple[str, ...]

# Source of the grammar: TOML v1.0.0, "String", "Array", "Inline Table", "Keys".
_TOKEN = re.compile(
    r'''(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')'''
    r"""|(?P<comment>\#[^\n]*)|(?P<newline>\n)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<equals>=)|(?P<dot>\.)"""
    r"""|(?P<bare>[A-Za-z0-9_-]+)|(?P<other>.)""",
    re.DOTALL,
)


def lines(toml: str) -> Mapping[Path, int]:
    """The line, from 1, of every table and key outside inline tables, by path. `toml` must be valid TOML.

    The tables of an array [[a]] are a.0, a.1 and so on.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    keys: list[str] = []
    line, depth, in_value, opened = 1, 0, False, 0
    for token in _TOKEN.finditer(toml):
        kind, text = token.lastgroup, token.group()
        if kind == "newline" and not (in_value and depth):
            if keys and not in_value:  # [a.b] or [[a.b]]: a line of keys without a value
                table = _header(keys, opened, line, found, counts)
            keys, depth, in_value, opened = [], 0, False, 0
        elif kind == "equals" and not in_value:
            in_value = True
            found.setdefault((*table, *keys), line)
        elif in_value:
            depth += (kind == "open") - (kind == "close")
        elif kind in {"bare", "string"}:
            keys.append(_name(text))
        elif kind == "open":
            opened += 1
        line += text.count("\n")
    if keys and not in_value:
        _header(keys, opened, line, found, counts)
    return found


def _header(keys: list[str], opened: int, line: int, found: dict[Path, int], counts: dict[Path, int]) -> Path:
    """The path that [a.b], or [[a.b]] with two brackets, opens on this line."""
    path: Path = ()
    for key in keys[:-1]:
        path = (*path, key)
        if path in counts:  # the newest table of an array (TOML v1.0.0, "Array of Tables")
            path = (*path, str(counts[path] - 1))
    path = (*path, keys[-1])
    found.setdefault(path, line)
    if opened == 2:
        counts[path] = counts.get(path, 0) + 1
        path = (*path, str(counts[path] - 1))
        found[path] = line
    return path


def line_of(path: Path, known: Mapping[Path, int]) -> int | None:
    """The line of `path`, else of the nearest thing around it that has one."""
    while path:
        if path in known:
            return known[path]
        path = path[:-1]
    return None


def _name(text: str) -> str:
    return text[1:-1] if text[0] in "\"'" else text

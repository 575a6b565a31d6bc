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
    """The line, from 1, of every table and key outside inline tables, by path. `toml` must be valid TOML."""
    found: dict[Path, int] = {}
    table: Path = ()
    keys: list[str] = []
    line, depth, in_value = 1, 0, False
    for token in _TOKEN.finditer(toml):
        kind, text = token.lastgroup, token.group()
        if kind == "newline" and not (in_value and depth):
            if keys and not in_value:  # [a.b] or [[a.b]]: a line of keys without a value
                table = tuple(keys)
                found.setdefault(table, line)
            keys, depth, in_value = [], 0, False
        elif kind == "equals" and not in_value:
            in_value = True
            found.setdefault((*table, *keys), line)
        elif in_value:
            depth += (kind == "open") - (kind == "close")
        elif kind in {"bare", "string"}:
            keys.append(_name(text))
        line += text.count("\n")
    if keys and not in_value:
        found.setdefault(tuple(keys), line)
    return found


def line_of(path: Path, known: Mapping[Path, int]) -> int | None:
    """The line of `path`, else of the nearest thing around it that has one."""
    while path:
        if path in known:
            return known[path]
        path = path[:-1]
    return None


def _name(text: str) -> str:
    return text[1:-1] if text[0] in "\"'" else text

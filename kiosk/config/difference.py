"""What a change of kiosk.toml changes, as a technician reads it before it is applied. No secret is in it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from kiosk.config.lines import lines
from kiosk.config.secrets import FROM_ENVIRONMENT, SECRET_KEYS
from kiosk.domain.frozen import dataclass

DOTS = "••••"
"""Stands for what nobody is to read off the screen."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s\"']*")
_QUERY = re.compile(r"(?<==)[^&]+")
_USER = re.compile(r"(?<=//)[^/@]+(?=@)")
_TEXT = re.compile(r"\"(?:\\.|[^\"\\])*\"?|'[^']*'?")


@dataclass(frozen=True, slots=True)
class Difference:
    """One key whose value changes; None where it does not stand in the file."""

    key: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: `sign` is "-" for one that goes, "+" for one that comes."""

    sign: str
    text: str


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Every key whose value differs between the content of two valid files, in the order of the new one."""
    before, after = _values(old), _values(new)
    keys = dict.fromkeys((*after, *before))
    return tuple(
        Difference(".".join(path), _shown(path, before.get(path)), _shown(path, after.get(path)))
        for path in keys
        if before.get(path) != after.get(path)
    )


def changed_lines(old: str, new: str) -> tuple[Line, ...]:
    """The lines that go and come."""
    before, after = _masked(old), _masked(new)
    raw_before, raw_after = _rows(old), _rows(new)
    found: list[Line] = []
    matcher = difflib.SequenceMatcher(None, raw_before, raw_after, autojunk=False)
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag != "equal":
            found += [Line("-", text) for text in before[start:end]]
            found += [Line("+", text) for text in after[from_:to]]
    return tuple(found)


def address_shown(address: str) -> str:
    """An address without the keys it may hold: those behind ? and before @."""
    start, mark, query = address.partition("?")
    return _USER.sub(DOTS, start) + mark + (_QUERY.sub(DOTS, query) if "=" in query else DOTS if query else "")


def secret_shown(value: str) -> str:
    """A secret as dots; the name of a variable that holds one as it is."""
    return value if value.startswith(FROM_ENVIRONMENT) or not value else DOTS


def _values(text: str) -> dict[tuple[str, ...], Any]:
    """Every value by its path; a list of plain values is one."""
    return dict(_flat((), tomllib.loads(_plain(text))))


def _flat(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _flat((*path, key), inner)
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        for number, inner in enumerate(value):
            yield from _flat((*path, str(number)), inner)
    elif value != {} or len(path) > 1:  # an empty section says nothing
        yield path, value


def _shown(path: tuple[str, ...], value: Any) -> str | None:
    if isinstance(value, str):
        secret = any(step in SECRET_KEYS for step in path)
        return secret_shown(value) if secret else _ADDRESS.sub(lambda found: address_shown(found[0]), value)
    if isinstance(value, list):
        return ", ".join(str(_shown(path, inner)) for inner in value)
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else "" if value == {} else str(value)


def _masked(text: str) -> list[str]:
    """The lines of a file with dots for every secret."""
    known = lines(_plain(text))
    starts = sorted(set(known.values()))
    secret = {line for path, line in known.items() if any(step in SECRET_KEYS for step in path)}
    shown: list[str] = []
    here = 0
    for number, row in enumerate(_rows(text), 1):
        if number in starts:
            here = number
        if here not in secret:
            shown.append(_ADDRESS.sub(lambda found: address_shown(found[0]), row))
        elif number == here or row.lstrip().startswith("#") or not row.strip():
            shown.append(_TEXT.sub(_text_shown, row))
        else:  # a later line of a long value
            shown.append(DOTS)
    return shown


def _text_shown(found: re.Match[str]) -> str:
    quote, inner = found[0][0], found[0].strip("\"'")
    return f"{quote}{secret_shown(inner)}{quote}"


def _rows(text: str) -> list[str]:
    return _plain(text).split("\n")


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")

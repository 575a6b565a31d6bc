"""Changing keys of kiosk.toml and nothing else in it: comments, order and line ends stay as they were written."""

from __future__ import annotations

import copy
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kiosk.config.faults import ConfigError, ConfigFault
from kiosk.config.lines import lines
from kiosk.config.manuals import KEYS
from kiosk.config.read import read
from kiosk.config.toml_file import LARGEST, loaded

if TYPE_CHECKING:
    from kiosk.config.change import Change, Place
    from kiosk.config.settings import Settings

_BOM = "\ufeff"


def edited(text: str, changes: Sequence[Change]) -> str:
    """The content of a kiosk.toml with `changes`; `text` must be valid TOML, with or without a byte order mark.

    Raises ValueError where a change cannot be written without changing something else.
    """
    mark, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    ends = body.count("\r\n")
    windows = ends > 0 and ends == body.count("\n")
    body = body.replace("\r\n", "\n") if windows else body
    for change in changes:
        body = _with(body, change)
    return mark + (body.replace("\n", "\r\n") if windows else body)


def checked(text: str, file: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """What `kiosk check` would read from `file` if it held `text`. Raises ConfigError with all faults.

    The text, which may hold keys, is read from memory: nothing of it touches the disk.
    """
    held = os.memfd_create("kiosk.toml")
    try:
        with open(held, "wb", closefd=False) as memory:
            memory.write(text.encode())
        return read(Path(f"/proc/self/fd/{held}"), environ, folder=file.absolute().parent)
    except UnicodeEncodeError:  # half of a character, as a hostile string may hold
        fault = ConfigFault("", "the file would not be UTF-8 text", "Write it without such characters")
        raise ConfigError(file, (fault,)) from None
    except ConfigError as error:
        raise ConfigError(file, error.faults) from None
    finally:
        os.close(held)


def changed(
    file: Path, changes: Sequence[Change], environ: Mapping[str, str] = os.environ
) -> tuple[str, Settings]:
    """The content of `file` with `changes`, and the settings it then holds; the file itself stays as it is.

    Raises ConfigError where it cannot be read, would not be right, or cannot be changed by a program.
    """
    loaded(file, KEYS)  # its faults in words
    text = file.read_bytes().decode()
    try:
        new = edited(text, changes)
    except ValueError as error:
        fault = ConfigFault(", ".join(change.key for change in changes), str(error), "Change the file by hand")
        raise ConfigError(file, (fault,)) from error
    if len(new.encode(errors="replace")) > LARGEST:
        raise ConfigError(file, (ConfigFault("", "the file would be too large", "Write less"),))
    return new, checked(new, file, environ)


def _with(text: str, change: Change) -> str:
    """`text` with one change: the first way of writing it that changes nothing else."""
    before = tomllib.loads(text)
    wanted = _applied(before, change)
    if wanted == before:
        return text
    for candidate in _candidates(text, change, before):
        try:
            if tomllib.loads(candidate) == wanted:
                return candidate
        except ValueError:  # inside a text of several lines, say
            continue
    raise ValueError("cannot be written without changing something else")


def _applied(data: dict[str, Any], change: Change) -> dict[str, Any]:
    new = copy.deepcopy(data)
    *way, last = change.place
    inner: Any = new
    try:
        for step in way:
            inner = (
                inner.setdefault(step, {}) if isinstance(inner, dict) and isinstance(step, str) else inner[step]
            )
        if change.value is None:
            inner.pop(last, None) if isinstance(inner, dict) else inner.pop(int(last))
        else:
            inner[last] = change.value
    except (LookupError, TypeError, AttributeError):
        raise ValueError("does not stand where it should") from None
    return new


def _candidates(text: str, change: Change, data: Mapping[str, Any]) -> Iterator[str]:
    """Ways of writing it, the nicest first; which of them says what is wanted is for the caller to see."""
    try:
        written = None if change.value is None else tomlkit.item(change.value)
        there = written is None or _stands(data, change.place)
        if there:
            yield _replaced(text, change)
        if written is None:
            return
        line = f"{tomlkit.key(str(change.place[-1])).as_string()} = {_inline(change.value)}\n"
    except (TOMLKitError, ValueError, LookupError, TypeError, AttributeError):
        return
    yield from _inserted(text, change.place, line)
    if not there:
        try:
            yield _replaced(text, change)
        except (TOMLKitError, ValueError, LookupError, TypeError, AttributeError):
            return


def _inline(value: Any) -> str:
    """A value as it stands behind the sign of equality."""
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update(value)
        return str(table.as_string())
    return str(tomlkit.item(value).as_string())


def _stands(data: Any, place: Place) -> bool:
    for step in place:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return False
    return True


def _replaced(text: str, change: Change) -> str:
    """By tomlkit, which keeps the comment behind a value."""
    document = tomlkit.parse(text)
    inner: Any = document
    for step in change.place[:-1]:
        if isinstance(step, str) and step not in inner:
            inner[step] = tomlkit.table()
        inner = inner[step]
    last = change.place[-1]
    if change.value is None:
        del inner[last]
    elif isinstance(change.value, dict):
        table = tomlkit.inline_table()
        table.update(change.value)
        inner[last] = table
    else:
        inner[last] = change.value
    return tomlkit.dumps(document)


def _inserted(text: str, place: Place, line: str) -> Iterator[str]:
    """With a new line in the table of `place`: below its comment, else below the last key, else below the header.

    Where there is no such table, it is added at the end.
    """
    rows = text.splitlines(keepends=True) if "\r" not in text else re.findall(r"[^\n]*\n|[^\n]+", text)
    if rows and not rows[-1].endswith("\n"):
        rows[-1] += "\n"
    known = lines(text)
    table = tuple(map(str, place[:-1]))
    header = known.get(table)
    if header is None or not rows[header - 1].lstrip().startswith("["):
        if len(table) == 1 and header is None:
            gap = "\n" if rows and rows[-1].strip() else ""
            yield "".join(rows) + f"{gap}[{table[0]}]\n{line}"
        return
    headers = [number for number in known.values() if rows[number - 1].lstrip().startswith("[")]
    end = min((number for number in headers if number > header), default=len(rows) + 1) - 1
    comment = re.compile(rf"\s*#\s*{re.escape(str(place[-1]))}\s*=")
    below = [number for number in range(header + 1, end + 1) if comment.match(rows[number - 1])]
    keys = [number for path, number in known.items() if path[:-1] == table and header < number <= end]
    last = max(keys, default=0)
    for number in (*below, *range(last, min(end, last + 200) + 1 if last else 0), header):
        if number:
            yield "".join((*rows[:number], line, *rows[number:]))

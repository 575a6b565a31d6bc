"""A TOML file of the operator as plain values, or what keeps it from being one in a sentence with its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from kiosk.config.faults import ConfigError, ConfigFault

LARGEST = 2**20
"""Bytes; nobody writes as much by hand."""

_AT = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")


def loaded(file: Path, remedy: str) -> tuple[dict[str, Any], str]:
    """The values in `file`, and its text. Raises ConfigError, whose only fault ends with `remedy`."""
    text = _text(file, remedy)
    try:
        return tomllib.loads(text), text
    except RecursionError:
        raise _whole(file, "is nested too deep to be read", remedy) from None
    except ValueError as error:  # TOMLDecodeError, and a number of more digits than Python reads
        line = _AT.search(str(error))
        what = f"is not valid TOML: {_AT.sub('', str(error))}"
        raise _whole(file, what, remedy, int(line[1]) if line and line[1] else None) from error


def _text(file: Path, remedy: str) -> str:
    try:
        if file.exists() and not file.is_file():
            raise _whole(file, "is not a file", remedy)
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        what = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise _whole(file, what, remedy) from error
    if len(content) > LARGEST:
        raise _whole(file, f"is larger than {LARGEST} bytes", remedy)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _whole(file, "is not UTF-8 text", remedy, content.count(b"\n", 0, error.start) + 1) from error


def _whole(file: Path, what: str, remedy: str, line: int | None = None) -> ConfigError:
    return ConfigError(file, (ConfigFault("", f"the file {what}", remedy, line),))

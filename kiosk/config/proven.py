"""Settings of a file that passed every check before: built without the checks, which take a third of the start."""

from __future__ import annotations

import tomllib
from dataclasses import is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from kiosk.config.addresses import resolve
from kiosk.config.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def proven(content: bytes, folder: Path, environ: Mapping[str, str]) -> Settings | None:
    """What `read` would make of `content`; None where what it names outside has changed, so that `read` is asked.

    `content` must have been read without a fault by this version of the program.
    """
    data = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    if any(resolve(data, folder, environ)):
        return None
    if isinstance(data["stop"]["ids"], str):
        data["stop"]["ids"] = [data["stop"]["ids"]]
    built: Settings = _value(Settings, data)
    return built


def _value(kind: Any, value: Any) -> Any:
    """`value` of a TOML file as a field of this type holds it."""
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: _value(hints[name], inner) for name, inner in value.items()})
    if isinstance(value, list):
        of = next(iter(get_args(kind)), None)  # one type for all, or plain values
        return tuple(_value(of, inner) for inner in value) if is_dataclass(of) else tuple(value)
    if isinstance(value, str) and Path in (kind, *get_args(kind)):
        return Path(value)
    return float(value) if kind is float else value

"""Secrets of kiosk.toml that stand in the environment, so that the file may be shown to anybody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kiosk.config.faults import ConfigFault

FROM_ENVIRONMENT = "env:"
SECRET_KEYS = frozenset({"headers", "notice_headers", "auth_password"})
"""The keys, of texts or of tables of texts, that may hold one."""


def secret(value: str, key: str, environ: Mapping[str, str]) -> str | ConfigFault:
    """What `value` of `key` stands for: itself, or with "env:NAME" the variable NAME."""
    if not value.startswith(FROM_ENVIRONMENT):
        return value
    variable = value.removeprefix(FROM_ENVIRONMENT)
    if variable in environ:
        return environ[variable]
    return ConfigFault(
        key,
        f"wants the environment variable {variable!r}, which is not set",
        "Set it where the kiosk is started, for example in its systemd unit",
    )


def variables(file: Path) -> frozenset[str]:
    """The environment variables that `file` names for its secrets; none where it cannot be read.

    Whoever has read the settings takes them out of its environment, so that no program it starts inherits them.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return frozenset()
    return named_in(data)


def named_in(data: Mapping[str, Any]) -> frozenset[str]:
    """The same, of the values of such a file."""
    values = (value for value in _secret_texts(data) if value.startswith(FROM_ENVIRONMENT))
    return frozenset(value.removeprefix(FROM_ENVIRONMENT) for value in values)


def _secret_texts(value: Any, *, secret_here: bool = False) -> Iterator[str]:
    """Every text below one of the secret keys."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _secret_texts(inner, secret_here=secret_here or key in SECRET_KEYS)
    elif isinstance(value, list):
        for inner in value:
            yield from _secret_texts(inner, secret_here=secret_here)
    elif secret_here and isinstance(value, str):
        yield value

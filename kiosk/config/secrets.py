"""Secrets of kiosk.toml that stand in the environment, so that the file may be shown to anybody."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.config.faults import ConfigFault

FROM_ENVIRONMENT = "env:"


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

"""The settings that a command is given, and the data folder that they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands.errors import CommandError

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.config.settings import Settings


def settings_in(file: Path) -> Settings:
    """The settings in `file`. Raises CommandError, which tells every fault in it."""
    from kiosk.config.faults import ConfigError
    from kiosk.config.read import read

    try:
        return read(file)
    except ConfigError as error:
        raise CommandError(*str(error).splitlines()) from error


def data_folder(settings: Settings | None, *, demo: bool = False) -> Path:
    """Where the kiosk of these settings keeps its data, None: one without any; or where its demonstration does."""
    if demo:
        return paths.data_dir() / "demo"
    return (settings and settings.storage.data_dir) or paths.data_dir()

"""The settings a kiosk last ran with: a slip of the pen in kiosk.toml must not leave a stop without its board."""

from __future__ import annotations

import logging
from pathlib import Path

from kiosk.config.faults import ConfigError
from kiosk.config.read import read
from kiosk.config.settings import Settings
from kiosk.feeds.atomic_file import replacing

NAME = "kiosk.toml.last-good"

log = logging.getLogger(__name__)


def read_or_last_good(file: Path, data_dir: Path) -> tuple[Settings, ConfigError | None]:
    """The settings in `file`; else those kept in `data_dir` when they last were right, and what is wrong now.

    Raises ConfigError where there are no earlier ones. Good settings are kept for the next time.
    """
    kept = data_dir / NAME
    try:
        settings = read(file)
    except ConfigError as error:
        if not kept.is_file():
            raise
        try:
            return read(kept, folder=file.absolute().parent), error
        except ConfigError:
            raise error from None
    _keep(file, kept)
    return settings, None


def _keep(file: Path, kept: Path) -> None:
    """A copy that only the kiosk's user may read, for it may hold keys. A disk that is full stops nothing."""
    try:
        content = file.read_bytes()
        if kept.is_file() and kept.read_bytes() == content:
            return
        kept.parent.mkdir(parents=True, exist_ok=True)
        with replacing(kept) as new:
            new.touch(0o600)
            new.write_bytes(content)
    except OSError as error:
        log.warning("the settings could not be kept for another time: %s", error.strerror)

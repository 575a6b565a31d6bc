"""The settings a kiosk last ran with: a slip of the pen in kiosk.toml must not leave a stop without its board.

While the file is the one that was found right before, it is not checked again.
"""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.atomic_file import replacing
from kiosk.config.faults import ConfigError
from kiosk.config.proven import proven

if TYPE_CHECKING:
    from kiosk.config.settings import Settings

NAME = "kiosk.toml.last-good"
PROVEN = "kiosk.toml.proven"
"""Names the content that the checks of one version of the program found right."""

log = logging.getLogger(__name__)


def read_or_last_good(file: Path, data_dir: Path) -> tuple[Settings, ConfigError | None]:
    """The settings in `file`; else those kept in `data_dir` when they last were right, and what is wrong now.

    Raises ConfigError where there are no earlier ones. Good settings are kept for the next time, but not those
    that somebody has still to confirm.
    """
    if (settings := _proven(file, data_dir)) is not None:
        return settings, None
    # Here, because most starts need no checks.
    from kiosk.config.read import read  # noqa: PLC0415
    from kiosk.config.unconfirmed import waits  # noqa: PLC0415

    try:
        settings = read(file)
    except ConfigError as error:
        try:
            return read(data_dir / NAME, folder=file.absolute().parent), error
        except ConfigError:
            raise error from None
    if not waits(file):
        keep(file, data_dir)
    return settings, None


def _proven(file: Path, data_dir: Path) -> Settings | None:
    try:
        content = file.read_bytes()
        if (data_dir / PROVEN).read_text() != _name(content):
            return None
    except (OSError, ValueError):
        return None
    return proven(content, file.absolute().parent, os.environ)


def _name(content: bytes) -> str:
    return f"{__version__} {hashlib.sha256(content).hexdigest()}"


def keep(file: Path, data_dir: Path) -> None:
    """Keep `file`, which is right, for the time when it no longer is.

    In a copy that only the kiosk's user may read, for it may hold keys. A disk that is full stops nothing.
    """
    kept = data_dir / NAME
    try:
        content = file.read_bytes()
        data_dir.mkdir(parents=True, exist_ok=True)
        if not (kept.is_file() and kept.read_bytes() == content):
            with replacing(kept) as new:
                new.touch(0o600)
                new.write_bytes(content)
        with replacing(data_dir / PROVEN) as new:
            new.write_text(_name(content))
    except OSError as error:
        log.warning("the settings could not be kept for another time: %s", error.strerror)

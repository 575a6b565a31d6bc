"""The settings a screen last ran well with, for the time when those in kiosk.toml make it die."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.atomic_file import PATIENCE, replacing
from kiosk.config import last_good
from kiosk.config.faults import ConfigError
from kiosk.config.services import Services
from kiosk.config.settings import Settings, Stop, TimetableFeed
from kiosk.domain.ladder import Rung

if TYPE_CHECKING:
    from pathlib import Path

NAME = "kiosk.toml.ran-well"
NOBODYS = Settings(
    Stop(("-",), name="Автобусная остановка", name_en="Bus stop"),
    TimetableFeed(""),
    services=Services(enabled=False, key_sound=False),
)
"""Of a screen whose settings can be read no more: nothing is known, and it stands all the same."""

log = logging.getLogger(__name__)


def are_nobodys(settings: Settings) -> bool:
    """Whether nothing is known of the stop that they are for, its emergency call included."""
    return settings.stop is NOBODYS.stop


def keep(content: bytes, data_dir: Path) -> None:
    """Keep the settings in `content`, which only the kiosk's user may read. A full disk stops nothing."""
    kept = data_dir / NAME
    try:
        if kept.is_file() and kept.read_bytes() == content:
            return
        with replacing(kept, PATIENCE) as new:
            new.touch(0o600)
            new.write_bytes(content)
    except OSError as error:
        log.warning("the settings that run well could not be kept: %s", error.strerror)


def read_for_safe_mode(file: Path, data_dir: Path) -> tuple[Settings, str]:
    """The settings for safe mode, and the name of the file they stand in; "" where none can be read.

    Those that last ran well, else those that last were right, else what `file` says now.
    """
    # Here, because no usual start needs the checks.
    from kiosk.config.read import read  # noqa: PLC0415

    for known in (data_dir / NAME, data_dir / last_good.NAME, file):
        try:
            return read(known, folder=file.absolute().parent), known.name
        except ConfigError:
            continue
    return NOBODYS, ""


def sheltered(settings: Settings, rung: Rung) -> Settings:
    """`settings` without what may make a screen die on this rung of safe mode.

    On the highest one the services are left out; on the next all but the stop, the emergency call, the place for
    data and the way into the service menu; farther down everything.
    """
    if rung >= Rung.BARE:
        return NOBODYS
    if rung is Rung.PLAIN:
        kept = {name: getattr(settings, name) for name in ("stop", "emergency", "storage", "maintenance")}
        return replace(NOBODYS, **kept)
    return replace(settings, services=replace(settings.services, enabled=False, key_sound=False))

"""Where resources, settings and data lie: from a checkout, from a frozen program, at a stop and on a desk."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STATION_DATA = Path("/var/lib/kiosk")
STATION_CONFIG = Path("/etc/kiosk/kiosk.toml")
TIMETABLE = "timetable.sqlite"
"""The name of an imported timetable inside the folder that `kiosk import --out` was given."""


def root() -> Path:
    """The folder that holds `resources` and `kiosk`: the checkout, or what a frozen program unpacked."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Fonts, icons, sounds, translations and the documented kiosk.toml."""
    return root() / "resources"


def qml() -> Path:
    """The import path under which QML finds the module Kiosk."""
    return root() / "kiosk" / "qml"


def data_dir(environ: Mapping[str, str] = os.environ, station: Path = STATION_DATA) -> Path:
    """Where the kiosk keeps its timetable, its last good settings and its log; it may not exist yet.

    $KIOSK_DATA_DIR, else /var/lib/kiosk where this user may write there, else the user's own data folder.
    Source of the latter: XDG Base Directory Specification (a relative path there is to be ignored).
    """
    if named := environ.get("KIOSK_DATA_DIR"):
        return Path(named).expanduser().absolute()
    if station.is_dir() and os.access(station, os.W_OK | os.X_OK):
        return station
    shared = Path(environ.get("XDG_DATA_HOME", ""))
    if not shared.is_absolute():
        shared = Path(environ.get("HOME") or Path.home()) / ".local" / "share"
    return shared / "smart-stop-kiosk"


def config_file(environ: Mapping[str, str] = os.environ, station: Path = STATION_CONFIG) -> Path | None:
    """The settings used when the command line names none: $KIOSK_CONFIG, else /etc/kiosk/kiosk.toml if there."""
    if named := environ.get("KIOSK_CONFIG"):
        return Path(named).expanduser().absolute()
    return station if station.is_file() else None


def program() -> list[str]:
    """The words that start this program again as another process, from a checkout and frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "kiosk"]

"""What `kiosk run` does where somebody starts it again and again: counts the starts, leaves out what kills it."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands.errors import CommandError
from kiosk.devices import own_end, starts
from kiosk.devices.starts import Starts
from kiosk.domain.ladder import Rung

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from kiosk.config.settings import Settings

STARTS_WITHIN = 15.0
"""Seconds to the first picture, after which a start is given up: the supervisor would wait for longer."""
COMPOSITOR_PATIENCE = 10.0
PAUSE = 0.1


def is_supervised() -> bool:
    """Whether somebody watches this program and starts it again. Source: sd_notify(3)."""
    return bool(os.environ.get("NOTIFY_SOCKET"))


def counted(file: Path | None, *, safe: bool) -> Starts:
    """The starts of a screen with the settings in `file`, this one noted; `safe`: in safe mode at least.

    Nothing is counted where nobody would start it again.
    """
    noted = _file(file) if is_supervised() else None
    counted = Starts(noted)
    counted.begin(Rung.SAFE if safe else Rung.USUAL)
    return counted


def _file(file: Path | None) -> Path | None:
    try:
        folder = paths.status_files(file)[-1].parent if file else paths.runtime_dir() / "demo"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (paths.PathError, OSError) as error:
        sys.stderr.write(f"kiosk: starts are not counted: {error}\n")
        return None
    return folder / starts.NAME


def guard_start(counted: Starts) -> None:
    """Wait for the compositor, then end a start that leads to no picture. Raises CommandError where there is none.

    A screen dies when its compositor does: that is nothing its own settings and caches could have to do with.
    """
    from kiosk.devices import compositor

    if (socket := compositor.wanted()) and not compositor.answers(socket):
        counted.forgive()
        ends, pause = time.monotonic() + COMPOSITOR_PATIENCE, threading.Event()
        while not compositor.answers(socket):
            if time.monotonic() > ends:
                counted.end()
                raise CommandError(f"there is no compositor at {socket}.")
            pause.wait(PAUSE)
    own_end.end_if_not_told(STARTS_WITHIN)


def settings_in_safe_mode(file: Path, rung: Rung) -> Settings:
    """The settings to live with where those in `file` may be what kills it, without what may kill it too.

    On the lower rungs not a file is read: that itself may be what kills it.
    """
    from kiosk.config.ran_well import NOBODYS, read_for_safe_mode, sheltered

    if rung >= Rung.BARE:
        sys.stderr.write("kiosk: safe mode: no settings are read.\n")
        return NOBODYS
    settings, source = read_for_safe_mode(file, paths.data_dir())
    said = f"the settings are those of {source}" if source else "no settings can be read"
    sys.stderr.write(f"kiosk: safe mode: {said}.\n")
    return sheltered(settings, rung)


def made_anew(folder: Path) -> list[Path]:
    """What is made anew where it is missing, and may be broken: the screen keeps its data in `folder`."""
    from kiosk.config import catalogue, last_good

    data = paths.data_dir()
    shared = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    ours = [folder / paths.TIMETABLE, folder / "feed.json", folder / "feed.zip", folder / catalogue.NAME]
    return [*ours, data / last_good.PROVEN, shared / "kiosk"]


def leave_out(folder: Path, environ: MutableMapping[str, str], *, caches: bool) -> None:
    """Start without compiled QML and without the graphics card's driver; with `caches` put aside where wanted.

    Source: the documentation of Qt on QML_DISABLE_DISK_CACHE and QT_QUICK_BACKEND; of Mesa on
    MESA_SHADER_CACHE_DISABLE.
    """
    from kiosk.devices.suspects import put_aside

    for cache in put_aside(made_anew(folder)) if caches else ():
        sys.stderr.write(f"kiosk: safe mode: {cache} is put aside.\n")
    environ["QML_DISABLE_DISK_CACHE"] = "1"
    environ["MESA_SHADER_CACHE_DISABLE"] = "true"
    environ.setdefault("QT_QUICK_BACKEND", "software")


def bring_back(folder: Path) -> None:
    """Give a timetable that was put aside another try, where its feed is silent and made none anew."""
    from kiosk.devices import suspects

    suspects.bring_back((folder / paths.TIMETABLE, folder / "feed.json"))

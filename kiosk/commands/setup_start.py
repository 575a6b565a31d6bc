"""After `kiosk setup` has written the settings: the kiosk's user looks at them, systemd starts the kiosk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands.finding import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.commands.setup_account import Account

TARGET = "kiosk.target"
SERVICES = ("kiosk-session.service", "kiosk-screen.service")
"""What reads the settings at its start. The emergency agent sees by itself that they changed, and ends no call."""
CTRL_ALT_DEL = "ctrl-alt-del.target"
SYSTEMD = Path("/run/systemd/system")
"""There where systemd is the first process. Source: sd_booted(3)."""


def set_pin(pin: str, file: Path, user: Account | None) -> bool:
    """Set the PIN by `kiosk pin set`; what that says is on the terminal."""
    return _kiosk(["pin", "set", "--stdin", "--config", str(file)], user, said=pin + "\n") == 0


def check(file: Path, feed: Path, user: Account | None) -> bool:
    """Whether `kiosk check` finds nothing that does not work; it tells by itself."""
    return _kiosk(["check", "--config", str(file), "--gtfs", str(feed)], user) in {Level.OK, Level.WARNING}


def bring_timetable(stop_ids: Sequence[str], folder: Path, feed: Path, user: Account | None) -> bool:
    """Import the timetable, so that the first start has a board."""
    words = ["import", "--gtfs", str(feed), "--out", str(folder)]
    return _kiosk([*words, *(word for stop_id in stop_ids for word in ("--stop", stop_id))], user) == 0


def enable() -> bool:
    """Let systemd start the kiosk, now and with the machine; tells what it does. False where it does not."""
    if shutil.which("systemctl") is None:
        sys.stdout.write("There is no systemctl here: nothing starts the kiosk by itself.\n")
        return False
    runs = SYSTEMD.is_dir()
    anew = runs and _systemctl("is-active", "--quiet", TARGET)
    done = _systemctl("enable", TARGET) and _systemctl("mask", CTRL_ALT_DEL)
    if done and runs:
        done = _systemctl("start", TARGET) and (not anew or _systemctl("try-restart", *SERVICES))
    if not done:
        sys.stdout.write(f"systemd did not take it: see `systemctl status {TARGET}`.\n")
    elif runs:
        sys.stdout.write("The kiosk starts now, and whenever the machine starts.\n")
    else:
        sys.stdout.write("systemd does not run here: the kiosk starts when the machine starts the next time.\n")
    return done


def _systemctl(*words: str) -> bool:
    """What it complains of is on the terminal."""
    sys.stdout.flush()
    return subprocess.run(["systemctl", *words], stdin=subprocess.DEVNULL, check=False).returncode == 0


def _kiosk(words: Sequence[str], user: Account | None, said: str = "") -> int:
    """Run this program once more, as the kiosk's user where there is one: root leaves no file in its folders."""
    sys.stdout.flush()
    done = subprocess.run(
        [*paths.program(), *words],
        input=said,
        encoding="utf-8",
        cwd=paths.root(),
        env=user.environment(os.environ) if user else None,
        check=False,
        user=user.user if user else None,
        group=user.group if user else None,
        extra_groups=user.groups if user else None,
        umask=0o027 if user else -1,
    )
    return done.returncode

"""A stop on a machine of the tests: installed, set up, drawn where nobody looks or by a real compositor."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

from tests.appliance.machine import LIMIT, Done
from tests.appliance.town import FEEDS, TRUNK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.appliance.machine import Machine

STOP_ID = "filatova-1"
PIN = "739154"
SCREEN, SOS, SESSION, CHECK = (f"kiosk-{part}.service" for part in ("screen", "sos", "session", "update-check"))
SOON = 3
"""Seconds after an upgrade until it is judged, in place of 60."""
GRACE = 25
"""Seconds in which it may still become healthy, in place of 40; its screen must have run for 20."""
NOWHERE = """[Service]
TimeoutStartSec=15
Environment=QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software
"""
HEADLESS = """[Service]
Environment=WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman LIBSEAT_BACKEND=noop
"""
SOFTWARE = """[Service]
Environment=QT_QUICK_BACKEND=software
"""
JUDGED_SOON = f"""[Service]
ExecStart=
ExecStart=/usr/lib/smart-stop-kiosk/libexec/update-check --after {SOON} --grace {GRACE}
"""


def install(machine: Machine, package: Path) -> str:
    """Install a package with apt-get, also over another one; what that says."""
    name = f"/run/{package.name}"
    shutil.copy(package, machine.path(name))
    done = machine.apt("install", "--allow-downgrades", name)
    machine.path(name).unlink()
    return done.stdout + done.stderr


def set_up(machine: Machine) -> Done:
    """What a technician does, in one line. That no sound device is here is told, and is no reason to stop."""
    machine.path("/run/pin").write_text(f"{PIN}\n")
    words = [
        "--gtfs", f"{FEEDS}/gtfs.zip", "--trip-updates", f"{FEEDS}/trip-updates.pb", "--stop", STOP_ID,
        "--trunk", TRUNK, "--pavilion", "73-001", "--address", "проспект Филатова", "--pin-file", "/run/pin",
        "--panel", "32",
    ]  # fmt: skip
    done = machine.run("kiosk", "setup", "--no-input", *words, check=False)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    assert "The kiosk starts now" in done.stdout, done.stdout + done.stderr
    return done


def until(true: Callable[[], object], machine: Machine, limit: float = LIMIT) -> None:
    """Wait until this is true of the machine. Raises AssertionError."""
    ends = time.monotonic() + limit
    while not true():
        assert time.monotonic() < ends, "\n".join(machine.journal(unit) for unit in (SCREEN, SOS, CHECK))
        machine.run("sleep", "0.3")


def draw_nowhere(machine: Machine) -> None:
    """Have the screen drawn without a compositor, and versions judged soon."""
    machine.drop_in(SCREEN, NOWHERE)
    machine.drop_in(CHECK, JUDGED_SOON)
    machine.run("systemctl", "mask", SESSION)


def draw_headless(machine: Machine) -> None:
    """Have the screen drawn under the package's compositor, which has an output that nobody sees."""
    machine.run("systemctl", "unmask", SESSION)
    machine.drop_in(SESSION, HEADLESS)
    machine.drop_in(SCREEN, SOFTWARE)

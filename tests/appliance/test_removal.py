"""Remove keeps settings and data, purge leaves nothing. Source: Debian Policy, 6.8 and 10.7."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.appliance import debian, stop
from tests.appliance.machine import LIB, SETTINGS, STATE, Machine

KNOWN = (
    "/dev", "/proc", "/run", "/sys", "/tmp",  # noqa: S108  which each unit has of its own
    "/var/cache", "/var/lib/apt", "/var/lib/dpkg", "/var/log",
    "/etc/passwd-", "/etc/group-", "/etc/shadow-", "/etc/gshadow-",  # systemd-sysusers keeps the ones before
    "/etc/.pwd.lock", "/etc/subuid", "/etc/subgid", "/etc/mailcap",
    "/var/lib/systemd/deb-systemd-helper-enabled",
)  # fmt: skip
"""What any package leaves behind: what is in memory, and the notes of dpkg and apt."""


@pytest.fixture
def machine(bare: Path) -> Iterator[Machine]:
    """A machine that never had the package."""
    with Machine(bare, cached=debian.CACHED) as machine:
        yield machine


def listed(machine: Machine) -> set[str]:
    """Every file and folder, less what any package leaves behind."""
    skipped = [word for place in KNOWN for word in ("-path", place, "-prune", "-o")]
    return set(machine.run("find", "/", *skipped, "-print").stdout.splitlines())


def test_remove_keeps_settings_and_data_and_purge_leaves_nothing(machine: Machine, package: Path) -> None:
    before = listed(machine)
    stop.draw_nowhere(machine)
    stop.install(machine, package)
    stop.set_up(machine)
    assert machine.health("--wait", "60") == ["healthy"]
    settings = machine.path(SETTINGS).read_bytes()

    machine.apt("remove", "smart-stop-kiosk")
    stop.until(lambda: not machine.processes(), machine)
    assert machine.path(SETTINGS).read_bytes() == settings
    assert machine.path("/var/lib/kiosk/maintenance/pin").exists()
    assert not machine.path(LIB).exists()
    assert not machine.path(f"{STATE}/update-pending").exists()

    stop.install(machine, package)
    machine.systemctl("start", "kiosk.target")
    assert machine.health("--wait", "60") == ["healthy"], "installed again it goes on as it was"

    machine.apt("purge", "smart-stop-kiosk")
    stop.until(lambda: not machine.processes(), machine)
    machine.run("systemctl", "unmask", stop.SESSION)  # ours, see draw_nowhere
    left = {name for name in listed(machine) - before if not is_ours(name)}
    assert left == set()
    assert before - listed(machine) == set()
    users = [line.split(":") for line in machine.path("/etc/passwd").read_text().split("\n") if "kiosk" in line]
    assert {user[6].rpartition("/")[2] for user in users} == {"nologin"}, "names stay, nobody can log in"


def is_ours(name: str) -> bool:
    """Whether these tests made it, and not the package."""
    return name.startswith(tuple(f"/etc/systemd/system/{unit}.d" for unit in (stop.SCREEN, stop.CHECK)))


def test_a_package_that_was_never_set_up_starts_nothing(machine: Machine, package: Path) -> None:
    stop.install(machine, package)
    machine.begin()
    assert machine.processes() == {}
    done = machine.run("kiosk", "health", check=False)
    assert (done.returncode, done.stderr) == (2, "kiosk: there are no settings: name them with --config FILE.\n")
    machine.apt("purge", "smart-stop-kiosk")
    assert not machine.path(LIB).exists()

"""Upgrades by apt: one that is well stays, one that is not is taken back by itself."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.appliance import stop
from tests.appliance.machine import LIB, SETTINGS, STATE
from tests.appliance.packages import packed
from tests.appliance.stop import CHECK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.appliance.machine import Machine

SOON = ("--wait", "60")
ALL_FAILS = "#!/bin/sh\necho 'kiosk: a library is missing' >&2\nexit 1\n"
NEVER_PAINTED = f"""#!/bin/sh
# The emergency agent and the answers are those of the version before; the screen hangs.
[ "$1" != run ] || exec sleep 1000
exec {LIB}/previous/kiosk "$@"
"""
NO_AGENT = f"""#!/bin/sh
[ "$1" != sos ] || exit 1
exec {LIB}/previous/kiosk "$@"
"""


@pytest.fixture
def broken(scratch: Path, tmp_path: Path) -> Callable[[str, str], Path]:
    """Makes a package of a version whose program is the shell script `words`."""

    def made(version: str, words: str) -> Path:
        bundle = tmp_path / "bundle"
        bundle.mkdir()
        (bundle / "kiosk").write_text(words)
        (bundle / "kiosk").chmod(0o755)
        return packed(scratch, version, bundle)

    return made


def until_judged(machine: Machine) -> None:
    """Wait until the version on trial is judged."""
    stop.until(lambda: not machine.path(f"{STATE}/update-pending").exists(), machine)


def content(machine: Machine) -> dict[str, str]:
    """What an upgrade may not change, by what is in it."""
    names = (SETTINGS, "/var/lib/kiosk/maintenance/pin", "/etc/systemd/system/kiosk-screen.service.d/test.conf")
    return {name: hashlib.sha256(machine.path(name).read_bytes()).hexdigest() for name in names}


def events(machine: Machine) -> list[str]:
    """Every line of the usage log."""
    return machine.run("kiosk", "events", check=False).stdout.splitlines()


def test_a_newer_version_that_is_healthy_stays_until_somebody_takes_it_back(machine: Machine, newer: Path) -> None:
    assert machine.health(*SOON) == ["healthy"]
    before, log = content(machine), set(events(machine))
    stop.install(machine, newer)
    assert machine.version == "0.6.1"
    until_judged(machine)
    assert "version 0.6.1 is healthy" in machine.journal(CHECK)
    assert machine.health() == ["healthy"]
    assert machine.path(f"{LIB}/previous").readlink().name == "0.6.0-1"
    assert set(machine.serving().values()) == {f"{LIB}/installed/0.6.1-1/kiosk"}
    assert content(machine) == before
    assert log <= set(events(machine))
    assert machine.status()["version"]["state"] == "runs"

    told = machine.run(f"{LIB}/libexec/roll-back").stdout
    assert "version 0.6.0 runs in place of 0.6.1" in told
    assert machine.health(*SOON) == ["healthy"]
    assert machine.version == "0.6.0"
    assert content(machine) == before


def test_while_it_is_unpacked_the_old_one_goes_on_running(machine: Machine, newer: Path) -> None:
    """As where nobody starts the units anew: its files are there, to the last lazily read one."""
    assert machine.health(*SOON) == ["healthy"]
    machine.run("rmdir", "/run/systemd/system")
    stop.install(machine, newer)
    assert machine.version == "0.6.1"
    old = f"{LIB}/installed/0.6.0-1/kiosk"
    assert machine.serving() == {"run": old, "sos": old}
    assert machine.run(old, "health").stdout == "healthy\n"
    assert machine.run(old, "--version").stdout == "kiosk 0.6.0\n"
    assert machine.health()[0].startswith("The screen that runs was started from")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (ALL_FAILS, "kiosk: a library is missing"),
        (NEVER_PAINTED, "No screen runs that has painted, or only one in safe mode."),
        (NO_AGENT, "The emergency agent does not answer."),
    ],
    ids=["nothing starts", "the board is not painted", "the emergency agent is not ready"],
)
def test_a_version_that_is_broken_is_taken_back_by_itself(
    machine: Machine, broken: Callable[[str, str], Path], words: str, reason: str
) -> None:
    assert machine.health(*SOON) == ["healthy"]
    before = content(machine)
    stop.install(machine, broken("0.6.2", words))
    assert machine.version == "0.6.2"
    until_judged(machine)
    assert machine.version == "0.6.0"
    assert machine.health(*SOON) == ["healthy"], machine.journal(CHECK)
    assert f"reason={reason}" in machine.path(f"{STATE}/rolled-back").read_text()
    assert content(machine) == before
    assert machine.run("dpkg-query", "--showformat", "${Version}", "--show", "smart-stop-kiosk").stdout == "0.6.2"


def test_after_that_a_good_version_is_taken_again(
    machine: Machine, broken: Callable[[str, str], Path], newer: Path
) -> None:
    assert machine.health(*SOON) == ["healthy"]
    stop.install(machine, broken("0.6.0.1", ALL_FAILS))
    until_judged(machine)
    assert machine.version == "0.6.0"
    stop.install(machine, newer)
    until_judged(machine)
    assert machine.version == "0.6.1", machine.journal(CHECK) + machine.journal(stop.SCREEN)
    assert machine.health() == ["healthy"]
    assert not machine.path(f"{STATE}/rolled-back").exists()

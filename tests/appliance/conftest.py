"""The package, a Debian to put it into, and a machine with a stop that was set up: made once for all tests."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk import __version__
from tests.appliance import debian, packages, stop
from tests.appliance.machine import LIB, Machine
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

CLONE_NEWNS = 0x20000
LIMIT = 900.0
"""Seconds for what a fixture makes: the bundle, a Debian, an installation."""


def pytest_sessionstart() -> None:
    """Told to end, the tests end as after Ctrl+C: what they made is taken down."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What these tests wait for takes longer than a test may usually take."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(LIMIT))


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder in memory, which nobody else sees and which is gone with this process, however it ends.

    Source: unshare(2), CLONE_NEWNS; mount_namespaces(7).
    """
    if os.geteuid() != 0:
        pytest.skip("a machine of its own needs root: run `sudo make test-appliance`")
    debian.BUILD.mkdir(mode=0o700, parents=True, exist_ok=True)
    debian.CACHED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tests-", dir=debian.BUILD) as folder:
        if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNS) != 0:
            raise OSError(ctypes.get_errno(), "no mounts of our own can be made here")
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=700", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(scope="session")
def package() -> Path:
    """The package as `make package` makes it, or the one that $KIOSK_PACKAGE names."""
    if named := os.environ.get("KIOSK_PACKAGE"):
        return Path(named).absolute()
    subprocess.run([ROOT / "build_spec" / "package.sh"], check=True, timeout=LIMIT, stdout=subprocess.DEVNULL)
    return ROOT / "dist" / f"smart-stop-kiosk_{__version__}_amd64.deb"


@pytest.fixture(scope="session")
def newer(package: Path, scratch: Path) -> Path:
    """The same program as a newer package."""
    folder = scratch / "unpacked"
    subprocess.run(["dpkg-deb", "--extract", package, folder], check=True, timeout=120)
    return packages.packed(scratch, packages.NEWER, folder / LIB.lstrip("/") / "bundle")


@pytest.fixture(scope="session")
def bare(scratch: Path, package: Path) -> Path:
    """The folder of a Debian that holds what the package depends on, and not the package."""
    assert scratch.is_dir(), "what skips the tests of an ordinary user"
    return debian.folder_for(package)


@pytest.fixture(scope="session")
def installed(bare: Path, package: Path, scratch: Path) -> tuple[Path, Path]:
    """The folders of a Debian in which the package was installed and `kiosk setup` run."""
    changes = scratch / "installed"
    changes.mkdir()
    with Machine(bare, cached=debian.CACHED, changes=changes) as machine:
        stop.draw_nowhere(machine)
        stop.install(machine, package)
        stop.set_up(machine)
        machine.systemctl("stop", "kiosk.target")
    return changes / "upper", bare


@pytest.fixture(scope="session")
def running(installed: tuple[Path, Path]) -> Iterator[Machine]:
    """A machine whose stop runs and is healthy, for tests that change nothing on it."""
    with Machine(*installed, cached=debian.CACHED) as machine:
        machine.begin()
        assert machine.health("--wait", "60") == ["healthy"], machine.journal(stop.SCREEN)
        yield machine


@pytest.fixture
def machine(installed: tuple[Path, Path]) -> Iterator[Machine]:
    """A machine of the test's own, whose stop has just been started."""
    with Machine(*installed, cached=debian.CACHED) as machine:
        machine.begin()
        yield machine

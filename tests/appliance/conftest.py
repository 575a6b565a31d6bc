"""The package, a Debian to put it into, and a machine with a stop that was set up: made once for all tests here."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.appliance import debian, stop
from tests.appliance.machine import Machine
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 900.0
"""Seconds for what a fixture makes: the bundle, a Debian, an installation."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What these tests wait for takes longer than a test may usually take."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(LIMIT))


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder below build/, on the disk that has room."""
    debian.BUILD.mkdir(parents=True, exist_ok=True)
    debian.CACHED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tests-", dir=debian.BUILD) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def package() -> Path:
    """The package as `make package` makes it."""
    subprocess.run([ROOT / "build_spec" / "package.sh"], check=True, timeout=LIMIT, stdout=subprocess.DEVNULL)
    made = sorted((ROOT / "dist").glob("smart-stop-kiosk_*_amd64.deb"), key=lambda file: file.stat().st_mtime)
    return made[-1]


@pytest.fixture(scope="session")
def machines() -> None:
    """Leave out, with one sentence, what needs a root that may mount and change its root folder."""
    if os.geteuid() != 0:
        pytest.skip("a machine of its own needs root: run `sudo make test-appliance`")


@pytest.fixture(scope="session")
def bare(machines: None, package: Path, scratch: Path) -> Path:  # noqa: ARG001  only asked for
    """The folder of a Debian that holds what the package depends on."""
    folder = scratch / "bare"
    debian.unpacked(package, folder)
    return folder


@pytest.fixture(scope="session")
def installed(machines: None, package: Path, scratch: Path) -> Path:  # noqa: ARG001  only asked for
    """The folder of a Debian in which the package was installed and `kiosk setup` run."""
    folder = scratch / "installed"
    debian.unpacked(package, folder)
    with Machine(folder, debian.CACHED, kept=False) as machine:
        stop.install(machine, package)
        stop.set_up(machine)
        stop.draw_nowhere(machine)
    return folder


@pytest.fixture
def machine(installed: Path) -> Iterator[Machine]:
    """A machine of the test's own, on which the stop is set up and does not run yet."""
    with Machine(installed, debian.CACHED) as machine:
        machine.begin()
        yield machine


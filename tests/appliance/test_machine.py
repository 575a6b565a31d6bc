"""The machines of these tests leave nothing behind, however a test run ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.appliance import stop
from tests.beside import beside
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.appliance.machine import Machine

MAKES = """
import sys
from pathlib import Path
from tests.appliance.machine import Machine

with Machine(Path(sys.argv[1]), cached=Path(sys.argv[2]), network=True) as machine:
    print(machine.path("/run"), flush=True)
    sys.stdin.read()
"""
"""A run of tests that has just made a machine."""


def test_a_machine_ends_with_whoever_made_it(machine: Machine, bare: Path, tmp_path: Path) -> None:
    cached = tmp_path / "apt"
    cached.mkdir()
    pipe = subprocess.PIPE
    words = [sys.executable, "-c", MAKES, str(bare), str(cached)]
    with beside(subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)) as makes:
        assert makes.stdout
        run = Path(makes.stdout.readline().rstrip("\n"))
        assert run.is_dir()
        makes.kill()
    stop.until(lambda: not run.exists(), machine)

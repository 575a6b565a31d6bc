"""The set-up script where it cannot go on: it says why, before it has changed anything."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

SCRIPTS = sorted([*(ROOT / "build_spec").glob("*.sh"), ROOT / ".ci" / "run"])


def set_up(*words: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run it with no other programs than those in `path`."""
    command = ["/bin/sh", str(ROOT / "build_spec" / "set-up.sh"), *words]
    return subprocess.run(command, env={"PATH": str(path)}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", [(), ("fly",)])
def test_it_wants_to_know_what_for(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "")
    done = set_up(*words, path=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "set-up.sh: run, dev or package\n"


def test_without_a_fitting_python_it_says_which_would_do(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "")
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = set_up("run", path=tmp_path)
    assert done.returncode == 2
    assert "3.11, 3.12 or 3.13" in done.stderr


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_script_can_be_run_and_parsed(script: Path) -> None:
    assert script.stat().st_mode & 0o111
    shell = script.read_text().splitlines()[0].rpartition("/")[2].split()[-1]
    assert subprocess.run([shell, "-n", str(script)], check=False).returncode == 0


def test_continuous_integration_does_what_a_developer_does() -> None:
    does = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in does if line.startswith("make ")] == ["make test", "make test-appliance"]

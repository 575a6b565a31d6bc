"""The program as a user starts it: `python -m kiosk ...` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

Done = subprocess.CompletedProcess[str]


def words(*arguments: str | Path) -> list[str]:
    """The command line of `kiosk` with these arguments."""
    return [sys.executable, "-m", "kiosk", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """Ours, without what would choose settings or data of the desk the test runs at."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "XDG_"))}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **more}


def kiosk(*arguments: str | Path, cwd: Path = ROOT, **more: str) -> Done:
    """Run it to its end, in the folder `cwd`. Whatever it was asked: no trace of Python ever reaches its user."""
    done = subprocess.run(
        words(*arguments),
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


def refused(done: Done) -> str:
    """The one sentence with which it was refused; exit code 2, and nothing on the output."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("kiosk"), sentence
    return sentence

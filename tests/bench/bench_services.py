"""State services: how soon their page, a search and a web page are there, and what a session leaves behind."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure
from tests.conftest import ROOT
from tests.ordinary_user import ordinary_user

LIMIT = 900.0
"""Seconds for a hundred sessions and all else."""
NO_SCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


def figures(_real_feeds: Path | None) -> list[Figure]:
    """Every figure of the services pages and of web sessions."""
    return [*page_figures(), *session_figures()]


def page_figures() -> list[Figure]:
    """What a passenger waits for on our own pages."""
    found = measured([sys.executable, "-m", "tests.bench.services_pages"], {**os.environ, **NO_SCREEN})
    touches, keystrokes = found["touches"], found["keystrokes"]
    return [
        Figure("touch on Services -> page painted, worst", 1000 * max(touches), "ms", 100, 50, median(touches)),
        Figure(
            "keystroke -> list of 500 services, worst", 1000 * max(keystrokes), "ms", 50, 16, median(keystrokes)
        ),
    ]


def session_figures() -> list[Figure]:
    """What a web session costs: real processes, a portal on loopback, an ordinary user, the sandbox on."""
    with ordinary_user() as user:
        found = printed(user.run([user.python, "-m", "tests.bench.sessions"], NO_SCREEN, timeout=LIMIT))
    bare_cold, bare_warm, cold, warm = (
        statistics.median(found[name][1:]) for name in ("bare_cold", "bare_warm", "cold", "warm")
    )
    grown = found["memory"][1] - found["memory"][0]
    return [
        Figure(
            "open here, warm spare / bare window from its start",
            warm / bare_cold,
            "x",
            1.5,
            1.1,
            f"{warm:.2f} s, without a spare {cold:.2f} s; bare {bare_cold:.2f} s",
        ),
        Figure(
            "open here, warm spare / bare window that waits",
            warm / bare_warm,
            "x",
            1.5,
            1.1,
            f"{warm:.2f} s; bare {bare_warm:.2f} s",
        ),
        Figure("end of session -> nothing left, worst", max(found["ends"]), "s", 2, 0.5, median(found["ends"])),
        Figure("100 sessions: memory of the screen process", max(grown, 0.0), "MB", 10, 1, f"{found['memory']}"),
        Figure("100 sessions: files left over", len(found["files_left"]), "", 0, 0, str(found["files_left"][:3])),
        Figure("100 sessions: processes left over", len(found["processes_left"]), "", 0, 0),
    ]


def measured(words: list[str], env: dict[str, str]) -> dict[str, Any]:
    """The object of JSON that a program prints last."""
    done = subprocess.run(words, env=env, cwd=ROOT, check=True, capture_output=True)
    return printed(done)


def printed(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    """What it printed, or why it did not."""
    if done.returncode:
        raise AssertionError(done.stderr.decode()[-3000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def median(seconds: list[float]) -> str:
    """The median in milliseconds, and of how many."""
    return f"median {1000 * statistics.median(seconds):.1f} ms of {len(seconds)}"

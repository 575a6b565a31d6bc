"""The plan of the house is a test: who may import whom."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def test_rooms_import_as_planned() -> None:
    lint = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr

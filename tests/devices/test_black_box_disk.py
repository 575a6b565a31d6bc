"""The black box on real disks that are full or read-only: what cannot be kept is told, the rest stays whole."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT
from tests.devices.test_usage_disk import own_mounts

if TYPE_CHECKING:
    from pathlib import Path


def played(scenario: str, folder: Path) -> dict[str, Any]:
    if not own_mounts():
        pytest.skip("this system lets nobody mount, not even in a namespace of its own")
    words = [*own_mounts(), sys.executable, "-m", "tests.devices.black_box_disk", scenario, str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_read_only_disk_keeps_what_it_has(tmp_path: Path) -> None:
    found = played("read_only", tmp_path)
    assert found["went"] == ["kept", "Read-only file system", "kept"]
    assert found["seen"] == 20
    assert found["boxes"] == [20, 20]


def test_a_full_disk_holds_no_half_a_box(tmp_path: Path) -> None:
    found = played("full", tmp_path)
    assert found["went"] == ["kept", "No space left on device", "kept"]
    assert found["halves"] == 0
    assert found["boxes"] == [20, 20]


def test_with_a_full_memory_the_pictures_stay_in_the_process(tmp_path: Path) -> None:
    found = played("full_memory", tmp_path)
    assert found["without"] == [0, 1, False]
    assert found["with"] == [1, 2, True]

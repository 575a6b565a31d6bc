"""What the tests of the browser share. Chromium runs here with its sandbox on, so never as root."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browse.passenger import Places
from tests.fakes.portal import Portal

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - as the kiosk does: sessions lie in memory where they can
NO_GRAPHICS_CARD = (
    r"^QRhiGles2: Failed to create (temporary )?context$",
    r"^Failed to create RHI for backend: OpenGL$",
    r"^GPUInfo not initialized on GpuInfoUpdate$",
)
"""What Qt WebEngine warns of as it starts without OpenGL, whatever it is told; then it draws in software."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no test fail because the machine has no graphics card."""
    for item in items:
        if "browse" in item.path.parts:
            item.add_marker(pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True))


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """The state portal of the tests, with nobody logged in."""
    with Portal(tmp_path) as portal:
        yield portal


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    """Where the kiosk of a test lives, empty; nothing of a session is left in it at the end."""
    memory = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK | os.X_OK) else None
    sessions = Path(tempfile.mkdtemp(prefix="kiosk-test-", dir=memory))
    home = tmp_path / "home"
    home.mkdir()
    try:
        yield Places(sessions, home)
        assert [path.name for path in sessions.iterdir() if path.is_dir()] == []
    finally:
        shutil.rmtree(sessions)

"""What the tests of the browser share. Chromium runs here with its sandbox on, so never as root."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.portal import Portal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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

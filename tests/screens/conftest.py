"""Words compiled once, a stage that is always taken down, and a glass to touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from build_spec import translations
from tests.screens.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="session", autouse=True)
def compiled_words() -> None:
    """The .qm files are built, not kept; a test run makes them itself."""
    translations.compile_stale()


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    """The screen in portrait."""
    shown = Stage()
    yield shown
    shown.close()


@pytest.fixture(scope="session")
def glass() -> QPointingDevice:
    """A touch screen for several fingers. Qt keeps every device it was given for ever, so there is one."""
    return QTest.createTouchDevice()

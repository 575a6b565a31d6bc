"""The drill's page as tests and pictures play it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from kiosk import paths
from kiosk.domain.maintenance.drill import Step, to_text
from kiosk.screens.keyboard import KeyboardScreen
from kiosk.screens.maintenance.drill import DrillScreen
from tests.screens.maintenance import sample_drills

if TYPE_CHECKING:
    from tests.screens.maintenance.stage import MaintenanceStage

CODE = f"{to_text(sample_drills.result(sample_drills.ILL))}\n{'K' * 43}=\n{'S' * 86}=="
"""As long as a signed result is."""


class Ticking:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def made(clock: Ticking | None = None) -> DrillScreen:
    """The page's object at a time of its own."""
    return DrillScreen(clock or Ticking())


def typing(stage: MaintenanceStage, screen: DrillScreen) -> KeyboardScreen:
    """The page at its keyboard, which types into its field."""
    keyboard = KeyboardScreen(stage.passenger, paths.resources() / "keyboards", None, stage.window)
    keyboard.watch(stage.window.view)
    screen.set_keyboard(keyboard)
    screen.show(sample_drills.at(Step.KEYBOARD, 100.0))
    QGuiApplication.processEvents()
    stage.lay_out()
    return keyboard

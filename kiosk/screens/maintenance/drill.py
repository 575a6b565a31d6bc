"""Page 2 of the service menu: the readiness drill, its result, and the drills before."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.maintenance.drill import Step
from kiosk.screens.maintenance.drill_view import DrillView
from kiosk.screens.qml import QmlUncreatable

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.call.status import Monotonic
    from kiosk.domain.maintenance.drill import Finding

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("the app makes it")
class DrillScreen(DrillView):
    """What somebody does on the page. Whoever listens runs the drill, and shows it here.

    `answered` carries the Step of a guided step and its Finding; `chosen` the key of a drill of before.
    """

    beginWanted = Signal()
    leaveWanted = Signal()
    againWanted = Signal(str)
    exportWanted = Signal()
    chosen = Signal(str)
    answered = Signal(object, object)

    def __init__(self, clock: Callable[[], Monotonic] = time.monotonic, parent: QObject | None = None) -> None:
        super().__init__(clock, parent)
        self._touch.found.connect(self._touched)
        self._colours.found.connect(self._looked)
        self._typing.found.connect(self._typed)

    @Slot()
    def begin(self) -> None:
        """Begin a drill."""
        self.beginWanted.emit()

    @Slot()
    def leave(self) -> None:
        """Leave the drill, or its result."""
        self.leaveWanted.emit()

    @Slot(str)
    def again(self, step: str) -> None:
        """Run one step once more."""
        self.againWanted.emit(step)

    @Slot(str)
    def choose(self, key: str) -> None:
        """Look at one of the drills before."""
        self.chosen.emit(key)

    @Slot()
    def export(self) -> None:
        """Write the result to a USB stick."""
        self.exportWanted.emit()

    @Slot(object)
    def _touched(self, finding: Finding) -> None:
        self.answered.emit(Step.TOUCH, finding)

    @Slot(object)
    def _looked(self, finding: Finding) -> None:
        self.answered.emit(Step.COLOURS, finding)

    @Slot(object)
    def _typed(self, finding: Finding) -> None:
        self.answered.emit(Step.KEYBOARD, finding)

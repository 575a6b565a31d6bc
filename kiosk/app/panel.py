"""The panel as it hangs: the picture upright on it, again whenever it comes back."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from kiosk.app.background import Background

if TYPE_CHECKING:
    from kiosk.devices.outputs import Outputs

log = logging.getLogger(__name__)


class Panel(QObject):
    """Switches the panel on, and turns the picture for one that hangs turned clockwise by `rotation` degrees.

    The compositor is asked beside the screen's thread, at the start and when a panel is plugged in. A refusal is
    noted once in the log. `outputs`: None means those of this session.
    """

    def __init__(self, rotation: int, outputs: Outputs | None = None) -> None:
        super().__init__()
        self._rotation = rotation
        self._outputs = outputs
        self._background = Background(self)
        self._started = False
        self._trouble = ""

    @Slot()
    def start(self) -> None:
        """Begin, once. The program before this one may have ended while the panel was off for the night."""
        if not self._started:
            self._started = True
            cast("QGuiApplication", QGuiApplication.instance()).screenAdded.connect(self._plugged_in)
            self._arrange(first=True)

    def stop(self) -> None:
        """Leave the picture as it is."""
        self._background.stop()

    @Slot()
    def _plugged_in(self) -> None:
        self._arrange(first=False)

    def _arrange(self, *, first: bool) -> None:
        self._background.run(partial(_turn, self._outputs, self._rotation, first=first), self._told)

    def _told(self, trouble: str) -> None:
        # No fault: cage 0.1.4 and weston turn the picture themselves, each by settings of its own.
        if trouble and trouble != self._trouble and self._rotation:
            log.info("turning the picture is left to the compositor: %s", trouble)
        self._trouble = trouble


def _turn(outputs: Outputs | None, rotation: int, *, first: bool) -> str:
    """Arrange them; why that failed, or ""."""
    from kiosk.devices.outputs import Outputs, OutputsError  # noqa: PLC0415  not needed for the first picture

    outputs = outputs or Outputs()
    try:
        if first:
            outputs.power(on=True)
        outputs.turn(rotation)
    except OutputsError as error:
        return str(error)
    return ""

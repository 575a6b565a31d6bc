"""The picture at night: black or off while nobody is there."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from kiosk.devices.outputs import Outputs, OutputsError

if TYPE_CHECKING:
    from kiosk.app.background import Background
    from kiosk.screens.window import Window

log = logging.getLogger(__name__)


class Blanking:
    """Takes the picture of `window` away and brings it back; asked for what is already so, it does nothing.

    The outputs are told beside the screen's thread, in `background`; where they cannot be switched the picture is
    black all the same, and the reason is in the log once.
    """

    def __init__(self, window: Window, background: Background, outputs: Outputs | None = None) -> None:
        self._window = window
        self._background = background
        self._outputs = outputs or Outputs()
        self._black = False
        self._off = False
        self._trouble = ""

    def show(self, *, black: bool, off: bool) -> None:
        """Let the picture be black or not, and the panel behind it off or on."""
        if black != self._black:
            self._black = black
            self._window.blacken(on=black)
            log.info("the picture is taken away for the night" if black else "the picture is back")
        if off != self._off:
            self._off = off
            self._background.run(partial(_switch, self._outputs, on=not off), self._switched)

    def _switched(self, trouble: str) -> None:
        if trouble and trouble != self._trouble:
            log.warning("the panel is not switched: %s", trouble)
        self._trouble = trouble


def _switch(outputs: Outputs, *, on: bool) -> str:
    """Why that failed, or ""."""
    try:
        outputs.power(on=on)
    except OutputsError as error:
        return str(error)
    return ""

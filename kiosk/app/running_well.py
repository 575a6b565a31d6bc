"""What follows from a screen that has run well for a while: its settings are kept, or safe mode is left again."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk import paths
from kiosk.app.background import Background
from kiosk.app.call_heard import CallHeard
from kiosk.app.restart import RESTART
from kiosk.config import ran_well
from kiosk.domain.ladder import LEFT, Rung
from kiosk.domain.nightly import UNTOUCHED

if TYPE_CHECKING:
    from kiosk.app.upkeep import Running

KEPT_AFTER = 600.0
"""Seconds after which settings have shown that one can live with them."""
LEFT_AFTER = 1800.0
"""Seconds in safe mode after which the whole screen gets another try."""
LOOK_AGAIN = 60.0

log = logging.getLogger(__name__)


class RunningWell(QObject):
    """Waits, in seconds of the real time. `content`: the settings it runs with, b"" where none are to be kept.

    Safe mode is left by a planned restart while nobody is served, some times until the machine is started anew.
    """

    def __init__(
        self,
        running: Running,
        content: bytes,
        *,
        kept_after: float = KEPT_AFTER,
        left_after: float = LEFT_AFTER,
    ) -> None:
        super().__init__()
        self._running = running
        self._starts = running.starts
        self._content = content
        self._kept_after, self._left_after = kept_after, left_after
        self._background = Background(self)
        self._call = CallHeard(running.emergency)
        self._timer = QTimer(self, singleShot=True)

    def start(self) -> None:
        """Begin to wait."""
        if self._starts.rung is not Rung.USUAL and self._starts.noted:
            if not self._starts.may_leave:
                log.warning("safe mode stays: it was left often enough")
                return
            self._timer.timeout.connect(self.leave)
            self._timer.start(round(self._left_after * 1000))
        elif self._starts.rung is Rung.USUAL and self._content:
            self._timer.timeout.connect(self._keep)
            self._timer.start(round(self._kept_after * 1000))

    def stop(self) -> None:
        """Wait no longer."""
        self._timer.stop()
        self._background.stop()

    @property
    def waits(self) -> bool:
        """Whether something is still to follow."""
        return self._timer.isActive()

    @Slot()
    def leave(self) -> None:
        """Leave safe mode, or look again in a minute where somebody needs the screen."""
        screens = self._running.scene.screens
        if self._call.needed or screens.services.browsing or screens.navigation.idle < UNTOUCHED:
            self._timer.start(round(LOOK_AGAIN * 1000))
            return
        log.info("safe mode ran well: the whole screen is tried again")
        self._starts.end(LEFT)
        self._running.exit(RESTART)

    @Slot()
    def _keep(self) -> None:
        self._background.run(partial(ran_well.keep, self._content, paths.data_dir()), _kept)


def _kept(_: None) -> None:
    """They are on the disk, or the log says why not."""

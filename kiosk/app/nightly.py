"""The planned restart of the screen at night, put off for as long as anybody needs the screen."""

from __future__ import annotations

import logging
import time
from datetime import time as time_of_day
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.app.call_heard import CallHeard
from kiosk.config.unconfirmed import waits
from kiosk.devices.life import Why
from kiosk.domain.nightly import UNTOUCHED, due
from kiosk.screens.maintenance.menu import CLOSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.app.maintenance.context import Context

LOOK_MS = 60_000

log = logging.getLogger(__name__)


class Nightly(QObject):
    """Ends the program of `context` at the hour of its settings, to be started anew; never the demonstration.

    `monotonic` is the clock that CallStatus counts on.
    """

    def __init__(self, context: Context, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._context = context
        self._at = context.settings.maintenance.restart_time
        self._began = context.clock.read().monotonic
        self._by_night = context.past.why is Why.NIGHTLY
        self._call = CallHeard(context.emergency, monotonic)
        self._waits = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look at the clock each minute from now on."""
        if self._at is not None and self._context.file is not None:
            self._timer.start()

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Start anew where it is time and nobody is in the way."""
        if self._at is None or not self._is_due(self._at):
            if self._waits:
                log.warning("the planned restart is given up until the next night")
            self._waits = False
            return
        reason = self._hindrance()
        if not reason:
            log.info("the planned restart of the night")
            self._context.end(Why.NIGHTLY)
        elif not self._waits:
            log.info("the planned restart waits: %s", reason)
        self._waits = bool(reason)

    def _is_due(self, at: time_of_day) -> bool:
        now, zone = self._context.clock.read(), self._context.facts.timetable.zone
        return due(at, zone, now, self._began, by_night=self._by_night)

    def _hindrance(self) -> str:
        """Who or what needs the screen, "" where nobody and nothing does."""
        screens = self._context.scene.screens
        needs = (
            (self._call.needed, "an emergency call, or one that may come back"),
            (screens.services.browsing, "a web session"),
            (self._context.menu.look != CLOSED, "the service menu is open"),
            (screens.navigation.idle < UNTOUCHED, "somebody touched the screen"),
            (self._context.file is not None and waits(self._context.file), "settings wait to be confirmed"),
            (self._context.live.importing, "a timetable is being imported"),
        )
        return next((reason for needed, reason in needs if needed), "")

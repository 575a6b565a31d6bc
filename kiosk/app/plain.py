"""What a screen on the lowest rung keeps of itself: a word for whoever asks how it is, and a door for technicians.

Anything else may be what made it die. The service menu is made when somebody is at the door, and not before.
"""

from __future__ import annotations

import logging
import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk import __version__, paths
from kiosk.devices import status_file
from kiosk.devices.life import boot_id
from kiosk.domain.maintenance import fact_program
from kiosk.screens.maintenance.menu import MaintenanceScreen

if TYPE_CHECKING:
    from kiosk.app.kept import Kept
    from kiosk.app.upkeep import Running

EVERY_MS = 30_000

log = logging.getLogger(__name__)


class PlainUpkeep(QObject):
    """Tells each half minute that the screen runs; lets technicians in."""

    def __init__(self, running: Running) -> None:
        super().__init__()
        self._running = running
        self._menu = MaintenanceScreen(running.scene.screens.navigation)
        self._kept: Kept | None = None
        self._began = time.monotonic()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tell)

    def start(self) -> None:
        """Begin."""
        self._tell()
        self._timer.start()
        self._menu.doorHeld.connect(self._open)
        self._running.scene.window.give_maintenance(self._menu)

    def stop(self) -> None:
        """End what was begun."""
        self._timer.stop()
        if self._kept is not None:
            self._kept.stop()

    @Slot()
    def _open(self) -> None:
        """Make the service menu, which goes on with the step of the door that has just been done."""
        self._menu.doorHeld.disconnect(self._open)
        self._timer.stop()
        from kiosk.app.kept import Kept  # noqa: PLC0415  see above

        self._kept = Kept(self._running, self._menu)
        self._kept.start()
        self._menu.doorHeld.emit()

    @Slot()
    def _tell(self) -> None:
        running, now = self._running, self._running.clock.read()
        uptime = time.monotonic() - self._began
        facts = (fact_program.screen(uptime, running.starts.rung), fact_program.version(__version__))
        zone = running.facts.timetable.zone
        told = status_file.Told(facts, now.instant, zone, boot_id(), time.monotonic(), EVERY_MS / 1000)
        try:
            file = running.file
            own = (
                paths.status_files(file)[-1] if file else paths.demo_status_file(os.getpid(), paths.runtime_dir())
            )
            status_file.write(own, status_file.to_text(told))
        except (OSError, paths.PathError) as error:
            log.warning("nobody else can ask for the status: %s", error)

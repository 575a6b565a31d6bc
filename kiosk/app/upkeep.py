"""What begins after the first picture and is not for passengers: the usage log and the service menu."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kiosk.domain.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.app.emergency import Emergency
    from kiosk.app.kept import Kept
    from kiosk.app.live import Live
    from kiosk.app.scene import Scene
    from kiosk.app.state_services import StateServices
    from kiosk.clock import Clock
    from kiosk.config.settings import Settings
    from kiosk.devices.starts import Starts
    from kiosk.screens.newest import NewestFacts


@dataclass(frozen=True, slots=True)
class Running:
    """The parts of a screen that runs, with its `starts`: this one and those before it.

    `file` None: the demonstration. `exit` ends the process with a code.
    """

    settings: Settings
    file: Path | None
    folder: Path
    clock: Clock
    scene: Scene
    facts: NewestFacts
    live: Live
    services: StateServices
    emergency: Emergency | None
    exit: Callable[[int], None]
    starts: Starts


PIECES = (
    "kiosk.devices.usage.reader",
    "kiosk.devices.usage.log",
    "kiosk.app.recorder",
    "kiosk.app.black_box",
    "kiosk.app.surroundings",
    "kiosk.app.maintenance.door",
    "kiosk.domain.maintenance.fact_list",
    "kiosk.app.maintenance.status",
    "kiosk.screens.maintenance.settings",
    "kiosk.app.maintenance.settings",
    "kiosk.app.kept",
)
"""What is imported, in pieces of 10 to 30 ms: between two of them touches are answered."""


class Upkeep:
    """Keeps the log of a running screen and lets technicians in.

    What it imports is imported when it starts: the first picture need not wait for it.
    """

    def __init__(self, running: Running) -> None:
        self._running = running
        self._kept: Kept | None = None
        self._waiting = list(PIECES)
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin, once."""
        if self._waiting:
            self._timer.start()

    def stop(self) -> None:
        """End what was begun."""
        self._timer.stop()
        if self._kept is not None:
            self._kept.stop()

    def _go_on(self) -> None:
        if self._waiting:
            importlib.import_module(self._waiting.pop(0))
            return
        self._timer.stop()
        from kiosk.app.kept import Kept  # noqa: PLC0415

        self._kept = Kept(self._running)
        self._kept.start()

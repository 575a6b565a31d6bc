"""What begins after the first picture and is not for passengers: the usage log and the service menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from kiosk.screens.newest import NewestFacts


@dataclass(frozen=True, slots=True)
class Running:
    """The parts of a screen that runs. `file` None: the demonstration. `exit` ends the process with a code."""

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


class Upkeep:
    """Keeps the log of a running screen and lets technicians in.

    What it imports is imported when it starts: the first picture need not wait for it.
    """

    def __init__(self, running: Running) -> None:
        self._running = running
        self._kept: Kept | None = None

    def start(self) -> None:
        """Begin, once."""
        if self._kept is None:
            from kiosk.app.kept import Kept  # noqa: PLC0415

            self._kept = Kept(self._running)
            self._kept.start()

    def stop(self) -> None:
        """End what was begun."""
        if self._kept is not None:
            self._kept.stop()

"""What every part of the service menu may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.ladder import Rung

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject

    from kiosk.app.background import Background
    from kiosk.app.emergency import Emergency
    from kiosk.app.journal import Journal
    from kiosk.app.live import Live
    from kiosk.app.scene import Scene
    from kiosk.app.state_services import StateServices
    from kiosk.clock import Clock
    from kiosk.config.settings import Settings
    from kiosk.devices.life import Past, Why
    from kiosk.screens.maintenance.menu import MaintenanceScreen
    from kiosk.screens.newest import NewestFacts


@dataclass(frozen=True, slots=True)
class Context:
    """The running screen process. `file` None: the demonstration, whose settings stand nowhere.

    `past`: how the program's last life ended. `end` ends this one; after `Why.ASKED` and `Why.SETTINGS` it starts
    again by itself, after `Why.REBOOT` the system ends it. `emergency` None: there is no agent to call with.
    `rung`: how much of the screen was started.
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
    journal: Journal
    background: Background
    past: Past
    end: Callable[[Why], None]
    menu: MaintenanceScreen
    rung: Rung = Rung.USUAL


class Part(Protocol):
    """One page of the service menu with what stands behind it: made, started once, stopped once.

    `screen` is what its QML page shows. A part without a page is no part: it is wired by itself.
    """

    @property
    def screen(self) -> QObject:
        """The page's QObject."""

    def start(self) -> None:
        """Begin; the menu may be opened from now on."""

    def stop(self) -> None:
        """End every thread and timer."""

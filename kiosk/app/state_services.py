"""What begins after the first picture: the pages that it did without, and the state services behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.app.emergency import Emergency
    from kiosk.app.scene import Scene
    from kiosk.app.services import Services
    from kiosk.config.settings import Settings


class StateServices:
    """Makes the later pages of `scene` ready, once; `emergency` None: there is no agent to call with.

    What it imports is imported when it starts: the first picture need not wait for it.
    """

    def __init__(self, settings: Settings, scene: Scene, folder: Path, emergency: Emergency | None) -> None:
        self._settings = settings
        self._scene = scene
        self._folder = folder
        self._emergency = emergency
        self._services: Services | None = None
        self._started = False

    def start(self) -> None:
        """Begin."""
        if self._started:
            return
        self._started = True
        self._warm_up()
        if self._settings.services.enabled:
            self._offer()

    def stop(self) -> None:
        """End what was begun."""
        if self._services is not None:
            self._services.stop()

    def _warm_up(self) -> None:
        from kiosk.screens.key_sound import KeySound  # noqa: PLC0415

        window = self._scene.window
        window.warm_up(KeySound(parent=window) if self._settings.services.key_sound else None)

    def _offer(self) -> None:
        from kiosk.app.services import Services  # noqa: PLC0415

        scene, emergency = self._scene, self._emergency
        self._services = Services(
            self._settings,
            scene.screens,
            scene.look,
            folder=self._folder,
            sos_socket=emergency.socket if emergency else None,
        )
        if emergency is not None:
            emergency.published.connect(self._services.show_call)
        self._services.start()

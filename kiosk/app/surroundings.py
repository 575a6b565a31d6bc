"""What the hour changes round the board: loudness, brightness, the picture; and the operator's line on it."""

from __future__ import annotations

import logging
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.app.background import Background
from kiosk.app.blanking import Blanking
from kiosk.config.emergency_plan import sound
from kiosk.devices.backlight import Backlight
from kiosk.devices.volume import Volume, VolumeError
from kiosk.domain.call.status import IN_CALL, CallStatus
from kiosk.domain.night_hours import DayAndNight

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.app.emergency import Emergency
    from kiosk.app.scene import Scene
    from kiosk.clock import Clock
    from kiosk.config.settings import Settings
    from kiosk.devices.outputs import Outputs
    from kiosk.screens.newest import NewestFacts

LOOK_MS = 5000
DARKEST_VEIL = 0.3
"""Under a darker one the quiet words of some theme would have less contrast than 4.5:1."""

log = logging.getLogger(__name__)


class Surroundings(QObject):
    """Keeps loudspeaker, light and information line as `settings` want them at this hour.

    Mixer and light are told beside the screen's thread, only when something is to change. A mixer that refuses is
    told once in the log. Where there is no backlight to set, a veil darkens the picture. At night the picture goes
    where the settings want that and nobody is there: no touch, no call, no web session, no service menu.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        scene: Scene,
        facts: NewestFacts,
        emergency: Emergency | None,
        *,
        backlight: Backlight | None = None,
        volume: Callable[[str], Volume] = Volume,
        outputs: Outputs | None = None,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._clock, self._scene, self._facts = clock, scene, facts
        self._emergency = emergency
        self._backlight = backlight or Backlight()
        self._make_volume = volume
        self._background = Background(self)
        self._blanking = Blanking(scene.window, self._background, outputs)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._in_call = False
        self._loudness: int | None = None
        self._brightness: int | None = None
        self._silent = ""
        self._use(settings)

    def start(self) -> None:
        """Set everything now, and again when the hour or a call changes it."""
        self._scene.screens.passenger.languageChanged.connect(self._say)
        self._scene.screens.navigation.present.connect(self._wake)
        if self._emergency is not None:
            self._emergency.published.connect(self._hear_call)
        self._timer.start()
        self.look()
        self._say()

    def stop(self) -> None:
        """Look at the time no longer; what is set stays set."""
        self._timer.stop()
        self._background.stop()

    def use(self, settings: Settings) -> None:
        """Go by other settings from now on."""
        self._use(settings)
        self.look()
        self._say()

    @Slot()
    def look(self) -> None:
        """Set what this hour wants otherwise."""
        at = self._time()
        self._set_volume(self._wanted.volume(at, in_call=self._in_call))
        brightness = self._wanted.brightness(at)
        if brightness is None and self._brightness is not None:
            brightness = 100  # no longer wanted: undone
        if brightness is not None and brightness != self._brightness:
            self._brightness = brightness
            self._background.run(partial(self._backlight.set, brightness), partial(self._lit, brightness))
        black = not self._in_call and self._wanted.blank(at, self._scene.screens.navigation.idle)
        self._blanking.show(black=black, off=black and self._settings.night.blank == "off")

    @Slot()
    def _wake(self) -> None:
        """Somebody is there: at once, not when it is next looked at the time."""
        self._blanking.show(black=False, off=False)

    def _use(self, settings: Settings) -> None:
        night, loud = settings.night, settings.sound
        self._settings = settings
        self._wanted = DayAndNight(
            time.fromisoformat(night.begin),
            time.fromisoformat(night.end),
            night.brightness_day,
            night.brightness_night,
            loud.volume_day,
            loud.volume_night,
            None if night.blank == "never" else settings.display.idle_seconds,
        )
        device = sound(settings.emergency).loudspeaker
        self._volume = self._make_volume(device) if device else None
        self._loudness = None

    def _time(self) -> time:
        now = self._clock.read().instant
        return datetime.fromtimestamp(now, self._facts.timetable.zone).time()

    def _set_volume(self, percent: int | None) -> None:
        if percent is not None and percent != self._loudness and self._volume is not None:
            self._loudness = percent
            self._background.run(partial(_loud, self._volume, percent), self._heard)

    def _heard(self, trouble: str) -> None:
        if trouble and trouble != self._silent:
            log.warning("the volume is not set: %s", trouble)
        elif self._silent and not trouble:
            log.info("the volume is set again")
        self._silent = trouble

    def _lit(self, brightness: int, found: bool) -> None:
        self._scene.window.darken(0.0 if found else min(1 - brightness / 100, DARKEST_VEIL))

    @Slot(object)
    def _hear_call(self, status: CallStatus | None) -> None:
        """In the screen's thread, whichever thread published."""
        in_call = status is not None and status.state in IN_CALL
        if in_call != self._in_call:
            self._in_call = in_call
            self.look()

    @Slot()
    def _say(self) -> None:
        info = self._settings.display.info
        language = self._scene.screens.passenger.language
        self._scene.window.show_info(info.in_language(language) if info else "")


def _loud(volume: Volume, percent: int) -> str:
    """Set it; why that failed, or ""."""
    try:
        volume.set(percent)
    except VolumeError as error:
        return str(error)
    return ""

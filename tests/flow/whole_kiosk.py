"""A whole kiosk in the test's own process: its log, its recorder, its service menu, its window; no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from kiosk.app.kept import Kept
from kiosk.app.live import Live, known_timetable
from kiosk.app.scene import Scene
from kiosk.app.state_services import StateServices
from kiosk.app.upkeep import Running
from kiosk.config.maintenance import Maintenance
from kiosk.config.services import Services
from kiosk.config.settings import Display, Settings, Stop, TimetableFeed
from kiosk.devices.pin_file import PinFile
from kiosk.devices.starts import Starts
from kiosk.feeds.timetable_file import TimetableFile
from kiosk.screens.newest import NewestFacts
from tests.screens.fingers import Fingers
from tests.screens.stage import PORTRAIT, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.clock import Clock

PIN = "483920"


class WholeKiosk(Stage):
    """The screen process without its threads that ask the world; data lie in `folder`, settings in `file`."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        qtbot: QtBot,
        glass: QPointingDevice,
        size: QSize = PORTRAIT,
        *,
        file: Path | None = None,
        settings: Settings | None = None,
    ) -> None:
        # Not made by Stage: the app makes its own screens and window.
        self.qtbot, self.glass, self.folder = qtbot, glass, folder
        self.monotonic = self.seconds = 0.0
        self.exits: list[int] = []
        PinFile(folder / "maintenance").set(PIN)
        settings = settings or Settings(
            Stop(("S2",)),
            TimetableFeed(str(folder / "gtfs.zip")),
            display=Display(theme="day", fullscreen=False),
            services=Services(enabled=False),
            maintenance=Maintenance(reboot_command=()),
        )
        timetable = TimetableFile(folder / "timetable.sqlite")
        names = tuple(name for name, _ in settings.realtime.feeds)
        facts = NewestFacts(known_timetable(settings, timetable, clock.read().instant), names)
        self.scene = Scene(settings, clock, facts, size=(size.width(), size.height()))
        self.screens, self.window = self.scene.screens, self.scene.window
        self.passenger, self.navigation = self.screens.passenger, self.screens.navigation
        self.fingers = Fingers(self, glass)
        self.live = live = Live(settings, folder, timetable, clock, facts)
        services = StateServices(settings, self.scene, folder, None)
        self.scene.show(fullscreen=False)
        self.kept = Kept(
            Running(
                settings,
                file,
                folder,
                clock,
                self.scene,
                facts,
                live,
                services,
                None,
                self.exits.append,
                Starts(None),
            )
        )
        self.kept.start()
        services.start()
        qtbot.waitUntil(lambda: self.items("doorName") != [])

    def end(self) -> None:
        """Stop as the app does, and leave nothing to the next test."""
        self.kept.stop()
        QGuiApplication.processEvents()  # what was read in a thread comes while there is still a window
        self.scene.close()

    def knock(self) -> None:
        """The pattern of the door, and the PIN."""
        name = self.middle(self.item("doorName"))
        self.fingers.press(0, name)
        self.fingers.wait(3.1)
        self.fingers.release(0, name)
        for _ in range(2):
            self.touch(self.glass, self.item("doorClock"))
        self.qtbot.waitUntil(lambda: self.words("sentence") == ["Введите шесть цифр"])
        for digit in PIN:
            self.touch(self.glass, self.item(f"key-{digit}"))
        self.qtbot.waitUntil(lambda: self.items("close") != [] and self.items("key-4") == [])
        QGuiApplication.processEvents()

    def go(self, page: str) -> None:
        """From the list of pages to one of them."""
        self.touch(self.glass, self.item(page))
        QGuiApplication.processEvents()
        self.lay_out()

"""The door of a kiosk as a test plays it: a real window and real touches, a clock that only the test moves."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from kiosk.app.maintenance.door import Door
from kiosk.config.maintenance import Maintenance
from kiosk.devices.pin_file import PinFile
from kiosk.devices.pin_gate import PinGate
from kiosk.domain.service_day import Now
from kiosk.domain.usage.catalogue import event
from tests.screens import sample_boards
from tests.screens.fingers import Fingers
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.stage import PORTRAIT

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage, QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.app.maintenance.context import Context
    from kiosk.devices.usb import Stick

PIN = "483920"
WRONG = "705318"


class Calls(QObject):
    """The emergency agent as the door hears it."""

    published = Signal(object)


class OpenedDoor(MaintenanceStage):
    """The screen of a running kiosk, its menu closed; `written` is all that reached the journal."""

    def __init__(
        self,
        folder: Path,
        qtbot: QtBot,
        glass: QPointingDevice,
        settings: Maintenance | None = None,
        *,
        size: QSize = PORTRAIT,
        pin: str = PIN,
        time: float = 1000.0,
    ) -> None:
        super().__init__(None, QObject(), size, emergency=True)
        self.menu.close()
        self.folder = folder
        self.qtbot = qtbot
        self.fingers = Fingers(self, glass)
        self.glass = glass
        self.time = time
        self.now = sample_boards.NOW
        self.sticks: tuple[Stick, ...] = ()
        self.calls = Calls()
        self.written: list[tuple[str, dict[str, Any]]] = []
        if pin:
            PinFile(folder / "maintenance").set(pin)
        context = SimpleNamespace(
            settings=SimpleNamespace(
                maintenance=settings or Maintenance(), emergency=SimpleNamespace(pavilion="73-0117")
            ),
            folder=folder,
            clock=SimpleNamespace(read=lambda: Now(self.now, 0.0)),
            emergency=self.calls,
            journal=SimpleNamespace(record=self._record),
            menu=self.menu,
        )
        self.door = Door(
            cast("Context", context), monotonic=self._time, gate=self._gate, sticks=lambda: self.sticks
        )
        self.menu.set_parts({}, self.door.screen)
        self.door.start()
        # The wait of a locked pad begins when the gate is there, not when somebody knocks.
        qtbot.waitUntil(lambda: self.door._gate is not None)

    def _time(self) -> float:
        return self.time

    def _gate(self) -> PinGate:
        return PinGate(self.folder / "maintenance", seconds=self._time)

    def _record(self, name: str, **fields: Any) -> None:
        event(name, **fields)  # the catalogue knows it
        self.written.append((name, fields))

    def knock(self) -> None:
        """Hold the stop's name, touch the clock twice."""
        self.hold(3.1)
        self.tap_clock()
        self.tap_clock()
        self.settle()

    def hold(self, seconds: float) -> None:
        """Hold the stop's name; time passes for everybody."""
        place = self.middle(self.item("doorName"))
        self.fingers.press(0, place)
        self.fingers.wait(seconds)
        self.time += seconds
        self.fingers.release(0, place)

    def tap_clock(self) -> None:
        """One touch of the clock."""
        self.touch(self.glass, self.item("doorClock"))

    def settle(self) -> None:
        """Until the pad knows what it says, where it is up."""
        self.qtbot.waitUntil(
            lambda: self.door.screen.look not in ("starting", "checking") or self.menu.look != "pad"
        )
        self.picture()  # which puts every layout in its place

    def enter(self, digits: str) -> None:
        """Touch the keys of the pad."""
        for digit in digits:
            self.touch(self.glass, self.item(f"key-{digit}"))
        self.settle()

    def door_pixels(self) -> list[QImage]:
        """What can be seen where the door is."""
        picture = self.picture()
        doors = (self.item(name) for name in ("doorName", "doorClock"))
        return [picture.copy(item.mapRectToScene(item.boundingRect()).toRect()) for item in doors]

    def pass_time(self, seconds: float) -> None:
        """Let seconds pass without a touch."""
        for _ in range(int(seconds)):
            self.time += 1
            self.door.tick()
        self.settle()

    def sentence(self) -> str:
        """What the pad says."""
        return str(self.item("sentence").property("text"))

    def names(self) -> list[str]:
        """The names of what was written down."""
        return [name for name, _ in self.written]

    def close(self) -> None:
        """End as the app does."""
        self.menu.close("stopped")
        self.door.stop()
        super().close()

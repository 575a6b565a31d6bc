"""The drill of a running kiosk as a test plays it: real touches and threads, a clock that only the test moves."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from kiosk.app.background import Background
from kiosk.app.maintenance.drill import DrillPart
from kiosk.config.emergency import Emergency, TrunkSettings
from kiosk.config.settings import Realtime, Settings, Stop, TimetableFeed
from kiosk.domain.maintenance import drill_flow
from kiosk.domain.maintenance.drill import Step, passed
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.service_day import Now
from kiosk.domain.usage.catalogue import event
from kiosk.screens.newest import NewestFacts
from tests.screens import sample_boards
from tests.screens.maintenance.stage import MaintenanceStage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.app.maintenance.context import Context
    from kiosk.devices.usb import Stick
    from kiosk.domain.maintenance.drill import Finding, Result

LIVE, TEST = "sip:112@127.0.0.1:5060", "sip:echo@127.0.0.1:5060"
WELL: dict[Step, Callable[[], Finding]] = {
    Step.SOUND: passed,
    Step.CALL: passed,
    Step.NETWORK: passed,
    Step.STORAGE: passed,
}


class Calls(QObject):
    """The emergency agent as the drill hears it."""

    published = Signal(object)
    socket: Path


def settings(test: str = TEST, gtfs: str = "/srv/gtfs.zip", **emergency: Any) -> Settings:
    """Those of a pavilion with one trunk."""
    trunk = TrunkSettings("city", LIVE, test_uri=test)
    return Settings(
        Stop(("73100257",)),
        TimetableFeed(gtfs),
        Realtime(),
        emergency=Emergency((trunk,), pavilion="0042", **emergency),
    )


class DrilledHere(MaintenanceStage):
    """The page of a running kiosk; `written` is all that reached the journal. None: what the app would do."""

    def __init__(
        self,
        folder: Path,
        qtbot: QtBot,
        *,
        slow: Mapping[Step, Callable[[], Finding]] | None = None,
        quick: Mapping[Step, Callable[[], Finding]] | None = None,
        wishes: Settings | None = None,
        socket: Path | None = None,
    ) -> None:
        super().__init__(None, QObject(), emergency=True)
        self.qtbot = qtbot
        self.folder = folder
        self.time = 100.0
        self.now = sample_boards.NOW
        self.sticks: tuple[Stick, ...] = ()
        self.written: list[tuple[str, dict[str, Any]]] = []
        self.calls = Calls()
        self.calls.socket = socket or folder / "sos.sock"
        self.background = Background()
        context = SimpleNamespace(
            settings=wishes or settings(),
            file=None,
            folder=folder,
            clock=SimpleNamespace(read=lambda: Now(self.now, self.time)),
            scene=SimpleNamespace(screens=self.screens, window=self.window),
            facts=NewestFacts(sample_boards.TIMETABLE, ()),
            emergency=self.calls,
            journal=SimpleNamespace(record=self._record),
            background=self.background,
            menu=self.menu,
        )
        self.part = DrillPart(
            cast("Context", context),
            slow=slow,
            quick=quick,
            monotonic=lambda: self.time,
            sticks=lambda: self.sticks,
        )
        self.screen = self.part.screen
        self.part.start()
        self.menu.set_parts(dict.fromkeys(Page, self.screen))
        self.menu.open("drill")
        with qtbot.waitSignal(self.window.warmed):
            self.window.warm_up()
        self.settle()

    def _record(self, name: str, **fields: Any) -> None:
        event(name, **fields)  # the catalogue knows it
        self.written.append((name, fields))

    def settle(self) -> None:
        """Let what was asked for beside this thread be given."""
        done: list[bool] = []
        self.background.run(lambda: True, done.append)
        self.qtbot.waitUntil(lambda: bool(done))
        QGuiApplication.processEvents()
        self.lay_out()

    def begin(self) -> None:
        """Touch the button that begins a drill."""
        self.click(self.item("begin"))
        self.settle()

    def answer(self) -> None:
        """Whoever stands here answers every guided step well, as far as it goes."""
        for step in drill_flow.GUIDED:
            if self.screen.look == step:
                self.screen.answered.emit(step, passed())

    def until_over(self) -> Result:
        """Wait until the drill is over and its result is kept; the result."""
        self.qtbot.waitUntil(self._looked, timeout=20_000)
        self.settle()
        result = self.screen._result
        assert result is not None
        return result

    def _looked(self) -> bool:
        self.part.look()
        return bool(self.screen.look == "result")

    def close(self) -> None:
        """End as the app does."""
        self.part.stop()
        self.background.stop()
        super().close()

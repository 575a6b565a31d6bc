"""A black box over a stage, and a process that fills one until it is killed: python -m tests.app.black_boxes."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from kiosk.app.black_box import BlackBox
from kiosk.app.journal import Journal
from kiosk.app.maintenance.context import Context
from kiosk.clock import Clock
from kiosk.config.maintenance import Maintenance
from kiosk.config.settings import Settings, Stop, TimetableFeed
from kiosk.devices.life import Past, Why
from kiosk.domain.service_day import Now
from kiosk.screens.maintenance.menu import MaintenanceScreen
from tests.screens import sample_boards

if TYPE_CHECKING:
    from kiosk.app.background import Background
    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.catalogue import Event
    from tests.screens.stage import Stage

NOW = 1_795_000_000


class StillClock(Clock):
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0

    def read(self) -> Now:
        return Now(NOW + self.seconds, float(self.seconds))


@dataclass
class Written:
    """What was recorded, as `name field=value ...`."""

    events: list[str] = field(default_factory=list)
    trouble = ""

    def record(self, what: Event, at: Instant) -> None:
        self.events.append(" ".join([what.name, *(f"{name}={value}" for name, value in what.fields)]))


@dataclass
class StagedScene:
    """A stage in place of the app's scene."""

    screens: Any
    window: Any


class Line(QObject):
    """An emergency agent that tells of calls."""

    published = Signal(object)


class World:
    """Everything a part of the menu is given, over `stage`; `folder` holds its data."""

    def __init__(
        self,
        stage: Stage,
        folder: Path,
        *,
        black_box: bool = True,
        why: Why = Why.STOPPED,
        background: Background | None = None,
        menu: MaintenanceScreen | None = None,
    ) -> None:
        self.clock = StillClock()
        self.written = Written()
        self.line = Line()
        self.menu = menu or MaintenanceScreen(stage.navigation)
        settings = Settings(Stop(("here",)), TimetableFeed(""), maintenance=Maintenance(black_box=black_box))
        nowhere = cast("Any", None)
        self.context = Context(
            settings=settings,
            file=None,
            folder=folder,
            clock=self.clock,
            scene=cast("Any", StagedScene(stage.screens, stage.window)),
            facts=cast("Any", SimpleNamespace(timetable=sample_boards.TIMETABLE)),
            live=nowhere,
            services=nowhere,
            emergency=cast("Any", self.line),
            journal=Journal(self.written, self.clock),
            background=cast("Any", background),
            past=Past(why),
            end=nowhere,
            menu=self.menu,
        )


def main() -> None:
    """Fill the ring in the second folder with pictures, say so, and wait to be killed."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    from tests.screens.stage import Stage  # noqa: PLC0415

    data, ring = map(Path, sys.argv[1:])
    application = QGuiApplication(sys.argv[:1])
    stage = Stage()
    stage.show(sample_boards.LIVE)
    world = World(stage, data)
    box = BlackBox(world.context, ring)
    box.start()
    taken = 0
    while taken < 3:
        before = len(list(ring.glob("0*.jpg"))) if ring.is_dir() else 0
        box.look()
        while len(list(ring.glob("0*.jpg"))) == before:
            application.processEvents()
        application.processEvents()
        world.clock.seconds += 5
        taken += 1
    sys.stdout.write("filled\n")
    sys.stdout.flush()
    application.exec()


if __name__ == "__main__":
    main()

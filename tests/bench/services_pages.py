"""Our own services pages, touched and searched: `python -m tests.bench.services_pages`. Prints seconds as JSON."""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest

from build_spec.translations import compile_stale
from kiosk.domain.services.search import Finder
from tests.bench.sessions import wait_for
from tests.domain.big_catalogue import big_catalogue
from tests.screens import sample_boards
from tests.screens.stage import Stage

TOUCHES = 20
LOOKED_FOR = ("запись врачу", "выплата", "gfcgjhn", "свидетельсвто", "registration", "школа вып")


def main() -> int:
    """Measure both."""
    compile_stale()
    application = QGuiApplication(["bench"])
    stage = Stage()
    stage.show(sample_boards.LIVE)
    catalogue = big_catalogue()
    stage.screens.services.set_catalogue(catalogue)
    stage.screens.services.set_finder(Finder(catalogue))
    warm = QSignalSpy(stage.window.warmed)
    stage.window.warm_up()
    wait_for(lambda: warm.count() > 0)
    print(json.dumps({"touches": touches(stage), "keystrokes": keystrokes(stage)}))
    stage.close()
    del application
    return 0


def touches(stage: Stage) -> list[float]:
    """Seconds from the finger leaving the tile to the painted page; the first is a passenger's first."""
    device = QTest.createTouchDevice()
    view = stage.window.view
    found = []
    for _ in range(TOUCHES):
        place = stage.middle(stage.item("services"))
        QTest.touchEvent(view, device).press(0, place, view).commit()
        began = time.perf_counter()
        QTest.touchEvent(view, device).release(0, place, view).commit()
        painted(stage)
        found.append(time.perf_counter() - began)
        assert stage.navigation.page == "services"
        stage.navigation.back()
        painted(stage)
    return found


def keystrokes(stage: Stage) -> list[float]:
    """Seconds from each letter to the painted list."""
    stage.navigation.open("services")
    painted(stage)
    found = []
    for words in LOOKED_FOR:
        for end in range(1, len(words) + 1):
            began = time.perf_counter()
            stage.screens.services.search(words[:end])
            painted(stage)
            found.append(time.perf_counter() - began)
        stage.screens.services.search("")
        painted(stage)
    return found


def painted(stage: Stage) -> None:
    """Let Qt do what waits, then draw the picture, whether or not the platform would have yet."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    stage.window.picture()


if __name__ == "__main__":
    sys.exit(main())

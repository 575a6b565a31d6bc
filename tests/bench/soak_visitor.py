"""The screen of the demonstration as a process, with somebody at the glass who never goes home.

`python -m tests.bench.soak_visitor PLAN PORT DONE run --demo ...` is `kiosk run --demo ...`: PLAN is the way to
the portal of the tests as JSON, PORT where that listens; what the visitor did is written to the file DONE on
every change, as JSON. Only the finger is ours: pages, calls and web sessions are those of the program.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot

from kiosk import __main__, app, paths
from kiosk.app import services
from kiosk.app.browser import IN_SESSION, Browser
from kiosk.app.scene import Scene
from kiosk.browse.wire import plan_from_json
from kiosk.devices.pin_file import PinFile
from kiosk.domain.call.status import State
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.services.session import End
from kiosk.feeds.reach import Reach
from tests.bench.soak_glass import Glass

if TYPE_CHECKING:
    import socket

    from kiosk.browse.plan import BrowsePlan
    from kiosk.config.settings import Settings
    from kiosk.feeds.line import Line

PIN = "483920"
STEP = 0.4
"""Seconds between two touches: in a minute of 60-fold time the board comes back by itself."""
PATIENCE = 30.0
SESSION_EVERY, CALL_EVERY, MENU_EVERY = 60.0, 180.0, 240.0
"""Seconds between two of these."""
PAGES = ("row", "map", "later", "banner", "pocket", "report")
"""What opens a page on the board."""
LETTERS, FIRST_LETTER = 3, 14
"""How many are typed, and which keys these are; the last key hides the keyboard."""

Seconds = float
Doing = Iterator["Seconds | Callable[[], bool]"]


class Visitor(QObject):
    """Does one thing after the other: each step tells how long to wait, or what for."""

    def __init__(self, scene: Scene, done: Path) -> None:
        super().__init__()
        self._scene = scene
        self._screens = scene.screens
        self._glass = Glass(scene.window.view)
        self._file = done
        self.done: Counter[str] = Counter()
        self.browser: Browser | None = None
        self._painted = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._steps = self._live()
        self._waits_for: Callable[[], bool] | None = None
        self._since = 0.0
        self._timer = QTimer(self, interval=100)
        self._timer.timeout.connect(self._go_on)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._timer.start)
        self._again.start(10_000)

    def watch(self, browser: Browser) -> None:
        """Hear of the sessions of this one."""
        self.browser = browser
        browser.painted.connect(self._paint)

    @Slot()
    def _paint(self) -> None:
        self._painted = True

    @property
    def _now(self) -> Seconds:
        return self._clock.elapsed() / 1000

    @Slot()
    def _go_on(self) -> None:
        if self._waits_for is not None:
            if not self._waits_for() and self._now - self._since < PATIENCE:
                return
            self._waits_for = None
        wanted = next(self._steps)
        if callable(wanted):
            self._waits_for, self._since = wanted, self._now
        else:
            self._timer.stop()
            self._again.start(round(1000 * wanted))

    def _did(self, what: str) -> None:
        self.done[what] += 1
        self._file.write_text(json.dumps(self.done))

    def _live(self) -> Doing:
        """For ever: pages, and now and then a session, a call, the service menu."""
        due = {self._session: SESSION_EVERY, self._call: CALL_EVERY, self._menu: MENU_EVERY}
        every = dict(due)
        for turn in itertools.count():
            yield from self._turn_pages(turn)
            yield from self._turn_tiles()
            yield from self._search()
            for what, moment in due.items():
                if self._now >= moment:
                    due[what] = self._now + every[what]
                    yield from what()
                    yield from self._home()

    def _home(self) -> Doing:
        """Whatever is open: back to the board."""
        for _ in range(6):
            if self._screens.navigation.page == "board" or not self._glass.tap("back"):
                break
            yield STEP

    def _turn_pages(self, turn: int) -> Doing:
        for name in PAGES:
            count = self._glass.count(name)
            if not count or not self._glass.tap(name, turn % count):
                continue
            yield STEP
            self._did(str(self._screens.navigation.page))
            for more in ("laterPage", "earlierPage", "down", "up", "choice"):
                if self._glass.tap(more):
                    yield STEP
            yield from self._home()

    def _turn_tiles(self) -> Doing:
        for name in ("language", "contrast", "textSize"):
            if self._glass.tap(name):
                self._did(name)
                yield STEP

    def _search(self) -> Doing:
        if not self._glass.tap("services"):
            return
        yield STEP
        if self._glass.tap("searchField"):
            yield STEP
            for letter in range(LETTERS):
                if self._glass.tap("key", FIRST_LETTER + letter):
                    self._did("letters")
                yield STEP
            self._glass.tap("clear")
            yield STEP
            self._glass.tap("key", self._glass.count("key") - 1)
            yield STEP
        yield from self._home()

    def _session(self) -> Doing:
        for name in ("services", "category", "serviceRow"):
            if not self._glass.tap(name):
                return
            yield STEP
        browser = self.browser
        if browser is None or not self._glass.tap("openHere"):
            self._did("sessions refused")
            return
        self._painted = False
        yield lambda: self._painted or browser.state not in IN_SESSION
        self._did("sessions" if self._painted else "sessions never painted")
        yield 2.0
        browser.end(End.BUTTON)
        yield lambda: browser.state not in IN_SESSION

    def _call(self) -> Doing:
        call = self._screens.call
        if not self._glass.press("hold"):
            return
        yield lambda: call.look not in ("", State.ARMING)
        self._glass.release()
        yield lambda: call.look == State.CONNECTED
        self._did("calls" if call.look == State.CONNECTED else f"calls {call.look}")
        yield 5.0
        if self._glass.press("holdButton") or self._glass.press("wayOut"):
            yield lambda: call.look in ("", State.ENDED)
            self._glass.release()
        yield 1.0
        self._glass.tap("wayOut")
        yield lambda: call.look == ""

    def _menu(self) -> Doing:
        if not self._glass.press("doorName"):
            return
        yield 3.3
        self._glass.release()
        for _ in range(2):
            yield STEP
            self._glass.tap("doorClock")
        yield 1.0
        for digit in PIN:
            self._glass.tap(f"key-{digit}")
            yield 0.2
        yield lambda: bool(self._glass.count("close") and not self._glass.count("key-4"))
        self._did("menus")
        for page in Page:
            if self._glass.tap(page.value):
                self._did(page.value)
                yield 1.0
                self._glass.tap("back")
                yield STEP
        self._glass.tap("close")
        yield STEP


def main() -> int:
    """Be `kiosk`, with a visitor."""
    plan, port, done = plan_from_json(json.loads(sys.argv[1])), int(sys.argv[2]), Path(sys.argv[3])
    PinFile(paths.data_dir() / "demo" / "maintenance").set(PIN)
    visitors: list[Visitor] = []

    class Visited(Scene):
        """The scene, and who stands before it."""

        def show(self, *, fullscreen: bool) -> None:
            super().show(fullscreen=fullscreen)
            visitors.append(Visitor(self, done))

    class Watched(Browser):
        """A browser whose sessions the visitor hears of."""

        def start(self) -> None:
            super().start()
            visitors[0].watch(self)

    def to_portal(line: Line, _host: str, _port: int) -> socket.socket:
        return line.connect("127.0.0.1", port)

    def reach(host: str, publish: Callable[[bool], None], **_: object) -> Reach:
        return Reach(host, publish, ca_file=plan.ca_file, connect=to_portal)

    def way(_settings: Settings, sos_socket: Path | None) -> BrowsePlan:
        return replace(plan, sos_socket=sos_socket)

    vars(app).update(Scene=Visited)
    vars(services).update(Browser=Watched, Reach=reach, browse_plan=way)
    sys.argv = ["kiosk", *sys.argv[4:]]
    return __main__.main()


if __name__ == "__main__":
    sys.exit(main())

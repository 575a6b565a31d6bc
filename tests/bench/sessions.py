"""Web sessions as a screen has them, measured by an ordinary user: `python -m tests.bench.sessions`.

The process is the screen process with its whole window; the portal is one of the tests' on loopback. Prints one
object of JSON.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from kiosk import paths
from kiosk.app.browser import Browser, Browsing
from kiosk.browse.environment import switches
from kiosk.browse.plan import BrowsePlan, Look, Request
from kiosk.browse.trust import trust
from kiosk.domain.services.session import End
from kiosk.domain.text import Text
from tests.conftest import ROOT
from tests.fakes.portal import Portal
from tests.screens import sample_boards
from tests.screens.stage import Stage

OPENINGS = 7
ENDINGS = 10
WARM_SESSIONS = 10
SESSIONS = 100
PATIENCE_MS = 30_000
LOOK = Look(fullscreen=False)
KIOSK = (sys.executable, "-m", "kiosk", "browse", "--serve")
BARE = (sys.executable, "-m", "tests.bench.bare_web")


class Heard(QObject):
    """What the browser told, and when."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self._browser = browser
        self.painted_at = 0.0
        browser.painted.connect(self._painted)

    @Slot()
    def _painted(self) -> None:
        self.painted_at = time.perf_counter()

    def until(self, *states: Browsing) -> None:
        """Let Qt work until the browser is in one of these states."""
        wait_for(lambda: self._browser.state in states)

    def until_painted(self) -> float:
        """Let Qt work until the first page is painted; the moment of it."""
        wait_for(lambda: self.painted_at > 0)
        return self.painted_at


def wait_for(true: Callable[[], bool]) -> None:
    """Let Qt work until it is so."""
    loop = QEventLoop()

    def look() -> None:
        if true():
            loop.quit()

    limit, looking = QTimer(), QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    looking.timeout.connect(look)
    limit.start(PATIENCE_MS)
    looking.start(1)
    loop.exec()
    looking.stop()
    if not true():
        raise AssertionError("it did not become so")


def main() -> int:
    """Measure everything, print it."""
    application = QGuiApplication(["bench"])
    with tempfile.TemporaryDirectory() as folder, Portal(Path(folder)) as portal:
        plan = BrowsePlan(
            portal.allowed,
            ca_file=portal.ca_file,
            logout_urls=(portal.logout_url,),
            resolver_rules=portal.resolver_rules,
        )
        request = Request(portal.url("/"), Text("Услуга"), LOOK)
        found = {
            "bare_cold": list(bare_cold(portal, Path(folder))),
            "bare_warm": list(bare_warm(portal, Path(folder))),
            "cold": list(openings(plan, request, spare=False)),
            "warm": list(openings(plan, request, spare=True)),
            **sessions(plan, request),
        }
    print(json.dumps(found))
    del application
    return 0


def bare_environment(portal: Portal, folder: Path) -> dict[str, str]:
    """The same switches and the same authority as a session's browser has."""
    home = folder / "bare"
    if not home.exists():
        home.mkdir()
        trust(portal.ca_file, home, folder)
    flags = " ".join(switches(portal.resolver_rules))
    return {**os.environ, "HOME": str(home), "QTWEBENGINE_CHROMIUM_FLAGS": flags}


def bare_cold(portal: Portal, folder: Path) -> Iterator[float]:
    """Seconds from the start of a bare process to its painted page."""
    for _ in range(1 + OPENINGS):
        began = time.perf_counter()
        with bare(portal, folder, portal.url("/")) as process:
            heard(process, "painted")
            yield time.perf_counter() - began


def bare_warm(portal: Portal, folder: Path) -> Iterator[float]:
    """Seconds from an address told to a bare window that waits to its painted page."""
    for _ in range(1 + OPENINGS):
        with bare(portal, folder) as process:
            heard(process, "ready")
            began = time.perf_counter()
            assert process.stdin
            process.stdin.write(f"{portal.url('/')}\n")
            process.stdin.flush()
            heard(process, "painted")
            yield time.perf_counter() - began


def bare(portal: Portal, folder: Path, *words: str) -> subprocess.Popen[str]:
    """A bare window."""
    return subprocess.Popen(
        [*BARE, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=bare_environment(portal, folder),
    )


def heard(process: subprocess.Popen[str], word: str) -> None:
    """Wait until it says that."""
    assert process.stdout
    for line in process.stdout:
        if line.strip() == word:
            return
    raise AssertionError(f"it never said {word}")


def openings(plan: BrowsePlan, request: Request, *, spare: bool) -> Iterator[float]:
    """Seconds from the touch on "open here" to the painted page."""
    browser = Browser(plan, KIOSK, spare=spare)
    browser.start()
    for _ in range(1 + OPENINGS):
        listener = Heard(browser)
        listener.until(Browsing.READY if spare else Browsing.NONE)
        began = time.perf_counter()
        assert browser.open(request)
        yield listener.until_painted() - began
        browser.end(End.BUTTON)
        listener.until(Browsing.NONE, Browsing.WARMING, Browsing.READY)
    browser.stop()


def sessions(plan: BrowsePlan, request: Request) -> dict[str, object]:
    """Sessions one after the other under a whole screen: how long each takes to be gone, and what piles up."""
    stage = Stage()
    stage.show(sample_boards.LIVE)
    browser = Browser(plan, KIOSK, stage.navigation, spare=False)
    browser.stateChanged.connect(stage.screens.services.set_browser)
    ends = []
    memory: list[float] = []
    before = places()
    for number in range(WARM_SESSIONS + SESSIONS):
        if number == WARM_SESSIONS:
            memory.append(own_memory())
        listener = Heard(browser)
        assert browser.open(request)
        listener.until_painted()
        began = time.perf_counter()
        browser.end(End.BUTTON)
        listener.until(Browsing.NONE)
        ends.append(time.perf_counter() - began)
        listener.deleteLater()
    memory.append(own_memory())
    browser.stop()
    left = sorted(places() - before)
    processes = [child.name() for child in psutil.Process().children(recursive=True)]
    stage.close()
    return {"ends": ends, "memory": memory, "files_left": left, "processes_left": processes}


def own_memory() -> float:
    """Megabytes of this process after everything that can be thrown away has been."""
    QCoreApplication.sendPostedEvents(None, 0)
    gc.collect()
    return psutil.Process().memory_info().rss / 1e6


def places() -> set[str]:
    """Every file of this user where a session may have left one."""
    mine = os.geteuid()
    roots = {Path.home(), Path(tempfile.gettempdir()), Path("/tmp"), Path("/dev/shm"), paths.runtime_dir()}  # noqa: S108
    return {
        str(file)
        for root in roots
        if root.is_dir()
        for file in root.rglob("*")
        if not file.is_symlink() and owner(file) == mine
    }


def owner(file: Path) -> int:
    """Whose it is; -1 where it has gone or may not be seen."""
    try:
        return file.lstat().st_uid
    except OSError:
        return -1


if __name__ == "__main__":
    sys.exit(main())

"""The whole of it as the screen process joins it: our pages by touch, a real browser over them, and back again."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest

from kiosk import paths
from kiosk.app import services as joined
from kiosk.app.services import Services
from kiosk.browse import tree
from kiosk.config.services import Services as ServicesSettings
from kiosk.config.settings import Settings, Stop, TimetableFeed
from kiosk.domain.call.status import CallStatus, State
from kiosk.domain.services.session import End
from kiosk.feeds.reach import Reach
from tests.browse.passenger import LOOK, ROOT, plan_for
from tests.screens import sample_boards
from tests.screens.stage import Stage

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.feeds.line import Line
    from tests.fakes.portal import Portal

LIMIT_MS = 60_000


@pytest.fixture(scope="session")
def glass() -> QPointingDevice:
    """A touch screen."""
    return QTest.createTouchDevice()


def is_supervisor(pid: int) -> bool:
    """Other tests may have left a browser of their own in this process."""
    with contextlib.suppress(OSError):
        return b"\0--serve\0" in (tree.PROC / str(pid) / "cmdline").read_bytes()
    return False


class Joined:
    """A screen over real services, whose portal is the one of the tests."""

    def __init__(self, stage: Stage, services: Services, glass: QPointingDevice, qtbot: QtBot) -> None:
        self.stage = stage
        self.services = services
        self._glass = glass
        self._qtbot = qtbot

    def until(self, look: str) -> None:
        """Wait until the second choice looks like that, and nothing of a session is seen any more."""
        self._qtbot.waitUntil(lambda: self.stage.screens.services.hereLook == look, timeout=LIMIT_MS)

    def touch(self, name: str) -> None:
        """Touch the first item of that name."""
        self.stage.touch(self._glass, self.stage.items(name)[0])

    def open_a_service(self) -> None:
        """From the board to the page of a service, and there to the portal; until a page is painted."""
        self.touch("services")
        self.touch("category")
        self.touch("serviceRow")
        self.until("ready")
        with self._qtbot.waitSignal(self.services.painted, timeout=LIMIT_MS):
            self.touch("openHere")

    def until_ended(self, how: End) -> None:
        """Wait for the sentence about this end."""
        screen = self.stage.screens.services
        self._qtbot.waitUntil(lambda: screen.ended != "", timeout=LIMIT_MS)
        assert screen._ended == how


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where the kiosk of a test has its sessions; nothing is left in it."""
    with tempfile.TemporaryDirectory(prefix="kiosk-test-", dir=paths.SHARED_MEMORY) as folder:
        monkeypatch.setenv("KIOSK_RUNTIME_DIR", folder)
        yield
        assert list(Path(folder).glob("web/session-*")) == []


@pytest.fixture
def kiosk(
    portal: Portal,
    tmp_path: Path,
    glass: QPointingDevice,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Joined]:
    """The screen with everything joined as the app does it."""

    def to_portal(line: Line, _host: str, _port: int) -> socket.socket:
        return line.connect("127.0.0.1", portal.port)

    monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{os.environ.get('PYTHONPATH', '')}")
    plan = plan_for(portal)
    monkeypatch.setattr(joined, "browse_plan", lambda *_: plan)
    monkeypatch.setattr(joined, "Reach", partial(Reach, connect=to_portal))
    settings = Settings(Stop(("1",)), TimetableFeed(""), services=ServicesSettings(ca_file=portal.ca_file))
    stage = Stage(QSize(540, 960))
    stage.show(sample_boards.LIVE)
    services = Services(settings, stage.screens, lambda: LOOK, folder=tmp_path, sos_socket=None)
    services.start()
    try:
        yield Joined(stage, services, glass, qtbot)
    finally:
        services.stop()
        stage.close()


@pytest.mark.parametrize("how", [End.EMERGENCY, End.CRASHED])
def test_a_session_over_the_screen_and_back(kiosk: Joined, how: End) -> None:
    """Opened by touches; ended by a call, or by the death of its window; told calmly, and possible again."""
    kiosk.open_a_service()
    assert kiosk.stage.screens.services.hereLook == "busy"
    if how is End.EMERGENCY:
        kiosk.services.show_call(CallStatus(State.COUNTDOWN))
    else:
        (supervisor,) = (pid for pid in tree.descendants(os.getpid()) if is_supervisor(pid))
        (window,) = (one.pid for one in tree.processes() if one.parent == supervisor)
        os.kill(window, signal.SIGKILL)
    kiosk.until_ended(how)
    assert kiosk.stage.navigation.page == "service"
    kiosk.until("ready")


def test_the_portal_is_known_to_be_there(kiosk: Joined, qtbot: QtBot) -> None:
    """And no word is said about a missing network."""
    with qtbot.waitSignal(kiosk.services.reached, timeout=LIMIT_MS) as told:
        kiosk.touch("services")
    assert told.args == [True]
    assert kiosk.stage.screens.services.offline == ""

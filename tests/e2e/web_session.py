"""A whole kiosk on a desktop with a web session open over its board, at the portal of the tests.

Pages are found by name (tests/browse/driven.py); what touches and types is the X server's own mouse and keyboard.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import psutil

from kiosk.browse.wire import plan_to_json
from tests.browse.hand import LIMIT, Hand
from tests.browse.passenger import plan_for
from tests.e2e.desk import Desk
from tests.e2e.pavilion import until
from tests.fakes.portal import Portal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Place = TypeVar("Place", bound=tuple[float, ...])

PAGE = "[location.href, history.length, innerWidth, performance.timeOrigin, document.visibilityState]"
"""What changes, as a script of a page, when that is another one or was loaded anew."""
STILL = 0.3
"""Seconds."""
SERVICES = 'catalogue = "services.toml"\nwarm_spare = false'
CATALOGUE = """\
[[category]]
id = "health"
title = "Здоровье"
title_en = "Health"
icon = "stethoscope"
[[service]]
id = "doctor"
categories = ["health"]
title = "Врач"
title_en = "Doctor"
sentence = "Запись."
sentence_en = "Appointment."
address = "{address}"
keywords = ["врач"]
offered_by = "Министерство"
offered_by_en = "Ministry"
"""


@dataclass
class Opened:
    """A session that shows its first page. `screen` and `page` look at the board's window and at the session's.

    `below`: the windows that could be seen without it.
    """

    desk: Desk
    portal: Portal
    kiosk: subprocess.Popen[Any]
    screen: Hand
    page: Hand
    below: set[str]

    def end(self) -> None:
        """Touch the button that ends and erases; until that is done, and no process of the session is there."""
        touch(self.desk, self.page, "end")
        until(lambda: "a web session ended (button) and was wiped" in self.desk.said(), what=self.desk.said)
        assert "left behind" not in self.desk.said()
        screen = psutil.Process(self.kiosk.pid)
        until(lambda: not screen.children(recursive=True), what="no process of the session")


def touch(desk: Desk, hand: Hand, name: str, **properties: object) -> None:
    """Touch such an item of a window that fills the desktop."""
    left, top, width, height = still(lambda: hand.place(name, **properties))
    desk.point(left + width / 2, top + height / 2, "click", "1")


def still(place: Callable[[], Place]) -> Place:
    """Where something is that has come to rest: pages slide in, and move once more for the keyboard."""
    before, since = place(), time.monotonic()
    while time.monotonic() - since < STILL:
        if (now := place()) != before:
            before, since = now, time.monotonic()
    return before


@contextmanager
def web_session(here: Desk, path: str) -> Iterator[Opened]:
    """Somebody who has opened that page of the portal from the board; the settings are to have these SERVICES."""
    drive = here.runtime / "drive"
    with Portal(here.folder) as portal, socket.create_server(str(drive), family=socket.AF_UNIX) as listener:
        (here.folder / "services.toml").write_text(CATALOGUE.format(address=portal.url(path)))
        drive.chmod(0o666)
        listener.settimeout(LIMIT)
        way = {"plan": plan_to_json(plan_for(portal)), "port": portal.port, "drive": str(drive)}
        here.program = ("tests.e2e.at_portal", json.dumps(way))
        kiosk = here.kiosk("--fullscreen")
        with listener.accept()[0] as to_screen:
            screen = Hand(to_screen)
            screen.place("reportTile")  # the last to come; those before it move once more when it is drawn
            screen.picture(here.folder / "screen.png")
            for name in ("services", "category", "serviceRow"):
                touch(here, screen, name)
            screen.place("openHere")
            below = here.seen()
            touch(here, screen, "openHere")
            with listener.accept()[0] as to_page:
                until(lambda: "a page was painted" in here.said(), LIMIT, here.said)
                yield Opened(here, portal, kiosk, screen, Hand(to_page), below)

"""The renderer of a web page killed under a passenger: `python -m tests.bench.renderer_killed`, not as root.

Prints one object of JSON: the seconds until the screen has its services page back, and has painted it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import psutil
from PySide6.QtGui import QGuiApplication

from kiosk.app.browser import IN_SESSION, Browser
from kiosk.browse.plan import BrowsePlan, Request
from kiosk.domain.text import Text
from tests.bench.sessions import KIOSK, LOOK, Heard, wait_for
from tests.fakes.portal import Portal
from tests.screens import sample_boards
from tests.screens.stage import Stage

TIMES = 10


def main() -> int:
    """Kill it again and again, print how long each took."""
    application = QGuiApplication(["bench"])
    stage = Stage()
    stage.show(sample_boards.LIVE)
    stage.navigation.open("services")
    with tempfile.TemporaryDirectory() as folder, Portal(Path(folder)) as portal:
        plan = BrowsePlan(portal.allowed, ca_file=portal.ca_file, resolver_rules=portal.resolver_rules)
        browser = Browser(plan, KIOSK, stage.navigation, spare=False)
        browser.stateChanged.connect(stage.screens.services.set_browser)
        request = Request(portal.url("/"), Text("Услуга"), LOOK)
        took = [killed(stage, browser, request) for _ in range(TIMES)]
        browser.stop()
    stage.close()
    sys.stdout.write(json.dumps({"took": took}) + "\n")
    del application
    return 0


def killed(stage: Stage, browser: Browser, request: Request) -> float:
    """Seconds from the kill to a frame of ours after the session's end was told."""
    listener = Heard(browser)
    assert browser.open(request)
    listener.until_painted()
    for process in psutil.Process(os.getpid()).children(recursive=True):
        if "--type=renderer" in process.cmdline():
            process.kill()
    began = time.perf_counter()
    wait_for(lambda: browser.state not in IN_SESSION)
    frames: list[float] = []
    swapped = stage.window.view.frameSwapped.connect(lambda: frames.append(time.perf_counter()))
    stage.window.view.update()
    wait_for(lambda: frames != [])
    stage.window.view.frameSwapped.disconnect(swapped)
    listener.deleteLater()
    assert stage.navigation.page == "services", stage.navigation.page
    return frames[0] - began


if __name__ == "__main__":
    sys.exit(main())

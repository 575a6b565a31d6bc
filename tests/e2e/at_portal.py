"""The kiosk of a test: its portal is the one of the tests, and its windows do what a test asks of them.

`python -m tests.e2e.at_portal WAY run ...` is `kiosk run ...`. WAY is JSON: the "plan" of web sessions, the "port"
on which the portal listens, and the Unix socket ("drive") to which the screen's window and that of each session
connect (see tests/browse/driven.py). The screen starts its supervisors as `... WAY browse --serve`.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk import __main__

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject

    from kiosk.browse.plan import BrowsePlan
    from kiosk.config.settings import Settings
    from kiosk.feeds.line import Line


THIS = [sys.executable, "-m", "tests.e2e.at_portal", sys.argv[1]]


def be_screen(plan: BrowsePlan, port: int, drive: str) -> None:
    """Let the screen of this process be driven, and find the portal at `port`."""
    from dataclasses import replace  # noqa: PLC0415 - none of these is for the supervisor, which has no Qt

    from kiosk import app  # noqa: PLC0415
    from kiosk.app import services  # noqa: PLC0415
    from kiosk.app.browser import Browser  # noqa: PLC0415
    from kiosk.app.scene import Scene  # noqa: PLC0415
    from kiosk.feeds.reach import Reach  # noqa: PLC0415
    from tests.browse.driven import Finger  # noqa: PLC0415

    class Driven(Scene):
        """The scene with a finger on its glass."""

        def show(self, *, fullscreen: bool) -> None:
            super().show(fullscreen=fullscreen)
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(drive)
            self.finger = Finger(connection, self)

    class Driving(Browser):
        """A browser whose windows are driven too."""

        def __init__(self, plan: BrowsePlan, _words: object, *rest: QObject, **more: Any) -> None:
            super().__init__(plan, [*THIS, *services.SESSION], *rest, **more)

    def to_portal(line: Line, _host: str, _port: int) -> socket.socket:
        return line.connect("127.0.0.1", port)

    def reach(host: str, publish: Callable[[bool], None], **_: object) -> Reach:
        return Reach(host, publish, ca_file=plan.ca_file, connect=to_portal)

    def way(_settings: Settings, sos_socket: Path | None) -> BrowsePlan:
        return replace(plan, sos_socket=sos_socket)

    vars(app).update(Scene=Driven)
    vars(services).update(Browser=Driving, Reach=reach, browse_plan=way)


def be_supervisor(drive: str) -> None:
    """Let the window of the session that this process supervises be driven."""
    from kiosk.browse import supervisor  # noqa: PLC0415

    window = [sys.executable, "-m", "tests.browse.driven", drive]
    real = supervisor.Supervisor

    def made(plan: BrowsePlan, _words: list[str], *rest: object, **more: object) -> supervisor.Supervisor:
        return real(plan, window, *rest, **more)  # type: ignore[arg-type]  # whatever came, goes on

    vars(supervisor).update(Supervisor=made)


def main() -> int:
    """Be `kiosk`."""
    from kiosk.browse.wire import plan_from_json  # noqa: PLC0415

    way = json.loads(sys.argv[1])
    if "browse" in sys.argv:
        be_supervisor(way["drive"])
    else:
        be_screen(plan_from_json(way["plan"]), way["port"], way["drive"])
    sys.argv = ["kiosk", *sys.argv[2:]]
    return __main__.main()


if __name__ == "__main__":
    sys.exit(main())

"""`kiosk demo`: the live feeds of the demonstration network, as a transit agency would serve them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kiosk.commands import moments
from kiosk.commands.errors import CommandError

if TYPE_CHECKING:
    import argparse


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "demo",
        help="serve the feeds of the demonstration network on this machine",
        description="Serve GTFS and GTFS-Realtime of the demonstration network on 127.0.0.1 until interrupted.",
    )
    words.add_argument("--port", type=moments.port, default=0, metavar="N", help="default: any free port")
    words.add_argument("--at", type=moments.moment, metavar="MOMENT", help="start at this moment, ISO 8601")
    words.add_argument("--speed", type=moments.speed, default=1.0, metavar="X", help="X times faster than life")
    words.add_argument("--with-parent", action="store_true", help="end when the program that started this ends")
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    import threading
    from zoneinfo import ZoneInfo

    from kiosk import paths
    from kiosk.clock import Clock, RunningClock
    from kiosk.demo import server

    zone = ZoneInfo("Europe/Ulyanovsk")
    start = Clock().read().instant if options.at is None else moments.instant(options.at, zone)
    clock = RunningClock(start, options.speed)
    if options.with_parent:
        server.die_with_parent()
    try:
        server.run(
            paths.resources() / "demo" / "network.toml",
            options.port,
            lambda: clock.read().instant,
            threading.Event(),
            _announce,
        )
    except OSError as error:
        raise CommandError(f"port {options.port} cannot be served: {error.strerror}") from error
    return 0


def _announce(port: int) -> None:
    """The first line of the output, by which the program that started this knows the port."""
    sys.stdout.write(f"listening on http://127.0.0.1:{port}\n")
    sys.stdout.flush()

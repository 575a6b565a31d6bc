"""`kiosk demo`: the live feeds of the demonstration network, as a transit agency would serve them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.commands import moments

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
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from zoneinfo import ZoneInfo

    from kiosk.clock import Clock, RunningClock
    from kiosk.demo import server

    zone = ZoneInfo("Europe/Ulyanovsk")
    start = Clock().read().instant if options.at is None else moments.instant(options.at, zone)
    server.run(options.port, RunningClock(start, options.speed).read)
    return 0

"""`kiosk demo`: the feeds of the demonstration network as a transit agency would serve them, and a 112 to call."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import TYPE_CHECKING

from kiosk.commands import moments
from kiosk.commands.errors import CommandError

if TYPE_CHECKING:
    from kiosk.clock import Clock

ZONE = "Europe/Ulyanovsk"
"""Where the demonstration network lies."""

ORDERS = """\
Serves /gtfs.zip, /trip-updates.pb, /vehicle-positions.pb and /alerts.pb.
While it runs:  POST /fault?kind=frozen|500|silence|off        GET /dispatcher
POST /dispatcher?trunk=a|b&behaviour=B                         POST /dispatcher?do=call_back
B: answer busy reject error code:404 ring trying deaf black_hole closed silent echo tone garbage no_multipart,
   or with seconds: late:3 progress:5 vanish:3 bye:3 reinvite:1 hold:1
sip:echo@... and sip:tone@... at the same addresses are test numbers."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "demo",
        help="serve the feeds of the demonstration network on this machine, and answer its emergency calls",
        description="Serve GTFS and GTFS-Realtime of the demonstration network on 127.0.0.1 until interrupted,\n"
        "and answer SIP calls as two dispatchers of 112: trunk a over UDP, b over TCP.",
        epilog=ORDERS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    words.add_argument("--port", type=moments.port, default=0, metavar="N", help="default: any free port")
    add_time_to(words)
    words.add_argument(
        "--with-parent", action="store_true", help="end when the program that started this one has ended"
    )
    words.set_defaults(run=run)


def add_time_to(words: argparse.ArgumentParser) -> None:
    """The words for a clock of the demonstration's own."""
    words.add_argument(
        "--at", type=moments.moment, metavar="MOMENT", help="begin the demonstration at this moment, ISO 8601"
    )
    words.add_argument(
        "--speed", type=moments.speed, metavar="X", help="run the demonstration X times faster than life"
    )


def clock(options: argparse.Namespace) -> Clock:
    """The clock that `--at` and `--speed` ask for; without them the machine's."""
    from zoneinfo import ZoneInfo

    from kiosk.clock import Clock, RunningClock

    if options.at is None and options.speed is None:
        return Clock()
    start = Clock().read().instant if options.at is None else moments.instant(options.at, ZoneInfo(ZONE))
    return RunningClock(start, options.speed or 1.0)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted or terminated."""
    from kiosk import paths
    from kiosk.demo import server
    from kiosk.demo.dispatcher.desk import Desk

    if options.with_parent:
        server.die_with_parent()
    stop = threading.Event()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    threading.Thread(target=_hear_the_end, args=(stop,), daemon=True).start()
    time = clock(options)
    try:
        with Desk(failed=stop.set) as desk:
            server.run(
                paths.resources() / "demo" / "network.toml",
                options.port,
                lambda: time.read().instant,
                stop,
                lambda port: _say_where(port, desk.uris),
                desk=desk,
            )
    except OSError as error:
        raise CommandError(f"port {options.port} cannot be opened: {error.strerror}.") from error
    return 0


def _hear_the_end(stop: threading.Event) -> None:
    """Set it on SIGTERM. Not by a handler: that one may come while the main thread holds the lock of the event."""
    signal.sigwait({signal.SIGTERM})
    stop.set()


def _say_where(port: int, dispatchers: tuple[str, ...]) -> None:
    sys.stdout.write(f"listening on http://127.0.0.1:{port}\ndispatcher on {' '.join(dispatchers)}\n")
    sys.stdout.flush()

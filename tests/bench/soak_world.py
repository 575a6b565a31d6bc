"""The world of the soak, in a process of its own: it imports the timetable, then plays the agency's server.

`python -m tests.bench.soak_world FOLDER` writes FOLDER/timetable.sqlite and says so with one line; then it writes
the messages of each ten seconds to its standard output, each behind its length, for as long as somebody reads.
"""

from __future__ import annotations

import struct
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

from kiosk import paths
from kiosk.demo import feed
from kiosk.demo.gtfs_zip import gtfs_zip
from kiosk.demo.network import read_network
from kiosk.demo.simulation import Simulation
from kiosk.domain.service_day import local_date
from kiosk.feeds.gtfs_import import import_gtfs

BEGIN = round(datetime(2026, 11, 24, 6, tzinfo=UTC).timestamp())
"""Ten in the morning of a working day in Ulyanovsk."""
STOP = "filatova-1"
MESSAGE_EVERY = 10
LENGTH = struct.Struct(">I")
FEEDS = {
    "trip_updates": feed.trip_updates,
    "vehicle_positions": feed.vehicle_positions,
    "alerts": feed.alerts,
}


def main() -> None:
    """Import, say so, and serve."""
    folder, out = Path(sys.argv[1]), sys.stdout.buffer
    network = read_network(paths.resources() / "demo" / "network.toml")
    zip_file = folder / "feed.zip"
    zip_file.write_bytes(gtfs_zip(network, local_date(BEGIN, network.zone)))
    import_gtfs(zip_file, [STOP], folder / paths.TIMETABLE)
    out.write(b"the timetable is there\n")
    out.flush()
    try:
        serve(Simulation(network, BEGIN), out)
    except BrokenPipeError:
        # Nobody reads any more; the interpreter would try to flush once more at its end.
        sys.stderr.close()


def serve(simulation: Simulation, out: BinaryIO) -> None:
    """Write the messages of every ten seconds, for ever."""
    for moment in count(BEGIN, MESSAGE_EVERY):
        for make in FEEDS.values():
            message = make(simulation, moment)
            out.write(LENGTH.pack(len(message)) + message)
        out.flush()


if __name__ == "__main__":
    main()

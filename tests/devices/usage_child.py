"""A kiosk that only logs, as a process of its own: tests kill it, starve it, and take its disk away.

Usage: python -m tests.devices.usage_child FILE FIRST [LAST]

It writes "acknowledged NUMBER" when event NUMBER (`seconds` of feed_back) is on the disk, and "trouble WORD" each
time the log's trouble changes.
"""

from __future__ import annotations

import sys
from itertools import count, takewhile
from pathlib import Path

from kiosk.devices.usage.log import UsageLog
from kiosk.domain.usage.catalogue import event
from tests.devices.usage_files import NOW

RETRY = 0.05
PATIENCE = 60.0
GLANCE = 0.02


def main(file: Path, first: int, last: int | None) -> int:
    """Log one event after the other; 1 where one is not acknowledged in time."""
    log = UsageLog(file, boot_id="boot", version="1.0", retry_seconds=RETRY)
    log.start()
    trouble = ""
    for number in takewhile(lambda number: last is None or number <= last, count(first)):
        log.record(event("feed_back", feed="trip_updates", seconds=number), NOW)
        waited = 0.0
        while not (acknowledged := log.flush(GLANCE)) and waited < PATIENCE:
            waited += GLANCE
            trouble = told(log, trouble)
        trouble = told(log, trouble)
        if not acknowledged:
            return 1
        say(f"acknowledged {number}")
    log.stop()
    return 0


def told(log: UsageLog, before: str) -> str:
    """Say what the trouble is where it is another one; the trouble."""
    trouble = str(log.trouble)
    if trouble != before:
        say(f"trouble {trouble or 'none'}")
    return trouble


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else None))

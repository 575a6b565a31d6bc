"""A log on a disk that is full, read-only or out of names; run where mounting is nobody else's business.

Usage: unshare ... python -m tests.devices.usage_disk SCENARIO FOLDER

What it finds is written as one line of JSON. The disk is a small one in memory, mounted on FOLDER.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from kiosk.devices.usage.log import UsageLog
from kiosk.domain.usage.catalogue import Purpose
from tests.devices.usage_files import (
    BACK,
    LOST,
    MEGABYTE,
    NOW,
    OPENED,
    PATIENCE,
    PIN_SET,
    entries,
    gaps,
    integrity,
)

RETRY = 0.05
SOON = 0.01


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread brings about."""
    waited, pause = 0.0, threading.Event()
    while not condition():
        waited += SOON
        if waited > PATIENCE:
            raise TimeoutError
        pause.wait(SOON)


def mount(*words: str | Path) -> None:
    """Mount as the words say."""
    subprocess.run(["mount", *map(str, words)], check=True)


@contextlib.contextmanager
def running(file: Path) -> Iterator[UsageLog]:
    """A log whose thread runs."""
    log = UsageLog(file, boot_id="boot", version="1.0", retry_seconds=RETRY)
    log.start()
    try:
        yield log
    finally:
        log.stop()


def fill(folder: Path) -> Path:
    """Take all room that is left on the disk of `folder`."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (MEGABYTE, 4096, 1):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
    return filler


def read_only(folder: Path) -> dict[str, object]:
    """The disk is read-only at the start, and becomes writable."""
    mount("-t", "tmpfs", "-o", "size=40m", "none", folder)
    file = folder / "usage.sqlite"
    with running(file) as log:
        log.record(LOST, NOW)
        first = log.flush(PATIENCE)
    mount("-o", "remount,bind,ro", folder)
    with running(file) as log:
        log.record(BACK, NOW)
        until(lambda: log.trouble != "")
        trouble, refused = log.trouble, log.flush(0)
        mount("-o", "remount,bind,rw", folder)
        flushed = log.flush(PATIENCE)
        after = log.trouble
    return {
        "first": first,
        "trouble": trouble,
        "refused": not refused,
        "flushed": flushed,
        "after": after,
        **seen(file),
    }


def full(folder: Path) -> dict[str, object]:
    """The disk fills up while the log works; it goes on at the cost of the oldest, until there is room again."""
    mount("-t", "tmpfs", "-o", "size=40m", "none", folder)
    file = folder / "usage.sqlite"
    with running(file) as log:
        log.record(PIN_SET, NOW)
        for _ in range(5):
            for _ in range(1000):
                log.record(OPENED, NOW)
            assert log.flush(PATIENCE)
        ballast = file.with_name("usage.sqlite.ballast")
        had = ballast.exists()
        filler = fill(folder)
        flushed = []
        for _ in range(30):
            for _ in range(500):
                log.record(LOST, NOW)
            flushed.append(log.flush(PATIENCE))
        trouble, gone = log.trouble, not ballast.exists()
        filler.unlink()
        until(lambda: log.trouble == "")  # by itself
        log.record(BACK, NOW)
        flushed.append(log.flush(PATIENCE))
        back = ballast.exists()
    return {"had": had, "trouble": trouble, "gone": gone, "flushed": all(flushed), "back": back, **seen(file)}


def full_at_start(folder: Path) -> dict[str, object]:
    """Not even a new log finds room, until there is some."""
    mount("-t", "tmpfs", "-o", "size=40m", "none", folder)
    filler = fill(folder)
    file = folder / "usage.sqlite"
    with running(file) as log:
        log.record(PIN_SET, NOW)
        until(lambda: log.trouble != "")
        trouble, refused = log.trouble, log.flush(0)
        filler.unlink()
        flushed = log.flush(PATIENCE)
        until(lambda: log.trouble == "")
    return {"trouble": trouble, "refused": not refused, "flushed": flushed, **seen(file)}


def no_names(folder: Path) -> dict[str, object]:
    """There is room, but no file may be made any more."""
    mount("-t", "tmpfs", "-o", "size=40m,nr_inodes=40", "none", folder)
    file = folder / "usage.sqlite"
    with running(file) as log:
        log.record(LOST, NOW)
        assert log.flush(PATIENCE)
    made = []
    with contextlib.suppress(OSError):
        for number in range(100):
            made.append(folder / str(number))
            made[-1].touch()
    with running(file) as log:
        log.record(BACK, NOW)
        until(lambda: log.trouble != "")
        trouble = log.trouble
        for path in made:
            path.unlink(missing_ok=True)
        flushed = log.flush(PATIENCE)
        until(lambda: log.trouble == "")
    return {"trouble": trouble, "flushed": flushed, **seen(file)}


def seen(file: Path) -> dict[str, object]:
    """What lies in the log in the end."""
    found = entries(file)
    return {
        "names": sorted({entry.event.name for entry in found}),
        "events": len(found),
        "audit": len(entries(file, Purpose.AUDIT)),
        "last": found[-1].seq,
        "gaps": gaps(file),
        "integrity": integrity(file),
    }


SCENARIOS = {one.__name__: one for one in (read_only, full, full_at_start, no_names)}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(SCENARIOS[sys.argv[1]](Path(sys.argv[2]))))

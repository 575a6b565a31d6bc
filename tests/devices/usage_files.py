"""What the tests of the usage log share: moments, events, and files written as the running kiosk writes them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.devices.usage.ballast import Ballast
from kiosk.devices.usage.keeper import Keeper
from kiosk.devices.usage.reader import Reader
from kiosk.devices.usage.rows import noted
from kiosk.devices.usage.store import Writer
from kiosk.domain.usage.catalogue import Purpose, event

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.usage.catalogue import Event
    from kiosk.domain.usage.entries import Entry

NOW = 1_795_333_069
HOUR_OF_NOW = 1_795_330_800
HOUR = 3600
DAY = 24 * HOUR
MEGABYTE = 2**20
EVER = 2**40
PATIENCE = 30.0

OPENED = event("screen_opened", screen="trip")
LOST = event("feed_lost", feed="trip_updates", fault="timeout")
BACK = event("feed_back", feed="trip_updates", seconds=12)
PIN_SET = event("pin_set", role="command-line")
CALL_ENDED = event("emergency_state", state="ended")
ALL = (OPENED, LOST, BACK, PIN_SET, CALL_ENDED)


def keeper(file: Path, *, cap: int = 200 * MEGABYTE) -> Keeper:
    """What stands between the writing thread and the file, for a test's own thread."""
    made = Keeper(file, Writer("boot", "1.0"), cap)
    made._ballast = Ballast(file.with_name(f"{file.name}.ballast"), 4096)  # files are copied hundreds of times
    return made


def keep(file: Path, *events: Event, at: int = NOW) -> Keeper:
    """Write `events` in a life of their own that ends well."""
    life = keeper(file)
    assert life.write([noted(one, at) for one in events], at)
    life.close()
    return life


def entries(file: Path, *purposes: Purpose) -> list[Entry]:
    """What is kept in full, oldest first; of all purposes where none is named."""
    with Reader(file) as reader:
        return list(reader.entries(purposes or tuple(Purpose), 0, EVER))


def names(file: Path) -> list[str]:
    """The names of what is kept in full, oldest first."""
    return [entry.event.name for entry in entries(file)]


def gaps(file: Path) -> list[tuple[str, int | None]]:
    """What the log tells of its own losses: why, and how many events."""
    found = [dict(entry.event.fields) for entry in entries(file) if entry.event.name == "log_gap"]
    return [(str(fields["why"]), fields.get("events")) for fields in found]  # type: ignore[misc]


def rows(file: Path, words: str) -> list[tuple[object, ...]]:
    """What SQLite answers."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(words).fetchall()


def integrity(file: Path) -> str:
    """SQLite's own word on the file."""
    return str(rows(file, "PRAGMA integrity_check")[0][0])

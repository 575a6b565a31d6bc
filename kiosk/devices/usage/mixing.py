"""What passengers did in an hour lies in no order once the hour is over.

Events are numbered as they come, and those of the kiosk itself have exact times: from the places between them
one could tell when a passenger did what, and what the same one did next, though only the hour is kept.
"""

from __future__ import annotations

from collections import defaultdict
from random import SystemRandom
from typing import TYPE_CHECKING

from kiosk.devices.usage.rows import PURPOSES, checksum
from kiosk.domain.usage.catalogue import HOUR, Purpose

if TYPE_CHECKING:
    from kiosk.devices.usage.store import Store
    from kiosk.domain.service_day import Instant

_DICE = SystemRandom()
_ROUNDED = (PURPOSES[Purpose.USAGE], PURPOSES[Purpose.REPORT])
_OVER = (
    "SELECT seq, at, boot, purpose, name, fields FROM events"
    " WHERE purpose IN (?, ?) AND seq > (SELECT mixed FROM counter) AND at <= ?"
)


def mix(store: Store, now: Instant) -> int:
    """Deal the events of hours that are over at `now` out anew among their numbers; how many.

    Each hour and start by itself, so that these are as they were. Reports lie among the rest: of a single one its
    number would tell the minute. Raises sqlite3.Error.
    """
    connection = store.connection
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        rows = connection.execute(_OVER, (*_ROUNDED, now - HOUR)).fetchall()
        places: dict[tuple[int, int], list[int]] = defaultdict(list)
        events: dict[tuple[int, int], list[tuple[int, str, str]]] = defaultdict(list)
        for seq, at, boot, *what in rows:
            places[at, boot].append(seq)
            events[at, boot].append(tuple(what))
        for (at, boot), dealt in events.items():
            _DICE.shuffle(dealt)
            connection.executemany(
                "UPDATE events SET purpose = ?, name = ?, fields = ?, crc = ? WHERE seq = ?",
                (
                    (purpose, name, fields, checksum(seq, at, boot, name, fields), seq)
                    for seq, (purpose, name, fields) in zip(places[at, boot], dealt, strict=True)
                ),
            )
        if rows:
            connection.execute("UPDATE counter SET mixed = ?", (max(row[0] for row in rows),))
    return len(rows)

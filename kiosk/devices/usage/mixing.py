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

    Each hour, start and purpose by itself, so that these are as they were. Raises sqlite3.Error.
    """
    connection = store.connection
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        rows = connection.execute(_OVER, (*_ROUNDED, now - HOUR)).fetchall()
        places: dict[tuple[int, ...], list[int]] = defaultdict(list)
        events: dict[tuple[int, ...], list[tuple[str, str]]] = defaultdict(list)
        for seq, *group, name, fields in rows:
            places[tuple(group)].append(seq)
            events[tuple(group)].append((name, fields))
        for group, dealt in events.items():
            _DICE.shuffle(dealt)
            at, boot, _ = group
            connection.executemany(
                "UPDATE events SET name = ?, fields = ?, crc = ? WHERE seq = ?",
                (
                    (name, fields, checksum(seq, at, boot, name, fields), seq)
                    for seq, (name, fields) in zip(places[group], dealt, strict=True)
                ),
            )
        if rows:
            connection.execute("UPDATE counter SET mixed = ?", (max(row[0] for row in rows),))
    return len(rows)

"""How long what is kept, and what goes first where there is no room: in small bites, each a commit of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.devices.usage.rows import PURPOSES
from kiosk.domain.usage.catalogue import Purpose

if TYPE_CHECKING:
    from kiosk.devices.usage.store import Store
    from kiosk.domain.service_day import Instant

DAY = 24 * 3600
RAW_DAYS = 30
EMERGENCY_DAYS = 90
"""As long as the agent keeps its own record of calls."""
AUDIT_DAYS = 365
"""A dispute over who changed what comes up after months, and there are few of them."""
SUMS_DAYS = 3 * 365 + 1
KEPT_DAYS = {
    Purpose.USAGE: RAW_DAYS,
    Purpose.REPORT: RAW_DAYS,
    Purpose.OPERATION: RAW_DAYS,
    Purpose.AUDIT: AUDIT_DAYS,
}
BITE = 500
"""Rows that one commit deletes: what is recorded meanwhile waits for no more than that."""
PAGES = 100
_ORDINAL_OF_1970 = 719_163
_KEYS = {"events": "seq", "emergency": "seq", "hours": "kind, hour", "scores": "day, route, bin"}
_OLDEST = {"events": "seq", "emergency": "seq", "hours": "hour", "scores": "day"}
_CUT_FIRST = (Purpose.USAGE, Purpose.REPORT, Purpose.OPERATION)


def forget(store: Store, now: Instant) -> int:
    """One bite of what is kept too long at `now`; how many rows went. Raises sqlite3.Error."""
    for purpose, days in KEPT_DAYS.items():
        where = "purpose = ? AND at < ?"
        if gone := _bite(store, "events", where, (PURPOSES[purpose], now - days * DAY)):
            return gone
    if gone := _bite(store, "emergency", "at < ?", (now - EMERGENCY_DAYS * DAY,)):
        return gone
    until = now - SUMS_DAYS * DAY
    if gone := _bite(store, "hours", "kind IN (SELECT kind FROM kinds) AND hour < ?", (until // 3600,)):
        return gone
    return _bite(store, "scores", "day < ?", (until // DAY + _ORDINAL_OF_1970,))


def cut_back(store: Store) -> tuple[int, int]:
    """One bite of the oldest of what may go first: events kept in full, then hours, then sums of predictions.

    What was done in the service menu and steps of calls stay. Returns how many rows went and how many of them were
    events. Raises sqlite3.Error.
    """
    numbers = ", ".join(str(PURPOSES[purpose]) for purpose in _CUT_FIRST)
    if gone := _bite(store, "events", f"purpose IN ({numbers})"):
        return gone, gone
    gone = _bite(store, "hours", "1")
    return gone or _bite(store, "scores", "1"), 0


def shrink(store: Store, spare: int) -> bool:
    """Give some of the empty pages beyond `spare` back to the disk; whether any. Raises sqlite3.Error."""
    empty = store.connection.execute("PRAGMA freelist_count").fetchone()[0]
    if empty <= spare:
        return False
    store.connection.execute(f"PRAGMA incremental_vacuum({min(PAGES, empty - spare)})").fetchall()
    return True


def _bite(store: Store, table: str, where: str, values: tuple[int, ...] = ()) -> int:
    key = _KEYS[table]
    # The names are ours alone, the values are bound.
    chosen = f"SELECT {key} FROM {table} WHERE {where} ORDER BY {_OLDEST[table]} LIMIT {BITE}"  # noqa: S608
    with store.connection:
        store.connection.execute("BEGIN IMMEDIATE")
        return store.connection.execute(f"DELETE FROM {table} WHERE ({key}) IN ({chosen})", values).rowcount  # noqa: S608

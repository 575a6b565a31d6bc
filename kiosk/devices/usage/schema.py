"""The tables of the usage log, and the steps by which a file of an older program becomes one of this."""

from __future__ import annotations

import sqlite3

_FIRST = (
    # One row a start of a program that wrote. `began`: the moment of the first thing it wrote; `done`: the last of
    # what it had waiting that is written: a commit that failed halfway may be there after all.
    "CREATE TABLE boots (boot INTEGER PRIMARY KEY, token INTEGER NOT NULL UNIQUE, boot_id TEXT NOT NULL,"
    " version TEXT NOT NULL, began INTEGER NOT NULL, done INTEGER NOT NULL)",
    # `mixed`: up to which number what passengers did lies in no order any more.
    "CREATE TABLE counter (one INTEGER PRIMARY KEY CHECK (one = 1), last_seq INTEGER NOT NULL,"
    " mixed INTEGER NOT NULL)",
    "INSERT INTO counter VALUES (1, 0, 0)",
    "CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, boot INTEGER NOT NULL,"
    " purpose INTEGER NOT NULL, name TEXT NOT NULL, fields TEXT NOT NULL, crc INTEGER NOT NULL)",
    "CREATE INDEX events_by_purpose ON events (purpose)",  # an index ends with the row's key, which is seq
    "CREATE INDEX events_by_time ON events (purpose, at)",
    "CREATE TABLE emergency (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, boot INTEGER NOT NULL,"
    " name TEXT NOT NULL, fields TEXT NOT NULL, crc INTEGER NOT NULL)",
    "CREATE INDEX emergency_by_time ON emergency (at)",
    # Each name with each value of its counted fields stands once: an hour's row has three small numbers.
    "CREATE TABLE kinds (kind INTEGER PRIMARY KEY, name TEXT NOT NULL, fields TEXT NOT NULL,"
    " UNIQUE (name, fields))",
    # `hour`: hours since 1970. By kind first: a year of one kind lies together.
    "CREATE TABLE hours (hour INTEGER NOT NULL, kind INTEGER NOT NULL, count INTEGER NOT NULL,"
    " PRIMARY KEY (kind, hour)) WITHOUT ROWID",
)
_SECOND = (
    # `day`: days since the first of January of year 1, as date.toordinal() counts.
    "CREATE TABLE scores (day INTEGER NOT NULL, route TEXT NOT NULL, bin TEXT NOT NULL, shown INTEGER NOT NULL,"
    " accurate INTEGER NOT NULL, early INTEGER NOT NULL, late INTEGER NOT NULL, unseen INTEGER NOT NULL,"
    " error_seconds INTEGER NOT NULL, error_squares INTEGER NOT NULL,"
    " PRIMARY KEY (day, route, bin)) WITHOUT ROWID",
)
STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND)
"""Step n makes a file of version n from one of version n - 1. A step that was shipped is never changed."""
VERSION = len(STEPS)
"""PRAGMA user_version of a file that this program writes."""


def migrate(connection: sqlite3.Connection, steps: tuple[tuple[str, ...], ...] = STEPS) -> None:
    """Bring the file up to the last of `steps`, each whole or not at all. Raises sqlite3.Error."""
    for number, step in enumerate(steps, 1):
        if version_of(connection) < number:
            _take(connection, number, step)


def _take(connection: sqlite3.Connection, number: int, step: tuple[str, ...]) -> None:
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if version_of(connection) >= number:
            return  # another process was faster
        for statement in step:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")


def version_of(connection: sqlite3.Connection) -> int:
    """The version of a file; 0 where it has no tables of ours yet. Raises sqlite3.Error."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables(connection: sqlite3.Connection) -> set[tuple[str, str | None]]:
    """Every table and index with the words that made it. Raises sqlite3.Error."""
    return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"))


def tables_of(version: int) -> set[tuple[str, str | None]]:
    """What `tables` must say of a file of this version."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection, STEPS[:version])
        return tables(connection)
    finally:
        connection.close()

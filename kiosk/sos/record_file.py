"""The record's SQLite file: opened, mended, read. Used by `kiosk.sos.record`, whose thread alone writes it."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from kiosk.domain.call.status import Failure, SelfTest, SelfTestResult, State
from kiosk.sos.record_values import CallEvent, Row

log = logging.getLogger(__name__)

VERSION = 2
"""PRAGMA user_version; a file of any other version is put aside."""
KEPT_SECONDS = 90 * 24 * 3600
BUSY_SECONDS = 2.0

_SCHEMA = f"""
CREATE TABLE events (
    at INTEGER NOT NULL, reference TEXT NOT NULL, state TEXT NOT NULL, milliseconds INTEGER NOT NULL,
    trunk TEXT NOT NULL, sip_code INTEGER, failure TEXT,
    rtp_sent INTEGER, rtp_received INTEGER, rtp_lost INTEGER
);
CREATE INDEX events_at ON events (at);
CREATE TABLE tests (
    at INTEGER NOT NULL, test TEXT NOT NULL, trunk TEXT NOT NULL, passed INTEGER NOT NULL, what TEXT NOT NULL
);
CREATE INDEX tests_at ON tests (at);
PRAGMA user_version = {VERSION};
"""


def opened(path: Path, now: int) -> sqlite3.Connection:
    """The file, ready to be written; a broken one is put aside and a new one made. Raises sqlite3.Error, OSError.

    WAL with synchronous FULL: what is committed survives a crash of this process, and a power cut as far as the
    disk keeps its own promises. There are a few dozen rows a day, so the cost of FULL is nothing.
    Source: sqlite.org, "Write-Ahead Logging" and "PRAGMA synchronous".
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connected(path)
    except sqlite3.OperationalError:
        raise  # the disk, not the content
    except sqlite3.DatabaseError as error:
        put_aside(path, now, str(error))
    return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("it is damaged")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            connection.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
        elif version != VERSION:
            raise sqlite3.DatabaseError(f"it is of version {version}")
    except BaseException:
        connection.close()
        raise
    return connection


def put_aside(path: Path, now: int, reason: str) -> None:
    """Keep what is left of a broken file under a name with the moment in it."""
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    for end in ("", "-wal", "-shm"):
        part = path.with_name(path.name + end)
        if part.exists():
            part.replace(path.with_name(f"{path.name}.broken-{moment}{end}"))
    log.error("the record of calls cannot be used (%s); it is put aside and a new one begun", reason)


def write(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write all of `rows`, or none. Raises sqlite3.Error."""
    with connection:  # one commit
        connection.execute("BEGIN IMMEDIATE")
        for row in rows:
            if isinstance(row, CallEvent):
                values: tuple[object, ...] = (
                    row.at, row.reference, row.state, row.milliseconds, row.trunk,
                    row.sip_code, row.failure, row.rtp_sent, row.rtp_received, row.rtp_lost,
                )  # fmt: skip
                connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            else:
                result = (row.at, row.test, row.trunk, row.passed, row.what)
                connection.execute("INSERT INTO tests VALUES (?, ?, ?, ?, ?)", result)


def forget(connection: sqlite3.Connection, now: int) -> None:
    """Delete what is older than 90 days. Raises sqlite3.Error."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for table in ("events", "tests"):
            connection.execute(f"DELETE FROM {table} WHERE at < ?", (now - KEPT_SECONDS,))  # noqa: S608  our words


def last_tests(connection: sqlite3.Connection) -> tuple[SelfTestResult, ...]:
    """The newest result of each test of each trunk. Raises sqlite3.Error."""
    rows = connection.execute("SELECT test, at, passed, what, trunk, max(rowid) FROM tests GROUP BY test, trunk")
    return tuple(_result(*row[:5]) for row in rows)


def history(path: Path, limit: int) -> tuple[tuple[CallEvent, ...], tuple[SelfTestResult, ...]]:
    """The newest events and tests, `limit` of each, newest first; nothing where there is no record yet.

    It reads through a connection of its own, and a disk that hangs makes it hang. Raises sqlite3.Error.
    """
    if not path.exists():
        return (), ()
    with closing(
        sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", timeout=BUSY_SECONDS, uri=True)
    ) as reading:
        if reading.execute("PRAGMA user_version").fetchone() != (VERSION,):
            return (), ()  # just being made, or about to be put aside
        events = reading.execute("SELECT * FROM events ORDER BY rowid DESC LIMIT ?", (limit,)).fetchall()
        tests = reading.execute(
            "SELECT test, at, passed, what, trunk FROM tests ORDER BY rowid DESC LIMIT ?", (limit,)
        ).fetchall()
    return tuple(map(_event, events)), tuple(_result(*row) for row in tests)


def _event(row: tuple[Any, ...]) -> CallEvent:
    at, reference, state, milliseconds, trunk, sip_code, failure, *rtp = row
    why = Failure(failure) if failure else None
    return CallEvent(at, reference, State(state), milliseconds, trunk, sip_code, why, *rtp)


def _result(test: str, at: int, passed: int, what: str, trunk: str) -> SelfTestResult:
    return SelfTestResult(SelfTest(test), at, bool(passed), what, trunk)

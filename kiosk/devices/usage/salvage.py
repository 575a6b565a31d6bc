"""Sums saved from a file that was put aside: one broken row of events must not cost the figures of three years."""

from __future__ import annotations

import contextlib
import json
import logging
import sqlite3
from typing import TYPE_CHECKING

from kiosk.domain.usage.catalogue import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.devices.usage.store import Store

log = logging.getLogger(__name__)


def save_sums(old: Path, store: Store) -> None:
    """Copy the sums of `old` into the new file of `store`, those tables that SQLite finds whole.

    What cannot be read is left where it is: `old` is not changed. Raises sqlite3.Error of the new file.
    """
    connection = store.connection
    try:
        connection.execute("ATTACH ? AS old", (f"{old.absolute().as_uri()}?mode=ro",))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        log.info("no sums could be saved: %s", error)
        return
    try:
        _copy(connection, (("kinds", "hours"), ("scores",)))
    finally:
        with contextlib.suppress(sqlite3.OperationalError):  # it stays attached, and nobody uses it
            connection.execute("DETACH old")


def _copy(connection: sqlite3.Connection, groups: tuple[tuple[str, ...], ...]) -> None:
    for group in groups:
        try:
            if not all(_is_whole(connection, table) for table in group):
                continue
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                for table in group:
                    connection.execute(f"INSERT INTO {table} SELECT * FROM old.{table}")  # noqa: S608  our words
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            log.info("%s could not be saved: %s", " and ".join(group), error)
        else:
            log.info("%s were saved", " and ".join(group))


def _is_whole(connection: sqlite3.Connection, table: str) -> bool:
    """Whether the table is as ours are, and all of it can be read."""
    words = "SELECT sql FROM {}.sqlite_master WHERE name = ?"
    ours, theirs = (connection.execute(words.format(file), (table,)).fetchone() for file in ("main", "old"))
    if ours != theirs or connection.execute(f"PRAGMA old.integrity_check({table})").fetchone() != ("ok",):
        return False
    columns = [row[1:3] for row in connection.execute(f"PRAGMA main.table_info({table})")]
    wrong = " OR ".join(f"typeof({name}) != '{kind.lower()}'" for name, kind in columns)
    if connection.execute(f"SELECT 1 FROM old.{table} WHERE {wrong} LIMIT 1").fetchone():  # noqa: S608  our words
        return False
    return table != "kinds" or all(map(_is_kind, connection.execute("SELECT name, fields FROM old.kinds")))


def _is_kind(row: tuple[str, str]) -> bool:
    name, fields = row
    try:
        return name in KINDS and (not fields or isinstance(json.loads(fields), dict))
    except ValueError:
        return False

"""The file of the usage log, opened: looked through, brought up to date, and put aside where it is broken."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
from typing import TYPE_CHECKING

from kiosk.devices.usage import schema
from kiosk.devices.usage.faults import BrokenFile, LoneWal, NewerFile, is_corrupt
from kiosk.devices.usage.rows import is_sound
from kiosk.devices.usage.store import Store, connected, read_only

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.devices.usage.store import Writer

ROWS_AT_ONCE = 200
_RAW = ("events", "emergency")


def opened(file: Path, writer: Writer, *, look_through: bool) -> Store:
    """The file, ready to be written; made where there is none.

    `look_through`: read all of it first. Raises BrokenFile where its content cannot be used, sqlite3.Error,
    OSError.
    """
    if not _is_there(file):
        _make(file)
    with _broken_told():
        with contextlib.closing(read_only(file)) as connection:  # a broken file is kept as it was found
            _check_version(connection)
            if look_through:
                _look_through(connection)
        return Store(_migrated(connected(file)), writer)


def _migrated(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        schema.migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_there(file: Path) -> bool:
    """See what SQLite does not mind: an empty file is an empty database to it, and a lone -wal nothing at all."""
    try:
        found = file.stat()
    except FileNotFoundError:
        if file.with_name(f"{file.name}-wal").exists():
            raise LoneWal("the file is gone, what was last written is left") from None
        return False
    except OSError as error:
        if error.errno == errno.ELOOP:
            return False  # a link that leads to itself is replaced, as one that leads to nothing is
        raise
    if not stat.S_ISREG(found.st_mode):
        raise BrokenFile("it is no file")
    if not found.st_size:
        raise BrokenFile("the file is empty")
    return True


def _make(file: Path) -> None:
    """Make a file with all its tables; it appears whole, or not at all.

    Made by root it belongs to whom its folder belongs: the kiosk goes on writing into it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    for end in ("", "-wal", "-shm"):
        new.with_name(new.name + end).unlink(missing_ok=True)
    with contextlib.closing(connected(new, new=True)) as connection:
        schema.migrate(connection)
    owner = file.parent.stat()
    if os.getuid() == 0:
        os.chown(new, owner.st_uid, owner.st_gid)
    if not file.exists():  # another process may have been faster
        new.replace(file)
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextlib.contextmanager
def _broken_told() -> Iterator[None]:
    """SQLite's word for a broken file becomes ours."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if is_corrupt(error):
            raise BrokenFile(str(error)) from error
        raise


def _check_version(connection: sqlite3.Connection) -> None:
    version = schema.version_of(connection)
    if version > schema.VERSION:
        raise NewerFile(f"a newer program wrote it: version {version}, not {schema.VERSION}")
    if version < 1 or schema.tables(connection) != schema.tables_of(version):
        raise BrokenFile("tables are missing or changed")


def _look_through(connection: sqlite3.Connection) -> None:
    """Read everything: SQLite's own check sees most changed bytes, the rows' checksums see the others."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != ("ok",):
        raise BrokenFile(found[0].splitlines()[-1] if found else "the check of the file says nothing")
    if connection.execute("SELECT count(*) FROM counter").fetchone() != (1,):
        raise BrokenFile("the count of events is missing")
    last = connection.execute("SELECT last_seq FROM counter").fetchone()[0]
    for table in _RAW:
        if _newest(connection, table) > last:
            raise BrokenFile(f"the table {table} goes on behind its end")
        _check_rows(connection, table)


def _newest(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT coalesce(max(seq), 0) FROM {table}").fetchone()[0])  # noqa: S608  our words


def _check_rows(connection: sqlite3.Connection, table: str) -> None:
    rows = connection.execute(
        f"SELECT seq, at, boot, CAST(name AS BLOB), CAST(fields AS BLOB), crc FROM {table}"  # noqa: S608  our words
    )
    while some := rows.fetchmany(ROWS_AT_ONCE):
        for row in some:
            if not is_sound(row):
                raise BrokenFile(f"a row of {table} is not as it was written")

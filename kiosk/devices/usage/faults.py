"""What an error of SQLite or of the system means for the log: a disk that fails for now, or a broken file."""

from __future__ import annotations

import errno
import os
import sqlite3
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH)
"""A constraint that fails is a broken file too: what is written here breaks none of a sound one."""
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Trouble(StrEnum):
    """What is wrong with the log now."""

    NONE = ""
    READ_ONLY = "read-only"
    DISK_FULL = "disk-full"
    DISK_ERROR = "disk-error"
    LOCKED = "locked"
    """Another process holds the file."""
    CORRUPT = "corrupt-put-aside"
    """A broken file was put aside since the program started."""
    NEWER = "newer-put-aside"
    """A file of a newer program was put aside since the program started."""


class BrokenFile(Exception):  # noqa: N818 - it is what was found, no fault of the program
    """The content of the file cannot be used; one sentence. `why`: the word by which the gap is told."""

    why = "corrupt"
    trouble = Trouble.CORRUPT


class LoneWal(BrokenFile):
    """The file is gone; what was written last still lies beside its place."""

    why = "missing"


class NewerFile(BrokenFile):
    """A newer program wrote the file."""

    why = "missing"
    trouble = Trouble.NEWER


def is_corrupt(error: Exception) -> bool:
    """Whether the content of the file is broken: SQLite says so, or its words or a text are not even letters."""
    return isinstance(error, UnicodeDecodeError) or _code(error) in CORRUPT or "decode to UTF-8" in str(error)


def trouble_of(error: Exception, file: Path) -> Trouble | None:
    """What ails the disk under `file`; None where no disk is to blame: a bug."""
    if isinstance(error, OSError):
        return Trouble.DISK_FULL if error.errno in _FULL else _of_system(error, file)
    match _code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return Trouble.LOCKED
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return Trouble.READ_ONLY
        case sqlite3.SQLITE_FULL:
            return Trouble.DISK_FULL
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_NOMEM:
            return _of_place(file)
    return None


def _of_system(error: OSError, file: Path) -> Trouble:
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Trouble.READ_ONLY
    return _of_place(file)


def _of_place(file: Path) -> Trouble:
    """SQLite does not tell why it could not write; the file system may."""
    try:
        place = os.statvfs(file.parent)
    except OSError:
        return Trouble.DISK_ERROR
    if place.f_flag & os.ST_RDONLY:
        return Trouble.READ_ONLY
    if not place.f_bavail or (place.f_files and not place.f_favail):
        return Trouble.DISK_FULL
    forbidden = file.parent.is_dir() and not os.access(file.parent, os.W_OK | os.X_OK)
    return Trouble.READ_ONLY if forbidden else Trouble.DISK_ERROR


def _code(error: Exception) -> int:
    """The primary result code; 0 where the error did not come from SQLite itself."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF

"""The errors and warnings of a log of the program, newest first, a few at a time."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.domain.service_day import Instant

MOST_FILES = 9
"""Rotated files that are ever looked for."""
LARGEST = 16 * 2**20
"""Bytes of one file that are read: its end."""
LONGEST = 20_000
"""Characters of one record: a trace fits."""
_BEGINS = re.compile(rb"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d{3} ([A-Z]+) ", re.MULTILINE)
_TROUBLE = {b"WARNING", b"ERROR", b"CRITICAL"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: the file's inode, which stays when the log is rotated, and the byte in it."""

    inode: int
    offset: int


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One record with its trace. `at` in POSIX seconds; `level` is "WARNING", "ERROR" or "CRITICAL".

    `text` is what follows the level, line by line.
    """

    at: Instant
    level: str
    text: str
    place: Place


def records(file: Path, before: Place | None = None) -> Iterator[LogRecord]:
    """Warnings and errors of `file` and of the rotated `file`.1, `file`.2 ..., the newest first.

    `before`: only those older than the record there; none where that file is gone. The log may be rotated
    meanwhile. Raises OSError where a file that is there cannot be read.
    """
    reached = before is None
    seen: set[int] = set()
    for path in (file, *(file.with_name(f"{file.name}.{number}") for number in range(1, MOST_FILES + 1))):
        try:
            with path.open("rb") as log:
                inode, size = _facts(log.fileno())
                start = max(size - LARGEST, 0)
                log.seek(start)
                data = b"" if inode in seen else log.read(LARGEST)
        except FileNotFoundError:
            continue
        seen.add(inode)
        if not reached and before is not None and before.inode == inode:
            yield from _parsed(data[: max(before.offset - start, 0)], inode, start)
            reached = True
        elif reached:
            yield from _parsed(data, inode, start)


def last_lines(file: Path, most_bytes: int) -> bytes:
    """The end of `file` as it stands, from the beginning of a line; empty where there is none. Raises OSError."""
    try:
        with file.open("rb") as log:
            _, size = _facts(log.fileno())
            log.seek(max(size - most_bytes, 0))
            data = log.read(most_bytes)
    except FileNotFoundError:
        return b""
    return data if size <= most_bytes else data.partition(b"\n")[2]


def _facts(number: int) -> tuple[int, int]:
    found = os.fstat(number)
    return found.st_ino, found.st_size


def _parsed(data: bytes, inode: int, start: int) -> Iterator[LogRecord]:
    """The records in `data`, the last first; what stands before the first whole one is left out."""
    end = len(data)
    for begins in reversed(list(_BEGINS.finditer(data))):
        if begins[2] in _TROUBLE and (at := _moment(begins[1])) is not None:
            text = data[begins.end() : end].decode(errors="backslashreplace").rstrip("\n")
            yield LogRecord(at, begins[2].decode(), text[:LONGEST], Place(inode, start + begins.start()))
        end = begins.start()


def _moment(written: bytes) -> Instant | None:
    """The moment of a time written in this machine's zone; None where there is no such time."""
    try:
        return int(time.mktime(time.strptime(written.decode(), "%Y-%m-%d %H:%M:%S")))
    except (ValueError, OverflowError):
        return None

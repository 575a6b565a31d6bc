"""The errors and warnings of a log of the program, newest first, a few at a time."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from kiosk.domain.service_day import Instant

MOST_FILES = 9
"""Rotated files that are ever looked for."""
LARGEST = 16 * 2**20
"""Bytes of one file that are read: its end."""
LONGEST = 20_000
"""Characters of one record: a trace fits."""
TROUBLE = frozenset({"WARNING", "ERROR", "CRITICAL"})
_BEGINS = re.compile(rb"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d{3} ([A-Z]+) ", re.MULTILINE)


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


def records(file: Path, before: Place | None = None, levels: Collection[str] = TROUBLE) -> Iterator[LogRecord]:
    """What has one of `levels` in `file` and in the rotated `file`.1, `file`.2 ..., the newest first.

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
            yield from _parsed(data[: max(before.offset - start, 0)], inode, start, levels)
            reached = True
        elif reached:
            yield from _parsed(data, inode, start, levels)


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


def _parsed(data: bytes, inode: int, start: int, levels: Collection[str]) -> Iterator[LogRecord]:
    """The records in `data`, the last first; what stands before the first whole one is left out.

    Sought from the end by their level, so that a few records of a large file cost little.
    """
    marks = [f" {level} ".encode() for level in levels]
    places = {mark: data.rfind(mark) for mark in marks}
    while (place := max(places.values(), default=-1)) >= 0:
        begins = _BEGINS.match(data, data.rfind(b"\n", 0, place) + 1)
        if begins and begins.start(2) - 1 == place and (at := _moment(begins[1])) is not None:
            after = _BEGINS.search(data, begins.end())
            text = data[begins.end() : after.start() if after else len(data)].decode(errors="backslashreplace")
            where = Place(inode, start + begins.start())
            yield LogRecord(at, begins[2].decode(), text.rstrip("\n")[:LONGEST], where)
        mark = next(mark for mark in marks if places[mark] == place)
        places[mark] = data.rfind(mark, 0, place)


def _moment(written: bytes) -> Instant | None:
    """The moment of a time written in this machine's zone; None where there is no such time."""
    try:
        return int(time.mktime(time.strptime(written.decode(), "%Y-%m-%d %H:%M:%S")))
    except (ValueError, OverflowError):
        return None

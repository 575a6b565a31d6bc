"""The number of the last event, noted beside the log: where the log knows fewer, it lost some, and how many."""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class LastSeq:
    """A file of one line, with a checksum. A disk that fails costs the note and nothing else."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> int:
        """The number noted last; 0 where none is or it cannot be read."""
        try:
            seq, _, crc = self._file.read_bytes().strip().partition(b" ")
            return int(seq) if zlib.crc32(seq) == int(crc, 16) else 0
        except (OSError, ValueError):
            return 0

    def note(self, seq: int) -> None:
        """Note `seq`. It is written in place: a torn line is told by its checksum. Raises OSError."""
        number = b"%020d" % seq
        file = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            os.pwrite(file, b"%s %08x\n" % (number, zlib.crc32(number)), 0)
            os.fsync(file)
        finally:
            os.close(file)

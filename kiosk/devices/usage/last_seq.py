"""The number of the last event, noted beside the log: where the log knows fewer, it lost some, and how many."""

from __future__ import annotations

import logging
import os
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


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
        """Note `seq`. It is written in place: a torn line is told by its checksum."""
        number = b"%020d" % seq
        try:
            with self._file.open("r+b" if self._file.exists() else "wb", buffering=0) as file:
                file.write(b"%s %08x\n" % (number, zlib.crc32(number)))
                os.fsync(file)
        except OSError as error:
            log.debug("the last number of the usage log cannot be noted: %s", error.strerror)

"""The file in memory in which a running screen notes that it has painted, for whoever judges it."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "painted.json"
LONGEST = 4096
"""Bytes that are ever read."""


@dataclass(frozen=True, slots=True)
class Note:
    """The screen of this `version`, a `process` started from the file `program`, painted at `monotonic`.

    It runs since `began`. Both moments are seconds of the monotonic clock, since the start of the machine that has
    this `boot_id`.
    """

    version: str
    program: str
    process: int
    boot_id: str
    began: float
    monotonic: float


def write(file: Path, note: Note) -> None:
    """Put the note in the place of the file at once. Raises OSError.

    Without waiting for a disk: after a power cut nobody needs it. The folder may be shared with the emergency
    agent: no link that lies there is followed.
    """
    new = file.with_name(f".{file.name}.{note.process}")
    new.unlink(missing_ok=True)
    try:
        with new.open("x") as opened:
            opened.write(json.dumps(asdict(note)))
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def read(file: Path) -> Note | None:
    """The note in `file`; None where there is none that can be read."""
    try:
        with file.open("rb") as opened:
            known = Note(**json.loads(opened.read(LONGEST)))
        moments = float(known.began), float(known.monotonic)
        process = int(known.process)
    except (OSError, ValueError, TypeError, OverflowError, RecursionError):
        return None
    if not all(map(math.isfinite, moments)):
        return None
    return Note(str(known.version), str(known.program), process, str(known.boot_id), *moments)

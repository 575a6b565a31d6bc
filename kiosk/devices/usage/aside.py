"""A file that cannot be used is kept beside the new one, under a name with the moment; only the newest few."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.service_day import Instant

KEPT = 3
ENDS = ("", "-wal", "-shm")
"""The parts of one SQLite file. A -wal holds what was last committed: it goes where its file goes."""


def put_aside(file: Path, word: str, most_bytes: int) -> Path:
    """Rename every part of `file`; the new name. Raises OSError.

    The moment in the name is that of the last writing: the clock may not be set yet. Older ones are deleted where
    there are more than 3 or all together are larger than `most_bytes`.
    """
    parts = [part for end in ENDS if (part := file.with_name(file.name + end)).exists()]
    moment = max((int(part.stat().st_mtime) for part in parts), default=0)
    name = f"{file.name}.{word}-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(moment))}"
    new, number = file.with_name(name), 1
    while any(new.with_name(new.name + end).exists() for end in ENDS):
        number += 1
        new = file.with_name(f"{name}-{number}")
    for part in parts:
        part.replace(new.with_name(part.name.replace(file.name, new.name, 1)))
    forget(file, most_bytes, spare=new)
    return new


def kept(file: Path) -> list[Path]:
    """The files put aside, by the moment they were renamed, oldest first. Raises OSError.

    A folder or a pipe that stood in the place of the file is none: it is not for us to delete.
    """
    found = {
        part.with_name(part.name.removesuffix("-wal").removesuffix("-shm"))
        for part in file.parent.glob(f"{file.name}.*-*Z*")
        if part.is_file()
    }
    return sorted(found, key=lambda path: (_renamed(path), path.name))


def forget(file: Path, most_bytes: int, *, spare: Path | None = None) -> int:
    """Delete the oldest until few are left and they are small enough; how many bytes went. Raises OSError."""
    files, gone = kept(file), 0
    while files and files[0] != spare and (len(files) > KEPT or sum(map(_size, files)) > most_bytes):
        gone += _size(files[0])
        _delete(files.pop(0))
    return gone


def forget_old(file: Path, before: Instant) -> None:
    """Delete those put aside before that moment: they hold what the log itself would have forgotten by then.

    Raises OSError.
    """
    for path in kept(file):
        if _renamed(path) < before * 10**9:
            _delete(path)


def _delete(path: Path) -> None:
    for part in _parts(path):
        part.unlink()


def _parts(path: Path) -> list[Path]:
    return [part for end in ENDS if (part := path.with_name(path.name + end)).exists()]


def _size(path: Path) -> int:
    return sum(part.stat().st_size for part in _parts(path))


def _renamed(path: Path) -> int:
    return max(part.stat().st_ctime_ns for part in _parts(path))

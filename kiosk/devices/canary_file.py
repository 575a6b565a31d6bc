"""Storage tried for real: random bytes are written, synced, read back from the disk itself and removed."""

from __future__ import annotations

import errno
import mmap
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZE = mmap.PAGESIZE
"""Bytes. One page: what is read past the cache must be aligned to the disk's own blocks."""
NAME = ".canary"
SLOW = 2.0
"""Seconds; a page takes milliseconds, on a memory card that dies it takes many of them."""


class Fault(StrEnum):
    """What is wrong with the storage."""

    FULL = "full"
    READ_ONLY = "read-only"
    NOT_WRITABLE = "not-writable"
    DISK_ERROR = "disk-error"
    DIFFERS = "differs"
    """Other bytes came back than were written."""
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Canary:
    """What became of it; `fault` None: all bytes came back. `seconds` for everything together."""

    fault: Fault | None
    seconds: float


_FAULTS = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.NOT_WRITABLE,
    errno.EPERM: Fault.NOT_WRITABLE,
}


def try_storage(
    folder: Path,
    *,
    random: Callable[[int], bytes] = os.urandom,
    monotonic: Callable[[], float] = time.monotonic,
) -> Canary:
    """Write and read back in `folder`, which is made where it is missing. The world never raises here."""
    began = monotonic()
    file = folder / NAME
    fault: Fault | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # left by one that was killed
            file.unlink()
        content = random(SIZE)
        try:
            _write(file, content)
            if _read(file) != content:
                fault = Fault.DIFFERS
        finally:
            with suppress(FileNotFoundError):
                file.unlink()
    except OSError as error:
        fault = _FAULTS.get(error.errno or 0, Fault.DISK_ERROR)
    seconds = monotonic() - began
    if fault is None and seconds > SLOW:
        fault = Fault.SLOW
    return Canary(fault, seconds)


def _write(file: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    descriptor = os.open(file, flags, 0o600)
    with open(descriptor, "wb", buffering=0) as written:  # noqa: PTH123  a descriptor
        left = memoryview(content)
        while left:
            left = left[written.write(left) or 0 :]
        os.fsync(descriptor)


def _read(file: Path) -> bytes:
    """What the disk holds, past the memory that the system keeps of it. Source: open(2), O_DIRECT."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_DIRECT)
    except OSError as error:
        if error.errno != errno.EINVAL:  # this filesystem cannot
            raise
        descriptor = os.open(file, os.O_RDONLY)
    try:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        with mmap.mmap(-1, SIZE) as page:
            count = os.readv(descriptor, [page])
            return page[:count]
    finally:
        os.close(descriptor)

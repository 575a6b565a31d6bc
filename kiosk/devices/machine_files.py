"""Small files of the kernel, read without trust: any of them may be missing, empty, huge or nonsense."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 256 * 1024
"""Bytes of one file that are looked at."""
MOST = 256
"""Entries of one folder that are looked at."""
DIGITS = 18
"""More make no number of ours."""


def text(file: Path) -> str:
    """What stands in `file`, "" where nothing can be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(LONGEST).decode("utf-8", "replace").replace("\0", " ")
    except OSError:  # missing, forbidden, a folder; a sensor that is off answers EIO or ENODATA
        return ""


def integer(file: Path) -> int | None:
    """The whole number that stands in `file` alone, None for anything else."""
    word = text(file).strip()
    digits = word.removeprefix("-")
    return int(word) if digits.isascii() and digits.isdigit() and len(digits) <= DIGITS else None


def listed(folder: Path, pattern: str) -> list[Path]:
    """What matches in `folder`, in order; nothing where it cannot be listed."""
    try:
        return sorted(folder.glob(pattern))[:MOST]
    except OSError:
        return []

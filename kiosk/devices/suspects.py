"""Caches that may be what makes the program die: put aside under another name, and brought back where wanted."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SUFFIX = ".suspect"


def put_aside(caches: Iterable[Path]) -> list[Path]:
    """Rename each file or folder to NAME.suspect in the place of an earlier one; those that were there.

    What cannot be renamed stays: the disk is the trouble then, and not what lies on it.
    """
    gone = []
    for cache in caches:
        aside = cache.with_name(cache.name + SUFFIX)
        with contextlib.suppress(OSError):
            cache.lstat()
            _remove(aside)
            cache.rename(aside)
            gone.append(cache)
    return gone


def bring_back(caches: Iterable[Path]) -> None:
    """Give its name back to each that nothing new has taken the place of: it gets another try."""
    for cache in caches:
        with contextlib.suppress(OSError):
            aside = cache.with_name(cache.name + SUFFIX)
            aside.lstat()
            if not cache.exists():
                aside.rename(cache)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)

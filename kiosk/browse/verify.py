"""Proof that a session left nothing where programs leave things: what is there now that was not there before."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLACES = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108  looked at, never written
OURS = re.compile(r"\.?(org\.chromium\.|com\.google\.|qtwebengine|qt_|scoped_dir)", re.IGNORECASE)
"""How Chromium and Qt begin the names of what they leave: nobody else's files are laid to a session."""

Names: TypeAlias = frozenset[Path]


def places(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Where to look: shared folders, and those that the user's own programs use."""
    named = (Path(environ[name]) for name in ("TMPDIR", "XDG_RUNTIME_DIR") if environ.get(name))
    return tuple(dict.fromkeys((*PLACES, *named)))


def names(places: Iterable[Path]) -> Names:
    """What of Chromium and Qt lies there and belongs to this user."""
    return frozenset(path for place in places for path in _in(place))


def _in(place: Path) -> list[Path]:
    try:
        with os.scandir(place) as entries:
            return [Path(entry.path) for entry in entries if OURS.match(entry.name) and _is_mine(entry)]
    except OSError:  # no such place here
        return []


def _is_mine(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.stat(follow_symlinks=False).st_uid == os.geteuid()
    except OSError:
        return False

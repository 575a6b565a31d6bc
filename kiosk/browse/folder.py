"""The folder of one session, in memory: everything the browser could write lies in it, and goes with it."""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "session-"
LOCK = "lock"
WINDOW = "window"
"""Names the window's process, so that a sweep finds what a dead supervisor left behind."""
INNER = ("home", "tmp", "run", "cache", "config", "data", "state")


class FolderError(Exception):
    """A session has no folder to live in; one sentence."""


class SessionFolder:
    """A folder that nobody else may look into, held by a lock for as long as its supervisor lives."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held = -1

    @classmethod
    def made(cls, sessions: Path) -> SessionFolder:
        """A new one, and nobody can guess its name. Raises FolderError. Call it under `alone`."""
        folder = cls(sessions / f"{PREFIX}{os.urandom(8).hex()}")
        try:
            folder.path.mkdir(mode=0o700)
            folder._hold()
            for name in INNER:
                (folder.path / name).mkdir(mode=0o700)
        except OSError as error:
            folder.remove()
            raise FolderError(f"A session's folder cannot be made in {sessions}: {error.strerror}.") from error
        return folder

    def inner(self, name: str) -> Path:
        """One of its INNER folders."""
        return self.path / name

    def remove(self) -> bool:
        """Remove it with everything in it; whether it is gone."""
        gone = remove(self.path)
        if self._held >= 0:
            os.close(self._held)
            self._held = -1
        return gone

    def _hold(self) -> None:
        self._held = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def alone(sessions: Path) -> Iterator[None]:
    """Folders are made and swept by one process at a time. Raises FolderError."""
    try:
        lock = os.open(sessions / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise FolderError(f"The folder of sessions {sessions} cannot be used: {error.strerror}.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def forsaken(sessions: Path) -> list[Path]:
    """The folders of sessions whose supervisor is dead. Call it under `alone`."""
    return [path for path in sorted(sessions.glob(f"{PREFIX}*")) if not _is_held(path)]


def _is_held(path: Path) -> bool:
    try:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:  # gone meanwhile, or nothing that we made
        return False
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(folder)
    return False


def remove(path: Path) -> bool:
    """Remove a folder with everything in it, what may not be written too; whether it is gone."""
    with contextlib.suppress(OSError):
        _empty(path)
        path.rmdir()
    return not os.path.lexists(path)


def _empty(folder: Path) -> None:
    """Take everything out of a folder in which nobody works any more; what refuses does not save the rest."""
    folder.chmod(0o700)
    refused: OSError | None = None
    for inner in list(folder.iterdir()):
        try:
            if inner.is_dir() and not inner.is_symlink():
                _empty(inner)
                inner.rmdir()
            else:
                inner.unlink()
        except OSError as error:
            refused = error
    if refused is not None:
        raise refused

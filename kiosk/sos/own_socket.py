"""The agent's place in the file system: one socket that its group may use, and the lock of the one agent there."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import stat
from typing import TYPE_CHECKING, TypeAlias

from kiosk.sos import wire

if TYPE_CHECKING:
    from pathlib import Path

MODE = 0o660
FOLDER_MODE = 0o750
"""Of a socket's folder that has to be made: its group may come to the socket, and write nothing beside it."""

TAKEN = 3
"""Exit code of an agent that found another one in its place, so that whoever started it can tell."""

_Inode: TypeAlias = tuple[int, int]


class SocketError(Exception):
    """The socket cannot be opened; one sentence."""


class SocketTaken(SocketError):  # noqa: N818  what happened, in the words of whoever starts a second agent
    """Another agent serves this socket already."""


def lock_of(path: Path) -> Path:
    """The file that the agent of this socket holds locked; the agent's pid is in it."""
    return path.with_name(f"{path.name}.lock")


class OwnSocket:
    """Holds the lock from `open` to `close`; the system lets go of it when the process dies in any way.

    The lock's file `PATH.lock` stays: who removed it would let two agents each lock a file of that name. Somebody
    else may remove both files all the same, so `stands` is to be asked now and then.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock_path = lock_of(path)
        self._lock = -1
        self._bound: _Inode | None = None

    def open(self) -> socket.socket:
        """The socket, where callers may wait from now on; a dead agent's is replaced. Raises SocketError."""
        try:
            address = wire.socket_address(self._path)
            self._take_lock()
            self._remove()
            listening = _bound(address)
            self._bound = _inode(self._path)
        except wire.WireError as error:
            raise SocketError(str(error)) from None
        except OSError as error:
            self.close()
            raise SocketError(f"The socket {self._path} cannot be opened: {error.strerror or error}.") from error
        except SocketError:
            self.close()
            raise
        return listening

    def open_again(self) -> socket.socket:
        """Another socket in the same place, in a folder that may be gone too. Raises SocketError."""
        try:
            self._path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        except OSError as error:
            raise SocketError(f"The folder {self._path.parent} cannot be made: {error.strerror}.") from error
        return self.open()

    @property
    def stands(self) -> bool:
        """Whether callers still find our socket here, and others our lock.

        To be asked while the socket is open: so long the system gives its inode to no other file.
        """
        return self._bound is not None and self._bound == _inode(self._path) and self._holds_lock()

    def close(self) -> None:
        """Remove the socket, unless it is another's by now, and let others have its place."""
        if self._lock < 0:
            return
        with contextlib.suppress(OSError):  # a disk that refuses: the next agent replaces it
            if self._bound is not None and self._bound == _inode(self._path):
                self._path.unlink()
        self._bound = None
        os.close(self._lock)
        self._lock = -1

    def _holds_lock(self) -> bool:
        return self._lock >= 0 and _inode_of(os.fstat(self._lock)) == _inode(self._lock_path)

    def _take_lock(self) -> None:
        """Hold the lock that others would find, which may be the one that is held already."""
        if self._holds_lock():
            return
        held, self._lock = self._lock, self._locked()
        if held >= 0:
            os.close(held)

    def _locked(self) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        lock = os.open(self._lock_path, flags, 0o640)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.read(lock, 20).decode("ascii", "replace").strip()
            os.close(lock)
            who = f"pid {pid}" if pid.isdigit() else "pid unknown"
            raise SocketTaken(f"An emergency agent serves {self._path} already ({who}).") from None
        os.ftruncate(lock, 0)
        os.write(lock, f"{os.getpid()}\n".encode())
        return lock

    def _remove(self) -> None:
        try:
            if not stat.S_ISSOCK(self._path.lstat().st_mode):
                raise SocketError(f"The file {self._path} is no socket and is left as it is.")
            self._path.unlink()
        except FileNotFoundError:
            pass


def _inode(path: Path) -> _Inode | None:
    """Which file this is, None where there is none to be seen."""
    try:
        return _inode_of(path.lstat())
    except OSError:
        return None


def _inode_of(found: os.stat_result) -> _Inode:
    return found.st_dev, found.st_ino


def _bound(address: str) -> socket.socket:
    """A socket that nobody but user and group could use at any moment.

    The file takes over the mode of the unbound socket, less the umask. Source: Linux, net/unix/af_unix.c.
    """
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listening.setblocking(False)
        os.fchmod(listening.fileno(), MODE)
        listening.bind(address)
        os.chown(address, -1, os.getegid())  # ours, also where the folder hands on its own
        os.chmod(address, MODE)  # noqa: PTH101  what the umask took from the group
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening

"""The agent's place in the file system: one socket that its group may use, and the lock of the one agent there."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import stat
from typing import TYPE_CHECKING

from kiosk.sos import wire

if TYPE_CHECKING:
    from pathlib import Path

MODE = 0o660


class SocketError(Exception):
    """The socket cannot be opened; one sentence."""


class SocketTaken(SocketError):  # noqa: N818  what happened, in the words of whoever starts a second agent
    """Another agent serves this socket already."""


class OwnSocket:
    """Holds the lock from `open` to `close`; the system lets go of it when the process dies in any way.

    The lock's file `PATH.lock` stays: who removed it would let two agents each lock a file of that name.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = -1

    def open(self) -> socket.socket:
        """The socket, where callers may wait from now on; a dead agent's is replaced. Raises SocketError."""
        try:
            address = wire.socket_address(self._path)
            self._lock = self._locked()
            self._remove()
            return _bound(address)
        except wire.WireError as error:
            raise SocketError(str(error)) from None
        except OSError as error:
            self.close()
            raise SocketError(f"The socket {self._path} cannot be opened: {error.strerror or error}.") from error
        except SocketError:
            self.close()
            raise

    def close(self) -> None:
        """Remove the socket and let others have its place."""
        if self._lock < 0:
            return
        with contextlib.suppress(OSError, SocketError):  # not there any more, or not ours: nothing to tidy
            self._remove()
        os.close(self._lock)
        self._lock = -1

    def _locked(self) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        lock = os.open(f"{self._path}.lock", flags, 0o640)
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


def _bound(address: str) -> socket.socket:
    """A socket that nobody but user and group could use at any moment.

    The file takes over the mode of the unbound socket, less the umask. Source: Linux, net/unix/af_unix.c.
    """
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listening.setblocking(False)
        os.fchmod(listening.fileno(), MODE)
        listening.bind(address)
        os.chmod(address, MODE)  # noqa: PTH101  what the umask took from the group
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening

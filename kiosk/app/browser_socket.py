"""The supervisor of one web session where the system runs it under a user of its own, behind a socket."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtNetwork import QLocalSocket

from kiosk.browse.wire import Lines, WireError, encode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class BrowserSocket(QObject):
    """A `BrowserProcess` that is begun by connecting to `path`: one connection is one session.

    `told` carries what it says, `gone` comes once, when the connection is over, after all that.
    """

    told = Signal(dict)
    gone = Signal()

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._lines = Lines()
        self._deaf = False
        self._is_gone = False
        self._socket = QLocalSocket(self)
        self._socket.readyRead.connect(self._hear)
        self._socket.disconnected.connect(self._end)
        # Queued: whoever begins it is done with that before it hears that it failed.
        self._socket.errorOccurred.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; where it cannot be begun it is gone."""
        self._socket.connectToServer(str(self._path))

    def tell(self, message: Mapping[str, object]) -> None:
        """Say something; it waits here while the other side does not read."""
        if self._is_connected:
            self._socket.write(encode(message))

    def kill(self) -> None:
        """End it at once: its supervisor kills the window when nobody is connected any more."""
        self._deaf = True
        self._socket.abort()
        self._end()

    def leave(self, milliseconds: int) -> None:
        """Say nothing more, which ends the session, and wait; let go of it where that takes longer."""
        if self._is_connected:
            self._say_nothing_more()
            self._socket.waitForDisconnected(milliseconds)
        self.kill()

    @property
    def _is_connected(self) -> bool:
        return self._socket.state() is QLocalSocket.LocalSocketState.ConnectedState

    def _say_nothing_more(self) -> None:
        """Shut down our way of the connection, which Qt has no word for; the other one goes on."""
        self._socket.flush()
        with socket.socket(fileno=os.dup(self._socket.socketDescriptor())) as ours:
            ours.shutdown(socket.SHUT_WR)

    @Slot()
    def _hear(self) -> None:
        if self._deaf or not self._socket.bytesAvailable():
            return
        piece = bytes(self._socket.readAll().data())
        try:
            for message in self._lines.objects(piece):
                self.told.emit(message)
        except WireError:
            self.kill()  # not our supervisor's words: whatever it is, it is no session

    @Slot()
    def _end(self) -> None:
        self._hear()
        self._deaf = True
        if not self._is_gone:
            self._is_gone = True
            self.gone.emit()

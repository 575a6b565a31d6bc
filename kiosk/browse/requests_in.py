"""The window's ends of the lines between it and its supervisor, inside Qt's loop."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

from kiosk.browse import wire

if TYPE_CHECKING:
    from collections.abc import Mapping

PIECE = 65536


def kept_apart(descriptor: int) -> int:
    """A descriptor that no program started from here gets, in place of a standard one, which leads nowhere now.

    Chromium's processes would hold the pipe open that tells the supervisor of our end, and write to it.
    """
    apart = os.dup(descriptor)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return apart


class RequestsIn(QObject):
    """What the supervisor asks for, one `heard` for each object; `ended` once when there will be no more."""

    heard = Signal(object)
    ended = Signal()

    def __init__(self, descriptor: int, parent: QObject) -> None:
        super().__init__(parent)
        self._descriptor = descriptor
        self._lines = wire.Lines()
        os.set_blocking(descriptor, False)
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    @Slot()
    def _read(self) -> None:
        try:
            piece = os.read(self._descriptor, PIECE)
        except BlockingIOError:
            return
        if not piece:
            self._notifier.setEnabled(False)
            self.ended.emit()
            return
        for message in self._lines.objects(piece):
            self.heard.emit(message)


class Reports:
    """What the window tells its supervisor. A supervisor that is gone hears nothing, which is no error."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def say(self, message: Mapping[str, object]) -> None:
        """Write one object."""
        line = wire.encode(message)
        while line and self._descriptor is not None:
            try:
                line = line[os.write(self._descriptor, line) :]
            except BrokenPipeError:
                self._descriptor = None

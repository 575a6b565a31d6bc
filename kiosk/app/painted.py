"""Notes in memory, again and again, that this screen has just painted: an update is judged by it."""

from __future__ import annotations

import contextlib
import logging
import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk import __version__, paths
from kiosk.devices import painted_file
from kiosk.devices.life import boot_id
from kiosk.devices.painted_file import Note
from kiosk.devices.processes import program_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtQuick import QQuickView

EVERY_MS = 2000

log = logging.getLogger(__name__)


class PaintedNote(QObject):
    """Writes `file` each two seconds in which `view` swapped a frame, or was not exposed and had nothing to paint.

    By a timer of the screen's own thread: a screen that hangs notes nothing.
    """

    def __init__(self, view: QQuickView, file: Path) -> None:
        super().__init__()
        self._view = view
        self._file = file
        self._began = time.monotonic()
        self._boot_id = boot_id()
        self._program = program_of(os.getpid())
        self._swapped = False
        """Whether a frame was swapped since the last note."""
        self._failing = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    @classmethod
    def of(cls, view: QQuickView, file: Path | None) -> PaintedNote | None:
        """Beside the status of a screen with the settings in `file`; `file` None: the demonstration.

        None where there is no such place, which is told in the log.
        """
        try:
            if file is None:
                status = paths.demo_status_file(os.getpid(), paths.runtime_dir())
            else:
                status = paths.status_files(file)[-1]
        except paths.PathError as error:
            log.warning("nobody can be told that the board is painted: %s", error)
            return None
        return cls(view, status.with_name(painted_file.NAME))

    def start(self) -> None:
        """Note it from now on."""
        self._view.frameSwapped.connect(self._saw)
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Take the note away."""
        self._timer.stop()
        with contextlib.suppress(OSError):  # a folder that cannot be written was told before
            self._file.unlink(missing_ok=True)

    @Slot()
    def look(self) -> None:
        """Note that it painted, if it did, and ask for the next frame."""
        if self._swapped or not self._view.isExposed():
            self._swapped = False
            self._write()
        self._view.update()

    @Slot()
    def _saw(self) -> None:
        self._swapped = True

    def _write(self) -> None:
        note = Note(__version__, self._program, os.getpid(), self._boot_id, self._began, time.monotonic())
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            painted_file.write(self._file, note)
        except OSError as error:
            if not self._failing:
                log.warning("that the board is painted cannot be noted in %s: %s", self._file, error.strerror)
            self._failing = True
        else:
            if self._failing:
                log.info("that the board is painted can be noted again")
            self._failing = False

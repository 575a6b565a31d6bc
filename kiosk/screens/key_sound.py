"""A short click for each key, where the operator wants one."""

from __future__ import annotations

import io
import logging
import math
import wave
from array import array

from PySide6.QtCore import QObject, QProcess

APLAY = ("aplay", "-q", "-")
RATE = 16000
SECONDS = 0.02
PITCH = 1200.0
PEAK = 8000

log = logging.getLogger(__name__)


class KeySound(QObject):
    """Plays one click at a time; a key that comes while one is heard makes none. `player` reads a WAV file."""

    def __init__(self, player: tuple[str, ...] = APLAY, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._click = click()
        self._silent = False
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    def play(self) -> None:
        """Click, unless the one before is still heard; never waits."""
        if self._process.state() == QProcess.ProcessState.NotRunning:
            program, *words = self._player
            self._process.start(program, words)
            self._process.write(self._click)
            self._process.closeWriteChannel()

    def _finished(self, code: int) -> None:
        self._tell(f"exit code {code}" if code else "")

    def _failed(self) -> None:
        self._tell(self._process.errorString())

    def _tell(self, failure: str) -> None:
        if failure and not self._silent:
            log.warning("keys make no sound: %s", failure)
        elif self._silent and not failure:
            log.info("keys can be heard again")
        self._silent = bool(failure)


def click() -> bytes:
    """A WAV file of a tone that dies away at once."""
    length = int(RATE * SECONDS)
    tone = (math.sin(2 * math.pi * PITCH * i / RATE) * PEAK * (1 - i / length) ** 2 for i in range(length))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(array("h", map(int, tone)).tobytes())
    return file.getvalue()

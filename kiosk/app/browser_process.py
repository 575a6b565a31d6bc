"""The supervisor of one web session as the screen has it: a program told and heard by lines, without a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from kiosk.browse.wire import Lines, WireError, encode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class BrowserProcess(QObject):
    """Runs the program; `told` carries what it says, `gone` comes once, when it is dead, after all that.

    What it writes to its error stream is about itself alone and goes to ours.
    """

    told = Signal(dict)
    gone = Signal()

    def __init__(self, words: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._lines = Lines()
        self._is_gone = False
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._hear)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail)
        self._words = words

    def start(self) -> None:
        """Begin; where it cannot be begun it is gone."""
        program, *arguments = self._words
        self._process.start(program, arguments)

    def tell(self, message: Mapping[str, object]) -> None:
        """Say something; it waits here while the other side does not read."""
        self._process.write(encode(message))

    def kill(self) -> None:
        """End it at once; its window dies with it, and the next session removes what it left."""
        self._process.kill()

    def leave(self, milliseconds: int) -> None:
        """Say nothing more, which ends the session, and wait; kill it where that takes longer."""
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(milliseconds):
            self._process.kill()
            self._process.waitForFinished(milliseconds)

    @Slot()
    def _hear(self) -> None:
        piece = bytes(self._process.readAllStandardOutput().data())
        try:
            for message in self._lines.objects(piece):
                self.told.emit(message)
        except WireError:
            self._process.kill()  # not our supervisor's words: whatever it is, it is no session

    @Slot()
    def _end(self) -> None:
        if not self._is_gone:
            self._is_gone = True
            self._hear()
            self.gone.emit()

    @Slot(QProcess.ProcessError)
    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end()

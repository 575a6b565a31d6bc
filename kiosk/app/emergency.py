"""The emergency agent beside the screen: started where nobody else starts it, watched, told what people want."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk import paths
from kiosk.app.agent_process import AgentProcess
from kiosk.domain.call.status import CallStatus
from kiosk.sos.client import Watcher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kiosk.config.settings import Settings
    from kiosk.screens.window import Screens


class Emergency(QObject):
    """The call as the screen may show and want it.

    `words` start an agent at the last of `sockets` where none answers at any of them; none: the system keeps one
    running there.
    `published` carries a CallStatus, or None while no agent answers.
    """

    published = Signal(object)

    def __init__(self, sockets: Sequence[Path], words: Sequence[str], *, outlives_us: bool = True) -> None:
        super().__init__()
        self.socket = sockets[-1]
        """Where an agent of this screen's own serves."""
        self._watcher = Watcher(self.socket, self._publish)
        self._process = (
            AgentProcess(sockets, words, self._watcher.look_at, outlives_us=outlives_us) if words else None
        )
        self._screens: Screens | None = None
        self._started = False
        self._answered = False

    @classmethod
    def made(cls, settings: Settings, file: Path | None) -> Emergency:
        """For the settings in `file`; None: the demonstration, each with an agent and a socket of its own."""
        sockets: tuple[Path, ...]
        if file is None:
            sockets = (paths.runtime_dir() / f"demo-{os.getpid()}" / paths.SOS_SOCKET,)
            trunks = [word for trunk in settings.emergency.trunks for word in ("--trunk", trunk.uri)]
            whose = ["--demo", *trunks]
        elif paths.sos_data_dir():
            return cls(paths.sos_sockets(file)[:1], ())
        else:
            sockets = paths.sos_sockets(file)
            whose = ["--config", str(file.absolute())]
        words = [*paths.program(), "sos", "--with-parent", "--socket", str(sockets[-1]), *whose]
        return cls(sockets, words, outlives_us=file is not None)

    def show_on(self, screens: Screens) -> None:
        """Let the screens show the call and ask for it, in the passenger's language."""
        self._screens = screens
        self.published.connect(self._show)
        screens.call.wanted.connect(self.want)
        screens.passenger.languageChanged.connect(self._speak)

    @Slot()
    def start(self) -> None:
        """Start and watch the agent, once."""
        if self._started:
            return
        self._started = True
        if self._process:
            self._process.start()
        self._watcher.start()

    def stop(self) -> None:
        """Stop watching; an agent of ours ends too, unless it is in a call: that goes on without a screen."""
        self._watcher.stop()
        if self._process:
            self._process.stop()

    @Slot(str, str)
    def want(self, do: str, phrase: str) -> None:
        """Tell the agent what somebody wants; `phrase` is "" but for "say"."""
        if phrase:
            self._watcher.send(do, phrase=phrase)
        else:
            self._watcher.send(do)

    @Slot()
    def _speak(self) -> None:
        """Let the agent's announcements be in the passenger's language too."""
        if self._screens:
            self._watcher.send("language", language=self._screens.passenger.language)

    @Slot(object)
    def _show(self, status: CallStatus | None) -> None:
        """In the screen's thread, whichever thread published."""
        if self._screens:
            self._screens.call.show(status)
        if status is not None and not self._answered:
            self._speak()  # one that was started again knows no language
        self._answered = status is not None

    def _publish(self, status: CallStatus | None) -> None:
        if self._process:
            self._process.heard(status)
        self.published.emit(status)

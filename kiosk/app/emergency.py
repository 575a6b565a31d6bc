"""The emergency agent beside the screen: started where nobody else starts it, watched, told what people want."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk import paths
from kiosk.app.agent_process import AgentProcess
from kiosk.devices.regular_file import beginning
from kiosk.domain.call.status import CallStatus
from kiosk.screens.call import Place
from kiosk.sos.client import AgentError, Watcher, request
from kiosk.sos.wire import WireError, place_from_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kiosk.app.background import Background
    from kiosk.config.settings import Settings
    from kiosk.screens.window import Screens
    from kiosk.sos.plan import Pavilion

PLACE_PATIENCE = 2.0
"""Seconds for an agent to say where it is."""
LARGEST = 2**20
"""Bytes of settings that are compared: none are longer."""


class Emergency(QObject):
    """The call as the screen may show and want it.

    `words` start an agent at the last of `sockets` where none answers at any of them; none: the system keeps one
    running there. These read their settings in `file`; None: it has none.
    `learns`: this screen has no settings, so it promises no call before an agent answers, and asks that one where
    callers are.
    `published` carries a CallStatus, or None while no agent answers.
    """

    published = Signal(object)

    def __init__(
        self, sockets: Sequence[Path], words: Sequence[str], *, file: Path | None = None, learns: bool = False
    ) -> None:
        super().__init__()
        self.socket = sockets[-1]
        """Where an agent of this screen's own serves."""
        self._watched = self.socket
        self._watcher = Watcher(self.socket, self._publish)
        self._process = (
            AgentProcess(sockets, words, self._look_at, outlives_us=file is not None) if words else None
        )
        self._file = file
        self._content = b""
        self._learns = learns
        self._background: Background | None = None
        self._screens: Screens | None = None
        self._started = False
        self._answered = False

    @classmethod
    def made(cls, settings: Settings, file: Path | None, *, learns: bool = False) -> Emergency:
        """For the settings in `file`; None: the demonstration, each with an agent and a socket of its own.

        Of `settings` nothing but the demonstration's ways out are used: those in `file` the agent reads itself.
        """
        sockets: tuple[Path, ...]
        if file is None:
            sockets = (paths.runtime_dir() / f"demo-{os.getpid()}" / paths.SOS_SOCKET,)
            trunks = [word for trunk in settings.emergency.trunks for word in ("--trunk", trunk.uri)]
            whose = ["--demo", *trunks]
        elif paths.sos_data_dir():
            return cls(paths.sos_sockets(file)[:1], (), learns=learns)
        else:
            sockets = paths.sos_sockets(file)
            whose = ["--config", str(file.absolute())]
        words = [*paths.program(), "sos", "--with-parent", "--socket", str(sockets[-1]), *whose]
        return cls(sockets, words, file=file, learns=learns)

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
        self._content = _content(self._file)
        if self._process:
            self._process.start()
        self._watcher.start()

    def stop(self) -> None:
        """Stop watching; an agent of ours ends too, unless it is in a call: that goes on without a screen."""
        self._watcher.stop()
        if self._process:
            self._process.stop()
        if self._background:
            self._background.stop()

    def leave(self) -> None:
        """Before the screen starts anew in this process: an agent of ours whose settings are the same goes on."""
        if self._process and self._content == _content(self._file):
            self._process.leave()

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
            if self._learns and status is not None:
                self._screens.call.offer()
            self._screens.call.show(status)
        if status is not None and not self._answered:
            self._speak()  # one that was started again knows no language
            if self._learns:
                self._learn_place()
        self._answered = status is not None

    def _learn_place(self) -> None:
        """Ask the agent where callers are, beside the screen: it may not answer."""
        from kiosk.app.background import Background  # noqa: PLC0415  a screen with settings does without

        self._background = self._background or Background(self)
        self._background.run(partial(_place, self._watched), self._show_place)

    def _show_place(self, pavilion: Pavilion | None) -> None:
        if self._screens and pavilion is not None:
            self._screens.call.be_at(Place(pavilion.address, pavilion.code, pavilion.stop_name))

    def _look_at(self, socket: Path) -> None:
        """In the thread that keeps the agent running."""
        self._watched = socket
        self._watcher.look_at(socket)

    def _publish(self, status: CallStatus | None) -> None:
        if self._process:
            self._process.heard(status)
        self.published.emit(status)


def _place(socket: Path) -> Pavilion | None:
    """Where the agent at `socket` says that callers are; None where it does not say."""
    try:
        return place_from_json(request(socket, "place", limit=PLACE_PATIENCE))
    except (AgentError, WireError):
        return None


def _content(file: Path | None) -> bytes:
    """What the settings of an agent of ours are; b"" where they cannot be read."""
    try:
        return beginning(file, LARGEST) if file else b""
    except OSError:
        return b""

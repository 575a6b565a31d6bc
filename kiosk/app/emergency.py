"""The emergency agent beside the screen: started where nobody else starts it, watched, told what people want."""

from __future__ import annotations

import logging
import os
import select
import subprocess
import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk import paths
from kiosk.domain.call.status import IN_CALL, CallStatus
from kiosk.sos.client import AgentError, Watcher, request

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kiosk.config.settings import Settings
    from kiosk.screens.window import Screens

log = logging.getLogger(__name__)

LOOK_AGAIN = 2.0
"""Seconds between two looks whether an agent that is not ours still answers."""
FROZEN = 6.0
"""Seconds without a sign of life after which our agent is killed; its heart beats each second."""
START_PATIENCE = 10.0
"""Seconds an agent may need to its first word."""
SOON_DEAD = 5.0
"""An agent that lived shorter than this is not started again at once."""
END_PATIENCE = 5.0


class Emergency(QObject):
    """The call as the screen may show and want it. `words` start the agent where nobody else keeps it running.

    `published` carries a CallStatus, or None while no agent answers.
    """

    published = Signal(object)

    def __init__(self, socket: Path, words: Sequence[str], *, outlives_us: bool = True) -> None:
        super().__init__()
        self._watcher = Watcher(socket, self._publish)
        self._process = AgentProcess(socket, words, outlives_us=outlives_us)
        self._screens: Screens | None = None
        self._started = False
        self._answered = False

    @classmethod
    def made(cls, settings: Settings, file: Path | None) -> Emergency:
        """For the settings in `file`; None: the demonstration, each with an agent and a socket of its own."""
        if file is None:
            socket = paths.runtime_dir() / f"demo-{os.getpid()}" / paths.SOS_SOCKET
            trunks = [word for trunk in settings.emergency.trunks for word in ("--trunk", trunk.uri)]
            whose = ["--demo", *trunks]
        else:
            socket = paths.sos_socket()
            whose = ["--config", str(file.absolute())]
        words = [*paths.program(), "sos", "--with-parent", "--socket", str(socket), *whose]
        return cls(socket, words, outlives_us=file is not None)

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
        self._process.start()
        self._watcher.start()

    def stop(self) -> None:
        """Stop watching; an agent of ours ends too, unless it is in a call: that goes on without a screen."""
        self._watcher.stop()
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
        self._process.heard(status)
        self.published.emit(status)


class AgentProcess:
    """Keeps one agent running where no other answers at the socket.

    It is not our child for life: it lives on when the screen dies, and ends by itself once nobody needs it.
    `outlives_us`: a call goes on when we are told to stop.
    """

    def __init__(
        self, socket: Path, words: Sequence[str], *, outlives_us: bool = True, frozen: float = FROZEN
    ) -> None:
        self._outlives_us = outlives_us
        self._socket = socket
        self._frozen = frozen
        self._words = list(words)
        self._thread = threading.Thread(target=self._keep_running, name="emergency agent", daemon=True)
        self._stopping = threading.Event()
        self._stop_asked, self._stop_asker = os.pipe()
        self._status: CallStatus | None = None
        self._last_sign = time.monotonic()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the agent, unless it is in a call that outlives us."""
        self._stopping.set()
        os.write(self._stop_asker, b".")
        if self._thread.is_alive():
            self._thread.join()
        os.close(self._stop_asked)
        os.close(self._stop_asker)

    def heard(self, status: CallStatus | None) -> None:
        """Note what the agent last said; None is silence."""
        self._status = status
        if status is not None:
            self._last_sign = time.monotonic()

    def _keep_running(self) -> None:
        while not self._stopping.is_set():
            if self._answers():
                self._stopping.wait(LOOK_AGAIN)
                continue
            began = time.monotonic()
            self._run_one()
            if time.monotonic() - began < SOON_DEAD:
                self._stopping.wait(LOOK_AGAIN)

    def _answers(self) -> bool:
        try:
            request(self._socket, "status", limit=LOOK_AGAIN)
        except AgentError:
            return False
        return True

    def _run_one(self) -> None:
        # A session of its own: Ctrl-C in the terminal ends the screen, and the screen decides about the call.
        agent = subprocess.Popen(self._words, stdin=subprocess.DEVNULL, start_new_session=True)
        self._last_sign = time.monotonic() + START_PATIENCE - self._frozen
        ended = os.pidfd_open(agent.pid)
        try:
            while not select.select([ended, self._stop_asked], [], [], self._frozen / 2)[0]:
                if time.monotonic() - self._last_sign > self._frozen:
                    log.error("the emergency agent is frozen and is started again")
                    agent.kill()
        finally:
            os.close(ended)
        if self._stopping.is_set():
            self._end(agent)
        else:
            log.error("the emergency agent ended with %s and is started again", agent.wait())

    def _end(self, agent: subprocess.Popen[bytes]) -> None:
        if self._outlives_us and self._status is not None and self._status.state in IN_CALL:
            log.warning("the emergency call goes on without the screen")
            agent.returncode = 0  # not waited for: it outlives us
            return
        agent.terminate()
        try:
            agent.wait(END_PATIENCE)
        except subprocess.TimeoutExpired:
            agent.kill()

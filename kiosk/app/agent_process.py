"""The emergency agent as a process: started where nobody else runs one, started again when it dies or freezes."""

from __future__ import annotations

import logging
import os
import select
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any

from kiosk import __version__
from kiosk.app.inherited_agent import InheritedAgent, inherited
from kiosk.domain.call.status import IN_CALL, CallStatus
from kiosk.paths import may_be_there
from kiosk.sos.client import AgentError, request
from kiosk.sos.frozen import end_holder
from kiosk.sos.own_socket import TAKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

log = logging.getLogger(__name__)

LOOK_AGAIN = 2.0
"""Seconds between two looks whether an agent that is not ours still answers."""
FROZEN = 6.0
"""Seconds without a sign of life after which an agent is given up; its heart beats each second."""
START_PATIENCE = 10.0
"""Seconds an agent may need to its first word."""
SOON_DEAD = 5.0
"""An agent that lived shorter than this is not started again at once."""
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 30.0
"""Seconds between starts that lead nowhere, doubled each time."""
END_PATIENCE = 2.5
"""Seconds an agent may need to end; the whole screen has five."""


class AgentProcess:
    """Keeps one agent running at the last of `sockets` while no other answers at any of them.

    `watch` is told which socket to go by. It is not our child for life: it lives on when the screen dies, and ends
    by itself once nobody needs it. `outlives_us`: a call goes on when we are told to stop, and an agent that is
    left to our next start does.
    """

    def __init__(
        self,
        sockets: Sequence[Path],
        words: Sequence[str],
        watch: Callable[[Path], None],
        *,
        outlives_us: bool = True,
        frozen: float = FROZEN,
    ) -> None:
        self._outlives_us = outlives_us
        *self._others, self._own = sockets
        self._watch = watch
        self._frozen = frozen
        self._words = list(words)
        self._thread = threading.Thread(target=self._keep_running, name="emergency agent", daemon=True)
        self._stopping = threading.Event()
        self._stop_asked, self._stop_asker = os.pipe()
        self._status: CallStatus | None = None
        self._last_sign = time.monotonic()
        self._pause = FIRST_PAUSE
        self._left = False

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

    def leave(self) -> None:
        """This program is about to start anew in the same process, and nothing is new for the agent: it stays."""
        self._left = True

    def heard(self, status: CallStatus | None) -> None:
        """Note what the agent last said; None is silence."""
        self._status = status
        if status is not None:
            self._last_sign = time.monotonic()

    def _keep_running(self) -> None:
        if self._outlives_us and (agent := inherited(self._own)) is not None:
            self._take_over(agent)
        while not self._stopping.is_set():
            serving = self._serving()
            if serving is not None:
                self._watch(serving)
                self._last_sign = time.monotonic()
                self._pause = FIRST_PAUSE
                self._stopping.wait(LOOK_AGAIN)
            elif self._silent < self._frozen and any(map(may_be_there, self._others)):
                self._stopping.wait(LOOK_AGAIN / 4)  # whoever runs that one may be starting it again
            else:
                self._watch(self._own)
                self._run_and_pause()

    def _take_over(self, agent: InheritedAgent) -> None:
        """Stay with the agent that was left to us; one of another version gives way where nobody needs it.

        One that does not answer at once may be in a call: it has as much time as any other.
        """
        answer = _asked(self._own)
        if answer and not _is_needed(answer) and answer.get("agent", {}).get("version") != __version__:
            _end(agent)
        else:
            self._watch(self._own)
            self._last_sign = time.monotonic()
            self._look_after(agent)

    @property
    def _silent(self) -> float:
        return time.monotonic() - self._last_sign

    def _serving(self) -> Path | None:
        """The socket of an agent that answers: the first, but rather one that somebody needs."""
        told = {socket: answer for socket in (*self._others, self._own) if (answer := _asked(socket))}
        needed = [socket for socket, answer in told.items() if _is_needed(answer)]
        return next(iter([*needed, *told]), None)

    def _run_and_pause(self) -> None:
        began = time.monotonic()
        taken = self._run_one() == TAKEN
        if taken and self._silent >= self._frozen and end_holder(self._own):
            log.error("another emergency agent was frozen and is ended")
            self._pause = FIRST_PAUSE
        elif time.monotonic() - began < SOON_DEAD:
            self._stopping.wait(self._pause)
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        else:
            self._pause = FIRST_PAUSE

    def _run_one(self) -> int:
        """Run an agent to its end; its exit code, 0 where we end it."""
        # A session of its own: Ctrl-C in the terminal ends the screen, and the screen decides about the call.
        agent = subprocess.Popen(self._words, stdin=subprocess.DEVNULL, start_new_session=True)
        return self._look_after(agent)

    def _look_after(self, agent: subprocess.Popen[bytes] | InheritedAgent) -> int:
        """Stay with an agent to its end; its exit code, 0 where we end it."""
        patient_until = time.monotonic() + START_PATIENCE
        ended = os.pidfd_open(agent.pid)
        try:
            while not select.select([ended, self._stop_asked], [], [], self._frozen / 2)[0]:
                if self._silent > self._frozen and time.monotonic() > patient_until:
                    log.error("the emergency agent is frozen and is started again")
                    agent.kill()
                elif self._gives_way():
                    log.info("another emergency agent serves here; ours ends")
                    _end(agent)
                    return 0
        finally:
            os.close(ended)
        if self._stopping.is_set():
            self._end_or_leave(agent)
            return 0
        code = agent.wait()
        # With 0: its settings are new, and it has read none but the old ones.
        log.log(
            logging.ERROR if code else logging.INFO, "the emergency agent ended with %s and is started again", code
        )
        return code

    def _gives_way(self) -> bool:
        """Whether our agent is to end because nobody needs it and another one answers, which is watched then."""
        serving = next((other for other in self._others if _asked(other)), None)
        if serving is None or _is_needed(_asked(self._own)):
            return False
        self._watch(serving)
        return True

    def _end_or_leave(self, agent: subprocess.Popen[bytes] | InheritedAgent) -> None:
        in_call = self._status is not None and self._status.state in IN_CALL
        if self._outlives_us and (self._left or in_call):
            if in_call:
                log.warning("the emergency call goes on without the screen")
            agent.returncode = 0  # not waited for: it outlives us
        else:
            _end(agent)


def _end(agent: subprocess.Popen[bytes] | InheritedAgent) -> None:
    agent.terminate()
    try:
        agent.wait(END_PATIENCE)
    except subprocess.TimeoutExpired:
        agent.kill()
        agent.wait()


def _asked(socket: Path) -> dict[str, Any]:
    """What the agent at `socket` tells of itself; nothing where none answers."""
    try:
        return request(socket, "status", limit=LOOK_AGAIN)
    except AgentError:
        return {}


def _is_needed(answer: dict[str, Any]) -> bool:
    """Whether somebody is in a call with this agent, or may still be called back."""
    return answer.get("state") in IN_CALL or answer.get("callback_seconds_left") is not None

"""Watching the emergency agent for as long as a screen runs, and pressing its button from there."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from kiosk.sos import wire
from kiosk.sos.conversation import (
    SILENT,
    AgentError,
    AgentGone,
    AgentRefused,
    connected,
    spoken,
    status_in,
    understood,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.domain.call.status import CallStatus

DELIVERED_WITHIN = 1.0
"""Seconds for a request to reach the agent and for the agent to show a sign of life after it."""
FIRST_WAIT = 0.2
URGENT_WAIT = 0.05
"""Before the next attempt while somebody wants something."""
LONGEST_WAIT = 2.0
MOST_WAITING = 16
STOP_PATIENCE = 2.0


class Watcher(threading.Thread):
    """Publishes the call's status whenever the agent tells it, and None once each time the agent stops answering.

    `publish` is called in this thread; a bug in it ends the thread through threading.excepthook. The agent is
    looked for again for ever. `silent`: seconds without a line after which an agent does not answer.
    """

    def __init__(
        self, path: Path, publish: Callable[[CallStatus | None], None], *, silent: float = SILENT
    ) -> None:
        super().__init__(name="emergency agent's watcher", daemon=True)
        self._path = path
        self._publish = publish
        self._silent = silent
        self._stopping = False
        self._waiting: deque[tuple[float, bytes]] = deque(maxlen=MOST_WAITING)
        self._woken, self._waker = socket.socketpair()
        for end in (self._woken, self._waker):
            end.setblocking(False)
        self._answers: bool | None = None
        self._wait = FIRST_WAIT

    def send(self, do: str, **more: object) -> None:
        """Ask the agent for something, from any thread and without waiting.

        What the agent cannot take within a second is forgotten and never done later; a published None tells so.
        """
        until = time.monotonic() + DELIVERED_WITHIN
        self._waiting.append((until, spoken(do, until=until, **more)))
        self._wake()

    def look_at(self, path: Path) -> None:
        """Watch the agent at this socket from now on, from any thread. A change of agents is no silence."""
        if path != self._path:
            self._path = path
            self._wake()

    def stop(self) -> None:
        """End the thread and publish nothing more."""
        self._stopping = True
        self._wake()
        if self.ident is None:
            self._close()
        elif threading.current_thread() is not self:
            self.join(STOP_PATIENCE)

    def run(self) -> None:
        """Watch until stopped."""
        try:
            while not self._stopping:
                try:
                    self._watch(self._path)
                except AgentError:
                    self._tell(None)
                    self._pause()
        finally:
            self._close()

    def _watch(self, path: Path) -> None:
        """One connection, until it is of no more use. Raises AgentError, or returns when stopped or sent away."""
        with connected(path, DELIVERED_WITHIN) as agent:
            agent.setblocking(False)
            _send(agent, spoken("watch"))
            heard = bytearray()
            ends = time.monotonic() + self._silent
            while not self._stopping and path == self._path:
                if self._deliver(agent):
                    ends = min(ends, time.monotonic() + DELIVERED_WITHIN)
                if self._ready(agent, ends) and self._take(agent, heard):
                    ends = time.monotonic() + self._silent
                elif time.monotonic() >= ends:
                    raise AgentGone("It has fallen silent.")

    def _ready(self, agent: socket.socket | None, ends: float) -> bool:
        """Wait until the agent says something, somebody wakes us, or `ends`; whether the agent said something."""
        poll = select.poll()
        for asked in (self._woken, agent):
            if asked is not None:
                poll.register(asked, select.POLLIN)
        ready = {number for number, _ in poll.poll(max(0.0, 1000 * (ends - time.monotonic())))}
        if self._woken.fileno() in ready:
            self._woken.recv(4096)
        return agent is not None and agent.fileno() in ready

    def _deliver(self, agent: socket.socket) -> bool:
        """Send what waits and is still wanted; whether anything was sent."""
        sent = False
        while self._waiting:
            until, line = self._waiting.popleft()
            if time.monotonic() < until:
                _send(agent, line)
                sent = True
        return sent

    def _take(self, agent: socket.socket, heard: bytearray) -> bool:
        """Read and publish; whether there was a whole line."""
        got = _receive(agent)
        heard += got
        *lines, rest = heard.split(b"\n")
        heard[:] = rest
        if len(rest) > wire.LONGEST_LINE:
            raise AgentGone("It does not end its line.")
        for line in lines:
            self._understand(bytes(line))
        return bool(lines)

    def _understand(self, line: bytes) -> None:
        try:
            message = understood(line)
        except AgentRefused:
            return  # a refused request changes nothing, and a refused connection ends by itself
        if "call" in message:
            self._wait = FIRST_WAIT
            self._tell(status_in(message))

    def _tell(self, status: CallStatus | None) -> None:
        if self._stopping or (status is None and self._answers is False):
            return
        self._answers = status is not None
        self._publish(status)

    def _pause(self) -> None:
        """Wait before the next attempt; who wants something is not kept waiting."""
        began = time.monotonic()
        wait, self._wait = self._wait, min(2 * self._wait, LONGEST_WAIT)
        while not self._stopping:
            ends = began + (URGENT_WAIT if self._wanted() else wait)
            if time.monotonic() >= ends:
                break
            self._ready(None, ends)

    def _wanted(self) -> bool:
        now = time.monotonic()
        while self._waiting and self._waiting[0][0] <= now:
            self._waiting.popleft()
        return bool(self._waiting)

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError, OSError):  # woken often enough already, or ended
            self._waker.send(b".")

    def _close(self) -> None:
        self._woken.close()
        self._waker.close()


def _send(agent: socket.socket, line: bytes) -> None:
    """All of `line` or AgentGone: an agent that does not even empty its socket is frozen."""
    try:
        sent = agent.send(line)
    except OSError:
        sent = 0
    if sent != len(line):
        raise AgentGone("It takes nothing more.")


def _receive(agent: socket.socket) -> bytes:
    try:
        got = agent.recv(wire.LONGEST_LINE)
    except BlockingIOError:
        return b""
    except OSError:
        got = b""
    if not got:
        raise AgentGone("It hung up.")
    return got

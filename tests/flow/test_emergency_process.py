"""The emergency agent that the screen starts where nobody else does: it is kept alive, and outlives its screen
only for a call.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress

import psutil
import pytest

from kiosk.app.emergency import AgentProcess
from kiosk.domain.call.status import CallStatus, State
from kiosk.sos.client import AgentError, Watcher, request
from tests.e2e.pavilion import Desk, Pavilion, until
from tests.e2e.program import words


class Kept:
    """An agent of `pavilion`'s settings, started and watched as the screen does it."""

    def __init__(self, pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KIOSK_DATA_DIR", str(pavilion.data))
        self._socket = pavilion.socket
        start = words("sos", "--config", pavilion.config, "--socket", pavilion.socket)
        self.process = AgentProcess(pavilion.socket, start, frozen=3.0)
        self.watcher = Watcher(pavilion.socket, self._heard)
        self.status: CallStatus | None = None

    def __enter__(self) -> Kept:
        self.process.start()
        self.watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.watcher.stop()
        self.process.stop()

    @property
    def pid(self) -> int:
        """The process that answers."""

        def answering() -> int:
            with suppress(AgentError):
                pid: int = request(self._socket, "status")["agent"]["pid"]
                return pid
            return 0

        return until(answering, what="an agent")

    def _heard(self, status: CallStatus | None) -> None:
        self.status = status
        self.process.heard(status)


@pytest.fixture
def pavilion() -> Iterator[Pavilion]:
    """Its settings; the agent is not started here."""
    with Desk() as desk:
        place = Pavilion(desk.operator().uri)
        yield place
        for process in place.processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        place.stop()


@pytest.mark.parametrize("fault", [signal.SIGKILL, signal.SIGSTOP])
def test_one_that_dies_or_freezes_is_started_again(
    pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    with Kept(pavilion, monkeypatch) as kept:
        first = kept.pid
        os.kill(first, fault)
        until(lambda: not psutil.pid_exists(first) or psutil.Process(first).status() == psutil.STATUS_ZOMBIE)
        second = kept.pid
        assert second != first
    gone(second)


def test_it_ends_with_the_screen(pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch) -> None:
    with Kept(pavilion, monkeypatch) as kept:
        pid = kept.pid
    gone(pid)
    assert pavilion.processes() == []


def test_a_call_goes_on_without_the_screen(pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch) -> None:
    with Kept(pavilion, monkeypatch) as kept:
        pid = kept.pid
        pavilion.call()
        until(lambda: kept.status is not None and kept.status.state is State.CONNECTED, what="the call")
    assert psutil.pid_exists(pid)
    assert pavilion.status()["state"] == "connected"


def test_another_agent_at_the_socket_is_left_alone(pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch) -> None:
    with pavilion, Kept(pavilion, monkeypatch) as kept:
        assert kept.pid == pavilion.pid
        until(lambda: kept.status)
    assert pavilion.starts == 1


def gone(pid: int) -> None:
    """Wait until this process is no more."""
    until(lambda: not psutil.pid_exists(pid), what=f"the end of {pid}")

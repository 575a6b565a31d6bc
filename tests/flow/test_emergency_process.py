"""The emergency agent that the screen starts where nobody else does: it is kept alive, and outlives its screen
only for a call.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import psutil
import pytest

from kiosk.app.agent_process import AgentProcess
from kiosk.domain.call.status import CallStatus, Health, State
from kiosk.sos.client import AgentError, Watcher, request
from tests.e2e.pavilion import LIMIT, Desk, Pavilion, until
from tests.e2e.program import words
from tests.sos.fake_agent import serving


class Kept:
    """An agent of `pavilion`'s settings, kept and watched as the screen does it; one at `others` goes before."""

    def __init__(self, pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch, *others: Path) -> None:
        monkeypatch.setenv("KIOSK_DATA_DIR", str(pavilion.data))
        self._socket = pavilion.socket
        start = words("sos", "--with-parent", "--config", pavilion.config, "--socket", pavilion.socket)
        self.watcher = Watcher(pavilion.socket, self._heard)
        self.process = AgentProcess([*others, pavilion.socket], start, self.watcher.look_at, frozen=3.0)
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
        return until(lambda: answering(self._socket), what="an agent")

    def _heard(self, status: CallStatus | None) -> None:
        self.status = status
        self.process.heard(status)


@pytest.fixture
def pavilion() -> Iterator[Pavilion]:
    """Its settings; the agent is not started here."""
    with Desk() as desk:
        place = Pavilion(desk.operator().uri, callback_minutes=0)
        yield place
        left = place.processes()
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, LIMIT)
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


def test_one_that_is_left_to_the_next_start_of_the_same_process_goes_on_and_ends_with_that(
    pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Kept(pavilion, monkeypatch) as kept:
        pid = kept.pid
        kept.process.leave()
    assert answering(pavilion.socket) == pid
    with Kept(pavilion, monkeypatch) as kept:
        until(lambda: kept.status)
        assert kept.pid == pid
    gone(pid)


def test_one_of_another_version_is_not_taken_over(pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch) -> None:
    with Kept(pavilion, monkeypatch) as kept:
        pid = kept.pid
        kept.process.leave()
    monkeypatch.setattr("kiosk.app.agent_process.__version__", "0")
    with Kept(pavilion, monkeypatch) as kept:
        gone(pid)
        assert kept.pid != pid


def test_one_that_does_not_answer_at_once_is_not_ended(
    pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Kept(pavilion, monkeypatch) as kept:
        pid = kept.pid
        kept.process.leave()
    monkeypatch.setattr("kiosk.app.agent_process._asked", lambda _: {})
    with Kept(pavilion, monkeypatch) as kept:
        until(lambda: kept.status)
        assert kept.pid == pid


def test_another_agent_at_the_socket_is_left_alone(pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch) -> None:
    with pavilion, Kept(pavilion, monkeypatch) as kept:
        assert kept.pid == pavilion.pid
        until(lambda: kept.status)
    assert pavilion.starts == 1


def test_a_frozen_one_that_a_dead_screen_left_is_ended_and_replaced(
    pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch
) -> None:
    orphan = pavilion.start("sos", "--config", str(pavilion.config), "--socket", str(pavilion.socket))
    first = until(lambda: answering(pavilion.socket))
    assert first == orphan.pid
    orphan.send_signal(signal.SIGSTOP)
    with Kept(pavilion, monkeypatch) as kept:
        assert kept.pid != first
        assert orphan.wait(LIMIT) == -signal.SIGKILL
        until(lambda: kept.status, what="the new one to be watched")


def test_what_never_starts_is_tried_for_ever_at_growing_intervals(tmp_path: Path) -> None:
    class Waits(threading.Event):
        """Time that only the test lets pass; it is up after six waits."""

        seconds: ClassVar[list[float]] = []

        def wait(self, timeout: float | None = None) -> bool:
            self.seconds.append(timeout or 0.0)
            if len(self.seconds) == 6:
                self.set()
            return True

    process = AgentProcess([tmp_path / "sos.sock"], ["false"], lambda _: None)
    process._stopping = Waits()
    process._keep_running()
    process.stop()
    assert Waits.seconds == [2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


def test_it_gives_way_to_an_agent_that_comes_to_the_stop_later(
    pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = pavilion.folder / "station.sock"
    with Kept(pavilion, monkeypatch, station) as kept:
        own = kept.pid
        pavilion.call()
        until(lambda: kept.status is not None and kept.status.state is State.CONNECTED, what="the call")
        with serving(station) as service:
            service.do(lambda: service.calls.show(health=Health.DEGRADED))
            # It is asked again and again, and the call stays where it is.
            until(lambda: service.calls.asked >= 3)
            assert kept.status is not None
            assert kept.status.state is State.CONNECTED
            pavilion.hang_up()
            until(lambda: kept.status is not None and kept.status.health is Health.DEGRADED, what="the service")
            gone(own)
            kept.watcher.send("call")
            until(lambda: service.calls.events, what="the press")
        assert kept.pid != own  # the service is gone again


def test_a_socket_of_the_stop_where_nothing_answers_keeps_nobody_from_calling(
    pavilion: Pavilion, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = pavilion.folder / "station.sock"
    station.touch()
    with Kept(pavilion, monkeypatch, station) as kept:
        assert kept.pid
        until(lambda: kept.status)


def answering(socket: Path) -> int:
    """The pid of the agent at this socket, 0 where none answers."""
    with suppress(AgentError):
        pid: int = request(socket, "status")["agent"]["pid"]
        return pid
    return 0


def gone(pid: int) -> None:
    """Wait until this process is no more."""
    until(lambda: not psutil.pid_exists(pid), what=f"the end of {pid}")

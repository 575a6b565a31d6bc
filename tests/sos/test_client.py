"""Speaking to the agent from outside: one question, and watching an agent that dies or freezes meanwhile."""

from __future__ import annotations

import contextlib
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.domain.call.events import CallWanted, GivenUp
from kiosk.domain.call.status import CallStatus, State
from kiosk.sos import client
from kiosk.sos import watcher as watcher_module
from kiosk.sos.client import AgentGone, AgentRefused, Watcher, request
from tests.conftest import ROOT
from tests.sos.fake_agent import PATIENCE, FakeAgent, FakeCalls, serving

SILENT = 1.5
"""Seconds; a heartbeat comes each second."""


class Published:
    """What a watcher has published, and waiting for more."""

    def __init__(self) -> None:
        self._news: queue.Queue[CallStatus | None] = queue.Queue()
        self.add = self._news.put

    def next(self) -> CallStatus | None:
        return self._news.get(timeout=PATIENCE)

    def wait_for(self, wanted: Callable[[CallStatus | None], bool]) -> None:
        while not wanted(self.next()):
            pass

    def nothing(self, seconds: float) -> bool:
        """Whether nothing is published for so long."""
        try:
            return self._news.get(timeout=seconds) is not None and False
        except queue.Empty:
            return True


@pytest.fixture
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sos") / "sos.sock"


@contextlib.contextmanager
def watching(path: Path, silent: float = SILENT) -> Iterator[tuple[Watcher, Published]]:
    published = Published()
    watcher = Watcher(path, published.add, silent=silent)
    watcher.start()
    try:
        yield watcher, published
    finally:
        watcher.stop()
        assert not watcher.is_alive()


@contextlib.contextmanager
def agent_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """The fake agent as a process that may be frozen and killed."""
    words = [sys.executable, "-m", "tests.sos.fake_agent", str(path)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "serving\n"
            yield process
        finally:
            process.kill()


@contextlib.contextmanager
def imposter(path: Path, says: bytes) -> Iterator[None]:
    """Something else that listens there and says `says` to everybody."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(path))
        listening.listen()

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection, contextlib.suppress(OSError):
                        connection.recv(4096)
                        connection.sendall(says)

        answering = threading.Thread(target=answer)
        answering.start()
        try:
            yield
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            answering.join(PATIENCE)


def test_one_question_gets_its_answer_or_a_refusal(path: Path) -> None:
    with serving(path) as agent:
        assert request(path, "status")["state"] == "idle"
        assert request(path, "history", limit=PATIENCE)["events"]
        assert request(path, "call")["call"]["state"] == "countdown"
        with pytest.raises(AgentRefused, match='"phrase" is none of address'):
            request(path, "say", phrase="moon")
    assert agent.calls.events == [CallWanted()]


def test_no_agent_is_told_in_a_sentence(path: Path) -> None:
    with pytest.raises(AgentGone, match="does not run; nothing answers at"):
        request(path, "status")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stale:
        stale.bind(str(path))
        with pytest.raises(AgentGone, match="does not run; nothing answers at"):
            request(path, "status")
    with pytest.raises(AgentGone, match="longer than 107 bytes"):
        request(path.with_name("x" * 108), "status")


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 400 Bad Request\r\n", b"[]\n", b"x" * 200_000, b'{"call":1}\n'])
def test_what_is_no_agent_is_told_in_a_sentence_and_never_published(path: Path, says: bytes) -> None:
    with imposter(path, says):
        with pytest.raises(AgentGone, match=r"hung up|no emergency agent"):
            next(client.watch(path, 5.0))
        with watching(path) as (_, published):
            assert published.next() is None
            assert published.nothing(0.3)


def test_an_agent_that_takes_nobody_is_given_up_in_time(path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening, contextlib.ExitStack() as stack:
        listening.bind(str(path))
        listening.listen(1)
        for _ in range(2):  # so many may wait
            stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)).connect(str(path))
        began = time.monotonic()
        with pytest.raises(AgentGone, match="does not answer"):
            request(path, "status", limit=0.2)
        assert 0.1 < time.monotonic() - began < PATIENCE


def test_a_refusal_without_a_word_is_one_too(path: Path) -> None:
    with imposter(path, b'{"ok":false}\n'), pytest.raises(AgentRefused, match="refused without a word"):
        request(path, "status")


def test_a_frozen_agent_does_not_answer_and_makes_no_call_afterwards(path: Path) -> None:
    with agent_process(path) as process:
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(AgentGone, match="does not answer"):
            request(path, "call", limit=0.2)
        process.send_signal(signal.SIGCONT)
        assert request(path, "status", limit=PATIENCE)["state"] == "idle"


def test_a_call_is_followed_until_the_time_is_over(path: Path) -> None:
    with serving(path) as agent:
        followed = client.watch(path, PATIENCE, "call")
        assert next(followed).state is State.COUNTDOWN
        assert next(followed).state is State.COUNTDOWN
        agent.do(lambda: agent.calls.show(state=State.RINGING))
        while next(followed).state is not State.RINGING:
            pass
        followed.close()
        began = time.monotonic()
        assert [status.state for status in client.watch(path, 0.2)] == [State.RINGING]
        assert time.monotonic() - began < PATIENCE


def test_who_watches_is_told_and_may_press(path: Path) -> None:
    with serving(path) as agent, watching(path) as (watcher, published):
        published.wait_for(lambda status: status is not None and status.state is State.IDLE)
        watcher.send("call")
        published.wait_for(lambda status: status is not None and status.state is State.COUNTDOWN)
        watcher.send("say", phrase="moon")  # refused, and nothing else
        watcher.send("cancel")
        published.wait_for(lambda status: status is not None and status.state is State.ENDED)
        assert agent.calls.events == [CallWanted(), GivenUp()]


def test_an_agent_that_is_not_there_is_none_once_and_found_when_it_comes(path: Path) -> None:
    with watching(path) as (_, published):
        assert published.next() is None
        assert published.nothing(1.0)  # after several attempts
        with serving(path):
            assert published.next() is not None
        published.wait_for(lambda status: status is None)
        with serving(path, FakeCalls()) as second:
            second.do(lambda: second.calls.show(state=State.CONNECTED))
            published.wait_for(lambda status: status is not None and status.state is State.CONNECTED)


def test_a_killed_agent_is_none_and_then_its_successor(path: Path) -> None:
    with watching(path) as (_, published):
        with agent_process(path):
            published.wait_for(lambda status: status is not None)
        published.wait_for(lambda status: status is None)
        with agent_process(path):
            assert published.next() is not None


def test_a_frozen_agent_is_none_until_it_moves_again(path: Path) -> None:
    with agent_process(path) as process, watching(path) as (watcher, published):
        published.wait_for(lambda status: status is not None)
        process.send_signal(signal.SIGSTOP)
        published.wait_for(lambda status: status is None)
        process.send_signal(signal.SIGCONT)
        assert published.next() is not None
        process.send_signal(signal.SIGSTOP)
        watcher.send("call")
        published.wait_for(lambda status: status is None)
        process.send_signal(signal.SIGCONT)
        status = published.next()
        assert status is not None
        assert status.state is State.IDLE  # what waited in the frozen agent's socket came too late


def test_a_call_that_nobody_could_take_is_forgotten(path: Path) -> None:
    with watching(path) as (watcher, published):
        assert published.next() is None
        for _ in range(1000):
            watcher.send("call")
        assert published.nothing(1.2)
        with serving(path) as agent:
            assert published.next() is not None
            request(path, "status")
            assert agent.calls.events == []


def test_a_call_just_before_the_agent_comes_back_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher_module, "DELIVERED_WITHIN", PATIENCE)
    with watching(path) as (watcher, published):
        assert published.next() is None
        agent = FakeAgent(path, FakeCalls())
        watcher.send("call")
        agent.start()
        try:
            published.wait_for(lambda status: status is not None and status.state is State.COUNTDOWN)
        finally:
            agent.stop()


def test_a_watcher_stops_at_once_and_publishes_nothing_more(path: Path) -> None:
    stopped: list[Watcher] = []
    published: list[CallStatus | None] = []

    def stop(status: CallStatus | None) -> None:
        published.append(status)
        stopped[0].stop()

    with serving(path) as agent:
        stopped.append(Watcher(path, stop))
        stopped[0].start()
        stopped[0].join(PATIENCE)
        assert not stopped[0].is_alive()
        agent.do(lambda: agent.calls.show(state=State.RINGING))
    assert len(published) == 1
    stopped[0].send("call")
    Watcher(path, published.append).stop()

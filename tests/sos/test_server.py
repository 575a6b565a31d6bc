"""The agent's socket: what it answers, and that no client disturbs another, the call or the agent."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.call.events import CallWanted, GivenUp, PhraseWanted
from kiosk.domain.call.status import CallStatus, Phrase, SelfTest, State
from kiosk.sos import server
from kiosk.sos.connection import MOST_UNREAD
from kiosk.sos.own_socket import OwnSocket
from kiosk.sos.server import MOST_CLIENTS, Server, SocketError, SocketTaken
from kiosk.sos.wire import WireError, place_from_json
from tests.sos.fake_agent import PATIENCE, PLACE, FakeAgent, FakeCalls, serving


class Raw:
    """A client that says any bytes."""

    def __init__(self, path: Path) -> None:
        self.connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self.connection.connect(str(path))  # waits where many wait to be taken
        except OSError:
            self.connection.close()
            raise
        self.connection.settimeout(PATIENCE)
        self._lines = self.connection.makefile("rb")

    def say(self, raw: bytes) -> None:
        self.connection.sendall(raw)

    def ask(self, do: str, **more: object) -> dict[str, Any]:
        self.say(json.dumps({"do": do, **more}).encode() + b"\n")
        return self.hear()

    def hear(self) -> dict[str, Any]:
        """The next line; {} at the end."""
        line = self._lines.readline()
        heard: dict[str, Any] = json.loads(line or b"{}")
        return heard

    def hear_of(self, state: State) -> dict[str, Any]:
        """The next line that tells of this state; heartbeats of others may come before it."""
        while (heard := self.hear())["call"]["state"] != state:
            pass
        return heard

    def ended(self) -> bool:
        """Whether the agent hangs up and has nothing more to say."""
        try:
            return self._lines.readline() == b""
        except ConnectionResetError:
            return True

    def close(self) -> None:
        self._lines.close()
        self.connection.close()


@contextlib.contextmanager
def raw(path: Path) -> Iterator[Raw]:
    client = Raw(path)
    try:
        yield client
    finally:
        client.close()


@pytest.fixture
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short enough for an address, whatever the test is called."""
    return tmp_path_factory.mktemp("sos") / "sos.sock"


@pytest.fixture
def agent(path: Path) -> Iterator[FakeAgent]:
    with serving(path) as agent:
        yield agent


def until(true: Callable[[], bool]) -> None:
    """Wait for it."""
    never = threading.Event()
    for _ in range(int(PATIENCE / 0.01)):
        if true():
            return
        never.wait(0.01)
    raise AssertionError("it did not become so")


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_call_is_wanted_and_given_up(agent: FakeAgent) -> None:
    with raw(agent.path) as client:
        begun = client.ask("call")
        assert (begun["ok"], begun["call"]["state"], begun["call"]["reference"]) == (True, "countdown", "a1b2")
        ended = client.ask("cancel")
        assert (ended["ok"], ended["ended"], ended["call"]["state"]) == (True, True, "ended")
        assert client.ask("hang_up")["ended"] is False
    assert agent.calls.events == [CallWanted(), GivenUp(), GivenUp()]


def test_where_callers_are_is_told(agent: FakeAgent) -> None:
    with raw(agent.path) as client:
        assert place_from_json(client.ask("place")) == PLACE
    with pytest.raises(WireError):
        place_from_json({"ok": True})


def test_a_phrase_and_a_language_are_chosen(agent: FakeAgent) -> None:
    with raw(agent.path) as client:
        assert client.ask("say", phrase="fire")["call"]["saying"] == "fire"
        assert client.ask("language", language="en") == {"ok": True}
    assert agent.calls.events == [PhraseWanted(Phrase.FIRE)]
    assert agent.calls.languages == ["en"]


def test_status_and_history_are_told(agent: FakeAgent) -> None:
    with raw(agent.path) as client:
        status = client.ask("status")
        assert (status["ok"], status["state"], status["health"]) == (True, "idle", "works")
        assert [trunk["name"] for trunk in status["trunks"]] == ["city", "lte"]
        assert status["user_agent"]["pid"] == 4711
        assert len(client.ask("history")["tests"]) == 50
        assert len(client.ask("history", count=3)["tests"]) == 3
        agent.calls.record_is_broken = True
        assert client.ask("history") == {"ok": False, "error": "The record cannot be read."}


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        ({}, '"do" is none of call, '),
        ({"do": ["call"]}, '"do" is none of call, '),
        ({"do": "dial"}, '"do" is none of call, '),
        ({"do": "say"}, '"phrase" is none of address, '),
        ({"do": "say", "phrase": {}}, '"phrase" is none of address, '),
        ({"do": "test", "which": "moon"}, '"which" is none of user_agent, '),
        ({"do": "history", "count": 0}, '"count" is no whole number from 1 to 200.'),
        ({"do": "history", "count": True}, '"count" is no whole number from 1 to 200.'),
        ({"do": "language", "language": "../../etc"}, '"language" is no language such as ru.'),
        ({"do": "language", "language": 7}, '"language" is no language such as ru.'),
        ({"do": "call", "until": "soon"}, '"until" is no number.'),
        ({"do": "call", "until": 0.5}, "The request came too late, and nothing was done."),
    ],
)
def test_a_wrong_request_is_refused_in_a_sentence_and_the_client_may_go_on(
    agent: FakeAgent, request_: dict[str, object], sentence: str
) -> None:
    with raw(agent.path) as client:
        client.say(json.dumps(request_).encode() + b"\n")
        refusal = client.hear()
        assert refusal["ok"] is False
        assert refusal["error"].startswith(sentence)
        assert client.ask("status")["ok"] is True
    assert agent.calls.events == []


def test_an_answer_too_long_for_a_line_is_refused(agent: FakeAgent) -> None:
    agent.calls.faults = ("x" * 70_000,)
    with raw(agent.path) as client:
        assert "ask for less" in client.ask("status")["error"]
        assert client.ask("call")["ok"] is True


def test_who_watches_hears_at_once_of_every_change_and_each_second(agent: FakeAgent) -> None:
    with raw(agent.path) as watching, raw(agent.path) as other:
        assert watching.ask("watch")["call"]["state"] == "idle"
        other.ask("call")
        watching.hear_of(State.COUNTDOWN)
        agent.do(lambda: agent.calls.show(state=State.CONNECTED, heard=True))
        assert watching.hear_of(State.CONNECTED)["call"]["heard"] is True
        assert watching.hear()["call"]["state"] == "connected"  # nothing changed: a heartbeat
        watching.say(b'{"do":"cancel"}\n')
        watching.hear_of(State.ENDED)
        assert agent.server.watched
    until(lambda: not agent.server.watched)


def test_a_self_test_keeps_nobody_waiting(agent: FakeAgent) -> None:
    agent.do(agent.calls.may_test.clear)
    with raw(agent.path) as testing, raw(agent.path) as other:
        testing.say(b'{"do":"test","which":"sound"}\n')
        until(lambda: bool(agent.calls.tested))
        assert other.ask("test")["error"] == "A self-test is running already."
        assert other.ask("call")["ok"] is True
        assert testing.ask("status")["state"] == "countdown"
        assert testing.ask("history")["error"] == "The answer to the request before this one is still to come."
        agent.do(agent.calls.may_test.set)
        assert testing.hear()["results"][0]["passed"] is True
        assert len(other.ask("test")["results"]) == len(SelfTest)
    assert agent.calls.tested == [SelfTest.SOUND, *SelfTest]


def test_who_goes_away_during_a_self_test_leaves_nothing_behind(agent: FakeAgent) -> None:
    agent.do(agent.calls.may_test.clear)
    with raw(agent.path) as testing:
        testing.say(b'{"do":"test","which":"sound"}\n')
        until(lambda: bool(agent.calls.tested))
    until(lambda: agent.clients() == 0)
    agent.do(agent.calls.may_test.set)
    with raw(agent.path) as other:
        assert other.ask("test", which="sound")["ok"] is True


GARBAGE = st.binary(max_size=300) | st.text(max_size=50).map(lambda text: json.dumps({"do": text}).encode())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(garbage=GARBAGE, end=st.sampled_from([b"", b"\n", b"\n\n\r\n"]))
def test_any_bytes_leave_the_agent_as_it_was(agent: FakeAgent, garbage: bytes, end: bytes) -> None:
    with raw(agent.path) as hostile:
        hostile.say(garbage + end)
        hostile.connection.shutdown(socket.SHUT_WR)
        while not hostile.ended():
            pass
    with raw(agent.path) as other:
        assert other.ask("status")["state"] == "idle"
    assert agent.calls.events == []


def test_ten_megabytes_without_a_line_are_cut_short(agent: FakeAgent) -> None:
    with raw(agent.path) as hostile:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(160):
                hostile.say(b"x" * 65_536)
        assert "longer than 65536 bytes" in hostile.hear()["error"]
        assert hostile.ended()
    until(lambda: agent.clients() == 0)


def test_a_flood_of_good_requests_takes_turns_with_a_call(agent: FakeAgent) -> None:
    """The flood is never read by its sender, so it ends with being dropped; the call never waits for that."""
    flood = threading.Event()

    def pour() -> None:
        with raw(agent.path) as hostile, contextlib.suppress(OSError):
            while True:
                hostile.say(b'{"do":"status"}\n' * 1000)
                flood.set()

    pouring = threading.Thread(target=pour)
    pouring.start()
    with raw(agent.path) as client:
        assert flood.wait(PATIENCE)
        assert client.ask("call")["call"]["state"] == "countdown"
    pouring.join(PATIENCE)
    assert not pouring.is_alive()


def test_who_watches_and_does_not_read_is_dropped_and_costs_little(agent: FakeAgent) -> None:
    with raw(agent.path) as slow, raw(agent.path) as quick:
        slow.ask("watch")

        def change_often() -> None:
            for _ in range(50):
                agent.calls.show(trunk="x" * 1000)

        told = 0
        while agent.clients() == 2:
            agent.do(change_often)
            told += 50
            assert told * 1000 < 4 * MOST_UNREAD + 2**21
        assert quick.ask("call")["ok"] is True


def test_half_a_line_and_silence_is_ended(path: Path) -> None:
    with serving(path, patience=0.1) as agent, raw(path) as half, raw(path) as mute, raw(path) as watching:
        watching.ask("watch")
        half.say(b'{"do":"ca')
        for silent in (half, mute):
            assert silent.hear()["error"] == "Nothing was asked for 0.1 s."
            assert silent.ended()
        assert watching.hear()["call"]["state"] == "idle"
        assert agent.calls.events == []


def test_so_many_clients_are_served_and_the_newest_is_refused(agent: FakeAgent) -> None:
    with contextlib.ExitStack() as stack:
        first, *others = [stack.enter_context(raw(agent.path)) for _ in range(MOST_CLIENTS)]
        first.ask("status")
        for client in others:
            client.ask("watch")
        for _ in range(1000):
            with raw(agent.path) as refused:
                assert refused.hear() == {"ok": False, "error": "Too many clients are connected; try again."}
                assert refused.ended()
        assert agent.clients() == MOST_CLIENTS
        assert first.ask("call")["ok"] is True
    until(lambda: agent.clients() == 0)
    with raw(agent.path) as client:
        assert client.ask("status")["ok"] is True


def test_ten_thousand_connections_leave_nothing_behind(agent: FakeAgent) -> None:
    def served() -> bool:
        with raw(agent.path) as client:
            try:
                return client.ask("status")["ok"] is True
            except BrokenPipeError:
                return False

    descriptors = open_files()
    for _ in range(10_000):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(str(agent.path))
        connection.close()
    until(served)  # once those that still wait at the door are seen off
    until(lambda: agent.clients() == 0)
    until(lambda: open_files() <= descriptors)


def test_a_bug_in_the_agent_ends_the_server_with_its_trace(path: Path) -> None:
    class Buggy(FakeCalls):
        def happened(self, event: object) -> None:
            raise ZeroDivisionError

    agent = FakeAgent(path, Buggy())
    agent.start()
    with raw(path) as client:
        client.say(b'{"do":"call"}\n')
        assert client.ended()
    with pytest.raises(ExceptionGroup) as failure:
        agent.stop()
    assert failure.value.subgroup(ZeroDivisionError) is not None
    assert not path.exists()


def test_nobody_but_user_and_group_may_use_the_socket_at_any_moment(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    widen = os.chmod

    def chmod(where: str, mode: int) -> None:
        modes.append(stat.S_IMODE(path.stat().st_mode))
        widen(where, mode)

    monkeypatch.setattr(os, "chmod", chmod)
    for mask in (0o000, 0o022, 0o077):
        before = os.umask(mask)
        try:
            with serving(path):
                assert stat.S_IMODE(path.stat().st_mode) == 0o660
        finally:
            os.umask(before)
    assert [mode & ~0o660 for mode in modes] == [0, 0, 0]


def test_a_second_agent_stops_with_the_pid_of_the_first(agent: FakeAgent) -> None:
    second = Server(agent.path, FakeCalls())
    with pytest.raises(SocketTaken) as taken:
        second.open()
    assert str(taken.value) == f"An emergency agent serves {agent.path} already (pid {os.getpid()})."
    with pytest.raises(SocketTaken):
        asyncio.run(second.run())
    with raw(agent.path) as client:
        assert client.ask("status")["ok"] is True


def test_what_a_dead_agent_left_is_replaced_and_a_clean_end_leaves_no_socket(path: Path) -> None:
    stale = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    stale.bind(str(path))
    stale.close()
    path.with_name("sos.sock.lock").write_text("4711\n")
    for _ in range(2):
        with serving(path), raw(path) as client:
            assert client.ask("status")["ok"] is True
        assert not path.exists()


def test_a_place_that_cannot_be_taken_is_told_in_a_sentence(path: Path, tmp_path: Path) -> None:
    path.write_text("precious")
    path.with_name("linked.lock").symlink_to(tmp_path / "elsewhere")
    wrong = {
        path: "is no socket and is left as it is.",
        path.with_name("absent") / "sos.sock": "cannot be opened: No such file or directory.",
        path.with_name("linked"): "cannot be opened: Too many levels of symbolic links.",
        path.with_name("x" * 107): "is longer than 107 bytes; choose a shorter one.",
    }
    for place, sentence in wrong.items():
        with pytest.raises(SocketError) as refusal:
            Server(place, FakeCalls()).open()
        assert str(refusal.value).endswith(sentence)
    assert path.read_text() == "precious"


@pytest.mark.parametrize("removed", ["socket", "lock", "both", "folder"])
def test_a_place_that_is_removed_is_taken_again_and_nobody_is_cut_off(path: Path, removed: str) -> None:
    lock = path.with_name("sos.sock.lock")
    with serving(path), raw(path) as watching:
        watching.ask("watch")
        before = place(path, lock)
        if removed == "folder":
            shutil.rmtree(path.parent)
        for file in {"socket": (path,), "lock": (lock,), "both": (path, lock)}.get(removed, ()):
            file.unlink()
        until(lambda: None not in place(path, lock) and place(path)[0] != before[0] and answers(path))
        with raw(path) as client:
            assert client.ask("call")["call"]["state"] == "countdown"
        watching.hear_of(State.COUNTDOWN)
        with pytest.raises(SocketTaken) as taken:
            Server(path, FakeCalls()).open()
        assert f"(pid {os.getpid()})" in str(taken.value)
        assert stat.S_IMODE(path.stat().st_mode) == 0o660
        assert path.parent.stat().st_mode & 0o007 == 0
    assert not path.exists()


def answers(path: Path) -> bool:
    """Whether an agent listens there already; for a moment the socket is there and nobody behind it."""
    try:
        with raw(path) as client:
            return client.ask("status")["ok"] is True
    except ConnectionError:
        return False


def place(*files: Path) -> list[int | None]:
    """Which files they are. One that was removed while it was open never has the number of the next."""
    return [file.lstat().st_ino if file.exists() else None for file in files]


def test_a_place_that_cannot_be_taken_again_is_told_once_and_tried_for_ever(
    path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HEARTBEAT", 0.02)
    with serving(path), raw(path) as watching:
        watching.ask("watch")
        path.unlink()
        path.mkdir()
        for _ in range(5):
            watching.hear()
        path.rmdir()
        until(lambda: path.is_socket() and answers(path))
        with raw(path) as client:
            assert client.ask("status")["ok"] is True
        for _ in range(5):
            watching.hear()
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_whoever_lost_the_place_to_another_agent_ends_when_nobody_is_being_helped(path: Path) -> None:
    first, second = FakeAgent(path, FakeCalls()), OwnSocket(path)
    first.calls.now = CallStatus(State.CONNECTED)
    first.start()

    def supplanted() -> None:
        path.with_name("sos.sock.lock").unlink()
        sockets.append(second.open())

    sockets: list[socket.socket] = []
    with raw(path) as watching:
        watching.ask("watch")
        first.do(supplanted)
        for _ in range(3):
            assert watching.hear()["call"]["state"] == "connected"
        first.calls.now = CallStatus()
        until(watching.ended)
    with pytest.raises(ExceptionGroup) as ended:
        first.stop()
    assert ended.group_contains(SocketTaken)
    assert path.is_socket()  # the other's
    second.close()
    sockets[0].close()


def test_changes_before_anybody_is_there_are_nobodys(path: Path) -> None:
    calls = FakeCalls()
    calls.now = CallStatus(State.RINGING)
    Server(path, calls).changed()
    with serving(path, calls), raw(path) as client:
        assert client.ask("watch")["call"]["state"] == "ringing"
    assert server.HEARTBEAT <= 1.0

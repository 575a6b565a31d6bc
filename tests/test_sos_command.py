"""`kiosk sos WORD`: what a technician reads, and the exit codes a script goes by."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk import paths
from kiosk.__main__ import main
from kiosk.domain.call.events import CallWanted, GivenUp
from kiosk.domain.call.status import CallStatus, Failure, Health, SelfTest, State, TrunkReport
from tests.e2e.program import kiosk, refused
from tests.sos.fake_agent import FakeAgent, serving

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The runtime folder of the test."""
    place = tmp_path_factory.mktemp("run")
    monkeypatch.setenv("KIOSK_RUNTIME_DIR", str(place))
    return place


@pytest.fixture
def agent(folder: Path) -> Iterator[FakeAgent]:
    with serving(folder / "sos.sock") as agent:
        yield agent


def said(capsys: Capture, *words: str) -> tuple[int, str]:
    """The exit code and the output, blanks closed up."""
    code = main(["sos", *words])
    return code, " ".join(capsys.readouterr().out.split())


def told(capsys: Capture, *words: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the object of `--json`."""
    code = main(["sos", *words, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, found


def test_status_tells_a_person_everything(agent: FakeAgent, capsys: Capture) -> None:
    agent.calls.faults = ("Trunk lte does not answer: refused.",)
    agent.calls.now = CallStatus(
        State.RETRYING,
        1.0,
        reference="a1b2",
        trunk="lte",
        attempt=3,
        failure=Failure.NO_REPLY,
        health=Health.WORKS,
    )
    code, text = said(capsys, "status")
    assert code == 0
    for words in (
        "call: retrying, over lte, attempt 3, last failure no_reply, reference a1b2",
        "health: works - Trunk lte does not answer: refused.",
        "sound: microphone and loudspeaker",
        "user agent: baresip 1.0.0, pid 4711, restarts: 0",
        "city answered 200 ",
        " 4.6 ms yes -",
        "lte not asked yet - - not wanted -",
        "trunks city passed ",
        " answered 200",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("health", "code"),
    [(Health.WORKS, 0), (Health.DEGRADED, 1), (Health.UNKNOWN, 1), (Health.BROKEN, 2), (Health.ABSENT, 2)],
)
def test_the_exit_code_of_status_is_the_health(
    agent: FakeAgent, capsys: Capture, health: Health, code: int
) -> None:
    agent.calls.now = CallStatus(health=health)
    found, status = told(capsys, "status")
    assert (found, status["health"]) == (code, health)
    assert set(status) == {
        "state", "health", "faults", "call", "trunks", "tests", "user_agent", "agent", "sound",
        "callback_seconds_left",
    }  # fmt: skip


def test_status_as_a_program_reads_it(agent: FakeAgent) -> None:
    done = kiosk("sos", "status", "--json", "--socket", agent.path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["user_agent"] == {
        "name": "baresip", "pid": 4711, "version": "1.0.0", "alive": True, "restarts": 0, "guarded": True,
    }  # fmt: skip


def test_what_the_agent_calls_things_moves_no_cursor_and_is_no_markup(agent: FakeAgent, capsys: Capture) -> None:
    agent.calls.trunks = (TrunkReport("\x1b[2J[bold]x", failure="[/nowhere]\r\n\x07"),)
    agent.calls.faults = ("\x1b]0;title\x07" * 100,)
    assert main(["sos", "status"]) == 0
    text = capsys.readouterr().out
    assert all(line.isprintable() for line in text.splitlines())
    assert "[2J[bold]x" in text
    assert "[/nowhere]" in text


def test_a_call_is_followed_until_somebody_answers(agent: FakeAgent, capsys: Capture) -> None:
    def go_on() -> None:
        while not agent.calls.events:
            if over.wait(0.01):
                return
        for changes in (
            {"state": State.DIALING, "trunk": "city", "attempt": 1},
            {"until": 5.0},
            {"trunk": "lte", "attempt": 2, "failure": Failure.BUSY},
            {"state": State.CONNECTED, "failure": None},
        ):
            agent.do(partial(agent.calls.show, **changes))

    over = threading.Event()
    operator = threading.Thread(target=go_on)
    operator.start()
    try:
        code, text = said(capsys, "call")
    finally:
        over.set()
        operator.join()
    assert code == 0
    states = [word for word in text.split() if word.rstrip(",") in set(State)]
    assert states[0] == "countdown"
    assert states[-1] == "connected,"
    assert text.count("countdown") == 1
    assert text.endswith("connected, over lte, attempt 2")


def test_a_call_not_answered_in_time_goes_on(agent: FakeAgent, capsys: Capture) -> None:
    code, report = told(capsys, "call", "--wait", "0.1")
    assert (code, report["connected"], report["call"]["state"]) == (1, False, "countdown")
    assert [step["state"] for step in report["states"]] == ["countdown"]
    assert agent.calls.events == [CallWanted()]
    assert said(capsys, "call", "--no-wait")[0] == 0


def test_a_call_that_is_up_is_connected_at_once_and_one_that_ends_is_told(
    agent: FakeAgent, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent.calls, "happened", lambda _: None)
    agent.calls.now = CallStatus(State.CONNECTED, heard=True)
    code, text = said(capsys, "call")
    assert (code, text.split(" ms ")[1]) == (0, "connected, heard")
    agent.calls.now = CallStatus(health=Health.ABSENT)
    assert main(["sos", "call"]) == 2
    assert "began no call: no trunk is set up." in capsys.readouterr().err


@pytest.mark.parametrize("word", ["cancel", "hangup"])
def test_ending_tells_whether_there_was_anything_to_end(agent: FakeAgent, capsys: Capture, word: str) -> None:
    assert said(capsys, word) == (1, "There was no call.")
    agent.do(lambda: agent.calls.show(state=State.RINGING))
    assert said(capsys, word) == (0, "The call is ended.")
    assert told(capsys, word)[0] == 1
    assert agent.calls.events == [GivenUp()] * 3


def test_self_tests_pass_or_fail(agent: FakeAgent, capsys: Capture) -> None:
    code, text = said(capsys, "test", "sound")
    assert (code, agent.calls.tested) == (0, [SelfTest.SOUND])
    assert "sound city passed heard" in text
    agent.calls.passed = False
    code, report = told(capsys, "test")
    assert (code, len(report["results"])) == (1, len(SelfTest))
    assert "FAILED" in said(capsys, "test", "call")[1]


def test_history_is_listed(agent: FakeAgent, capsys: Capture) -> None:
    code, text = said(capsys, "history", "--count", "2")
    assert code == 0
    assert text.count("sound") == 2
    assert "CallWanted countdown" in text
    assert len(told(capsys, "history", "--count", "3")[1]["tests"]) == 3


@pytest.mark.parametrize("word", ["status", "call", "cancel", "hangup", "test", "history"])
def test_without_an_agent_every_word_says_so_in_a_sentence(folder: Path, word: str) -> None:
    sentence = refused(kiosk("sos", word, KIOSK_RUNTIME_DIR=str(folder)))
    assert sentence.startswith("kiosk: the emergency agent does not run; nothing answers at")


def test_the_newest_demonstration_that_lives_is_spoken_to(folder: Path, capsys: Capture) -> None:
    assert main(["sos", "--demo", "status"]) == 2
    assert "no demonstration runs here" in capsys.readouterr().err
    for name in ("demo-1", "demo-2"):
        (folder / name).mkdir()
    with serving(folder / "demo-1" / "sos.sock"):
        (folder / "demo-2" / "sos.sock").touch()
        for words in (("--demo", "status"), ("status", "--demo")):
            assert told(capsys, *words)[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("test", "moon"),
        ("call", "--wait", "nan"),
        ("history", "--count", "0"),
        ("history", "--count", "x"),
    ],
)
def test_a_word_nobody_knows_is_refused(words: tuple[str, ...]) -> None:
    assert "Try `kiosk sos" in refused(kiosk("sos", *words))


def test_an_agent_of_another_version_is_told(
    agent: FakeAgent, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent.calls, "full_status", lambda: {"state": "idle"})
    assert main(["sos", "status"]) == 2
    assert "is of another version: The field status.call is missing." in capsys.readouterr().err


def test_on_a_desk_the_agent_is_found_by_its_settings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    place = tmp_path_factory.mktemp("desk")
    monkeypatch.delenv("KIOSK_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    socket = paths.sos_socket(place / "a.toml")
    socket.parent.mkdir()
    with serving(socket):
        assert said(capsys, "status", "--config", str(place / "a.toml"))[0] == 0
        assert said(capsys, "--config", str(place / "a.toml"), "status")[0] == 0
        assert main(["sos", "status", "--config", str(place / "b.toml")]) == 2
        assert "does not run" in capsys.readouterr().err

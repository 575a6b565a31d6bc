"""`kiosk health`: what an update is judged by."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk import __version__, paths
from kiosk.__main__ import main
from kiosk.devices import painted_file
from kiosk.devices.life import boot_id
from kiosk.devices.painted_file import Note
from kiosk.devices.processes import program_of, runs
from kiosk.domain.maintenance.health import FRESH, AgentSeen, Program, ScreenSeen, faults
from tests.e2e.program import kiosk, refused
from tests.sos.fake_agent import serving

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]
TRUNK = '[[emergency.trunks]]\nname = "city"\nuri = "sip:112@127.0.0.1:9"\npassword = "env:NOWHERE_SET"\n'
FAKE_AGENT = "0.1.0"
"""The version that the agent of these tests tells."""
OURS = Program("1.2.3", "/installed/1.2.3-2/kiosk")
SCREEN, AGENT = ScreenSeen(OURS, 1.0, 60.0), AgentSeen(OURS, calls=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The runtime folder, which also holds the settings of a stop without trunks."""
    monkeypatch.setenv("KIOSK_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "kiosk.toml").write_text('[stop]\nids = ["1"]\n[timetable]\ngtfs = "none.zip"\n')
    return tmp_path


def note(folder: Path, **changes: object) -> None:
    """Let a screen, which is this process, note that it painted a second ago."""
    now = time.monotonic()
    known = Note(__version__, program_of(os.getpid()), os.getpid(), boot_id(), now - 60, now - 1)
    changed = replace(known, **changes)  # type: ignore[arg-type]  # they are named by each test
    painted_file.write(folder / painted_file.NAME, changed)


def asked(folder: Path, capsys: Capture, *words: str) -> tuple[int, list[str]]:
    code = main(["health", "--config", str(folder / "kiosk.toml"), *words])
    return code, capsys.readouterr().out.splitlines()


def test_a_screen_that_paints_is_healthy(folder: Path, capsys: Capture) -> None:
    note(folder)
    assert asked(folder, capsys) == (0, ["healthy"])
    assert asked(folder, capsys, "--steady", "30") == (0, ["healthy"])


def test_without_a_screen_it_is_not(folder: Path, capsys: Capture) -> None:
    assert asked(folder, capsys) == (1, ["No screen runs that has painted, or only one in safe mode."])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"boot_id": "another start of this machine"},
            "No screen runs that has painted, or only one in safe mode.",
        ),
        ({"process": 2**22 + 1}, "No screen runs that has painted, or only one in safe mode."),
        ({"process": -1}, "No screen runs that has painted, or only one in safe mode."),
        ({"process": 10**30}, "No screen runs that has painted, or only one in safe mode."),
        ({"monotonic": float("nan")}, "No screen runs that has painted, or only one in safe mode."),
        ({"monotonic": 0.0, "began": 0.0}, "The screen painted last "),
        ({"version": "0.0.1"}, f"The screen that runs is of version 0.0.1, not {__version__}."),
    ],
)
def test_what_speaks_against_a_screen(
    folder: Path, capsys: Capture, changes: dict[str, object], reason: str
) -> None:
    note(folder, **changes)
    code, lines = asked(folder, capsys)
    assert (code, len(lines), lines[0].startswith(reason)) == (1, 1, True), lines


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"[" * 9000, b"\xff", b'{"version": 1}'])
def test_a_note_that_is_broken_is_no_screen(folder: Path, capsys: Capture, content: bytes) -> None:
    (folder / painted_file.NAME).write_bytes(content)
    assert asked(folder, capsys) == (1, ["No screen runs that has painted, or only one in safe mode."])


def test_a_version_can_be_named(folder: Path, capsys: Capture) -> None:
    note(folder, version="9.9")
    assert asked(folder, capsys, "--version", "9.9") == (0, ["healthy"])
    assert asked(folder, capsys)[0] == 1


def test_a_program_reads_json(folder: Path, capsys: Capture) -> None:
    code, lines = asked(folder, capsys, "--json")
    told = json.loads("\n".join(lines))
    assert (code, told) == (
        1,
        {
            "healthy": False,
            "version": __version__,
            "reasons": ["No screen runs that has painted, or only one in safe mode."],
        },
    )


def test_where_there_are_trunks_the_agent_is_wanted(folder: Path, capsys: Capture) -> None:
    """Though a secret of theirs is in the environment of the units alone."""
    note(folder, version=FAKE_AGENT)
    with (folder / "kiosk.toml").open("a") as settings:
        settings.write(TRUNK)
    version = ("--version", FAKE_AGENT)
    assert asked(folder, capsys, *version) == (1, ["The emergency agent does not answer."])
    with serving(folder / paths.SOS_SOCKET):
        assert asked(folder, capsys, *version) == (0, ["healthy"])
        code, lines = asked(folder, capsys)
    assert (code, lines[1]) == (1, f"The emergency agent that runs is of version 0.1.0, not {__version__}.")


def test_settings_that_cannot_be_read_ask_for_the_agent_where_there_is_one(folder: Path, capsys: Capture) -> None:
    note(folder)
    (folder / "kiosk.toml").write_text("[[[")
    assert asked(folder, capsys) == (0, ["healthy"])
    (folder / paths.SOS_SOCKET).touch()
    assert asked(folder, capsys) == (1, ["The emergency agent does not answer."])
    (folder / "data").mkdir()
    (folder / "data" / "kiosk.toml.last-good").write_text("[stop]\n")
    assert asked(folder, capsys) == (0, ["healthy"])


def test_it_waits_until_it_is_healthy(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pause:
        """Lets the screen paint while one waits for it."""

        def wait(self, seconds: float) -> None:
            assert 0 < seconds <= 0.5
            note(folder)

    monkeypatch.setattr("kiosk.commands.health.threading.Event", Pause)
    assert asked(folder, capsys, "--wait", "60") == (0, ["healthy"])


def test_words_that_cannot_be_are_refused(folder: Path) -> None:
    assert "name them with --config FILE" in refused(kiosk("health", KIOSK_RUNTIME_DIR=str(folder)))
    assert "is not a number of seconds" in refused(kiosk("health", "--wait", "nan"))


def test_what_an_update_cannot_break_is_no_fault() -> None:
    assert faults(OURS, SCREEN, AGENT, emergency=True) == ()
    assert faults(OURS, SCREEN, None, emergency=False) == ()
    assert faults(OURS, replace(SCREEN, age=FRESH), AGENT, emergency=True) == ()


def test_what_it_can_break_is_one() -> None:
    assert faults(OURS, SCREEN, replace(AGENT, calls=False), emergency=True) == (
        "The emergency agent has no user agent to call with.",
    )
    assert faults(OURS, replace(SCREEN, up=5.0), AGENT, emergency=True, steady=20.0) == (
        "The screen has run for 5 s only.",
    )
    assert faults(OURS, replace(SCREEN, age=-5.0), AGENT, emergency=True) == ("The screen painted last -5 s ago.",)
    assert len(faults(OURS, None, None, emergency=True)) == 2


def test_two_installations_of_one_version_are_told_apart() -> None:
    other = replace(SCREEN, program=Program("1.2.3", "/installed/1.2.3-1/kiosk"))
    assert faults(OURS, other, AGENT, emergency=True) == (
        "The screen that runs was started from /installed/1.2.3-1/kiosk, not /installed/1.2.3-2/kiosk.",
    )
    unseen = replace(AGENT, program=Program("1.2.3"))
    assert faults(OURS, SCREEN, unseen, emergency=True) == ()


def test_an_agent_that_an_upgrade_left_to_its_call_is_no_fault() -> None:
    busy = AgentSeen(Program("1.2.2"), calls=True, busy=True)
    assert faults(OURS, SCREEN, busy, emergency=True) == ()


def test_a_process_is_found_whosever_it_is() -> None:
    assert runs(os.getpid())
    assert runs(1)
    assert not runs(0)
    assert program_of(os.getpid()) == os.readlink("/proc/self/exe")  # noqa: PTH115  the same question

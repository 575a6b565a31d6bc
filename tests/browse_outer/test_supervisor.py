"""A session's supervisor, with windows that do what no window should: nothing of them is left."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from kiosk.browse.trust import DATABASE
from tests.browse_outer.supervised import PLAN, session
from tests.conftest import ROOT


def dead(pid: int) -> bool:
    """Whether there is no such process any more, a zombie of somebody else's not counted."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def test_a_session_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    """The screen hears how far it has come, and the proof that nothing is left."""
    with session(tmp_path) as running:
        assert running.hear() == {"state": "ready"}
        assert len(running.folders()) == 1
        running.open()
        assert [running.hear(), running.hear()] == [{"state": "opened"}, {"state": "painted"}]
        running.end("button")
        assert running.hear() == {"state": "closing", "how": "button"}
        ended = running.rest()
        assert ended.pop("milliseconds") >= 0
        assert ended == {"state": "ended", "how": "button", "left": []}


@pytest.mark.parametrize("how", ["button", "emergency", "abandoned"])
def test_the_screen_ends_a_session(tmp_path: Path, how: str) -> None:
    """In the way it says, whether its window is open or still waits."""
    for opened in (True, False):
        with session(tmp_path) as running:
            running.hear_until("ready")
            if opened:
                running.open()
                running.hear_until("painted")
            running.end(how)
            assert running.rest()["how"] == how


@pytest.mark.parametrize(
    ("trick", "how"),
    [
        ("idle", "idle"),
        ("die", "crashed"),
        ("exit", "crashed"),
        ("fail", "crashed"),
        ("mad", "crashed"),
        ("stillborn", "crashed"),
        ("hang", "unresponsive"),
        ("hog", "memory"),
    ],
)
def test_a_window_ends_a_session(tmp_path: Path, trick: str, how: str) -> None:
    """By itself, wanted or not; what it started goes with it."""
    plan = replace(PLAN, memory_megabytes=300, unresponsive_seconds=1.0 if trick == "hang" else 30.0)
    with session(tmp_path, trick, plan=plan) as running:
        running.open()
        heard = running.hear_until("closing")
        assert heard[-1]["how"] == how
        assert running.rest()["how"] == how
        assert any("bug" in told for told in heard) == (trick in {"fail", "mad"})


def test_a_window_that_never_starts_is_given_up(tmp_path: Path) -> None:
    with session(tmp_path, "slow", "start=0.2") as running:
        assert running.rest()["how"] == "unresponsive"


@pytest.mark.parametrize("trick", ["deaf", "stay"])
def test_a_window_that_does_not_end_is_killed(tmp_path: Path, trick: str) -> None:
    """One that hears nothing, and one that hides and then stays."""
    with session(tmp_path, trick) as running:
        running.open()
        running.hear_until("painted")
        running.end("button")
        assert running.rest()["how"] == "button"


def test_the_end_of_input_and_of_us_are_ends_of_the_session(tmp_path: Path) -> None:
    """A screen that died, a service that stops, a Ctrl-C."""
    with session(tmp_path) as running:
        running.open()
        running.hear_until("painted")
        running.leave()
        assert running.rest()["how"] == "abandoned"
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        with session(tmp_path) as running:
            running.hear_until("ready")
            running.process.send_signal(number)
            assert running.rest()["how"] == "abandoned"


@pytest.mark.parametrize("odd", [b"hello\n", b"{}\n", b'{"open": 3}\n', b'{"end": "well"}\n', b"x" * 70_000])
def test_odd_words_of_the_screen_end_the_session(tmp_path: Path, odd: bytes) -> None:
    """Better none than one that nobody ordered."""
    with session(tmp_path) as running:
        running.hear_until("ready")
        running.say(odd)
        heard = running.hear_until("ended")
        assert "bug" in heard[0]
        assert heard[-1]["how"] == "abandoned"


def test_no_process_outlives_its_session(tmp_path: Path) -> None:
    """Not one that is deaf to signals, has a session of its own, or whose parent is dead."""
    with session(tmp_path, "leave_processes", f"notes={tmp_path}") as running:
        running.hear_until("ready")
        pids = [int(pid) for pid in (tmp_path / "processes").read_text().split()]
        assert len(pids) == 4
        assert not any(map(dead, pids))
        running.end("button")
        assert running.rest()["left"] == []
        assert all(map(dead, pids))


def test_no_file_outlives_its_session(tmp_path: Path) -> None:
    """Neither what may not be written nor what leads elsewhere holds the folder; /etc stays as it is."""
    with session(tmp_path, "leave_files") as running:
        running.hear_until("ready")
        running.end("button")
        assert running.rest()["left"] == []
        assert Path("/etc/passwd").exists()


def test_a_file_left_elsewhere_is_told(tmp_path: Path) -> None:
    """Of Chromium's and Qt's names only: others leave files there too."""
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / ".org.chromium.Chromium.before").touch()
    with session(tmp_path, f"outside={shared}", environ={"TMPDIR": str(shared)}) as running:
        running.hear_until("ready")
        running.end("button")
        assert running.rest()["left"] == [str(shared / ".org.chromium.Chromium.Ab12Cd")]


def test_the_window_lives_in_its_folder(tmp_path: Path) -> None:
    """Its working folder is its home there, no core file is written, nobody else may read what it writes."""
    with session(tmp_path, f"notes={tmp_path}") as running:
        running.hear_until("ready")
        (folder,) = running.folders()
        limits = json.loads((tmp_path / "limits").read_text())
        assert limits == {"core": [1, 1], "umask": 0o077, "folder": str(folder / "home")}
        assert folder.stat().st_mode & 0o777 == 0o700
        assert json.loads((tmp_path / "environment").read_text())["HOME"] == str(folder / "home")


def test_what_a_killed_supervisor_left_is_swept_by_the_next(tmp_path: Path) -> None:
    """Its window dies with it; the others and the folder go when the next session begins."""
    with session(tmp_path, "leave_processes", "leave_files", f"notes={tmp_path}") as running:
        running.hear_until("ready")
        window, *others = map(int, (tmp_path / "processes").read_text().split())
        ended = os.pidfd_open(window)
        running.process.kill()
        assert select.select([ended], [], [], 30)[0]
        os.close(ended)
        assert len(running.folders()) == 1
        assert not any(map(dead, others))
    with session(tmp_path) as running:
        running.hear_until("ready")
        assert len(running.folders()) == 1
        running.end("button")
        assert running.rest()["left"] == []
    assert all(map(dead, others))


def test_sessions_beside_each_other_leave_each_other_alone(tmp_path: Path) -> None:
    """A technician's session and the screen's spare."""
    with session(tmp_path) as first:
        first.hear_until("ready")
        with session(tmp_path) as second:
            second.hear_until("ready")
            assert len(second.folders()) == 2
            second.end("button")
            second.hear_until("ended")
            assert second.process.wait() == 0
            assert len(first.folders()) == 1
        first.open()
        first.hear_until("painted")
        first.end("button")
        assert first.rest()["left"] == []


def test_authorities_that_cannot_be_used_are_told_and_stop_nothing(tmp_path: Path) -> None:
    with session(tmp_path, plan=replace(PLAN, ca_file=tmp_path / "missing.pem")) as running:
        assert running.hear() == {"state": "ready", "without": "ca_file"}
        running.end("button")
        assert running.rest()["left"] == []


def test_authorities_that_the_screen_sends_are_trusted(tmp_path: Path) -> None:
    """As those of a file are that this user may read."""
    authority = trustme.CA().cert_pem.bytes().decode()
    with session(tmp_path, plan=replace(PLAN, authorities=authority)) as running:
        assert running.hear() == {"state": "ready"}
        (folder,) = running.folders()
        assert list((folder / "home" / DATABASE).iterdir())
        running.end("button")
        assert running.rest()["left"] == []


def test_a_supervisor_is_small() -> None:
    """One waits beside the screen all day: it loads no Qt, no settings, no event loop, no OpenSSL."""
    script = (
        "import sys; from kiosk.__main__ import parser; from kiosk.browse import supervisor;"
        "from kiosk.commands import browse_session; parser('browse').parse_args(['browse', '--serve']);"
        "print(*{'PySide6', 'pydantic', 'asyncio', 'hashlib', 'ssl', 'logging'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []

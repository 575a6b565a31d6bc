"""A real browser under its supervisor: whatever dies or freezes, nothing of it is left."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk import paths
from kiosk.app.browser import Browser, Browsing
from kiosk.browse import tree
from kiosk.browse.plan import Request
from kiosk.browse.wire import request_to_json
from kiosk.domain.services.session import End
from tests.browse.passenger import LOOK, PATIENT, ROOT, Passenger, Places, plan_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.fakes.portal import Portal

LIMIT_MS = 60_000


def window_of(supervisor: int) -> int:
    """The pid of its window: the one that Chromium's processes come from."""
    (window,) = (one.pid for one in tree.processes() if one.parent == supervisor)
    return window


def wait_until_dead(pids: list[int]) -> None:
    for pid in pids:
        try:
            ended = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        try:
            assert select.select([ended], [], [], LIMIT_MS / 1000)[0], pid
        finally:
            os.close(ended)


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a kiosk of the test has its sockets and its sessions; in memory where there is such a place."""
    with tempfile.TemporaryDirectory(prefix="kiosk-test-", dir=paths.SHARED_MEMORY) as folder:
        monkeypatch.setenv("KIOSK_RUNTIME_DIR", folder)
        yield Path(folder)


def sessions_in(runtime: Path) -> list[Path]:
    return list(runtime.glob("web/session-*"))


@pytest.mark.parametrize(("number", "how"), [(signal.SIGKILL, End.CRASHED), (signal.SIGSTOP, End.UNRESPONSIVE)])
def test_a_window_that_dies_or_freezes(portal: Portal, places: Places, number: int, how: End) -> None:
    """All of Chromium's processes go with it, those in a sandbox too."""
    silence = PATIENT if how is End.CRASHED else 5.0
    with Passenger(portal, places, unresponsive_seconds=silence) as passenger:
        passenger.open()
        pids = tree.descendants(passenger.pid)
        assert len(pids) > 3
        os.kill(window_of(passenger.pid), number)
        assert passenger.ended()["how"] == how
        wait_until_dead(pids)


def test_a_session_that_takes_too_much_memory(portal: Portal, places: Places) -> None:
    """Before the passenger sees anything even."""
    with Passenger(portal, places, memory_megabytes=100) as passenger:
        passenger.say({"open": request_to_json(Request(portal.url("/"), look=LOOK))})
        assert passenger.ended()["how"] == End.MEMORY


def test_a_session_whose_window_does_not_end(portal: Portal, places: Places) -> None:
    """It is told to, hears nothing, and has its time."""
    with Passenger(portal, places) as passenger:
        passenger.open()
        os.kill(window_of(passenger.pid), signal.SIGSTOP)
        assert passenger.end(End.EMERGENCY)["how"] == End.EMERGENCY


def test_a_supervisor_that_is_killed(portal: Portal, places: Places) -> None:
    """The browser dies with it; what it could not remove the next session does."""
    pids: list[int] = []

    def killed() -> None:
        with Passenger(portal, places) as passenger:
            passenger.open()
            pids.extend(tree.descendants(passenger.pid))
            os.kill(passenger.pid, signal.SIGKILL)
            passenger.wait_for("ended")

    with pytest.raises(AssertionError, match="exited without ended"):
        killed()
    assert len(pids) > 3
    wait_until_dead(pids)
    with Passenger(portal, places):
        assert len([path for path in places.sessions.iterdir() if path.is_dir()]) == 1


def test_sessions_one_after_the_other_as_the_screen_runs_them(
    portal: Portal, qtbot: QtBot, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the program's own words, with a spare."""
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{os.environ.get('PYTHONPATH', '')}")
    words = [*paths.program(), "browse", "--serve"]
    browser = Browser(plan_for(portal), words)
    states: list[tuple[str, str]] = []
    browser.stateChanged.connect(lambda state, how: states.append((state, how)))

    def is_ready() -> bool:
        return browser.state is Browsing.READY

    try:
        browser.start()
        for _ in range(2):
            qtbot.waitUntil(is_ready, timeout=LIMIT_MS)
            assert len(sessions_in(runtime)) == 1
            with qtbot.waitSignal(browser.painted, timeout=LIMIT_MS):
                assert browser.open(Request(portal.url("/"), look=LOOK))
            browser.end(End.BUTTON)
        qtbot.waitUntil(is_ready, timeout=LIMIT_MS)
    finally:
        browser.stop()
    ends = [how for state, how in states if state == "none" and how]
    assert ends == ["button", "button"]
    assert sessions_in(runtime) == []


def test_a_page_that_cannot_be_reached_from_the_command_line(tmp_path: Path, runtime: Path) -> None:
    """One sentence and exit code 1; the name is one that never exists (RFC 6761, 6.4)."""
    settings = tmp_path / "kiosk.toml"
    settings.write_text(
        '[stop]\nids = ["1"]\n[timetable]\ngtfs = "feed.zip"\n'
        '[services]\nhosts = ["kiosk.invalid"]\nunresponsive_seconds = 30\n'
    )
    words = [sys.executable, "-m", "kiosk", "browse", "--config", str(settings), "--window", "540x960"]
    ran = subprocess.run(
        [*words, "https://kiosk.invalid/"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_MS / 1000,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", "kiosk: The page could not be loaded.\n")
    assert sessions_in(runtime) == []

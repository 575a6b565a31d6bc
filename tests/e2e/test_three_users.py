"""Screen, emergency call and web sessions as three users: each does its work and reads what is its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.app.browser import Browser, Browsing
from kiosk.browse.trust import with_authorities
from kiosk.paths import STATUS_FILE
from kiosk.sos.client import AgentError, request
from tests.browse_outer.listening import Listening
from tests.browse_outer.supervised import PLAN
from tests.e2e.pavilion import LIMIT, until
from tests.e2e.three_users import Stop, stop

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root can be three users")

COMPOSITOR = "run/kiosk-session"
"""The folder of its socket, where both clients come from."""


@pytest.fixture(scope="module")
def running() -> Iterator[Stop]:
    """A stop whose screen and emergency agent run, and have written what they write."""
    with stop() as here:
        started = [here.start(here.sos, "sos"), here.start(here.screen, "run", "--quiet")]
        try:
            until(lambda: answers(here), 3 * LIMIT, what="an agent")
            for file in (here.run / STATUS_FILE, here.data / "usage.sqlite", here.sos_data / "sos.sqlite"):
                until(file.exists, 3 * LIMIT, what=file)
            yield here
        finally:
            for process in started:
                process.terminate()
            assert [process.wait(LIMIT) for process in started] == [0, 0]


def answers(here: Stop) -> bool:
    try:
        return bool(request(here.run / "sos.sock", "status"))
    except AgentError:
        return False


def asked(here: Stop, user: Any, *words: str) -> subprocess.CompletedProcess[bytes]:
    """What `kiosk` says to that user."""
    with here.start(user, *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        out, err = process.communicate(timeout=3 * LIMIT)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def test_web_sessions_reach_the_emergency_call_and_nothing_else(running: Stop) -> None:
    """Not the settings, the data, the logs, the state in memory, nor what the screen showed."""
    own = {path for path in running.readable(running.browse) if path.startswith("run/kiosk-browse")}
    assert running.readable(running.browse) - own == {"run/kiosk/sos.sock", COMPOSITOR}


def test_a_web_session_can_call(running: Stop) -> None:
    socket = str(running.run / "sos.sock")
    called = asked(running, running.browse, "sos", "call", "--no-wait", "--socket", socket)
    assert called.returncode == 0, called.stderr
    given_up = asked(running, running.browse, "sos", "cancel", "--socket", socket)
    assert given_up.returncode == 0, given_up.stderr


def test_the_screen_reads_what_the_agent_recorded(running: Stop) -> None:
    readable = running.readable(running.screen)
    assert {"var/lib/kiosk-sos/sos.log", "run/kiosk/sos.sock", "etc/kiosk/kiosk.toml"} <= readable
    history = asked(running, running.screen, "sos", "history")
    assert history.returncode == 0, history.stderr


def test_passwords_of_trunks_and_pictures_of_the_screen_are_each_one_s_own(running: Stop) -> None:
    assert not any("run/kiosk/baresip" in path for path in running.readable(running.screen))
    assert not any("run/kiosk/black-box" in path for path in running.readable(running.sos))


def test_there_is_one_agent_and_the_screen_starts_none(running: Stop) -> None:
    agent = request(running.run / "sos.sock", "status")["agent"]["pid"]
    assert Path(f"/proc/{agent}").stat().st_uid == running.sos.uid
    commands = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in running.screen.processes()]
    assert not any(b"\0sos\0" in command for command in commands)


def test_a_web_session_runs_as_a_user_of_its_own_and_leaves_nothing(
    running: Stop, qapp: QObject, qtbot: QtBot
) -> None:
    """The real one, with Chromium, whose sandbox such a user can make; begun by a connection."""

    def start(connection: Any) -> subprocess.Popen[Any]:
        return running.start(running.browse, "browse", "--serve", stdin=connection, stdout=connection)

    here = Listening(start)
    browser = Browser(with_authorities(PLAN), ("false",), user=running.screen.uid, socket=lambda: here.path)
    try:
        browser.start()
        qtbot.waitUntil(lambda: browser.state is Browsing.READY, timeout=60_000)
        assert len(running.browse.processes()) >= 3  # a supervisor, a window, and what Chromium is made of
        assert not any(path.startswith("run/kiosk-browse") for path in running.readable(running.screen))
        browser.stop()
        assert [program.wait(LIMIT) for program in here.programs] == [0]
        assert list((running.sessions / "web").glob("session-*")) == []
        assert running.browse.processes() == []
    finally:
        browser.stop()
        here.stop()

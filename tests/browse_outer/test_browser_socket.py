"""The screen's end of web sessions that the system starts, one for each connection to a socket."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from kiosk import paths
from kiosk.app import browser as browsers
from kiosk.app.browser import Browser, Browsing
from kiosk.browse.wire import encode, plan_to_json
from kiosk.domain.services.session import End
from tests.browse_outer.listening import Listening, listening
from tests.browse_outer.supervised import PLAN, REQUEST

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HERE = Path(__file__).parent
SOMEBODY = 1000
NEVER = ("false",)
"""The words of a program of our own, which is not to be started."""


class Sessions:
    """A browser behind a socket, and what it said."""

    def __init__(self) -> None:
        self.states: list[tuple[str, str]] = []
        self.browser: Browser | None = None

    def at(self, path: Path, *, spare: bool = True) -> Browser:
        self.browser = Browser(PLAN, NEVER, spare=spare, user=SOMEBODY, socket=lambda: path)
        self.browser.stateChanged.connect(lambda state, how: self.states.append((state, how)))
        return self.browser


@pytest.fixture
def sessions(qapp: QObject) -> Iterator[Sessions]:
    noted = Sessions()
    yield noted
    if noted.browser is not None:
        noted.browser.stop()


@pytest.fixture
def started(request: pytest.FixtureRequest) -> Iterator[Listening]:
    """The fake supervisor with the tricks that the test names."""
    with listening(
        (sys.executable, "-S", str(HERE / "fake_supervisor.py"), *getattr(request, "param", ()))
    ) as here:
        yield here


def wait_for(qtbot: QtBot, browser: Browser, state: Browsing) -> None:
    qtbot.waitUntil(lambda: browser.state is state, timeout=30_000)


def test_a_spare_waits_serves_and_is_replaced(started: Listening, sessions: Sessions, qtbot: QtBot) -> None:
    browser = sessions.at(started.path)
    browser.start()
    wait_for(qtbot, browser, Browsing.READY)
    with qtbot.waitSignal(browser.painted, timeout=30_000):
        assert browser.open(REQUEST)
    browser.end(End.EMERGENCY)
    wait_for(qtbot, browser, Browsing.READY)
    assert sessions.states == [
        *(("warming", ""), ("ready", ""), ("opening", ""), ("open", "")),
        *(("closing", "emergency"), ("none", "emergency"), ("warming", ""), ("ready", "")),
    ]
    assert [program.wait(30) for program in started.programs[:1]] == [0]


def test_the_end_of_the_screen_ends_the_session_in_order(
    started: Listening, sessions: Sessions, qtbot: QtBot
) -> None:
    """It is waited for: its supervisor says and does its last, which is the wiping."""
    browser = sessions.at(started.path)
    browser.start()
    wait_for(qtbot, browser, Browsing.READY)
    browser.stop()
    assert [program.wait(30) for program in started.programs] == [0]
    assert browser.state is Browsing.NONE


@pytest.mark.parametrize("started", [("deaf",)], indirect=True)
def test_one_that_does_not_end_is_let_go(
    started: Listening, sessions: Sessions, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsers, "STOP_PATIENCE", 0.1)
    browser = sessions.at(started.path)
    browser.start()
    wait_for(qtbot, browser, Browsing.READY)
    browser.stop()
    assert browser.state is Browsing.NONE


@pytest.mark.parametrize("started", [("die",)], indirect=True)
def test_a_session_that_dies_is_told(started: Listening, sessions: Sessions, qtbot: QtBot) -> None:
    browser = sessions.at(started.path)
    assert browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.READY)
    assert ("none", "crashed") in sessions.states


@pytest.mark.parametrize("started", [("mad",)], indirect=True)
def test_who_does_not_speak_our_words_is_no_session(started: Listening, sessions: Sessions, qtbot: QtBot) -> None:
    browser = sessions.at(started.path, spare=False)
    assert browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.NONE)
    assert sessions.states[-1] == ("none", "crashed")


def test_where_nobody_listens_it_is_tried_again(
    started: Listening,
    sessions: Sessions,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(browsers, "FIRST_PAUSE", 0.05)
    places = iter([started.folder / "nobody.sock"])
    browser = sessions.at(started.path)
    monkeypatch.setattr(browser, "_socket", lambda: next(places, started.path))
    with caplog.at_level(logging.WARNING):
        browser.start()
        wait_for(qtbot, browser, Browsing.READY)
    assert sessions.states[:2] == [("warming", ""), ("none", "")]
    assert "the browser cannot be kept ready" in caplog.text


def test_the_socket_of_the_system_is_found_by_who_may_use_it(started: Listening, tmp_path: Path) -> None:
    found = partial(paths.browse_socket, {"KIOSK_RUNTIME_DIR": str(started.folder)})
    assert found() == started.path
    assert paths.browse_socket({"KIOSK_RUNTIME_DIR": str(tmp_path)}) is None
    (tmp_path / paths.BROWSE_SOCKET).touch()
    assert paths.browse_socket({"KIOSK_RUNTIME_DIR": str(tmp_path)}) is None


def test_a_real_supervisor_wipes_when_the_screen_dies_with_words_unread(tmp_path: Path) -> None:
    """The kernel tells that by an error in place of an end. Source: unix(7), ECONNRESET."""
    words = (sys.executable, str(HERE / "fake_session.py"), str(tmp_path))
    with listening(words) as here:
        screen = socket.socket(socket.AF_UNIX)
        screen.connect(str(here.path))
        screen.sendall(encode({"plan": plan_to_json(PLAN)}))
        assert screen.recv(1, socket.MSG_PEEK)  # it said that it is ready, which nobody reads
        screen.close()
        assert here.programs[0].wait(30) == 0
    assert list(tmp_path.glob("session-*")) == []

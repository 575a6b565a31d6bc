"""The screen's end of web sessions: a spare kept ready, sessions one after the other, nothing left over."""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from kiosk.app import browser as browsers
from kiosk.app.browser import Browser, Browsing
from kiosk.app.browser_process import BrowserProcess
from kiosk.domain.services.session import End
from tests.browse_outer.supervised import PLAN, REQUEST
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HERE = Path(__file__).parent
SOMEBODY = 1000
SUPERVISOR = (sys.executable, "-S", str(HERE / "fake_supervisor.py"))


class Told:
    """Browsers that write down what they said; stopped at the end of the test."""

    def __init__(self) -> None:
        self.states: list[tuple[str, str]] = []
        self.erased: list[bool] = []
        """Of each session that is over, whether nothing of it is left."""
        self.made: list[Browser] = []

    def browser(self, *tricks: str, spare: bool = True, user: int = SOMEBODY) -> Browser:
        return self.run((*SUPERVISOR, *tricks), spare=spare, user=user)

    def run(self, words: tuple[str, ...], *, spare: bool = True, user: int = SOMEBODY) -> Browser:
        browser = Browser(PLAN, words, spare=spare, user=user)
        browser.stateChanged.connect(partial(self._note, browser))
        self.made.append(browser)
        return browser

    def _note(self, browser: Browser, state: str, how: str) -> None:
        self.states.append((state, how))
        if state == Browsing.NONE and how:
            self.erased.append(browser.erased)


@pytest.fixture
def told(qapp: QObject) -> Iterator[Told]:
    noted = Told()
    yield noted
    for browser in noted.made:
        browser.stop()


def wait_for(qtbot: QtBot, browser: Browser, state: Browsing) -> None:
    qtbot.waitUntil(lambda: browser.state is state, timeout=30_000)


def test_a_spare_waits_serves_and_is_replaced(told: Told, qtbot: QtBot) -> None:
    browser = told.browser()
    browser.start()
    wait_for(qtbot, browser, Browsing.READY)
    with qtbot.waitSignal(browser.painted, timeout=30_000):
        assert browser.open(REQUEST)
    assert not browser.open(REQUEST)
    browser.end(End.EMERGENCY)
    wait_for(qtbot, browser, Browsing.READY)
    assert told.states == [
        *(("warming", ""), ("ready", ""), ("opening", ""), ("open", "")),
        *(("closing", "emergency"), ("none", "emergency"), ("warming", ""), ("ready", "")),
    ]
    assert told.erased == [True]


def test_without_a_spare_a_session_starts_cold(told: Told, qtbot: QtBot) -> None:
    """And nothing waits before it and after it."""
    browser = told.browser("idle", spare=False)
    browser.start()
    assert browser.state is Browsing.NONE
    assert browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.NONE)
    assert [state for state, _ in told.states] == ["warming", "opening", "open", "closing", "none"]
    assert told.states[-1] == ("none", "idle")


def test_a_page_is_opened_before_the_spare_is_ready(told: Told, qtbot: QtBot) -> None:
    browser = told.browser()
    browser.start()
    assert browser.state is Browsing.WARMING
    assert browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.OPEN)


def test_whoever_hears_of_an_end_may_open_the_next_page_at_once(told: Told, qtbot: QtBot) -> None:
    """No second process is started for it."""
    browser = told.browser("idle")

    def again(state: str, _how: str) -> None:
        if state == Browsing.NONE and len(ends()) < 3:
            assert browser.open(REQUEST)

    def ends() -> list[str]:
        return [how for state, how in told.states if state == "closing"]

    browser.stateChanged.connect(again)
    browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.READY)
    assert ends() == ["idle"] * 3


@pytest.mark.parametrize("trick", ["die", "mad"])
def test_a_supervisor_that_dies_in_a_session_is_a_crash(told: Told, qtbot: QtBot, trick: str) -> None:
    """The passenger is told, and the next one finds a browser."""
    browser = told.browser(trick)
    browser.start()
    wait_for(qtbot, browser, Browsing.READY)
    browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.READY)
    assert ("none", "crashed") in told.states
    assert told.erased == [False]


def test_a_supervisor_that_does_not_end_is_killed(
    told: Told, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsers, "END_PATIENCE", 0.1)
    browser = told.browser("deaf", spare=False)
    browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.OPEN)
    browser.end(End.BUTTON)
    wait_for(qtbot, browser, Browsing.NONE)
    assert told.erased == [False]


def test_a_supervisor_that_says_nothing_is_killed(
    told: Told, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsers, "START_PATIENCE", 0.1)
    browser = told.browser("silent", spare=False)
    browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.NONE)
    assert told.states[-1] == ("none", "crashed")


def test_a_spare_that_dies_is_replaced_later_and_later(
    told: Told, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged once; and once more when a session works."""
    monkeypatch.setattr(browsers, "FIRST_PAUSE", 0.01)
    with caplog.at_level(logging.INFO):
        browser = told.browser("stillborn")
        browser.start()
        qtbot.waitUntil(lambda: told.states.count(("warming", "")) >= 4, timeout=30_000)
        browser._words = SUPERVISOR
        wait_for(qtbot, browser, Browsing.READY)
        browser.open(REQUEST)
        wait_for(qtbot, browser, Browsing.OPEN)
    said = [record.getMessage() for record in caplog.records if record.name == "kiosk.app.browser"]
    assert sum("cannot be kept ready" in line for line in said) == 1
    assert sum("works again" in line for line in said) == 1


@pytest.mark.parametrize("words", [("/nowhere/kiosk",), (sys.executable, "-c", "")])
def test_a_program_that_cannot_be_started_is_no_session(told: Told, qtbot: QtBot, words: tuple[str, ...]) -> None:
    browser = told.run(words, spare=False)
    assert browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.NONE)
    assert told.states[-1] == ("none", "crashed")


def test_root_has_no_browser(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    """It is said once, and nothing is started."""
    browser = told.browser(user=0)
    browser.start()
    assert not browser.open(REQUEST)
    browser.end(End.BUTTON)
    assert told.states == [("unavailable", "")]
    assert browser.reason == "the browser is not started as root"
    assert "root" in caplog.text


def test_what_goes_wrong_is_logged_without_what_was_opened(
    told: Told, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    """What was left behind, a bug's place, and authorities that cannot be used: that one once."""
    with caplog.at_level(logging.INFO):
        browser = told.browser("left", "bug", "without", "idle")
        for _ in range(2):
            browser.open(REQUEST)
            wait_for(qtbot, browser, Browsing.READY)
    assert caplog.text.count("folder session-1") == 2
    assert caplog.text.count("page.py:7") == 2
    assert caplog.text.count("ca_file") == 1
    assert "gosuslugi" not in caplog.text
    assert told.erased == [False, False]


def test_to_stop_ends_a_session(told: Told, qtbot: QtBot) -> None:
    browser = told.browser()
    browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.OPEN)
    browser.stop()
    assert told.states[-1] == ("none", "abandoned")
    assert not browser.open(REQUEST)


def test_a_hundred_sessions_leave_nothing_over(told: Told, qtbot: QtBot) -> None:
    """No descriptor, no object, no thread."""
    browser = told.browser("idle")
    browser.start()
    wait_for(qtbot, browser, Browsing.READY)

    def rest() -> tuple[int, int, int, int]:
        gc.collect()
        alive = sum(isinstance(one, BrowserProcess) for one in gc.get_objects())
        return (
            sum(1 for _ in Path("/proc/self/fd").iterdir()),
            len(browser.findChildren(QObject)),
            alive,
            threading.active_count(),
        )

    before = None
    for number in range(100):
        browser.open(REQUEST)
        wait_for(qtbot, browser, Browsing.READY)
        if number == 4:
            before = rest()
    assert rest() == before


def test_a_whole_session_with_a_real_supervisor(
    told: Told, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Screen, supervisor and window by the same words; only the window's page is missing."""
    words = (sys.executable, str(HERE / "fake_session.py"), str(tmp_path), "leave_processes", "leave_files")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    browser = told.run(words)
    browser.start()
    wait_for(qtbot, browser, Browsing.READY)
    browser.open(REQUEST)
    wait_for(qtbot, browser, Browsing.OPEN)
    browser.end(End.BUTTON)
    wait_for(qtbot, browser, Browsing.READY)
    assert ("none", "button") in told.states
    browser.stop()
    assert list(tmp_path.glob("session-*")) == []

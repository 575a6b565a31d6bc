"""The planned restart of the night: made when nobody needs the screen, put off while somebody does."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, Signal

from kiosk.app.nightly import Nightly
from kiosk.config.demonstrated import demonstrated_settings
from kiosk.config.maintenance import Maintenance
from kiosk.devices.life import Past, Why
from kiosk.domain.call.status import CallStatus, State
from kiosk.domain.service_day import Now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ZONE = ZoneInfo("Europe/Ulyanovsk")
TEN_PAST_FOUR = int(datetime(2026, 11, 23, 4, 10, tzinfo=ZONE).timestamp())
MINUTE = 60
HOURS = 3600


class Calls(QObject):
    published = Signal(object)


class Here:
    """A screen that nobody has touched since yesterday, and its clocks."""

    def __init__(self, file: Path | None, *, at: str = "04:10", past: Why = Why.STOPPED) -> None:
        self.now = Now(TEN_PAST_FOUR - 20 * HOURS, 5000.0)
        self.ended: list[Why] = []
        self.calls = Calls()
        self.navigation = SimpleNamespace(idle=20.0 * HOURS)
        self.services = SimpleNamespace(browsing=False)
        self.menu = SimpleNamespace(look="")
        self.live = SimpleNamespace(importing=False)
        settings = replace(demonstrated_settings(), maintenance=Maintenance(restart_at=at))
        context = SimpleNamespace(
            settings=settings,
            file=file,
            clock=SimpleNamespace(read=lambda: self.now),
            scene=SimpleNamespace(screens=SimpleNamespace(navigation=self.navigation, services=self.services)),
            facts=SimpleNamespace(timetable=SimpleNamespace(zone=ZONE)),
            live=self.live,
            emergency=self.calls,
            past=Past(past),
            end=self.ended.append,
            menu=self.menu,
        )
        self.nightly = Nightly(cast("Any", context), monotonic=lambda: self.now.monotonic)
        self.nightly.start()
        self.pass_by(20 * HOURS)

    def pass_by(self, seconds: int) -> None:
        """Let seconds pass on both clocks."""
        self.now = Now(self.now.instant + seconds, self.now.monotonic + seconds)

    def look(self) -> list[Why]:
        """What it does at this moment."""
        self.nightly.look()
        return self.ended


@pytest.fixture
def file(tmp_path: Path) -> Path:
    settings = tmp_path / "kiosk.toml"
    settings.touch()
    return settings


@pytest.fixture
def here(qtbot: object, file: Path) -> Here:
    return Here(file)


def touched(here: Here, *, still: bool) -> None:
    here.navigation.idle = 299.0 if still else 300.0


def call(state: State) -> Callable[[Here, bool], None]:
    def happens(here: Here, still: bool) -> None:
        here.calls.published.emit(CallStatus(state if still else State.IDLE))

    return happens


def may_be_called_back(here: Here, still: bool) -> None:
    until = here.now.monotonic + (1.0 if still else 0.0)
    here.calls.published.emit(CallStatus(callback_until=until))


def browses(here: Here, still: bool) -> None:
    here.services.browsing = still


def works_in_the_menu(here: Here, still: bool) -> None:
    here.menu.look = "pad" if still else ""


def imports(here: Here, still: bool) -> None:
    here.live.importing = still


def has_to_confirm(here: Here, still: bool) -> None:
    beside = here.nightly._context.file
    assert beside is not None
    waiting = beside.with_name("kiosk.toml.unconfirmed")
    if still:
        content = '{"keys": ["a"], "boot_id": "", "began": 1.0, "starts": 0, "earlier": "", "applied": ""}'
        waiting.write_text(content)
    else:
        waiting.unlink()


WAYS = [
    *(call(state) for state in State if state is not State.IDLE),
    may_be_called_back,
    browses,
    works_in_the_menu,
    imports,
    has_to_confirm,
    lambda here, still: touched(here, still=still),
]


def test_the_screen_starts_anew_when_nobody_needs_it(here: Here) -> None:
    here.pass_by(-1)
    assert here.look() == []
    here.pass_by(1)
    assert here.look() == [Why.NIGHTLY]


@pytest.mark.parametrize("way", WAYS)
def test_whoever_needs_the_screen_keeps_it(here: Here, way: Callable[[Here, bool], None]) -> None:
    way(here, True)
    assert here.look() == []
    here.pass_by(MINUTE)
    way(here, False)
    assert here.look() == [Why.NIGHTLY]


def test_an_agent_that_falls_silent_in_a_call_is_still_in_it(here: Here) -> None:
    here.calls.published.emit(CallStatus(State.CONNECTED))
    here.calls.published.emit(None)
    assert here.look() == []


def test_it_is_put_off_for_six_hours_and_then_left_to_the_next_night(
    here: Here, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    here.services.browsing = True
    for _ in range(6 * 60):
        assert here.look() == []
        here.pass_by(MINUTE)
    here.services.browsing = False
    assert here.look() == []
    assert [record.message for record in caplog.records] == [
        "the planned restart waits: a web session",
        "the planned restart is given up until the next night",
    ]
    here.pass_by(18 * HOURS)
    assert here.look() == [Why.NIGHTLY]


def test_one_that_was_started_by_night_waits_for_the_next_night(qtbot: object, file: Path) -> None:
    here = Here(file, past=Why.NIGHTLY)
    here.pass_by(-6 * HOURS)
    assert here.look() == []
    here.pass_by(6 * HOURS)
    assert here.look() == [Why.NIGHTLY]


def test_without_an_hour_and_in_the_demonstration_it_never_looks(qtbot: object, file: Path) -> None:
    for here in (Here(file, at=""), Here(None)):
        assert not here.nightly._timer.isActive()


def test_it_looks_until_it_is_stopped(here: Here) -> None:
    assert here.nightly._timer.isActive()
    here.nightly.stop()
    assert not here.nightly._timer.isActive()

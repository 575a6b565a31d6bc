"""The black box over the real window: what it takes, what it never takes, and what is frozen when."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from kiosk.app.black_box import EMERGENCY, REPORT, BlackBox
from kiosk.devices.black_box import Ring
from kiosk.devices.life import Why
from kiosk.domain.call.status import IN_CALL, CallStatus, State
from kiosk.domain.maintenance.menu import Page, Role
from kiosk.screens.services import BUSY
from tests.app.black_boxes import NOW, World
from tests.beside import beside
from tests.conftest import ROOT
from tests.screens import sample_boards
from tests.screens.test_services_page import supply

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.devices.black_box import Picture
    from tests.screens.stage import Stage

Making = Callable[..., "Boxed"]


class Boxed:
    """A running black box over a stage; every wait is for what it says itself."""

    def __init__(self, stage: Stage, tmp_path: Path, *, wanted: bool = True, why: Why = Why.STOPPED) -> None:
        self.stage = stage
        self.world = World(stage, tmp_path / "data", black_box=wanted, why=why)
        self.ring = tmp_path / "ring"
        self.box = BlackBox(self.world.context, self.ring)
        self.box.start()

    def pictures(self) -> tuple[Picture, ...]:
        """What is kept when everything begun is done."""
        given: list[tuple[Picture, ...]] = []
        self.box.now(given.append)
        while not given:
            QCoreApplication.processEvents()
        return given[0]

    def look(self) -> int:
        """Let it look once; how many pictures that added."""
        before = self.pictures()
        self.box.look()
        self.world.clock.seconds += 5
        return len(self.pictures()) - len(before)


@pytest.fixture
def boxed(stage: Stage, tmp_path: Path) -> Iterator[Making]:
    made: list[Boxed] = []

    def make(*, wanted: bool = True, why: Why = Why.STOPPED) -> Boxed:
        stage.show(sample_boards.LIVE)
        made.append(Boxed(stage, tmp_path, wanted=wanted, why=why))
        return made[-1]

    yield make
    for one in made:
        one.box.stop()


def test_a_picture_is_small_and_shows_the_screen(boxed: Making) -> None:
    box = boxed()
    box.look()

    (picture,) = box.pictures()
    shown = QImage.fromData(picture.data)
    screen = box.stage.picture().scaledToWidth(270)

    assert (shown.width(), shown.height()) == (270, 480)
    assert picture.at == NOW
    assert len(picture.data) < 40_000
    places = [(x, y) for x in range(5, 270, 20) for y in range(5, 480, 20)]
    near = [abs(shown.pixelColor(*at).lightness() - screen.pixelColor(*at).lightness()) < 60 for at in places]
    assert sum(near) > 0.9 * len(places)
    assert len({shown.pixelColor(*at).name() for at in places}) > 20


def test_one_each_five_seconds_after_a_touch_and_one_each_thirty_when_nobody_is_there(boxed: Making) -> None:
    box = boxed()
    box.stage.navigation.touched()
    box.stage.tick(5)
    assert [box.look() for _ in range(12)] == [1] * 12

    box.stage.tick(120)
    assert [box.look() for _ in range(12)] == [1, 0, 0, 0, 0, 0] * 2


@pytest.mark.parametrize("state", sorted(BUSY))
def test_no_picture_while_a_web_session_is_on_or_erased(boxed: Making, state: str) -> None:
    box = boxed()
    supply(box.stage)
    box.stage.screens.services.set_browser(state)
    assert box.look() == 0
    assert not list(box.ring.glob("*"))

    box.stage.screens.services.set_browser("ready")
    assert box.look() == 1


def test_no_picture_of_the_pin_pad_nor_of_the_settings(boxed: Making) -> None:
    box = boxed()
    menu = box.world.menu
    menu.set_parts(dict.fromkeys(Page, menu))
    menu.ask_pin()
    assert box.look() == 0

    menu.let_in(Role.TECHNICIAN, Page.SETTINGS)
    assert box.look() == 0
    menu.open(Page.STATUS)
    assert box.look() == 1
    menu.close()
    assert box.look() == 1


def test_no_picture_while_words_are_typed_or_found(boxed: Making, glass: QPointingDevice, qtbot: QtBot) -> None:
    """A word typed with real touches is in no picture: none is taken from the keyboard's rise until it is gone."""
    box = boxed()
    stage = box.stage
    supply(stage)
    with qtbot.waitSignal(stage.window.warmed):
        stage.window.warm_up()
    stage.touch(glass, stage.item("services"))
    assert box.look() == 1

    stage.touch(glass, stage.item("searchField"))
    qtbot.waitUntil(lambda: bool(stage.items("key")))
    assert box.look() == 0
    stage.touch(glass, stage.items("key")[0])
    qtbot.waitUntil(lambda: stage.screens.services.words != "")
    assert box.look() == 0
    keyboard = stage.screens.services.keyboard
    assert keyboard is not None
    keyboard.hide()  # type: ignore[attr-defined]  # a KeyboardScreen
    qtbot.waitUntil(lambda: not stage.items("key"))
    assert stage.screens.services.words != ""
    assert box.look() == 0

    stage.navigation.open("board")
    assert stage.screens.services.words == ""
    assert box.look() == 1


def test_a_freeze_takes_no_picture_where_none_may_be_taken(boxed: Making) -> None:
    box = boxed()
    box.look()
    box.world.menu.ask_pin()

    box.box.freeze(REPORT)
    box.pictures()

    (frozen,) = box.box.boxes.all()
    assert [picture.at for picture in box.box.boxes.pictures(frozen.name)] == [NOW]


def test_a_report_freezes_the_last_minutes_once_in_ten(boxed: Making) -> None:
    box = boxed()
    (box.world.context.folder).mkdir()
    (box.world.context.folder / "kiosk.log").write_text("the last line\n")
    for _ in range(3):
        box.look()
    box.box.freeze(REPORT)
    box.world.clock.seconds += 300
    box.box.freeze(REPORT)
    box.pictures()

    (frozen,) = box.box.boxes.all()
    assert frozen.why == REPORT
    assert frozen.pictures == 4
    assert (box.world.context.folder / "maintenance" / "black-box" / frozen.name / "log.txt").read_text() == (
        "the last line\n"
    )
    assert box.world.written.events == []  # a report has its hour in the log: nothing beside it has the minute
    box.world.clock.seconds += 600
    box.box.freeze(REPORT)
    box.pictures()
    assert len(box.box.boxes.all()) == 2


def test_an_emergency_call_freezes_once_as_it_begins_and_again_after_it_ended(boxed: Making) -> None:
    box = boxed()
    box.look()

    def call(*states: State | None) -> int:
        for state in states:
            box.world.line.published.emit(None if state is None else CallStatus(state))
            box.world.clock.seconds += 1
        box.pictures()
        return len(box.box.boxes.all())

    assert call(State.IDLE, State.ARMING, None) == 0
    assert call(*sorted(IN_CALL), None, State.CONNECTED) == 1
    assert call(State.ENDED, State.IDLE) == 1
    assert call(State.COUNTDOWN) == 2
    assert [event.split()[1] for event in box.world.written.events] == [f"why={EMERGENCY}"] * 2


def test_nothing_is_kept_where_the_operator_wants_none(boxed: Making) -> None:
    before = boxed()
    before.look()
    before.box.freeze(REPORT)
    before.pictures()
    assert before.box.boxes.all()

    box = boxed(wanted=False, why=Why.CRASHED)
    box.box.freeze(REPORT)
    box.world.line.published.emit(CallStatus(State.COUNTDOWN))
    assert box.pictures() == ()
    assert box.box.boxes.all() == ()
    assert box.world.written.events == []


def test_a_program_that_ends_as_it_should_leaves_nothing_in_memory(boxed: Making) -> None:
    box = boxed()
    box.look()
    assert list(box.ring.iterdir())
    box.box.stop()
    assert not box.ring.exists()


def test_a_kill_is_survived_and_frozen_at_the_next_start(boxed: Making, tmp_path: Path) -> None:
    """kill -9 of a process with its window: what it showed last is on the disk after the next start."""
    words = [sys.executable, "-m", "tests.app.black_boxes", str(tmp_path / "data"), str(tmp_path / "ring")]
    with beside(subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"filled\n"
        process.send_signal(signal.SIGKILL)
    left = Ring(tmp_path / "ring").left()
    assert [picture.at for picture in left] == [NOW, NOW + 5, NOW + 10]

    box = boxed(why=Why.CRASHED)
    assert box.pictures() == ()

    (frozen,) = box.box.boxes.all()
    assert frozen.why == "crash"
    assert box.box.boxes.pictures(frozen.name) == left
    assert all(QImage.fromData(picture.data).width() == 270 for picture in left)
    assert box.world.written.events == ["black_box why=crash pictures=3"]
    assert not box.ring.exists()


@pytest.mark.parametrize("why", [why for why in Why if why is not Why.CRASHED])
def test_no_other_end_freezes_anything(boxed: Making, tmp_path: Path, why: Why) -> None:
    old = boxed()
    old.look()
    box = boxed(why=why)
    assert box.pictures() == ()
    assert box.box.boxes.all() == ()
    assert Ring(tmp_path / "ring").left() == ()


def test_a_disk_that_cannot_be_written_stops_nothing(boxed: Making, caplog: pytest.LogCaptureFixture) -> None:
    box = boxed()
    box.world.context.folder.write_text("a file where the data should be")
    box.look()
    box.box.freeze(REPORT)

    assert box.look() == 1
    assert box.world.written.events == []
    assert "cannot be kept" in caplog.text


def test_a_call_that_is_on_when_the_agent_comes_back_is_no_new_one(boxed: Making) -> None:
    box = boxed()
    connected = CallStatus(State.CONNECTED)
    for status in (connected, None, replace(connected, attempt=2), None, connected):
        box.world.line.published.emit(status)
    box.pictures()
    assert len(box.box.boxes.all()) == 1

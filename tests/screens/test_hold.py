"""The red bar is held: by a finger, a second finger beside a wet bag, a mouse; and never by chance."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.domain.call.status import State
from kiosk.screens.hold_area import HoldArea
from tests.screens import sample_boards, sample_calls
from tests.screens.fingers import Fingers
from tests.screens.stage import PORTRAIT, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

BAR = QPoint(700, 1850)
ELSEWHERE = QPoint(540, 700)


@pytest.fixture
def stage(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    shown = Stage(emergency=True)
    monkeypatch.setattr(HoldArea, "clock", staticmethod(lambda: shown.monotonic))
    shown.show(sample_boards.LIVE)
    shown.call(sample_calls.IDLE)
    yield shown
    shown.close()


@pytest.fixture
def wanted(stage: Stage) -> list[tuple[str, str]]:
    asked: list[tuple[str, str]] = []
    stage.screens.call.wanted.connect(lambda do, phrase: asked.append((do, phrase)))
    return asked


@pytest.fixture
def fingers(stage: Stage, glass: QPointingDevice) -> Fingers:
    return Fingers(stage, glass)


CALL = [("call", "")]


def test_a_press_of_two_seconds_is_a_call(fingers: Fingers, wanted: list[tuple[str, str]]) -> None:
    fingers.press(0, BAR)
    fingers.wait(1.9)
    assert wanted == []
    fingers.wait(0.2)
    assert wanted == CALL
    fingers.release(0, BAR)
    assert wanted == CALL


def test_the_ring_fills_with_the_finger(stage: Stage, fingers: Fingers) -> None:
    bar = stage.item("emergency")
    fingers.press(0, BAR)
    assert "Держите…" not in stage.words("emergency")
    fingers.wait(1)
    assert stage.ask(bar, "progress") == pytest.approx(0.5)
    assert stage.item("emergencyFill").width() == pytest.approx(540, abs=1)
    assert "Держите…" in stage.words("emergency")
    fingers.release(0, BAR)
    assert stage.ask(bar, "progress") == 0
    assert stage.items("emergencyFill") == []


def test_one_press_makes_one_call_however_long(fingers: Fingers, wanted: list[tuple[str, str]]) -> None:
    fingers.press(0, BAR)
    fingers.wait(30)
    assert wanted == CALL
    fingers.release(0, BAR)
    fingers.press(0, BAR)
    fingers.wait(2.1)
    fingers.release(0, BAR)
    assert wanted == 2 * CALL, "a new press is a new wish, while nothing has begun"


def test_a_thousand_taps_are_nothing(fingers: Fingers, wanted: list[tuple[str, str]]) -> None:
    for _ in range(1000):
        fingers.press(0, BAR)
        fingers.wait(0.1)
        fingers.release(0, BAR)
    assert wanted == []


def test_a_press_too_short_says_how_long(stage: Stage, fingers: Fingers) -> None:
    fingers.press(0, BAR)
    fingers.wait(0.5)
    fingers.release(0, BAR)
    assert stage.words("emergency")[1] == "Держите 2 секунды"
    hint = next(timer for timer in stage.item("emergency").children() if timer.objectName() == "hint")
    assert (hint.property("running"), hint.property("interval")) == (True, 3000)


def test_a_press_that_has_lasted_counts_at_its_release(
    stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]]
) -> None:
    """Nobody looked between the second's end and the release: the finger was there all the same."""
    fingers.press(0, BAR)
    fingers.wait(1.95)
    stage.monotonic += 0.1
    fingers.release(0, BAR)
    assert wanted == CALL


def test_a_screen_that_was_busy_makes_no_call_of_a_tap(
    stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]]
) -> None:
    """This thread was blocked for three seconds; the release waits to be read when the clock is looked at."""
    fingers.press(0, BAR)
    stage.monotonic += 3
    fingers.look()
    fingers.release(0, BAR)
    assert wanted == []


def test_a_screen_that_stays_slow_still_calls(
    stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]]
) -> None:
    fingers.press(0, BAR)
    for _ in range(10):
        stage.monotonic += 0.4
        fingers.look()
    assert wanted == CALL


@pytest.mark.parametrize("resting", [ELSEWHERE, QPoint(540, 100), QPoint(700, 1700)])
def test_a_bag_on_the_glass_blocks_nothing(
    fingers: Fingers, wanted: list[tuple[str, str]], resting: QPoint
) -> None:
    fingers.press(0, resting)
    fingers.wait(10)
    assert wanted == []
    fingers.press(1, BAR)
    fingers.wait(2.1)
    assert wanted == CALL
    fingers.release(1, BAR)
    fingers.release(0, resting)


def test_a_bag_that_slides_onto_the_bar_is_no_press(fingers: Fingers, wanted: list[tuple[str, str]]) -> None:
    fingers.press(0, ELSEWHERE)
    fingers.move(0, BAR)
    fingers.wait(10)
    assert wanted == []
    fingers.press(1, BAR - QPoint(400, 0))
    fingers.wait(2.1)
    assert wanted == CALL
    fingers.release(1, BAR - QPoint(400, 0))
    fingers.release(0, BAR)


def test_a_bag_that_rests_on_the_bar_calls_once_and_blocks_nothing(
    stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]]
) -> None:
    fingers.press(0, BAR)
    fingers.wait(60)
    assert wanted == CALL
    stage.call(sample_calls.COUNTDOWN)
    stage.call(sample_calls.IDLE)
    fingers.wait(60)
    assert wanted == CALL, "cancelled; the bag still lies there"
    fingers.press(1, BAR - QPoint(400, 0))
    fingers.wait(2.1)
    assert wanted == 2 * CALL
    fingers.release(1, BAR - QPoint(400, 0))
    fingers.release(0, BAR)


def test_two_fingers_make_one_call(fingers: Fingers, wanted: list[tuple[str, str]]) -> None:
    fingers.press(0, BAR)
    fingers.wait(0.5)
    fingers.press(1, BAR - QPoint(300, 0))
    fingers.wait(4)
    fingers.release(0, BAR)
    fingers.release(1, BAR - QPoint(300, 0))
    assert wanted == CALL


def test_a_finger_that_trembles_still_holds(fingers: Fingers, wanted: list[tuple[str, str]]) -> None:
    fingers.press(0, BAR)
    for shift in (20, -25, 30, 10):
        fingers.move(0, BAR + QPoint(shift, shift // 2))
        fingers.wait(0.5)
    fingers.wait(0.1)
    assert wanted == CALL
    fingers.release(0, BAR)


def test_a_finger_that_leaves_the_bar_lets_go(
    stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]], qtbot: QtBot
) -> None:
    fingers.press(0, BAR)
    fingers.wait(1)
    fingers.move(0, ELSEWHERE)
    bar = stage.item("emergency")
    qtbot.waitUntil(lambda: stage.ask(bar, "progress") == 0)
    fingers.move(0, BAR)
    fingers.wait(5)
    assert wanted == []
    fingers.release(0, BAR)


@pytest.mark.parametrize("page", ["board", "later", "trip", "map", "alerts"])
def test_it_works_on_every_page(stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]], page: str) -> None:
    stage.navigation.open(page, sample_boards.LIVE.rows[0].key if page == "trip" else "")
    stage.show(sample_boards.LIVE)
    fingers.press(0, BAR)
    fingers.wait(2.1)
    fingers.release(0, BAR)
    assert wanted == CALL


def test_it_works_while_pages_change(stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]]) -> None:
    fingers.press(0, BAR)
    for page in ("later", "map", "alerts", "board"):
        fingers.wait(0.4)
        stage.navigation.open(page)
        stage.passenger.nextLanguage()
        stage.show(sample_boards.LIVE)
    assert wanted == []
    fingers.wait(0.5)
    assert wanted == CALL
    fingers.release(0, BAR)


def test_it_works_while_another_finger_drags_a_list(
    stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]]
) -> None:
    """A list that moves takes its finger for itself."""
    stage.navigation.open("alerts")
    stage.show(sample_boards.LIVE)
    fingers.press(0, ELSEWHERE)
    for step in range(1, 6):
        fingers.move(0, ELSEWHERE - QPoint(0, 30 * step))
    fingers.press(1, BAR)
    fingers.wait(1)
    fingers.move(0, ELSEWHERE)
    fingers.wait(1.1)
    assert wanted == CALL
    fingers.release(1, BAR)
    fingers.release(0, ELSEWHERE)


def test_ghost_touches_make_no_call(stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]]) -> None:
    """A wet panel: a hundred short touches a second for a minute, half of them on the bar, up to ten at once."""
    dice = random.Random(112)
    hold = stage.item("hold")
    assert isinstance(hold, HoldArea)
    furthest = []
    until: dict[int, float] = {}
    places: dict[int, QPoint] = {}
    end = stage.monotonic + 60
    while stage.monotonic < end:
        stage.monotonic += 0.01
        for number in [number for number, over in until.items() if over <= stage.monotonic]:
            del until[number]
            fingers.release(number, places.pop(number))
        free = [number for number in range(10) if number not in until]
        if free:
            number = dice.choice(free)
            top = 1784 if dice.random() < 0.5 else 300
            places[number] = QPoint(dice.randrange(PORTRAIT.width()), dice.randrange(top, 1920))
            until[number] = stage.monotonic + dice.uniform(0.01, 0.15)
            fingers.press(number, places[number])
        hold.look()
        furthest.append(hold.progress)
    assert sum(progress > 0 for progress in furthest) > 3000, "the bar was hit all the time"
    assert max(furthest) < 0.1
    assert wanted == []


def test_a_mouse_of_a_desk_holds_too(stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]]) -> None:
    view, none = stage.window.view, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, Qt.MouseButton.LeftButton, none, BAR)
    fingers.wait(1)
    QTest.mouseMove(view, BAR + QPoint(10, 0))
    fingers.wait(1.1)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, none, BAR)
    assert wanted == CALL
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, none, BAR)
    QTest.mousePress(view, Qt.MouseButton.RightButton, none, BAR)
    fingers.wait(5)
    QTest.mouseRelease(view, Qt.MouseButton.RightButton, none, BAR)
    assert wanted == CALL


@pytest.mark.parametrize("state", [State.COUNTDOWN, State.DIALING, State.RINGING, State.CONNECTED, State.RETRYING])
def test_in_a_call_the_bar_does_nothing(
    stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]], state: State
) -> None:
    stage.call(replace(sample_calls.COUNTDOWN, state=state, until=stage.monotonic + 60))
    fingers.press(0, BAR)
    fingers.wait(3)
    fingers.release(0, BAR)
    assert wanted == []


def test_after_a_call_another_can_be_made_at_once(
    stage: Stage, fingers: Fingers, wanted: list[tuple[str, str]]
) -> None:
    stage.call(sample_calls.ENDED)
    fingers.press(0, BAR)
    fingers.wait(2.1)
    fingers.release(0, BAR)
    assert wanted == CALL


def test_no_reference_is_lost_over_many_touches(fingers: Fingers) -> None:
    """Every touch passes through Python: what it borrows it must give back (see test_window.py)."""

    def play(touches: int) -> None:
        for _ in range(touches):
            fingers.press(0, BAR)
            fingers.wait(0.1)
            fingers.release(0, BAR)

    play(50)
    before = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    play(300)
    after = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    assert all(abs(late - early) / 300 < 0.2 for early, late in zip(before, after, strict=True))

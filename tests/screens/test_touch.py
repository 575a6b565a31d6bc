"""Fingers: gloved, slow, and with another finger, an elbow or a wet leaf resting on the glass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtTest import QTest

from tests.screens import sample_boards
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from pytestqt.qtbot import QtBot

TILES = ("map", "services", "pocket", "textSize", "language", "contrast")
TOUCHABLE = ("button", "row", "banner", "later", "laterTile", "back", *TILES)


@pytest.fixture(autouse=True)
def shown(stage: Stage) -> None:
    """Something to touch."""
    stage.show(sample_boards.LIVE)


def test_a_click_on_later_opens_the_page_of_later_departures(stage: Stage) -> None:
    stage.click(stage.item("later"))
    assert stage.navigation.page == "later"


def test_a_tap_on_a_row_opens_its_trip(stage: Stage, glass: QPointingDevice) -> None:
    stage.touch(glass, stage.items("row")[1])
    assert stage.navigation.page == "trip"
    assert stage.navigation.subject == sample_boards.LIVE.rows[1].key


def test_a_tap_on_the_banner_opens_the_alerts(stage: Stage, glass: QPointingDevice) -> None:
    stage.touch(glass, stage.item("banner"))
    assert stage.navigation.page == "alerts"


def test_a_button_answers_while_another_finger_rests_on_the_glass(stage: Stage, glass: QPointingDevice) -> None:
    resting, button = QPoint(540, 100), stage.middle(stage.item("contrast"))
    view = stage.window.view
    QTest.touchEvent(view, glass).press(0, resting, view).commit()
    QTest.touchEvent(view, glass).stationary(0).press(1, button, view).commit()
    QTest.touchEvent(view, glass).stationary(0).release(1, button, view).commit()
    assert stage.passenger.highContrast
    QTest.touchEvent(view, glass).release(0, resting, view).commit()


def test_a_button_answers_while_a_finger_rests_on_another_button(stage: Stage, glass: QPointingDevice) -> None:
    resting, button = stage.middle(stage.item("map")), stage.middle(stage.item("contrast"))
    view = stage.window.view
    QTest.touchEvent(view, glass).press(0, resting, view).commit()
    QTest.touchEvent(view, glass).stationary(0).press(1, button, view).commit()
    QTest.touchEvent(view, glass).stationary(0).release(1, button, view).commit()
    assert stage.passenger.highContrast
    assert stage.navigation.page == "board"
    QTest.touchEvent(view, glass).move(0, QPoint(540, 100), view).commit()
    QTest.touchEvent(view, glass).release(0, QPoint(540, 100), view).commit()
    assert stage.navigation.page == "board"


def test_a_button_answers_while_a_finger_rests_on_a_row(stage: Stage, glass: QPointingDevice) -> None:
    resting, button = stage.middle(stage.items("row")[0]), stage.middle(stage.item("language"))
    view = stage.window.view
    QTest.touchEvent(view, glass).press(0, resting, view).commit()
    QTest.touchEvent(view, glass).stationary(0).press(1, button, view).commit()
    QTest.touchEvent(view, glass).stationary(0).release(1, button, view).commit()
    assert stage.passenger.language == "en"
    QTest.touchEvent(view, glass).release(0, resting, view).commit()


def test_a_second_finger_is_seen_while_another_rests(stage: Stage, glass: QPointingDevice) -> None:
    """Who rests a hand on the glass must not be taken for gone while the other one touches."""
    view, resting, elsewhere = stage.window.view, QPoint(540, 100), QPoint(300, 60)
    QTest.touchEvent(view, glass).press(0, resting, view).commit()
    stage.tick(50)
    assert stage.navigation.idle == 50
    QTest.touchEvent(view, glass).stationary(0).press(1, elsewhere, view).commit()
    stage.tick(0)
    assert stage.navigation.idle == 0
    QTest.touchEvent(view, glass).stationary(0).release(1, elsewhere, view).commit()
    QTest.touchEvent(view, glass).release(0, resting, view).commit()


@pytest.mark.parametrize("place", ["header", "textSize", "contrast", "row"])
def test_every_touch_is_seen_whoever_takes_it(stage: Stage, glass: QPointingDevice, place: str) -> None:
    """Else somebody who touches and opens nothing would be taken for gone."""
    stage.navigation.open("later")
    stage.passenger.nextLanguage()
    stage.tick(55)
    assert stage.navigation.secondsLeft == 5
    stage.touch(glass, stage.items(place)[0])
    assert stage.navigation.secondsLeft == 0


def test_nothing_happens_before_the_release(stage: Stage, glass: QPointingDevice) -> None:
    button = stage.middle(stage.item("contrast"))
    view = stage.window.view
    QTest.touchEvent(view, glass).press(0, button, view).commit()
    assert not stage.passenger.highContrast
    QTest.touchEvent(view, glass).release(0, button, view).commit()
    assert stage.passenger.highContrast


def test_a_release_outside_takes_the_touch_back(stage: Stage, glass: QPointingDevice) -> None:
    button = stage.middle(stage.item("contrast"))
    view = stage.window.view
    QTest.touchEvent(view, glass).press(0, button, view).commit()
    QTest.touchEvent(view, glass).move(0, button - QPoint(0, 600), view).commit()
    QTest.touchEvent(view, glass).release(0, button - QPoint(0, 600), view).commit()
    assert not stage.passenger.highContrast


def test_a_trembling_finger_still_counts(stage: Stage, glass: QPointingDevice) -> None:
    button = stage.middle(stage.item("contrast"))
    view = stage.window.view
    QTest.touchEvent(view, glass).press(0, button, view).commit()
    QTest.touchEvent(view, glass).move(0, button + QPoint(40, 25), view).commit()
    QTest.touchEvent(view, glass).release(0, button + QPoint(40, 25), view).commit()
    assert stage.passenger.highContrast


def test_a_slow_press_is_a_press(stage: Stage, glass: QPointingDevice, qtbot: QtBot) -> None:
    """Old hands press long: there is no long-press on this screen that would swallow it."""
    button = stage.middle(stage.item("contrast"))
    view = stage.window.view
    long_press = QGuiApplication.styleHints().mousePressAndHoldInterval()
    QTest.touchEvent(view, glass).press(0, button, view).commit()
    qtbot.wait(long_press + 100)
    QTest.touchEvent(view, glass).release(0, button, view).commit()
    assert stage.passenger.highContrast


def test_a_pressed_button_looks_pressed_at_once(stage: Stage, glass: QPointingDevice) -> None:
    button = stage.item("contrast")
    before = stage.picture().pixelColor(stage.middle(button) - QPoint(0, 60))
    view = stage.window.view
    QTest.touchEvent(view, glass).press(0, stage.middle(button), view).commit()
    assert stage.picture().pixelColor(stage.middle(button) - QPoint(0, 60)) != before
    QTest.touchEvent(view, glass).release(0, stage.middle(button), view).commit()


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("panel_short_side", [685.0, 250.0], ids=["55 inches", "20 inches"])
def test_targets_are_20_mm_and_4_mm_apart(qtbot: QtBot, size: QSize, panel_short_side: float) -> None:
    """design: targets at least 20 mm, 4 mm apart, whatever the panel."""
    stage = Stage(size, panel_short_side=panel_short_side)
    stage.show(sample_boards.LIVE)
    millimetre = 1080 / panel_short_side
    buttons = [
        item.mapRectToScene(item.boundingRect())
        for name in TOUCHABLE
        for item in stage.items(name)
        if name not in ("row", "banner")
    ]
    stage.close()
    assert len(buttons) >= 5
    assert all(min(button.width(), button.height()) >= 20 * millimetre - 1 for button in buttons)
    gap = 4 * millimetre - 1
    for i, one in enumerate(buttons):
        for other in buttons[i + 1 :]:
            assert not one.adjusted(-gap, -gap, gap, gap).intersects(other)


def test_every_touch_target_has_a_name_for_those_who_hear_the_screen(stage: Stage) -> None:
    targets = [item for name in TOUCHABLE for item in stage.items(name)]
    assert all(_accessible_name(item) for item in targets)


def _accessible_name(item: object) -> str:
    from PySide6.QtGui import QAccessible  # noqa: PLC0415  only this test needs it

    interface = QAccessible.queryAccessibleInterface(item)  # type: ignore[arg-type]
    assert interface is not None
    assert interface.role() == QAccessible.Role.Button
    return interface.text(QAccessible.Text.Name)


def test_a_mouse_of_a_technician_works_too(stage: Stage) -> None:
    stage.click(stage.item("textSize"))
    QTest.mouseClick(
        stage.window.view,
        Qt.MouseButton.RightButton,
        Qt.KeyboardModifier.NoModifier,
        stage.middle(stage.item("textSize")),
    )
    assert stage.passenger.textSize == 1

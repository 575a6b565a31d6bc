"""The settings page as it looks: every state in its room, every target large enough, nothing secret in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication

from kiosk.domain.maintenance.menu import Page
from kiosk.domain.maintenance.setting import Group, Kind, Setting
from kiosk.screens.maintenance.settings import SettingsScreen
from tests.screens.maintenance.pictures_settings import CHANGE, RESTARTING, STOPS, pictures
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.stage import LANDSCAPE, PORTRAIT, visible

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from pytestqt.qtbot import QtBot

    from tests.screens.maintenance.menu_picture import MenuPicture

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
TOUCHED = ("group-", "setting-", "choice-", "turn", "stop-", "key-", "take", "apply", "keep", "undo", "done")


@SIZES
@pytest.mark.parametrize("picture", list(pictures()), ids=lambda picture: picture.name)
def test_every_target_is_large_enough_and_inside_the_page(qtbot: QtBot, picture: MenuPicture, size: QSize) -> None:
    stage = MaintenanceStage(picture.page, picture.screen(), size, emergency=True)
    for _ in range(2):
        stage.passenger.nextTextSize()
    if picture.set_up:
        picture.set_up(stage)
    stage.lay_out()
    QGuiApplication.processEvents()
    page = stage.item("maintenance")
    least = 20 * 1080 / 685
    seen = 0
    for item in visible(page):
        if not item.objectName().startswith(TOUCHED):
            continue
        seen += 1
        assert min(item.width(), item.height()) >= least - 1, item.objectName()
        place = item.mapToItem(page, QPointF())
        assert place.x() >= 0, item.objectName()
        assert place.x() + item.width() <= page.width() + 1, item.objectName()
    assert seen > 0
    stage.close()


def test_a_group_with_nothing_to_set_is_not_offered(qtbot: QtBot) -> None:
    screen = SettingsScreen()
    screen.show([Setting("pin", "pin", Group.PIN, Kind.PIN, "")])
    assert screen.groups.rowCount() == 1
    screen.openGroup("pin")
    assert screen.look == "pin"


def test_nothing_can_be_applied_while_settings_are_locked(qtbot: QtBot) -> None:
    screen = SettingsScreen()
    applied: list[bool] = []
    screen.applyWanted.connect(lambda: applied.append(True))
    screen.show([], "read-only")
    screen.propose(CHANGE)
    screen.apply()
    assert not applied
    screen.show([])
    screen.apply()
    screen.apply()
    assert applied == [True]


def test_the_question_stands_over_whatever_was_open(qtbot: QtBot) -> None:
    screen = SettingsScreen()
    screen.propose(CHANGE)
    screen.wait(60, RESTARTING)
    assert (screen.look, screen.inner, screen.secondsLeft) == ("confirm", False, 60)
    screen.wait(59)
    assert screen.secondsLeft == 59
    screen.wait(0)
    assert screen.look == "change"


def test_a_second_pin_of_other_digits_begins_anew(qtbot: QtBot) -> None:
    screen = SettingsScreen()
    screen.show([Setting("pin", "pin", Group.PIN, Kind.PIN, "")])
    chosen: list[str] = []
    screen.pinChosen.connect(chosen.append)
    screen.openGroup("pin")
    for pin in ("830174", "830175"):
        for digit in pin:
            screen.pressDigit(digit)
    assert (chosen, screen.digits) == ([], 0)
    for digit in "830174" + "83":
        screen.pressDigit(digit)
    screen.eraseDigits()
    for digit in "830174":
        screen.pressDigit(digit)
    assert chosen == ["830174"]


def test_stops_are_told_with_their_lines(qtbot: QtBot) -> None:
    stage = MaintenanceStage(Page.SETTINGS, screen := SettingsScreen())
    screen.show([Setting("stop.ids", "stop.ids", Group.STOP, Kind.STOP, "1")])
    screen.edit("stop.ids")
    screen.show_stops("ready", STOPS)
    assert any("46 → Верхняя Терраса" in words for words in stage.words("lines"))
    screen.show_stops("none")
    assert stage.words("stopsState") != [""]
    stage.close()

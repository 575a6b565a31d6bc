"""The frame of the service menu and its list of pages, by real touches; and the parts that pages share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from kiosk.domain.maintenance.menu import Page, Role
from kiosk.screens.maintenance.power import PowerScreen
from tests.screens import sample_calls
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.stage import LANDSCAPE, PORTRAIT, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

SHEET = Path(__file__).with_name("ScrollSheet.qml")


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def size(request: pytest.FixtureRequest) -> QSize:
    found: QSize = request.param
    return found


@pytest.fixture
def menu(qtbot: QtBot, size: QSize) -> Iterator[MaintenanceStage]:
    shown = MaintenanceStage(None, QObject(), size, emergency=True)
    shown.call(sample_calls.IDLE)
    yield shown
    shown.close()


def test_there_is_a_tile_for_each_page_large_enough_for_a_glove(menu: MaintenanceStage) -> None:
    for page in Page:
        tile = menu.item(page.value)
        assert min(tile.width(), tile.height()) >= 104
    assert menu.words("title") == ["Сервисное меню"]
    assert menu.items("back") == []


def test_only_the_pages_that_are_there_have_tiles(qtbot: QtBot) -> None:
    stage = MaintenanceStage(Page.POWER, PowerScreen(reboots=True))
    stage.menu.open("")
    stage.lay_out()
    assert [page for page in Page if stage.items(page.value)] == [Page.POWER]
    stage.close()


def test_the_way_into_a_page_and_back(qtbot: QtBot, size: QSize, glass: QPointingDevice) -> None:
    stage = MaintenanceStage(Page.POWER, PowerScreen(reboots=True), size)
    stage.menu.open("")
    opened: list[str] = []
    stage.menu.pageOpened.connect(opened.append)
    stage.touch(glass, stage.item("power"))
    assert (stage.menu.page, opened) == ("power", ["power"])
    stage.touch(glass, stage.item("back"))
    assert stage.menu.page == ""
    stage.touch(glass, stage.item("close"))
    assert stage.menu.look == ""
    assert stage.items("maintenance") == []
    stage.close()


def test_the_emergency_bar_and_the_stops_name_stay(menu: MaintenanceStage) -> None:
    frame = menu.item("maintenance")
    top, bottom = frame.mapToScene(frame.boundingRect().topLeft()).y(), menu.item("emergency").y()
    assert top == menu.item("header").height()
    assert top + frame.height() == bottom


def test_the_page_of_a_call_stands_in_its_place(menu: MaintenanceStage) -> None:
    menu.call(sample_calls.DIALING)
    assert menu.items("maintenance") == []


def test_who_is_in_and_the_last_minute_are_told(menu: MaintenanceStage) -> None:
    assert menu.words("note") == ["Техник"]
    menu.menu.tell_time(42)
    assert menu.words("note") == ["Меню закроется через 42\u00a0с: коснитесь экрана"]
    menu.menu.tell_time(7, stayable=False)
    assert menu.words("note") == ["Меню закроется через 7\u00a0с: время вышло"]
    menu.menu.tell_time(0)
    menu.menu.let_in(Role.OPERATOR)
    assert menu.words("note") == ["Оператор"]


def test_a_page_that_is_not_there_does_not_open(menu: MaintenanceStage) -> None:
    menu.menu.open("nothing")
    assert menu.menu.page == ""
    menu.menu.close()
    menu.menu.open("status")
    assert menu.menu.page == ""


def sheet(stage: MaintenanceStage, content: int, *, beside: bool = False) -> QQuickItem:
    engine = stage.window.view.engine()
    component = QQmlComponent(engine, QUrl.fromLocalFile(str(SHEET)), stage.window.view)
    made = component.createWithInitialProperties({"content": content, "beside": beside})
    assert isinstance(made, QQuickItem), component.errorString()
    made.setParent(stage.window.view)
    made.setParentItem(stage.window.view.contentItem())
    stage.picture()  # which puts every layout in its place
    return made


def moved(stage: MaintenanceStage, area: QQuickItem, before: object) -> bool:
    """Whether a touch has moved it, and it stands."""
    return stage.ask(area, "flick.contentY") != before and not stage.ask(stage.item_in(area, "down"), "moving")


@pytest.mark.parametrize("beside", [False, True])
def test_what_is_too_high_is_moved_by_large_buttons(
    menu: MaintenanceStage, glass: QPointingDevice, qtbot: QtBot, beside: bool
) -> None:
    area = menu.item_in(sheet(menu, 2000, beside=beside), "area")
    up, down = menu.item_in(area, "up"), menu.item_in(area, "down")
    assert min(down.width(), down.height()) >= 104
    assert not up.isEnabled()
    for _ in range(2):
        before = menu.ask(area, "flick.contentY")
        menu.touch(glass, down)
        qtbot.waitUntil(lambda: moved(menu, area, before))  # noqa: B023  it is asked at once
    assert not down.isEnabled()
    assert menu.ask(area, "flick.contentY + flick.height") == menu.ask(area, "flick.contentHeight")
    menu.ask(area, "toTop()")
    assert not up.isEnabled()


@pytest.mark.parametrize("content", [100, 899, 900])
def test_what_fits_has_no_buttons(menu: MaintenanceStage, content: int) -> None:
    """Also where it would not fit beside them: they are asked for by the whole room."""
    area = menu.item_in(sheet(menu, content), "area")
    assert [item.objectName() for item in visible(area) if item.objectName() in ("up", "down")] == []
    assert menu.ask(area, "flick.height") == 900

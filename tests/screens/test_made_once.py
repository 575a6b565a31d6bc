"""What QML makes of our Python classes is made once: each of those that it throws away stays in memory for ever.

Measured with PySide6 6.11.3: the Python half of an object that QML created keeps a reference that nobody returns.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from kiosk.domain.maintenance.menu import Page
from kiosk.screens.hold_area import HoldArea
from kiosk.screens.key_area import KeyArea
from kiosk.screens.maintenance.events import EventsScreen
from kiosk.screens.maintenance.events_black_box import NOW as LAST_MINUTES
from kiosk.screens.maintenance.events_picture import BlackBoxPicture
from tests.conftest import ROOT
from tests.screens import sample_boards, sample_calls
from tests.screens.maintenance.pictures_events import taken
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

TIMES = 5


def alive(kind: type) -> int:
    """How many objects of that class there are."""
    gc.collect()
    return sum(isinstance(one, kind) for one in gc.get_objects())


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    """The screen of a pavilion that can call."""
    shown = Stage(emergency=True)
    shown.show(sample_boards.LIVE)
    yield shown
    shown.close()


def settle(stage: Stage) -> None:
    """Let go of closed pages, which Qt otherwise does in its loop."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    stage.lay_out()


def test_pages_with_a_keyboard_share_the_glass_over_it(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.window.warmed):
        stage.window.warm_up()
    counts = []
    for _ in range(TIMES):
        stage.navigation.open("services")
        settle(stage)
        counts.append(alive(KeyArea))
        stage.navigation.open("board")
        settle(stage)
    assert counts == [counts[0]] * TIMES
    assert counts[0] > 0


def test_the_pictures_of_the_black_box_share_a_frame(qtbot: QtBot) -> None:
    events = EventsScreen()
    counts = []
    with closing(MaintenanceStage(Page.EVENTS, events)) as stage:
        for _ in range(TIMES):
            events.blackBox.show(LAST_MINUTES)
            events.blackBox.show_pictures(LAST_MINUTES, taken())
            settle(stage)
            assert stage.items("picture")
            counts.append(alive(BlackBoxPicture))
            events.blackBox.close()
            settle(stage)
            assert stage.items("picture") == []
    assert counts == [counts[0]] * TIMES
    assert counts[0] > 0


def test_every_call_has_the_same_page(stage: Stage) -> None:
    counts = []
    for _ in range(TIMES):
        stage.call(sample_calls.CONNECTED)
        settle(stage)
        assert stage.items("callPage")
        stage.call(sample_calls.IDLE)
        settle(stage)
        assert stage.items("callPage") == []
        counts.append(alive(HoldArea))
    assert counts == [counts[0]] * TIMES
    assert counts[0] > 0


BEFORE_ITS_PAGES = """
import sys
from PySide6.QtWidgets import QApplication
from kiosk.screens.maintenance.menu import MaintenanceScreen
from tests.screens import sample_boards
from tests.screens.stage import Stage
application = QApplication([])
stage = Stage()
stage.show(sample_boards.LIVE)
stage.window.give_maintenance(MaintenanceScreen(stage.navigation))
stage.lay_out()
assert "kiosk.screens.maintenance.events_picture" not in sys.modules
assert stage.items("doorName")
stage.close()
"""


def test_the_door_of_the_menu_is_there_before_the_classes_of_its_pages() -> None:
    """They are read in pieces, and what is lent among its pages must not wait for one of them."""
    subprocess.run([sys.executable, "-c", BEFORE_ITS_PAGES], cwd=ROOT, check=True, timeout=60)

"""Anybody's fingers all over the service menu: nothing breaks, and 112 stays in reach on every page of it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.config.read import read
from kiosk.domain.maintenance.menu import Page
from kiosk.screens.hold_area import HoldArea
from kiosk.screens.maintenance.menu import OPEN
from tests.flow.test_flow import HandClock
from tests.flow.whole_kiosk import WholeKiosk
from tests.screens import sample_calls
from tests.screens.conftest import compiled_words, glass
from tests.screens.stage import LANDSCAPE, PORTRAIT, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

__all__ = ["compiled_words", "glass"]

SEED = 20261122
TAPS = 200
SETTINGS = """
[stop]
ids = ["S2"]
[timetable]
gtfs = "gtfs.zip"
[display]
theme = "day"
fullscreen = false
[services]
open_here = false
key_sound = false
[emergency]
trunks = [{ name = "nobody", uri = "sip:112@127.0.0.1:9" }]
[maintenance]
reboot_command = []
"""


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def size(request: pytest.FixtureRequest, compiled_words: None) -> QSize:
    """Both ways to hang the panel."""
    wanted: QSize = request.param
    return wanted


@pytest.fixture
def kiosk(
    size: QSize, qtbot: QtBot, glass: QPointingDevice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WholeKiosk]:
    """One kiosk with settings that can be changed, an emergency line that works, and a keyboard."""
    monkeypatch.chdir(tmp_path)
    shown: list[WholeKiosk] = []
    monkeypatch.setattr(HoldArea, "clock", staticmethod(lambda: shown[0].monotonic if shown else 0.0))
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS)
    shown.append(WholeKiosk(tmp_path, HandClock(), qtbot, glass, size, file=file, settings=read(file)))
    shown[0].screens.call.show(sample_calls.IDLE)
    yield shown[0]
    shown[0].end()
    for translator in shown[0].passenger.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)


class Monkey:
    """Fingers that know no rules: mostly on what can be seen, one of them stays where it is for a while."""

    def __init__(self, kiosk: WholeKiosk, dice: random.Random) -> None:
        self._kiosk, self._dice = kiosk, dice
        self._stuck: QPoint | None = None

    def tap(self) -> None:
        """One finger comes, and slides a little now and then; sometimes a second one is left on the glass."""
        place = self._place()
        finger = self._kiosk.fingers
        if self._stuck is not None and self._dice.random() < 0.3:
            finger.release(1, self._stuck)
            self._stuck = None
        finger.press(0, place)
        if self._dice.random() < 0.1:
            place = self._place()
            finger.move(0, place)
        finger.release(0, place)
        if self._stuck is None and self._dice.random() < 0.1:
            self._stuck = self._place()
            finger.press(1, self._stuck)
        finger.wait(0.05)

    def let_go(self) -> None:
        """No finger is left."""
        if self._stuck is not None:
            self._kiosk.fingers.release(1, self._stuck)
            self._stuck = None

    def _place(self) -> QPoint:
        """Somewhere on the glass but the bar that calls: on a named item, or anywhere."""
        size = self._kiosk.window.view.size()
        bar = self._kiosk.item("emergency")
        end = int(bar.mapToScene(QPointF()).y()) - 1
        named = [item for item in self._shown() if item.objectName() and item.isEnabled()]
        place = QPoint(self._dice.randrange(size.width()), self._dice.randrange(end))
        if named and self._dice.random() < 0.8:
            place = self._kiosk.middle(self._dice.choice(named))
        return QPoint(min(max(place.x(), 0), size.width() - 1), min(max(place.y(), 0), end))

    def _shown(self) -> list[QQuickItem]:
        (menu,) = self._kiosk.items("maintenance") or [self._kiosk.window.view.rootObject()]
        return list(visible(menu))


def bar_lives(kiosk: WholeKiosk) -> None:
    """112 is seen, nothing lies over it, and it feels a finger."""
    bar = kiosk.item("emergency")
    place = kiosk.middle(bar)
    kiosk.fingers.press(5, place)
    kiosk.fingers.wait(0.5)
    assert bar.property("progress") > 0, kiosk.words()
    kiosk.fingers.release(5, place)
    kiosk.fingers.wait(0.1)
    assert bar.property("progress") == 0


@pytest.mark.timeout(60)
def test_no_tap_breaks_the_menu_or_covers_112(kiosk: WholeKiosk) -> None:
    """Qt's warnings and exceptions in slots fail this as any other test; a second line for 112 needs none."""
    dice = random.Random(SEED)
    monkey = Monkey(kiosk, dice)
    pages = [*Page, *Page]
    kiosk.knock()
    for page in pages:
        menu = kiosk.kept._maintenance._context.menu
        if menu.look != OPEN:
            kiosk.passenger.reset()
            kiosk.screens.navigation.open("board")
            kiosk.knock()
        menu.open(page.value)
        QGuiApplication.processEvents()
        kiosk.lay_out()
        for _ in range(TAPS // len(pages)):
            monkey.tap()
            kiosk.qtbot.wait(1)  # what was done beside this thread comes in between
            assert kiosk.items("emergency")
        monkey.let_go()
        bar_lives(kiosk)

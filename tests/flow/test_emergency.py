"""From a finger on the glass to the dispatcher's ear, and back to the words on the screen. Nothing is simulated
but the dispatcher: the agent and the user agent are the real processes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QTranslator
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from build_spec import translations
from kiosk.app.emergency import Emergency
from kiosk.app.scene import Scene
from kiosk.clock import Clock
from kiosk.config.read import read
from kiosk.domain.call.status import State
from kiosk.domain.call.tone import tone_share
from kiosk.screens.newest import NewestFacts
from tests.domain.small_stop import EMPTY
from tests.e2e.pavilion import MICROPHONE_HZ, Desk, Operator, Pavilion, until
from tests.screens.stage import texts, visible

PATIENCE_MS = 20_000


class Glass:
    """The screen of a pavilion, touched by one finger and read."""

    def __init__(self, qtbot: QtBot, pavilion: Pavilion, words: list[str]) -> None:
        self._qtbot = qtbot
        self._finger = QTest.createTouchDevice()
        settings = read(pavilion.config)
        self.scene = Scene(settings, Clock(), NewestFacts(EMPTY, ()), size=(1080, 1920))
        self.emergency = Emergency([pavilion.socket], words)
        self.emergency.show_on(self.scene.screens)
        self.scene.show(fullscreen=False)
        self.emergency.start()

    def close(self) -> None:
        self.emergency.stop()
        self.scene.close()
        for translator in self.scene.screens.passenger.findChildren(QTranslator):
            QCoreApplication.removeTranslator(translator)

    def items(self, name: str) -> list[QQuickItem]:
        return [item for item in visible(self.scene.window.view.rootObject()) if item.objectName() == name]

    def words(self) -> list[str]:
        return [str(text.property("text")) for text in texts(self.scene.window.view.rootObject())]

    def reads(self, *words: str) -> None:
        """Wait until all of this can be read."""
        self._qtbot.waitUntil(lambda: set(words) <= set(self.words()), timeout=PATIENCE_MS)

    def tap(self, word: str) -> None:
        self._press(self._place_of(word))
        self._release(self._place_of(word))

    def hold(self, name: str, word: str) -> None:
        """Keep a finger on the control of this name until `word` can be read."""
        (control,) = self.items(name)
        place = control.mapToScene(QPointF(control.width() / 2, control.height() / 2)).toPoint()
        self._press(place)
        self.reads(word)
        self._release(place)

    def _place_of(self, word: str) -> QPoint:
        (text,) = (text for text in texts(self.scene.window.view.rootObject()) if text.property("text") == word)
        return text.mapToScene(QPointF(text.width() / 2, text.height() / 2)).toPoint()

    def _press(self, place: QPoint) -> None:
        QTest.touchEvent(self.scene.window.view, self._finger).press(0, place, self.scene.window.view).commit()

    def _release(self, place: QPoint) -> None:
        QTest.touchEvent(self.scene.window.view, self._finger).release(0, place, self.scene.window.view).commit()


@pytest.fixture
def operator() -> Iterator[Operator]:
    with Desk() as desk:
        yield desk.operator()


@pytest.fixture
def glass(qtbot: QtBot, operator: Operator) -> Iterator[tuple[Glass, Pavilion]]:
    translations.compile_stale()
    with Pavilion(operator.uri, countdown_seconds=1) as pavilion:
        shown = Glass(qtbot, pavilion, [sys.executable, "-c", "raise SystemExit('another agent answers')"])
        yield shown, pavilion
        shown.close()


def test_a_finger_on_the_bar_ends_in_the_dispatchers_ear(
    glass: tuple[Glass, Pavilion], operator: Operator
) -> None:
    screen, pavilion = glass
    screen.reads("держите 2 секунды")
    screen.hold("hold", "112 на связи")
    call = operator.wait_for_call()
    assert tone_share(operator.wait_for_sound(call, 1.0), 8000, MICROPHONE_HZ) > 0.9
    screen.reads("0042", "Ульяновск, улица Ясная, 1")
    assert pavilion.now
    assert pavilion.now.heard

    pavilion.wait_for(State.CONNECTED, phrases=True)
    screen.reads("Не можете говорить? Выберите фразу")
    screen.tap("Пожар")
    pavilion.wait_for(State.CONNECTED, saying="fire")
    until(lambda: tone_share(operator.samples(call, 0.5), 8000, MICROPHONE_HZ) < 0.5, what="speech")
    pavilion.wait_for(State.CONNECTED, saying=None)
    until(lambda: tone_share(operator.samples(call, 0.5), 8000, MICROPHONE_HZ) > 0.9, what="the microphone")

    screen.hold("holdButton", "Разговор окончен")
    until(lambda: call.ended, what="the dispatcher to see the end")
    assert len(operator.calls) == 1


def test_the_operator_calls_back_and_is_answered_by_itself(
    glass: tuple[Glass, Pavilion], operator: Operator
) -> None:
    screen, pavilion = glass
    screen.reads("держите 2 секунды")
    screen.hold("hold", "112 на связи")
    operator.hang_up(operator.wait_for_call())
    pavilion.wait_for(State.ENDED)
    back = operator.call_back()
    screen.reads("112 перезванивает")
    assert operator.final(back) == 200
    screen.reads("112 на связи")
    assert tone_share(operator.wait_for_sound(back.heard, 1.0), 8000, MICROPHONE_HZ) > 0.9
    operator.run(back.hang_up())
    screen.reads("Разговор окончен")

"""The bar of every page: red where it calls, amber before anyone needs to know that it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.domain.call.status import Health
from tests.screens import sample_boards, sample_calls
from tests.screens.sample_calls import BARS, CALLS, IDLE
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage, texts, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QSize

READY = ["112", "Экстренный вызов", "держите 2 секунды"]
BROKEN = ["112", "Связь не работает", "Наберите 112 со своего телефона", "держите 2 секунды — всё равно попробуем"]
BUSY = ["112", "Экстренный вызов", "вызов идёт, смотрите выше"]
ADVICE = ["112", "Экстренный вызов", "Наберите 112 со своего телефона"]


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    shown = Stage(emergency=True, demo=False)
    shown.show(sample_boards.LIVE)
    yield shown
    shown.close()


def paper(stage: Stage) -> str:
    """The colour of the bar, at a place without words."""
    corner = stage.item("emergency").mapToScene(QPointF(4, 4)).toPoint()
    return stage.picture().pixelColor(corner).name()


def test_ready_is_red_and_says_what_to_do(stage: Stage) -> None:
    stage.call(IDLE)
    assert stage.words("emergency") == READY
    assert paper(stage) == "#b00f1e"


@pytest.mark.parametrize("health", [Health.UNKNOWN, Health.DEGRADED])
def test_what_only_staff_must_know_changes_nothing(stage: Stage, health: Health) -> None:
    stage.call(replace(IDLE, health=health))
    assert stage.words("emergency") == READY


def test_broken_is_amber_in_words_and_still_tries(stage: Stage) -> None:
    asked: list[str] = []
    stage.screens.call.wanted.connect(lambda do, _: asked.append(do))
    stage.call(BARS["broken"])
    assert stage.words("emergency") == BROKEN
    assert paper(stage) == "#ffcf70"
    stage.screens.call.call()
    assert asked == ["call"]


def test_an_agent_that_is_started_again_frightens_nobody(stage: Stage) -> None:
    stage.call(IDLE)
    stage.call(None)
    stage.monotonic += 4
    stage.show(sample_boards.LIVE)
    assert stage.words("emergency") == READY
    stage.monotonic += 2
    stage.show(sample_boards.LIVE)
    assert stage.words("emergency") == BROKEN
    stage.call(IDLE)
    assert stage.words("emergency") == READY


def test_an_agent_that_never_answers_is_told(stage: Stage) -> None:
    assert stage.words("emergency") == READY
    stage.monotonic += 6
    stage.show(sample_boards.LIVE)
    assert stage.words("emergency") == BROKEN


def test_who_asks_while_nobody_answers_is_told_at_once(stage: Stage) -> None:
    stage.call(IDLE)
    stage.call(None)
    stage.screens.call.call()
    assert stage.words("emergency") == BROKEN


def test_a_wish_that_nothing_follows_is_told(stage: Stage) -> None:
    stage.call(IDLE)
    stage.screens.call.call()
    stage.monotonic += 1
    stage.call(IDLE)
    assert stage.words("emergency") == READY
    stage.monotonic += 2
    stage.call(IDLE)
    assert stage.words("emergency") == BROKEN
    stage.monotonic += 90
    stage.call(IDLE)
    assert stage.words("emergency") == READY


def test_a_wish_that_becomes_a_call_blames_nobody(stage: Stage) -> None:
    stage.call(IDLE)
    stage.screens.call.call()
    stage.call(sample_calls.COUNTDOWN)
    stage.monotonic += 5
    stage.call(sample_calls.DIALING)
    assert stage.words("emergency") == BUSY
    stage.call(IDLE)
    assert stage.words("emergency") == READY


@pytest.mark.parametrize(
    ("bar", "note"),
    [
        ("no_sound", "без звука"),
        ("callback", "112 может перезвонить ещё 14 минут"),
        ("callback_no_sound", "112 может перезвонить ещё 14 минут · без звука"),
    ],
)
def test_a_quiet_line_says_what_else_there_is(stage: Stage, bar: str, note: str) -> None:
    stage.call(BARS[bar])
    assert stage.words("emergency") == [*READY, note]


def test_the_call_back_runs_out(stage: Stage) -> None:
    stage.call(BARS["callback"])
    stage.monotonic += 13 * 60 + 1
    stage.show(sample_boards.LIVE)
    assert stage.words("emergency")[-1] == "112 может перезвонить ещё 1 минуту"
    stage.monotonic += 60
    stage.show(sample_boards.LIVE)
    assert stage.words("emergency") == READY


def test_the_physical_button_fills_the_same_ring(stage: Stage) -> None:
    stage.call(BARS["arming"])
    assert stage.ask(stage.item("emergency"), "progress") == pytest.approx(0.6)
    assert stage.words("emergency")[1] == "Держите…"
    stage.monotonic += 0.4
    stage.screens.call.look_again()
    assert stage.ask(stage.item("emergency"), "progress") == pytest.approx(0.8)
    stage.call(IDLE)
    assert stage.words("emergency") == READY


@pytest.mark.parametrize("health", [Health.ABSENT, Health.WORKS])
def test_where_nobody_can_be_called_it_only_advises(qtbot: QtBot, health: Health) -> None:
    stage = Stage(demo=False, emergency=health is Health.ABSENT)
    asked: list[str] = []
    stage.screens.call.wanted.connect(lambda do, _: asked.append(do))
    stage.show(sample_boards.LIVE)
    stage.call(replace(sample_calls.DIALING, health=health))
    words, page = stage.words("emergency"), stage.items("callPage")
    stage.screens.call.call()
    stage.close()
    assert (words, page, asked) == (ADVICE, [], [])


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_nothing_ever_covers_the_bar(qtbot: QtBot, size: QSize) -> None:
    """design: always there, on every page, never covered."""
    stage = Stage(size, emergency=True)
    stage.show(sample_boards.LIVE)
    covered = []
    for status in (*BARS.values(), *CALLS.values()):
        stage.call(status)
        bar = stage.item("emergency")
        area = bar.mapRectToScene(bar.boundingRect())
        assert (area.left(), area.right(), area.bottom()) == (0, size.width(), size.height())
        inside = set(visible(bar))
        above = False
        for item in visible(stage.window.view.rootObject()):
            above = above or item is bar
            drawn = item.flags() & QQuickItem.Flag.ItemHasContents
            if (
                above
                and drawn
                and item not in inside
                and item.mapRectToScene(item.boundingRect()).intersects(area)
            ):
                covered.append(item.objectName())
    stage.close()
    assert covered == []


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_word_of_it_is_cut(qtbot: QtBot, size: QSize, language: str) -> None:
    stage = Stage(size, emergency=True)
    if language == "en":
        stage.passenger.nextLanguage()
    stage.show(sample_boards.LIVE)
    cut = []
    for name, status in BARS.items():
        stage.call(status)
        bar = stage.item("emergency")
        cut += [(name, i.property("text")) for i in texts(bar) if i.property("truncated")]
        lines = [i.mapRectToItem(bar, i.boundingRect()) for i in texts(bar)]
        cut += [(name, "too high") for line in lines if line.top() < 0 or line.bottom() > bar.height()]
    stage.close()
    assert cut == []


def test_those_who_hear_the_screen_can_press_it(stage: Stage) -> None:
    """Held keys are nothing to a screen reader; three seconds to take it back remain."""
    asked: list[str] = []
    stage.screens.call.wanted.connect(lambda do, _: asked.append(do))
    stage.call(IDLE)
    interface = QAccessible.queryAccessibleInterface(stage.item("emergency"))
    assert interface.role() == QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name).startswith("Экстренный вызов. держите 2 секунды")
    interface.actionInterface().doAction("Press")
    assert asked == ["call"]

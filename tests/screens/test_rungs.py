"""The screen on the lower rungs of safe mode: what it promises of the emergency call, and what it leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from kiosk.domain.call.status import Health
from kiosk.domain.ladder import Rung
from tests.screens.rung_pictures import RungStage
from tests.screens.sample_calls import HEARD, IDLE
from tests.screens.stage import LANDSCAPE, PORTRAIT
from tests.screens.test_emergency_bar import ADVICE, BROKEN, READY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QSize
    from pytestqt.qtbot import QtBot


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def stand(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Callable[[Rung], RungStage]]:
    shown: list[RungStage] = []
    size: QSize = request.param

    def stand(rung: Rung) -> RungStage:
        shown.append(RungStage(rung, size))
        QTest.qWaitForWindowExposed(shown[-1].window.view)
        return shown[-1]

    yield stand
    for stage in shown:
        stage.close()


def test_nothing_is_promised_before_an_agent_tells(stand: Callable[[Rung], RungStage]) -> None:
    stage = stand(Rung.BARE)
    asked: list[str] = []
    stage.screens.call.wanted.connect(lambda do, _: asked.append(do))
    stage.hear_none()
    stage.screens.call.call()
    assert (stage.words("emergency"), asked) == (ADVICE, [])
    stage.hear(IDLE)
    assert stage.words("emergency") == READY
    stage.screens.call.call()
    assert asked == ["call"]


def test_an_agent_without_a_line_is_no_promise(stand: Callable[[Rung], RungStage]) -> None:
    stage = stand(Rung.BARE)
    stage.hear(replace(IDLE, health=Health.ABSENT))
    assert stage.words("emergency") == ADVICE


def test_an_agent_that_has_gone_is_told_in_the_usual_words(stand: Callable[[Rung], RungStage]) -> None:
    stage = stand(Rung.BARE)
    stage.hear(IDLE)
    stage.hear_none()
    stage.monotonic += 10
    stage.scene.tick()
    stage.lay_out()
    assert stage.words("emergency") == BROKEN


def test_a_call_says_where_callers_are_as_its_agent_knows(stand: Callable[[Rung], RungStage]) -> None:
    stage = stand(Rung.BARE)
    stage.hear(IDLE, HEARD)
    stage.scene.tick()
    words = stage.words("callPage")
    assert {"112 на связи", "Проспект Филатова", "0042"} <= set(words)
    assert any(word.startswith("Ульяновск, проспект Филатова") for word in words)
    assert "Автобусная остановка" not in words


def test_without_the_agent_it_only_advises(stand: Callable[[Rung], RungStage]) -> None:
    stage = stand(Rung.ALONE)
    stage.scene.tick()
    assert stage.words("emergency") == ADVICE
    assert "Автобусная остановка" in stage.words()


@pytest.mark.parametrize("rung", [Rung.PLAIN, Rung.BARE, Rung.ALONE])
def test_it_leads_to_no_services(stand: Callable[[Rung], RungStage], rung: Rung) -> None:
    assert "Госуслуги" not in stand(rung).words()


@pytest.mark.parametrize("rung", [Rung.PLAIN, Rung.BARE, Rung.ALONE])
def test_it_does_not_say_that_a_timetable_is_on_its_way(stand: Callable[[Rung], RungStage], rung: Rung) -> None:
    words = set(stand(rung).words())
    assert {"Расписания сейчас нет", "расписания сейчас нет", "Когда придёт автобус, пока неизвестно"} <= words
    assert not any("ещё" in word for word in words)

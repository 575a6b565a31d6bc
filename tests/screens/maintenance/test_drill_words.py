"""Every reason has its sentence, and what the emergency agent says is said in the technician's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.maintenance.drill import Finding, Outcome, Reason, Step, failed, passed
from kiosk.screens.maintenance.drill_words import sentence
from kiosk.sos.plan import Sound
from kiosk.sos.sound_loop import HeardTone
from kiosk.sos.tested import lacking
from tests.screens.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def shown(qtbot: QtBot) -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.close()


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_in_both_languages(shown: Stage, reason: Reason) -> None:
    finding = Finding(Outcome.FAILED, reason, "7")
    russian = sentence(Step.CALL, finding)
    shown.passenger.nextLanguage()
    english = sentence(Step.CALL, finding)
    assert russian
    assert "%" not in russian + english
    assert (russian == english) == (reason is Reason.WELL), "a bare number is the same in both"


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (passed(HeardTone(0.97, 2140)), "звук слышен (доля 0.97, громкость 2140)"),
        (
            failed(Reason.AGENT, HeardTone(0.04, 12)),
            "Программа вызова сообщает: звука не слышно (доля 0.04, громкость 12)",
        ),
        (
            failed(Reason.AGENT, f"not possible: {lacking(Sound())}"),
            "Программа вызова сообщает: нет ни микрофона, ни динамика",
        ),
        (
            failed(Reason.AGENT, f"not possible: {lacking(Sound(microphone='default'))}"),
            "Программа вызова сообщает: нет динамика",
        ),
        (
            failed(Reason.AGENT, "the loudspeaker is in use by another program"),
            "Программа вызова сообщает: динамик занят другой программой",
        ),
        (failed(Reason.AGENT, "city: refused with SIP 486"), "Программа вызова сообщает: city: отказ SIP 486"),
        (failed(Reason.AGENT, "something: new"), "Программа вызова сообщает: something: new"),
        (
            failed(Reason.REFUSED, "A self-test is running already."),
            "Программа вызова отказывает: самопроверка уже идёт",
        ),
        (failed(Reason.UNREACHED, "timetable,trip_updates_2"), "Не отвечают серверы: расписание, прогнозы 2"),
        (failed(Reason.UNTOUCHED, "top-left 2,middle 1"), "Нет отклика: слева вверху (2), в середине (1)"),
        (failed(Reason.UNTOUCHED, "all"), "Экран не почувствовал ни одного касания"),
        (failed(Reason.STUCK, "left,outside"), "Касание без пальца: слева, вне этой страницы. Протрите стекло"),
        (failed(Reason.SPOTS, "red,white"), "Пятна на цвете: красный, белый"),
    ],
)
def test_what_a_step_found_is_said(finding: Finding, words: str) -> None:
    assert sentence(Step.SOUND, finding) == words

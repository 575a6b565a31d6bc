"""What the emergency agent finds wrong is said in the technician's language."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.call.health import Findings, faults
from kiosk.domain.call.refusals import Refusal
from kiosk.domain.call.status import SelfTest, SelfTestResult, TrunkReport
from kiosk.domain.maintenance.facts import Fact, Name, fact
from kiosk.screens.maintenance.health_words import health_words
from kiosk.screens.maintenance.status_words import details
from kiosk.sos.options import _REASONS
from tests.domain.a_call import trunk
from tests.screens.sample_boards import TIMETABLE
from tests.screens.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

NOW = 1_800_000_000
DAY = 24 * 3600
TESTED = trunk("7", test=True)
SILENT = TrunkReport("7", NOW - 10, False, None, None, False, "no answer")
ALL_WRONG = Findings(
    (TESTED,),
    NOW,
    NOW - 9 * DAY,
    sound=True,
    dead_for=61.0,
    reports={"7": SILENT},
    results=(
        SelfTestResult(SelfTest.CALL, NOW - 4 * DAY, False, "no answer within 20 s", "7"),
        SelfTestResult(SelfTest.SOUND, NOW - 60, False, "the tone was not heard (share 0.04, loudness 12)"),
    ),
    refusals={"7": Refusal(486, NOW - 60)},
    guarded=False,
    phrases=False,
)


@pytest.fixture(autouse=True)
def shown(qtbot: QtBot) -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.close()


@pytest.mark.parametrize("findings", [ALL_WRONG, replace(ALL_WRONG, sound=False), replace(ALL_WRONG, trunks=())])
def test_no_english_is_left_on_a_russian_page(findings: Findings) -> None:
    said = faults(findings)
    assert said
    assert not re.search(r"[A-Za-z]", health_words(" ".join(said)))


@pytest.mark.parametrize("reason", [words for _, words in _REASONS])
def test_why_a_trunk_does_not_answer_is_said_in_russian(reason: str) -> None:
    words = health_words(f"Trunk 7 does not answer: {reason}.")
    assert not re.search(r"[A-Za-z]", words.replace("SIP", "").replace("CA", "")), words
    assert health_words(reason) in words


def test_in_english_it_is_said_as_it_came(shown: Stage) -> None:
    shown.passenger.nextLanguage()
    said = "Trunk lte does not answer: no answer. Trunk lte is not registered."
    assert health_words(said) == said


@pytest.mark.parametrize("said", ["", "no reply", "Trunk x: 50 %1 %2. Who knows"])
def test_what_is_not_known_stays_as_it_came(said: str) -> None:
    assert health_words(said) == said


def test_the_status_page_says_it(shown: Stage) -> None:
    line: Fact = fact(Name.EMERGENCY, "degraded", reason="Trunk lte is not registered.")
    assert details(line, TIMETABLE.zone) == ("Линия lte не зарегистрирована.",)
    feed = fact(Name.TIMETABLE, "not_renewed", reason="timeout")
    assert details(feed, TIMETABLE.zone) == ("отвечает слишком долго",)

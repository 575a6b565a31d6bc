"""The lists of the drill's page: the steps of one drill, and the drills before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.domain.maintenance.drill import Outcome, Step
from kiosk.domain.maintenance.drill_flow import Stand
from kiosk.screens.maintenance.drill_words import LEVELS, counted, outcome_word, sentence, title
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from kiosk.domain.maintenance.drill import Result, Tried
    from kiosk.domain.maintenance.drill_flow import Drill


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step. `level` and its `word` are "" while it waits; `note`: why; `again`: it may be run once more."""

    key: str
    title: str
    level: str
    word: str
    note: str
    again: bool


@dataclass(frozen=True, slots=True)
class DrillRow:
    """One drill of before."""

    key: str
    date: str
    level: str
    word: str
    note: str


def running_rows(drill: Drill) -> tuple[StepRow, ...]:
    """The steps of a drill that runs, in the order of the result."""
    done = {one.step: one for one in drill.tried}
    rows = []
    for step in Step:
        if step in done:
            rows.append(_row(done[step], again=False))
        else:
            runs = drill.of(step).stand is Stand.RUNNING
            rows.append(StepRow(step, title(step), "", tr("running…") if runs else tr("waits"), "", again=False))
    return tuple(rows)


def result_rows(result: Result, *, again: bool) -> tuple[StepRow, ...]:
    """The steps of a drill that is over; `again`: what did not pass may be run once more."""
    return tuple(_row(one, again=again and one.finding.outcome is not Outcome.PASSED) for one in result.tried)


def drill_rows(kept: Sequence[Result], zone: ZoneInfo) -> tuple[DrillRow, ...]:
    """The drills before, the newest first."""
    return tuple(
        DrillRow(
            str(result.began),
            f"{datetime.fromtimestamp(result.began, zone):%d.%m.%Y %H:%M}",
            LEVELS[result.outcome],
            outcome_word(result.outcome),
            counted(result),
        )
        for result in kept
    )


def _row(one: Tried, *, again: bool) -> StepRow:
    finding = one.finding
    note = sentence(one.step, finding)
    if one.tries > 1:
        note = f"{note} · {tr('try %1').replace('%1', str(one.tries))}".removeprefix(" · ")
    level = LEVELS[finding.outcome]
    return StepRow(one.step, title(one.step), level, outcome_word(finding.outcome), note, again)

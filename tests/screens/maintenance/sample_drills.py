"""Drills and results as tests and pictures show them."""

from __future__ import annotations

from kiosk.domain.maintenance import drill_flow
from kiosk.domain.maintenance.drill import Finding, Reason, Result, Step, Tried, failed, passed, skipped
from tests.screens import sample_boards

WELL: dict[Step, Finding] = {
    Step.TOUCH: passed(),
    Step.COLOURS: passed(),
    Step.SOUND: passed("the tone was heard (share 0.97, loudness 2140)"),
    Step.CALL: passed("city: our tone came back (share 0.98, loudness 4300)"),
    Step.NETWORK: passed(),
    Step.FEED: passed(9),
    Step.CLOCK: passed(2),
    Step.STORAGE: passed(14),
    Step.KEYBOARD: passed(),
}
ILL: dict[Step, Finding] = {
    Step.TOUCH: failed(Reason.UNTOUCHED, "bottom-right 3,right 2,bottom 1"),
    Step.COLOURS: failed(Reason.SPOTS, "red,white"),
    Step.SOUND: failed(Reason.AGENT, "the tone was not heard (share 0.04, loudness 12)"),
    Step.CALL: skipped(Reason.NO_TEST_NUMBER),
    Step.NETWORK: failed(Reason.UNREACHED, "timetable,trip_updates"),
    Step.FEED: failed(Reason.LOST, 512),
    Step.CLOCK: failed(Reason.OFF, -95),
    Step.STORAGE: failed(Reason.READ_ONLY),
    Step.KEYBOARD: failed(Reason.NOT_TYPED, "3/6"),
}
SOME = WELL | {Step.CALL: skipped(Reason.NO_TEST_NUMBER)}


def result(findings: dict[Step, Finding], began: int = sample_boards.NOW) -> Result:
    """A result with these findings."""
    tried = tuple(Tried(step, findings[step]) for step in Step)
    return Result(began, 47, "0042", "73100257", "0.5.0", "technician", tried)


def at(step: Step, now: float) -> drill_flow.Drill:
    """A drill in which the guided steps before this one have passed, and most others."""
    drill = drill_flow.begin(now)
    for other in (Step.NETWORK, Step.FEED, Step.CLOCK, Step.STORAGE, Step.SOUND):
        drill = drill_flow.found(drill, other, 1, WELL[other], now)
    for guided in drill_flow.GUIDED:
        if guided is step:
            return drill
        drill = drill_flow.found(drill, guided, 1, WELL[guided], now)
    return drill

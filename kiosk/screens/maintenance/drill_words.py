"""The drill's steps and findings in the technician's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.maintenance.drill import Outcome, Reason, Step
from kiosk.screens.maintenance.drill_agent_words import agent_words
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from kiosk.domain.maintenance.drill import Finding, Result

LEVELS = {Outcome.PASSED: "green", Outcome.FAILED: "red", Outcome.SKIPPED: "amber"}


def title(step: Step) -> str:
    """What a step is called."""
    titles = {
        Step.TOUCH: tr("Touch"),
        Step.COLOURS: tr("Screen colours"),
        Step.SOUND: tr("Loudspeaker and microphone"),
        Step.CALL: tr("Emergency test call"),
        Step.NETWORK: tr("Network"),
        Step.FEED: tr("Live data"),
        Step.CLOCK: tr("Clock"),
        Step.STORAGE: tr("Storage"),
        Step.KEYBOARD: tr("Keyboard"),
    }
    return titles[step]


def outcome_word(outcome: Outcome) -> str:
    """How a step ended, in a word."""
    words = {
        Outcome.PASSED: tr("passed"),
        Outcome.FAILED: tr("failed"),
        Outcome.SKIPPED: tr("skipped"),
    }
    return words[outcome]


def counted(result: Result) -> str:
    """How many steps ended how."""
    parts = [
        tr("%1 passed").replace("%1", str(result.count(Outcome.PASSED))),
        tr("%1 failed").replace("%1", str(result.count(Outcome.FAILED))),
        tr("%1 skipped").replace("%1", str(result.count(Outcome.SKIPPED))),
    ]
    return ", ".join(parts)


def sentence(step: Step, finding: Finding) -> str:
    """What a step found, with its reason; "" where there is nothing to say beyond that it passed."""
    if finding.reason is Reason.WELL:
        return _well(step, finding.detail)
    if finding.reason in (Reason.UNTOUCHED, Reason.STUCK):
        return _touch(finding)
    if finding.reason is Reason.OFF and finding.detail:
        return _clock(finding.detail)
    return _sentences()[finding.reason].replace("%1", _detail(finding))


def _detail(finding: Finding) -> str:
    match finding.reason:
        case Reason.SPOTS:
            return ", ".join(colour_word(colour) for colour in finding.detail.split(","))
        case Reason.AGENT | Reason.REFUSED:
            return agent_words(finding.detail)
        case Reason.UNREACHED:
            return ", ".join(feed_word(name) for name in finding.detail.split(","))
    return finding.detail


def _well(step: Step, detail: str) -> str:
    match step:
        case Step.FEED if detail:
            return tr("%1 s old").replace("%1", detail)
        case Step.CLOCK if detail:
            return _clock(detail)
        case Step.STORAGE if detail:
            return tr("Written and read back in %1 ms").replace("%1", detail)
        case Step.SOUND | Step.CALL:
            return agent_words(detail)
    return detail


def _clock(error: str) -> str:
    """How far the clock is from the live data, seconds; a minus: it is behind."""
    behind, seconds = error.startswith("-"), error.lstrip("+-")
    words = tr("%1 s behind the live data") if behind else tr("%1 s ahead of the live data")
    return words.replace("%1", seconds)


def _touch(finding: Finding) -> str:
    if finding.reason is Reason.STUCK:
        where = ", ".join(_areas().get(area, area) for area in finding.detail.split(","))
        return tr("A touch that nobody makes: %1. Clean the glass").replace("%1", where)
    if finding.detail == "all":
        return tr("The screen has felt no finger at all")
    places = []
    for part in finding.detail.split(","):
        area, _, count = part.rpartition(" ")
        places.append(f"{_areas().get(area, area)} ({count})")
    return tr("No touch was felt: %1").replace("%1", ", ".join(places))


def colour_word(colour: str) -> str:
    """The name of a colour of the screen test."""
    words = {
        "red": tr("red"),
        "green": tr("green"),
        "blue": tr("blue"),
        "white": tr("white"),
        "black": tr("black"),
    }
    return words.get(colour, colour)


def feed_word(name: str) -> str:
    """A feed by its name in the settings; "trip_updates_2" is the second of its kind."""
    words = {
        "timetable": tr("the timetable"),
        "trip_updates": tr("predictions"),
        "vehicle_positions": tr("positions"),
        "alerts": tr("alerts", "a feed"),
    }
    kind, _, number = name.rpartition("_")
    return f"{words[kind]} {number}" if number.isdigit() and kind in words else words.get(name, name)


def _areas() -> dict[str, str]:
    return {
        "top-left": tr("top left"),
        "top": tr("top"),
        "top-right": tr("top right"),
        "left": tr("left"),
        "middle": tr("middle"),
        "right": tr("right"),
        "bottom-left": tr("bottom left"),
        "bottom": tr("bottom"),
        "bottom-right": tr("bottom right"),
        "outside": tr("outside this page"),
    }


def _sentences() -> dict[Reason, str]:
    """A sentence for every reason but those of the touch grid; %1 is the finding's detail."""
    return {
        Reason.HUNG: tr("It did not end within %1 s"),
        Reason.LEFT: tr("The drill was left before"),
        Reason.CALLED: tr("An emergency call came first"),
        Reason.SPOTS: tr("Spots on %1"),
        Reason.NOT_SET_UP: tr("Not set up here"),
        Reason.NO_TEST_NUMBER: tr("No test number is set up; the live number is never called"),
        Reason.AGENT: tr("The emergency line says: %1"),
        Reason.NO_AGENT: tr("The emergency line's program does not answer"),
        Reason.REFUSED: tr("The emergency line's program refuses: %1"),
        Reason.NO_NETWORK: tr("No connection and no way out"),
        Reason.UNREACHED: tr("These servers do not answer: %1"),
        Reason.OLD: tr("Old: %1 s"),
        Reason.LOST: tr("No live data"),
        Reason.STARTING: tr("No live data yet"),
        Reason.UNSET: tr("The clock is not set"),
        Reason.OFF: tr("The clock is wrong"),
        Reason.NOT_COMPARED: tr("Nothing here to compare the clock with"),
        Reason.FULL: tr("The disk is full"),
        Reason.READ_ONLY: tr("The disk can only be read"),
        Reason.NOT_WRITABLE: tr("This program may not write into its folder"),
        Reason.DISK_ERROR: tr("The disk reports an error"),
        Reason.DIFFERS: tr("The disk gives back something else than was written"),
        Reason.SLOW: tr("Very slow: %1 s for one page"),
        Reason.NOT_TYPED: tr("The word did not arrive: %1 characters"),
    }

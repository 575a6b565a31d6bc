"""The readiness drill: its steps, what each may find, and the result that is signed and kept.

A result holds words of closed lists, whole numbers and the emergency agent's own short sentences; nothing a person
typed, no address and no name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.domain.service_day import Instant

FORMAT = 1
MOST = 2**37
"""A bound for every number; as a moment it lies in the year 6325."""
LONGEST_DETAIL = 64
"""Characters, so that a whole result fits into one code for a telephone."""


class Step(StrEnum):
    """What is tried, in the order of the result."""

    TOUCH = "touch"
    COLOURS = "colours"
    SOUND = "sound"
    CALL = "call"
    NETWORK = "network"
    FEED = "feed"
    CLOCK = "clock"
    STORAGE = "storage"
    KEYBOARD = "keyboard"


class Outcome(StrEnum):
    """What became of a step."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why, in one word; the screen has a sentence for each. The comment says what the finding's detail holds."""

    WELL = "well"
    """A number to go by, or the agent's words, or nothing."""
    HUNG = "hung"
    """The limit in seconds."""
    LEFT = "left"
    CALLED = "called"
    UNTOUCHED = "untouched"
    """Areas with the number of cells in each: "left 2,bottom-right 1"."""
    STUCK = "stuck"
    """Areas, or "outside"."""
    SPOTS = "spots"
    """Colours."""
    NOT_SET_UP = "not-set-up"
    NO_TEST_NUMBER = "no-test-number"
    AGENT = "agent"
    """The agent's words."""
    NO_AGENT = "no-agent"
    REFUSED = "refused"
    """The agent's words."""
    NO_NETWORK = "no-network"
    UNREACHED = "unreached"
    """The names of the feeds whose servers do not answer."""
    OLD = "old"
    """The age in seconds."""
    LOST = "lost"
    STARTING = "starting"
    UNSET = "unset"
    OFF = "off"
    """Seconds by which the clock is ahead, negative where it is behind."""
    NOT_COMPARED = "not-compared"
    FULL = "full"
    READ_ONLY = "read-only"
    NOT_WRITABLE = "not-writable"
    DISK_ERROR = "disk-error"
    DIFFERS = "differs"
    SLOW = "slow"
    """Seconds."""
    NOT_TYPED = "not-typed"
    """How many characters arrived, of how many: "3/6"."""


class NoResultError(Exception):
    """What was read is no result of a drill; one sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a step found. `detail`: see the reason; longer ones are cut, what cannot be printed is left out."""

    outcome: Outcome
    reason: Reason = Reason.WELL
    detail: str = ""

    def __post_init__(self) -> None:
        printable = "".join(character for character in self.detail if character.isprintable())
        object.__setattr__(self, "detail", printable[:LONGEST_DETAIL])


def passed(detail: object = "") -> Finding:
    """The step found what it should."""
    return Finding(Outcome.PASSED, detail=str(detail))


def failed(reason: Reason, detail: object = "") -> Finding:
    """The step found something wrong."""
    return Finding(Outcome.FAILED, reason, str(detail))


def skipped(reason: Reason) -> Finding:
    """The step was not run to its end, or there is nothing here to try."""
    return Finding(Outcome.SKIPPED, reason)


@dataclass(frozen=True, slots=True)
class Tried:
    """One step of a result; `tries`: how often it was run."""

    step: Step
    finding: Finding
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """A drill that is over: what is signed. `began` in POSIX seconds, `seconds`: how long it took."""

    began: Instant
    seconds: int
    pavilion: str
    stop: str
    version: str
    role: str
    tried: tuple[Tried, ...]

    def count(self, outcome: Outcome) -> int:
        """How many steps ended so."""
        return sum(one.finding.outcome is outcome for one in self.tried)

    @property
    def outcome(self) -> Outcome:
        """The worst of all steps: one that failed, else one that was skipped."""
        for outcome in (Outcome.FAILED, Outcome.SKIPPED):
            if self.count(outcome):
                return outcome
        return Outcome.PASSED


def to_text(result: Result) -> str:
    """The result as canonical JSON in one line: sorted keys, no spaces, no escapes; a step is a list.

    What stands at the end of that list and is usual (no detail, one try) is left out.
    """
    content = {
        "began": result.began,
        "drill": FORMAT,
        "pavilion": result.pavilion,
        "role": result.role,
        "seconds": result.seconds,
        "steps": {one.step.value: _listed(one) for one in result.tried},
        "stop": result.stop,
        "version": result.version,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Result:
    """The result that `to_text` wrote. Raises NoResultError."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise NoResultError("This is no result of a drill.") from None
    if not isinstance(content, dict) or content.get("drill") != FORMAT:
        raise NoResultError("This is no result of a drill, or of a newer program.")
    steps = content.get("steps")
    if not isinstance(steps, dict) or not set(steps) <= set(Step):
        raise NoResultError("The result's steps are none of a drill.")
    return Result(
        began=_number(content, "began"),
        seconds=_number(content, "seconds"),
        pavilion=_word(content, "pavilion"),
        stop=_word(content, "stop"),
        version=_word(content, "version"),
        role=_word(content, "role"),
        tried=tuple(_tried(step, steps[step]) for step in Step if step in steps),
    )


def _listed(one: Tried) -> list[str | int]:
    finding = one.finding
    listed: list[str | int] = [finding.outcome.value, finding.reason.value, finding.detail, one.tries]
    for usual in (1, "", Reason.WELL.value):
        if listed[-1] != usual:
            break
        listed.pop()
    return listed


def _tried(step: Step, listed: list[Any]) -> Tried:
    usual = ["", Reason.WELL.value, "", 1]
    try:
        outcome, reason, detail, tries = listed + usual[len(listed) :]
        if type(detail) is str and type(tries) is int and tries > 0:
            return Tried(step, Finding(Outcome(outcome), Reason(reason), detail), tries)
    except (TypeError, ValueError):
        pass
    raise NoResultError(f"The result's step {step} cannot be understood.")


def _number(content: dict[str, Any], name: str) -> int:
    value = content.get(name)
    if type(value) is not int or not 0 <= value < MOST:
        raise NoResultError(f"The result's {name} is no whole number.")
    return value


def _word(content: dict[str, Any], name: str) -> str:
    value = content.get(name)
    if not isinstance(value, str):
        raise NoResultError(f"The result's {name} is no text.")
    return value

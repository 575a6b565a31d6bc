"""How a drill goes: which step runs when, how long it may take, what ends it. Times are Monotonic seconds.

The guided steps run one after the other for whoever stands there; the others run beside them by themselves. Every
step ends at its limit, so that the whole takes no longer than a minute, whatever hangs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from kiosk.domain.maintenance.drill import Finding, Reason, Step, Tried, failed, skipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.call.status import Monotonic

WHOLE = 60.0
"""Seconds a whole drill takes at most."""


@dataclass(frozen=True, slots=True)
class Task:
    """One step as it is run. `limit` in seconds; `after`: the step that must have ended before."""

    step: Step
    limit: float
    guided: bool = False
    after: Step | None = None


TASKS = (
    Task(Step.TOUCH, 22.0, guided=True),
    Task(Step.COLOURS, 18.0, guided=True),
    Task(Step.KEYBOARD, 20.0, guided=True),
    Task(Step.SOUND, 15.0),
    Task(Step.CALL, 45.0, after=Step.SOUND),  # the agent runs one self-test at a time
    Task(Step.NETWORK, 10.0),
    Task(Step.FEED, 5.0),
    Task(Step.CLOCK, 5.0),
    Task(Step.STORAGE, 15.0),
)
"""The drill, the guided steps in their order."""
GUIDED = tuple(task.step for task in TASKS if task.guided)
_BY_STEP = {task.step: task for task in TASKS}
NOTHING: Mapping[Step, Finding] = MappingProxyType({})


class Stand(StrEnum):
    """Where a step stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """One step: `since` when it has run, how often it was begun, what it found the last time."""

    stand: Stand = Stand.WAITING
    since: Monotonic = 0.0
    tries: int = 0
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill that was begun at `began`."""

    began: Monotonic
    standings: tuple[Standing, ...] = (Standing(),) * len(TASKS)

    def of(self, step: Step) -> Standing:
        """Where one step stands."""
        return self.standings[_place(step)]

    @property
    def over(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return all(standing.stand is Stand.DONE for standing in self.standings)

    @property
    def running(self) -> tuple[Step, ...]:
        """The steps that run now."""
        pairs = zip(TASKS, self.standings, strict=True)
        return tuple(task.step for task, standing in pairs if standing.stand is Stand.RUNNING)

    @property
    def guided(self) -> Step | None:
        """The step in which somebody is guided now."""
        return next((step for step in self.running if _BY_STEP[step].guided), None)

    @property
    def tried(self) -> tuple[Tried, ...]:
        """The steps that have ended, in the order of the result."""
        return tuple(
            Tried(step, standing.finding, standing.tries)
            for step in Step
            if (standing := self.of(step)).finding and standing.stand is Stand.DONE
        )


def begin(now: Monotonic) -> Drill:
    """A drill whose first guided step and whose steps beside it run."""
    return _gone_on(Drill(now), now)


def found(drill: Drill, step: Step, tries: int, finding: Finding, now: Monotonic) -> Drill:
    """The drill after `step` has found something in its try of this number; a late answer changes nothing."""
    standing = drill.of(step)
    if standing.stand is not Stand.RUNNING or standing.tries != tries:
        return drill
    return _gone_on(_with(drill, step, replace(standing, stand=Stand.DONE, finding=finding)), now)


def tick(drill: Drill, now: Monotonic, so_far: Mapping[Step, Finding] = NOTHING) -> Drill:
    """The drill at `now`: what has reached its limit ends. `so_far`: what an unfinished step knows already."""
    for step in drill.running:
        standing, limit = drill.of(step), _BY_STEP[step].limit
        if now - standing.since >= limit:
            finding = so_far.get(step) or failed(Reason.HUNG, f"{limit:g}")
            drill = _with(drill, step, replace(standing, stand=Stand.DONE, finding=finding))
    return _gone_on(drill, now)


def again(drill: Drill, step: Step, now: Monotonic) -> Drill:
    """The drill with one step begun once more; only after all have ended."""
    if not drill.over:
        return drill
    return _with(drill, step, _begun(drill.of(step), now))


def end(drill: Drill, why: Reason) -> Drill:
    """The drill broken off: what had not ended is skipped, for this reason."""
    ended = tuple(
        standing
        if standing.stand is Stand.DONE
        else replace(standing, stand=Stand.DONE, tries=max(standing.tries, 1), finding=skipped(why))
        for standing in drill.standings
    )
    return replace(drill, standings=ended)


def seconds_left(drill: Drill, now: Monotonic) -> float:
    """How long what runs and waits may still take, one step after the other where they must be."""
    guided = sum(_left(drill, step, now) for step in GUIDED)
    chains = (
        _left(drill, task.step, now) + (_left(drill, task.after, now) if task.after else 0.0)
        for task in TASKS
        if not task.guided
    )
    return max(guided, *chains)


def step_seconds_left(drill: Drill, step: Step, now: Monotonic) -> float:
    """How long one step may still take, from its beginning where it waits."""
    return _left(drill, step, now)


def _left(drill: Drill, step: Step, now: Monotonic) -> float:
    standing, limit = drill.of(step), _BY_STEP[step].limit
    if standing.stand is Stand.DONE:
        return 0.0
    return limit if standing.stand is Stand.WAITING else max(0.0, limit - (now - standing.since))


def _gone_on(drill: Drill, now: Monotonic) -> Drill:
    """Begin every step whose turn has come."""
    for task in TASKS:
        standing = drill.of(task.step)
        if standing.stand is Stand.WAITING and _may_begin(drill, task):
            drill = _with(drill, task.step, _begun(standing, now))
    return drill


def _may_begin(drill: Drill, task: Task) -> bool:
    if task.guided:
        return drill.guided is None
    return task.after is None or drill.of(task.after).stand is Stand.DONE


def _begun(standing: Standing, now: Monotonic) -> Standing:
    return Standing(Stand.RUNNING, now, standing.tries + 1)


def _with(drill: Drill, step: Step, standing: Standing) -> Drill:
    place = _place(step)
    return replace(drill, standings=(*drill.standings[:place], standing, *drill.standings[place + 1 :]))


def _place(step: Step) -> int:
    return next(place for place, task in enumerate(TASKS) if task.step is step)

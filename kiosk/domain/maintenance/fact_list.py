"""The whole list of facts, from all that was read: one list for the page, its code, the file and the command."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.domain.ladder import Rung
from kiosk.domain.maintenance import fact_machine, fact_program, fact_service
from kiosk.domain.maintenance.fact_readings import Machine, Shown, TakenBack
from kiosk.domain.maintenance.fact_service import Line, TimetableFacts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kiosk.domain.board import Board
    from kiosk.domain.maintenance.facts import Fact
    from kiosk.domain.realtime import SourceState
    from kiosk.domain.service_day import Instant, Now


EMPTY = Machine()
"""A machine that tells nothing."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the settings want of this pavilion; `feeds`: the names of its live feeds; `portal`: opened here."""

    emergency: bool = False
    microphone: str = ""
    loudspeaker: str = ""
    feeds: tuple[str, ...] = ()
    portal: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What any process of this machine can read.

    `line` None: no agent answers. `imported`: when the timetable was written, None where there is none.
    `pin` None: one may not look. `log_bytes` None: there is no usage log. `taken_back`: a failed upgrade.
    """

    machine: Machine = EMPTY
    line: Line | None = None
    imported: Instant | None = None
    pin: bool | None = None
    log_bytes: int | None = None
    taken_back: TakenBack | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """What only the running screen knows.

    `network`: of the portal; `unavailable`: no page of it can be opened here. `why` and `ended`: its last life.
    `rung`: how much of it was started.
    """

    sources: tuple[SourceState, ...] = ()
    board: Board | None = None
    timetable_fault: str = ""
    network: str = ""
    unavailable: bool = False
    shown: Shown | None = None
    log_trouble: str = ""
    why: str = ""
    ended: Instant | None = None
    rung: Rung = Rung.USUAL


def facts_with_screen(
    running: Running, read: Read, wishes: Wishes, now: Now, *, version: str, last_day: date | None, today: date
) -> Iterator[Fact]:
    """Every line, as the screen knows it. `last_day` of the timetable, `today` at the stop."""
    board, machine = running.board, read.machine
    error = board.clock_error if board else None
    fed = any(source.message and source.message.timestamp is not None for source in running.sources)
    yield fact_program.screen(machine.own_uptime, running.rung)
    yield from fact_service.feeds(running.sources, now, error)
    known = TimetableFacts(read.imported, last_day, running.timetable_fault)
    yield fact_service.timetable(known, today, now.instant)
    yield from fact_service.emergency(read.line, now.instant, wanted=wishes.emergency)
    if wishes.portal:
        yield fact_service.portal(running.network, unavailable=running.unavailable)
    yield fact_service.clock(now.instant, machine, board.clock if board else None, error, fed=fed)
    yield from fact_machine.machine_facts(
        machine, microphone=wishes.microphone, loudspeaker=wishes.loudspeaker, shown=running.shown
    )
    yield fact_program.usage_log(read.log_bytes, running.log_trouble)
    yield fact_program.pin(read.pin)
    yield fact_program.version(version, read.taken_back)
    yield fact_program.restart(running.why, running.ended)


def facts_without_screen(
    read: Read, wishes: Wishes, now: Now, *, version: str, last_day: date | None, today: date, silent: float | None
) -> Iterator[Fact]:
    """Every line that can be told while no screen runs; `silent`: seconds since one was last heard of."""
    machine = read.machine
    if machine.memory:  # of whoever asks, not of the screen
        machine = replace(machine, memory=replace(machine.memory, own=None))
    yield fact_program.silent_screen(silent)
    yield from fact_service.feeds_unwatched(wishes.feeds)
    yield fact_service.timetable(TimetableFacts(read.imported, last_day), today, now.instant)
    yield from fact_service.emergency(read.line, now.instant, wanted=wishes.emergency)
    yield fact_service.clock(now.instant, machine, None, None, fed=False)
    yield from fact_machine.machine_facts(
        machine, microphone=wishes.microphone, loudspeaker=wishes.loudspeaker, shown=None
    )
    yield fact_program.usage_log(read.log_bytes, "")
    yield fact_program.pin(read.pin)
    yield fact_program.version(version, read.taken_back)

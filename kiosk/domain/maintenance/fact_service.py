"""What comes from outside, judged: live feeds, the timetable, the emergency line, the portal, the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.domain.board import Clock
from kiosk.domain.board.freshness import FEED_FRESH_FOR, FEED_LOST_AFTER, GRACE, SANE_SINCE
from kiosk.domain.call.health import TEST_CALL_OVERDUE
from kiosk.domain.call.status import Health, SelfTest, SelfTestResult, TrunkReport
from kiosk.domain.maintenance.fact_readings import Machine
from kiosk.domain.maintenance.facts import Fact, Name, fact
from kiosk.domain.realtime import SourceState
from kiosk.domain.service_day import Instant, Now

ALERTS = "alerts"
ALERTS_FRESH_FOR, ALERTS_LOST_AFTER = 600, 1800
"""Seconds. Source: GTFS Realtime best practices: alerts not older than 10 min; three times that here is lost."""
SOON = timedelta(days=7)
"""`kiosk check` warns of the same: a week is time enough to ask a carrier for a new timetable."""


@dataclass(frozen=True, slots=True)
class TimetableFacts:
    """What is known of the timetable file. `imported`: when; `last_day`: the last one with any service.

    `fault`: why a newer one does not come, in one sentence, "" while nothing is wrong.
    """

    imported: Instant | None = None
    last_day: date | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What the emergency agent tells of itself. `sound`: it has a microphone and a loudspeaker."""

    health: Health
    faults: tuple[str, ...] = ()
    trunks: tuple[TrunkReport, ...] = ()
    tests: tuple[SelfTestResult, ...] = ()
    sound: bool = True


def feeds(sources: Iterable[SourceState], now: Now, clock_error: int | None = None) -> Iterator[Fact]:
    """A line for each live feed; `clock_error`: seconds that our wall clock is known to be ahead."""
    known = tuple(sources)
    if not known:
        yield fact(Name.FEED, "none_set")
    for source in known:
        yield _feed(source, now, clock_error or 0)


def _feed(source: SourceState, now: Now, clock_error: int) -> Fact:
    failing = None if source.failing_since is None else now.monotonic - source.failing_since
    fault = str(source.fault) if source.fault and failing is not None else None
    since = None if failing is None else round(now.instant - failing)
    if source.message is None or source.received is None:
        if failing is None or failing <= GRACE:
            return fact(Name.FEED, "starting", source.name, fault=fault)
        return fact(Name.FEED, "lost", source.name, since, fault=fault)
    age = max(round(now.monotonic - source.received), 0)
    if source.message.timestamp is not None:
        age = max(age, now.instant - clock_error - source.message.timestamp)
    fresh, lost = FEED_FRESH_FOR, FEED_LOST_AFTER
    if source.name.startswith(ALERTS):
        fresh, lost = ALERTS_FRESH_FOR, ALERTS_LOST_AFTER
    state = "lost" if age > lost else "late" if age > fresh or (failing or 0) > GRACE else "fresh"
    return fact(Name.FEED, state, source.name, age_s=age, fault=fault)


def feeds_unwatched(names: Iterable[str]) -> Iterator[Fact]:
    """The lines of the live feeds where no screen asks them."""
    known = tuple(names)
    if not known:
        yield fact(Name.FEED, "none_set")
    for name in known:
        yield fact(Name.FEED, "not_watched", name)


def timetable(known: TimetableFacts, today: date, now: Instant) -> Fact:
    """How long the timetable lasts; `today` at the stop."""
    if known.imported is None:
        return fact(Name.TIMETABLE, "missing", reason=known.fault or None)
    age = max(now - known.imported, 0)
    if known.last_day is None:
        return fact(Name.TIMETABLE, "no_end", age_s=age)
    last = known.last_day
    ladder = (("expired", last < today), ("ends_soon", last < today + SOON), ("not_renewed", bool(known.fault)))
    state = next((state for state, true in ladder if true), "valid")
    return fact(
        Name.TIMETABLE,
        state,
        until=last.isoformat(),
        days_left=(last - today).days,
        age_s=age,
        reason=known.fault or None,
    )


HEALTHS = {
    Health.WORKS: "works",
    Health.DEGRADED: "degraded",
    Health.BROKEN: "broken",
    Health.ABSENT: "absent",
    Health.UNKNOWN: "not_known_yet",
}


def emergency(line: Line | None, now: Instant, *, wanted: bool) -> Iterator[Fact]:
    """The lines of the emergency call. `line` None: no agent answers; `wanted`: the settings name a trunk."""
    if not wanted:
        yield fact(Name.EMERGENCY, "absent")
        return
    if line is None:
        yield fact(Name.EMERGENCY, "silent")
        return
    registered = [trunk.registered for trunk in line.trunks if trunk.registered is not None]
    yield fact(
        Name.EMERGENCY,
        HEALTHS[line.health],
        trunks=len(line.trunks),
        answering=sum(trunk.answered is True for trunk in line.trunks),
        registered=sum(registered) if registered else None,
        reason=" ".join(line.faults) or None,
    )
    yield from map(_trunk, {trunk.name: trunk for trunk in line.trunks}.values())
    yield _sound_loop(line, now)
    yield from _test_calls(line, now)


def _trunk(trunk: TrunkReport) -> Fact:
    if trunk.answered is None:
        state = "not_asked"
    elif not trunk.answered:
        state = "silent"
    else:
        state = "not_registered" if trunk.registered is False else "answers"
    latency = None if trunk.latency_ms is None else round(trunk.latency_ms, 1)
    return fact(Name.TRUNK, state, trunk.name, latency_ms=latency, code=trunk.code, reason=trunk.failure or None)


def _sound_loop(line: Line, now: Instant) -> Fact:
    if not line.sound:
        return fact(Name.SOUND_LOOP, "not_possible")
    tests = (one for one in line.tests if one.test is SelfTest.SOUND)
    last = max(tests, key=lambda one: one.at, default=None)
    if last is None:
        return fact(Name.SOUND_LOOP, "not_tested")
    return fact(Name.SOUND_LOOP, "heard" if last.passed else "not_heard", at=last.at, age_s=max(now - last.at, 0))


def _test_calls(line: Line, now: Instant) -> Iterator[Fact]:
    """The last test call over each trunk; one line without a name where none was ever made."""
    last: dict[str, SelfTestResult] = {}
    for result in sorted(line.tests, key=lambda one: one.at):
        if result.test is SelfTest.CALL:
            last[result.trunk] = result
    if not last:
        yield fact(Name.TEST_CALL, "never")
    for trunk, result in last.items():
        age = max(now - result.at, 0)
        state = "failed" if not result.passed else "overdue" if age > TEST_CALL_OVERDUE else "passed"
        yield fact(Name.TEST_CALL, state, trunk, at=result.at, age_s=age)


def portal(network: str, *, unavailable: bool) -> Fact:
    """The portal of state services: "there", "gone", or not asked; `unavailable`: no page can be opened here."""
    if unavailable:
        return fact(Name.PORTAL, "no_browser")
    return fact(Name.PORTAL, {"there": "reached", "gone": "not_reached"}.get(network, "not_asked"))


def clock(
    now: Instant,
    machine: Machine,
    board: Clock | None,
    error: int | None,
    *,
    fed: bool,
) -> Fact:
    """The wall clock: kept by NTP (`machine`), and compared with a living feed by the board.

    `error`: seconds it is ahead of the feed; `fed`: a feed tells the time.
    """
    if board is Clock.UNKNOWN or now < SANE_SINCE:
        return fact(Name.CLOCK, "lost", error_s=error)
    if board is Clock.DOUBTFUL:
        return fact(Name.CLOCK, "doubtful", error_s=error)
    if machine.synchronised is None:
        return fact(Name.CLOCK, "agrees" if fed else "not_compared")
    if not machine.synchronised:
        return fact(Name.CLOCK, "not_synchronised")
    most = None if machine.clock_error is None else round(machine.clock_error * 1000)
    return fact(Name.CLOCK, "synchronised", most_error_ms=most)

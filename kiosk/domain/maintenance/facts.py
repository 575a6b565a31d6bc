"""What a technician wants to know of this pavilion: one line a thing, how well it is, and since when.

A thing may be in one of a few named states, and each state has one level: the catalogue below is all there is. The
page, its code for a telephone, `kiosk status` and its JSON show the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from kiosk.domain.service_day import Instant, Now

Value: TypeAlias = str | int | float

SAME_MOMENT = 2
"""Seconds that the two clocks may differ by rounding: a moment this near to the one before is the same."""


class Level(StrEnum):
    """How well a thing is."""

    GREEN = "green"
    """Nothing to do."""
    AMBER = "amber"
    """Works, with something to see to."""
    RED = "red"
    """Does not work."""
    UNKNOWN = "unknown"
    """Nobody can say here."""


class Name(StrEnum):
    """Every thing that has a line."""

    SCREEN = "screen"
    FEED = "feed"
    TIMETABLE = "timetable"
    EMERGENCY = "emergency"
    TRUNK = "trunk"
    SOUND_LOOP = "sound_loop"
    TEST_CALL = "test_call"
    NETWORK = "network"
    PORTAL = "portal"
    CLOCK = "clock"
    DISK = "disk"
    MEMORY = "memory"
    TEMPERATURE = "temperature"
    AUDIO = "audio"
    DISPLAY = "display"
    TOUCH = "touch"
    USAGE_LOG = "usage_log"
    PIN = "pin"
    VERSION = "version"
    MACHINE = "machine"
    RESTART = "restart"


def _states(green: str = "", amber: str = "", red: str = "", unknown: str = "") -> Mapping[str, Level]:
    words = ((Level.GREEN, green), (Level.AMBER, amber), (Level.RED, red), (Level.UNKNOWN, unknown))
    return MappingProxyType({state: level for level, states in words for state in states.split()})


STATES: Mapping[Name, Mapping[str, Level]] = MappingProxyType(
    {
        Name.SCREEN: _states(
            green="runs", amber="safe_mode", red="plain_mode bare_mode alone_mode silent not_running"
        ),
        Name.FEED: _states(green="fresh none_set", amber="late", red="lost", unknown="starting not_watched"),
        Name.TIMETABLE: _states(
            green="valid", amber="ends_soon not_renewed", red="expired missing", unknown="no_end"
        ),
        Name.EMERGENCY: _states(
            green="works", amber="degraded absent", red="broken silent", unknown="not_known_yet"
        ),
        Name.TRUNK: _states(green="answers", amber="silent not_registered", unknown="not_asked"),
        Name.SOUND_LOOP: _states(green="heard", amber="not_possible", red="not_heard", unknown="not_tested"),
        Name.TEST_CALL: _states(green="passed", amber="overdue", red="failed", unknown="never"),
        Name.NETWORK: _states(green="connected", red="no_route no_link", unknown="not_readable"),
        Name.PORTAL: _states(green="reached", amber="not_reached no_browser", unknown="not_asked"),
        Name.CLOCK: _states(
            green="synchronised agrees", amber="not_synchronised doubtful", red="lost", unknown="not_compared"
        ),
        Name.DISK: _states(
            green="room", amber="low errors", red="full out_of_inodes read_only", unknown="not_readable"
        ),
        Name.MEMORY: _states(green="enough", amber="low grown", red="out", unknown="not_readable"),
        Name.TEMPERATURE: _states(green="normal", amber="hot cold", red="too_hot", unknown="no_sensor"),
        Name.AUDIO: _states(green="present off", red="missing", unknown="not_readable"),
        Name.DISPLAY: _states(green="connected", red="disconnected", unknown="off_screen not_readable"),
        Name.TOUCH: _states(green="present", amber="not_used", red="missing", unknown="not_readable"),
        Name.USAGE_LOG: _states(green="kept", amber="repaired", red="failing", unknown="no_file"),
        Name.PIN: _states(green="set", amber="not_set", unknown="not_readable"),
        Name.VERSION: _states(green="runs", amber="rolled_back not_healthy"),
        Name.MACHINE: _states(green="up", unknown="not_readable"),
        Name.RESTART: _states(
            green="first asked settings nightly stopped reboot power", amber="crashed", unknown="not_known"
        ),
    }
)
"""Every state of every thing, and its level. The words are those of `kiosk status --json`: they stay."""

_WORST_FIRST = (Level.RED, Level.AMBER, Level.UNKNOWN, Level.GREEN)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line. Made by `fact` alone.

    `part` tells several of a kind apart: the feed's or the trunk's name. `values` are details by names that end in
    their unit (`_s` seconds, `_ms`, `_bytes`, `_celsius`, `at` POSIX seconds). `since`: when this level began,
    None where nobody has looked twice.
    """

    name: Name
    state: str
    level: Level
    part: str = ""
    values: tuple[tuple[str, Value], ...] = ()
    since: Instant | None = None

    @property
    def key(self) -> str:
        """What tells this line from the others."""
        return f"{self.name}:{self.part}" if self.part else str(self.name)

    def value(self, name: str) -> Value | None:
        """One detail, None where it is not known."""
        return dict(self.values).get(name)


@dataclass(frozen=True, slots=True)
class Held:
    """A level that a thing has: since the second `began` of the monotonic clock, which is the moment `since`."""

    level: Level
    began: float
    since: Instant


def fact(name: Name, state: str, part: str = "", since: Instant | None = None, **values: Value | None) -> Fact:
    """The line of a thing in a state of the catalogue; a value that is None is left out. KeyError: a bug."""
    known = tuple((key, value) for key, value in values.items() if value is not None)
    return Fact(name, state, STATES[name][state], part, known, since)


def held(
    facts: Iterable[Fact], now: Now, before: Mapping[str, Held]
) -> tuple[tuple[Fact, ...], Mapping[str, Held]]:
    """`facts` with the moment since when each has its level, and what to give as `before` the next time.

    A fact that knows its own moment keeps it. Measured with the monotonic clock: when the wall clock is set, the
    moments move with it.
    """
    kept: dict[str, Held] = {}
    told = []
    for one in facts:
        known = kept[one.key] = _held(one, now, before.get(one.key))
        told.append(replace(one, since=known.since))
    return tuple(told), kept


def _held(one: Fact, now: Now, before: Held | None) -> Held:
    same = before is not None and before.level is one.level
    began = before.began if before is not None and same else now.monotonic
    since = one.since if one.since is not None else round(now.instant - (now.monotonic - began))
    if before is not None and same and abs(since - before.since) <= SAME_MOMENT:
        since = before.since
    return Held(one.level, began, since)


def worst(facts: Iterable[Fact]) -> Level:
    """The worst level of all; green where there is nothing."""
    levels = {one.level for one in facts}
    return next((level for level in _WORST_FIRST if level in levels), Level.GREEN)


def worst_first(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The same lines, the worst in front, else in their order."""
    return tuple(sorted(facts, key=lambda one: _WORST_FIRST.index(one.level)))

"""The filters of the events page: which kinds of the catalogue, and how much of the program's log, each shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.domain.call.status import Health
from kiosk.domain.usage.catalogue import KINDS, Purpose

if TYPE_CHECKING:
    from kiosk.domain.usage.catalogue import Event

SHOWN = frozenset({Purpose.OPERATION, Purpose.AUDIT, Purpose.EMERGENCY, Purpose.REPORT})
"""What passengers use is counted on another page, never listed."""
FEED = frozenset({"feed_lost", "feed_back", "board_feed", "timetable_renewed"})
LINE = frozenset({"self_test", "emergency_line", "emergency_state"})
_SOUND: dict[str, tuple[str, frozenset[object]]] = {
    "feed_lost": ("", frozenset()),
    "log_gap": ("", frozenset()),
    "program_started": ("why", frozenset({"first", "asked", "settings", "nightly", "stopped", "reboot"})),
    "safe_mode": ("", frozenset()),
    "board_feed": ("state", frozenset({"live", "ageing", "starting", "absent"})),
    "clock": ("state", frozenset({"good"})),
    "self_test": ("passed", frozenset({1})),
    "emergency_line": ("health", frozenset({Health.WORKS, Health.UNKNOWN, Health.ABSENT})),
    "emergency_state": ("failure", frozenset({None})),
}
"""Of the events that may mean trouble: the field that tells, and its values that mean none."""


class Filter(StrEnum):
    """What the page shows."""

    ALL = "all"
    FAULTS = "faults"
    FEED = "feed"
    EMERGENCY = "emergency"
    MENU = "menu"
    REPORTS = "reports"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a filter asks of the sources: names of events, and levels of the program's log; empty: nothing of it.

    `faults`: of these only what means trouble.
    """

    names: frozenset[str]
    levels: frozenset[str] = frozenset()
    faults: bool = False

    @property
    def purposes(self) -> frozenset[Purpose]:
        """What these events are kept for."""
        return frozenset(KINDS[name].purpose for name in self.names)

    def shows(self, event: Event) -> bool:
        """Whether it is listed."""
        return event.name in self.names and (not self.faults or is_fault(event))


ERRORS = frozenset({"ERROR", "CRITICAL"})
LOGGED = ERRORS | {"WARNING"}


def wanted(shown: Filter) -> Wanted:
    """What `shown` asks of the sources."""
    listed = frozenset(kind.name for kind in KINDS.values() if kind.purpose in SHOWN)
    audit = frozenset(name for name in listed if KINDS[name].purpose is Purpose.AUDIT)
    reports = frozenset(name for name in listed if KINDS[name].purpose is Purpose.REPORT)
    return {
        Filter.ALL: Wanted(listed, LOGGED),
        Filter.FAULTS: Wanted(listed - audit - reports, ERRORS, faults=True),
        Filter.FEED: Wanted(FEED),
        Filter.EMERGENCY: Wanted(LINE),
        Filter.MENU: Wanted(audit),
        Filter.REPORTS: Wanted(reports),
        Filter.PROGRAM: Wanted(listed - audit - reports - FEED - LINE, LOGGED),
    }[shown]


def is_fault(event: Event) -> bool:
    """Whether an event means that something is wrong."""
    field, sound = _SOUND.get(event.name, ("", frozenset({None})))
    return dict(event.fields).get(field) not in sound

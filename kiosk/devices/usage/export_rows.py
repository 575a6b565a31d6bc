"""What is read from the usage log as flat rows, the same for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kiosk.domain.service_day import local
from kiosk.domain.usage.catalogue import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.entries import Entry, HourlyCount, Scored

Row: TypeAlias = dict[str, str | int]
"""The columns that a line has a value for."""


def _fields(kinds: Iterable[Kind]) -> tuple[str, ...]:
    """Every field of some kinds of event once, in the order of the catalogue."""
    return tuple(dict.fromkeys(name for kind in kinds for name, _ in kind.fields))


EVENT_COLUMNS = ("time", "precision", "seq", "boot", "purpose", "event", *_fields(KINDS.values()))
"""Of events: the same in every export, so that two of them can be joined."""
HOUR_COLUMNS = ("hour", "purpose", "event", "count", *_fields(KINDS.values()))
SCORE_COLUMNS = (
    "day",
    "route",
    "minutes_before",
    "shown",
    "accurate",
    "early",
    "late",
    "unseen",
    "error_seconds",
    "error_squares",
)


def event_row(entry: Entry, zone: ZoneInfo) -> Row:
    """One event. `precision` says whether its time is that of a second or of the hour in which it happened.

    What passengers did has no number: beside events with exact times it would tell the minute.
    """
    purpose = entry.event.purpose
    number: Row = {} if purpose.rounded else {"seq": entry.seq, "boot": entry.boot}
    return {
        "time": iso(entry.at, zone),
        "precision": "hour" if purpose.rounded else "second",
        **number,
        "purpose": str(purpose),
        "event": entry.event.name,
        **dict(entry.event.fields),
    }


def hour_row(count: HourlyCount, zone: ZoneInfo) -> Row:
    """One hourly sum."""
    return {
        "hour": iso(count.hour, zone),
        "purpose": str(KINDS[count.name].purpose),
        "event": count.name,
        "count": count.count,
        **dict(count.fields),
    }


def score_row(score: Scored) -> Row:
    """The predictions of one route, day and bin."""
    return {
        "day": score.day.isoformat(),
        "route": score.route_id,
        "minutes_before": score.bin,
        "shown": score.shown,
        "accurate": score.accurate,
        "early": score.early,
        "late": score.late,
        "unseen": score.unseen,
        "error_seconds": score.error_seconds,
        "error_squares": score.error_squares,
    }


def iso(moment: Instant, zone: ZoneInfo) -> str:
    """A moment as ISO 8601 with its offset, by the wall clock of `zone`."""
    return local(moment, zone).isoformat()

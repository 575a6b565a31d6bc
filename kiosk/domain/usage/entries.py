"""What is read back from the usage log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.domain.service_day import Instant
from kiosk.domain.usage.catalogue import Event


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it was kept. `seq` grows by one with each event of the file; `boot` tells starts apart.

    `at` in POSIX seconds, rounded down to the hour where the purpose of the event says so.
    """

    seq: int
    at: Instant
    boot: int
    event: Event


@dataclass(frozen=True, slots=True)
class HourlyCount:
    """How often an event happened in the hour that begins at `hour` (POSIX seconds). Kept for three years.

    `fields` are those of the event that are words of closed lists, counts up to 2, service ids and route ids.
    """

    hour: Instant
    name: str
    fields: tuple[tuple[str, str | int], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Scored:
    """Predictions of one route shown on one service day, in one bin of minutes before arrival.

    `bin` is "0-3", "3-6", "6-12" or "12-30". `shown` is all: `accurate` came within the window of the bin, `early`
    and `late` outside of it, `unseen` never; the rest are those of which nobody knows, since the feed was lost.
    `error_seconds` is the sum of (actual - predicted) over those that came, `error_squares` of its squares.
    """

    day: date
    route_id: str
    bin: str
    shown: int
    accurate: int = 0
    early: int = 0
    late: int = 0
    unseen: int = 0
    error_seconds: int = 0
    error_squares: int = 0


@dataclass(frozen=True, slots=True)
class LogFacts:
    """The log file itself. `hours`: from the first that is counted to the last.

    `oldest` and `newest` are moments of events kept in full; None where there is none.
    """

    bytes_used: int
    events: int
    hours: int
    oldest: Instant | None
    newest: Instant | None
    last_seq: int
    version: int

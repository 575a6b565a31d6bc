"""The values of the board, as the screen reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.board.memory import Memory
from kiosk.domain.departure import Departure
from kiosk.domain.frozen import dataclass
from kiosk.domain.realtime import Alert, Fault, Occupancy
from kiosk.domain.service_day import Instant
from kiosk.domain.text import Text


class Certainty(StrEnum):
    """How we know a row's time. Each of these looks different on the screen."""

    LIVE = "live"
    AGEING = "ageing"
    OUT_OF_CONTACT = "out_of_contact"
    TIMETABLE = "timetable"
    INTERVAL = "interval"


class Due(StrEnum):
    """What stands in the row's right-hand column."""

    AT_STOP = "at_stop"
    ARRIVING = "arriving"
    MINUTES = "minutes"
    CLOCK = "clock"
    INTERVAL = "interval"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Row:
    """One upcoming departure as the passenger sees it.

    `minutes` is set for Due.MINUTES; `moment` is what a clock time shows (expected, else scheduled);
    `scheduled` the timetable's moment; `deviation` seconds late (positive) or early, only when live and
    scheduled; `headway` the shortest and longest interval in minutes for Due.INTERVAL; `age` seconds since the
    vehicle was heard of; `low_floor` and `occupancy` None where unknown; `last_today`: no later bus of this
    route and direction today; `day` is set when the departure is not today.
    """

    key: str
    departure: Departure
    route_short_name: Text
    route_color: str
    route_text_color: str
    route_type: int
    headsign: Text
    due: Due
    certainty: Certainty
    moment: Instant
    minutes: int | None = None
    scheduled: Instant | None = None
    deviation: int | None = None
    headway: tuple[int, int] | None = None
    age: int | None = None
    stops_away: int | None = None
    low_floor: bool | None = None
    occupancy: Occupancy | None = None
    platform_code: str = ""
    via: Text | None = None
    last_today: bool = False
    added: bool = False
    day: date | None = None


class Ghost(StrEnum):
    """Why a live claim of the feed is not shown. The service page counts them."""

    ALREADY_PASSED = "already_passed"
    EXPIRED = "expired"
    TOO_FAR = "too_far"
    OTHER_TRIP = "other_trip"
    SILENT = "silent"
    DUPLICATE = "duplicate"


class Fate(StrEnum):
    """What became of a departure that is no longer upcoming."""

    PASSED = "passed"
    NOT_SEEN = "not_seen"


@dataclass(frozen=True, slots=True)
class Past:
    """A departure of the last minutes: it left, or it was expected and never seen.

    `moment` is when it left, or when the timetable expected it.
    """

    key: str
    route_short_name: Text
    route_color: str
    route_text_color: str
    headsign: Text
    fate: Fate
    moment: Instant


class Feed(StrEnum):
    """The state of the live data as a whole, worst honest word first to last."""

    LIVE = "live"
    AGEING = "ageing"
    LOST = "lost"
    STARTING = "starting"
    ABSENT = "absent"


class Service(StrEnum):
    """Whether buses run here now, as far as the timetable knows."""

    RUNNING = "running"
    ENDED = "ended"
    NOT_TODAY = "not_today"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Clock(StrEnum):
    """Whether the clock of the machine can be believed."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the arrivals page shows.

    `feed_age` seconds since the live feed was made, None without one; `live_until` the moment of the last live
    data when the feed is lost; `clock_error` seconds by which the machine's clock seems to be off when it is
    doubtful (positive: it is ahead); `next_service` the first departure of a later day when none is left today.
    `off_hidden` counts the cancelled and skipped departures that found no room, `ghosts` the live claims that were
    not believed. `memory` is for the board of the next second only.
    """

    now: Instant
    rows: tuple[Row, ...] = ()
    past: tuple[Past, ...] = ()
    alerts: tuple[Alert, ...] = ()
    feed: Feed = Feed.ABSENT
    feed_age: int | None = None
    live_until: Instant | None = None
    fault: Fault | None = None
    service: Service = Service.UNKNOWN
    next_service: Row | None = None
    clock: Clock = Clock.GOOD
    clock_error: int | None = None
    off_hidden: int = 0
    ghosts: Mapping[Ghost, int] = field(default_factory=lambda: MappingProxyType({}))
    memory: Memory | None = field(default=None, compare=False, repr=False)

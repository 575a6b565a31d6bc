"""What one board leaves to the next: enough to keep a countdown steady, and no clock but the monotonic one.

Seconds may be missed and the wall clock may step between two boards; whatever is remembered here is keyed by
`Departure.key` and aged by monotonic seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING

from kiosk.domain.frozen import dataclass
from kiosk.domain.service_day import Instant, Now

if TYPE_CHECKING:
    from kiosk.domain.board.listing import Listing
    from kiosk.domain.board.values import Certainty, Past
    from kiosk.domain.departure import Departure
    from kiosk.domain.realtime import Alert, FeedMessage
    from kiosk.domain.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Claim:
    """The newest live prediction of one departure and how it was shown.

    `seen` is the monotonic second at which the feed last held it, `left` the seconds to go at that time;
    `stamp` the moment it was measured at; `certainty` the worst that was said of this stamp; `minutes` the number
    shown, `rising_since` the monotonic second since when the feed asks for one minute more.
    """

    departure: Departure
    seen: float
    left: int
    stamp: Instant | None
    certainty: Certainty
    minutes: int | None = None
    rising_since: float | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """A departure that has left the board and may not come back as if nothing had happened.

    `past` is None where nobody saw it on this board; `at` is monotonic; `observed`: its vehicle was seen beyond
    our stop.
    """

    past: Past | None
    at: float
    stamp: Instant | None
    observed: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest header of the live feed: `since` and `advanced` are monotonic seconds.

    `since` is when this header was received, `advanced` when a header last followed an older one.
    """

    header: Instant
    since: float
    advanced: float | None = None


@dataclass(frozen=True, slots=True)
class ConcerningAlerts:
    """The alerts that concern our stop, and the messages with alerts that they were chosen from."""

    timetable: Timetable
    messages: tuple[FeedMessage, ...]
    alerts: tuple[Alert, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything remembered.

    `started` is the monotonic second of the first board, `watching_since` since when the live feed has not been
    lost, `live_routes` when a route last had a live prediction.
    """

    now: Now
    started: float
    watching_since: float | None = None
    heard: Heard | None = None
    claims: Mapping[str, Claim] = field(default_factory=lambda: MappingProxyType({}))
    gone: Mapping[str, Gone] = field(default_factory=lambda: MappingProxyType({}))
    live_routes: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    listing: Listing | None = None
    alerts: ConcerningAlerts | None = None

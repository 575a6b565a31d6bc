"""The timetable of one stop: the trips that call here in full, and when they call.

Field names are those of GTFS Schedule. Times inside a trip are seconds since time zero of its service day
(see service_day); calls carry moments.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kiosk.domain.frozen import dataclass
from kiosk.domain.service_day import Instant, Seconds
from kiosk.domain.text import Text

NOT_AVAILABLE = 1
"""pickup_type and drop_off_type: nobody may board, nobody may get off. Source: GTFS, stop_times.txt."""


@dataclass(frozen=True, slots=True)
class Agency:
    """agency.txt. The service days of its routes are counted in `agency_timezone`."""

    agency_id: str
    agency_name: Text
    agency_url: str = ""
    agency_phone: str = ""
    agency_timezone: ZoneInfo | None = None


@dataclass(frozen=True, slots=True)
class FeedInfo:
    """feed_info.txt, and how long the services of the whole feed last."""

    feed_publisher_name: str = ""
    feed_lang: str = ""
    feed_version: str = ""
    first_service_date: date | None = None
    last_service_date: date | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """stops.txt. `stop_lat`, `stop_lon` are WGS84 degrees; `wheelchair_boarding`: 0 unknown, 1 yes, 2 no."""

    stop_id: str
    stop_name: Text
    stop_code: str = ""
    stop_desc: Text = Text("")
    stop_lat: float | None = None
    stop_lon: float | None = None
    location_type: int = 0
    parent_station: str = ""
    platform_code: str = ""
    wheelchair_boarding: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """routes.txt. Colours are six hexadecimal digits or "" where the feed gives none."""

    route_id: str
    route_short_name: Text
    route_long_name: Text = Text("")
    agency_id: str = ""
    route_type: int = 3
    route_color: str = ""
    route_text_color: str = ""


@dataclass(frozen=True, slots=True)
class StopTime:
    """One row of stop_times.txt, its times relative to `Trip.start_time`, so that trips can share it.

    `estimated`: the feed left the times blank and they were interpolated.
    """

    stop_sequence: int
    stop_id: str
    arrival: Seconds
    departure: Seconds
    pickup_type: int = 0
    drop_off_type: int = 0
    stop_headsign: Text | None = None
    shape_dist_traveled: float | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Frequency:
    """One row of frequencies.txt: a run starts at start_time, then every headway_secs, before end_time."""

    start_time: Seconds
    end_time: Seconds
    headway_secs: int
    exact_times: bool


@dataclass(frozen=True, slots=True)
class Trip:
    """trips.txt with its stop_times in order of stop_sequence.

    `start_time` is the first call's arrival in the feed. A trip of frequencies.txt has `frequencies`, and its
    runs start at their times instead. `wheelchair_accessible`: 0 unknown, 1 yes, 2 no.
    """

    trip_id: str
    route_id: str
    service_id: str
    start_time: Seconds
    stop_times: tuple[StopTime, ...]
    trip_headsign: Text = Text("")
    trip_short_name: str = ""
    direction_id: int | None = None
    block_id: str = ""
    shape_id: str = ""
    wheelchair_accessible: int = 0
    frequencies: tuple[Frequency, ...] = ()


class ShapePoint(NamedTuple):
    """One row of shapes.txt; `shape_dist_traveled` is None where the feed gives none."""

    shape_pt_lat: float
    shape_pt_lon: float
    shape_dist_traveled: float | None = None


class ScheduledCall(NamedTuple):
    """One run of a trip calling at one of our stops on one service day.

    `start` is the moment of the run's first call: `start + stop_time.arrival` is a call's moment.
    `start_time` is the same as GTFS-Realtime names a run (seconds of its service day).
    `headway_secs`: the run belongs to a headway service (exact_times=0); its minute is nominal, only the
    interval is promised.
    """

    trip: Trip
    stop_time: StopTime
    service_date: date
    start_time: Seconds
    start: Instant
    headway_secs: int | None = None

    @property
    def arrival(self) -> Instant:
        """The scheduled moment of arrival."""
        return self.start + self.stop_time.arrival

    @property
    def departure(self) -> Instant:
        """The scheduled moment of departure."""
        return self.start + self.stop_time.departure


@dataclasses.dataclass(frozen=True)
class Timetable:
    """Everything the screen knows of the timetable for [since, until), in order of departure.

    `stop` is the place the pavilion stands at: a platform or a station. `stop_ids` are all ids that count as
    here: the station, its platforms, and further stops the operator named. `zone` is the wall clock here, for
    display only. `stops` holds every stop of `trips`; `active_dates` the dates of each service within reach of the
    window.
    """

    stop: Stop
    stop_ids: frozenset[str]
    zone: ZoneInfo
    since: Instant
    until: Instant
    calls: tuple[ScheduledCall, ...] = ()
    trips: Mapping[str, Trip] = field(default_factory=lambda: MappingProxyType({}))
    routes: Mapping[str, Route] = field(default_factory=lambda: MappingProxyType({}))
    stops: Mapping[str, Stop] = field(default_factory=lambda: MappingProxyType({}))
    shapes: Mapping[str, tuple[ShapePoint, ...]] = field(default_factory=lambda: MappingProxyType({}))
    active_dates: Mapping[str, frozenset[date]] = field(default_factory=lambda: MappingProxyType({}))
    agencies: Mapping[str, Agency] = field(default_factory=lambda: MappingProxyType({}))
    feed_info: FeedInfo = FeedInfo()

    def calls_between(self, since: Instant, until: Instant) -> tuple[ScheduledCall, ...]:
        """The calls with a scheduled departure in [since, until)."""
        first = bisect_left(self.calls, since, key=lambda call: call.departure)
        last = bisect_left(self.calls, until, key=lambda call: call.departure)
        return self.calls[first:last]

    def service_zone(self, route_id: str) -> ZoneInfo:
        """Where the service days of a route are counted: its agency's zone, never the stop's own.

        Source: GTFS Schedule reference, stops.txt, stop_timezone.
        """
        route = self.routes.get(route_id)
        agency = self.agencies.get(route.agency_id) if route else None
        zones = (known.agency_timezone for known in (agency, *self.agencies.values()) if known)
        return next((zone for zone in zones if zone), self.zone)

    def headsign(self, call: ScheduledCall) -> Text:
        """What the front of the bus says at this call: stop_headsign, else trip_headsign, else the last stop."""
        if call.stop_time.stop_headsign:
            return call.stop_time.stop_headsign
        if call.trip.trip_headsign.default:
            return call.trip.trip_headsign
        last = self.stops.get(call.trip.stop_times[-1].stop_id)
        return last.stop_name if last else Text("")

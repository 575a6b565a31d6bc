"""The values of the line map, as the screen reads them: metres from our stop, x to the east and y to the north."""

from __future__ import annotations

from kiosk.domain.frozen import dataclass
from kiosk.domain.geometry import Point
from kiosk.domain.lanes import Ribbon
from kiosk.domain.text import Text
from kiosk.domain.timetable import Route


@dataclass(frozen=True, slots=True)
class MapLine:
    """One route on its way to us: all its ways `before` our stop, and a short piece of each `after` it."""

    route: Route
    headsigns: tuple[Text, ...]
    before: tuple[Ribbon, ...]
    after: tuple[Ribbon, ...]


@dataclass(frozen=True, slots=True)
class MapStop:
    """A stop on the map, across the lanes from `first_lane` to `last_lane` of lines that head for `bearing`.

    `rank` says whose name is written first: 0 ours, 1 where a bus goes next, 2 the end of a line, 3 the rest.
    """

    stop_id: str
    stop_name: Text
    point: Point
    rank: int
    bearing: float
    first_lane: float
    last_lane: float


@dataclass(frozen=True, slots=True)
class MapVehicle:
    """A vehicle on its way to us; `key` is its departure's. `bearing` and `age` are None where unknown.

    `lane` is the one of its line, 0 off the line. `between_stops`: the feed names only the stop it goes to, so
    the place is a guess between two stops.
    """

    key: str
    route: Route
    headsign: Text
    point: Point
    bearing: float | None
    age: int | None
    stops_away: int
    between_stops: bool
    lane: float = 0.0


@dataclass(frozen=True, slots=True)
class LineMap:
    """The whole map; `west` to `north` bound everything on it, in metres from our stop."""

    lines: tuple[MapLine, ...] = ()
    stops: tuple[MapStop, ...] = ()
    vehicles: tuple[MapVehicle, ...] = ()
    west: float = 0.0
    south: float = 0.0
    east: float = 0.0
    north: float = 0.0

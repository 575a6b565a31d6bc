"""The demonstration network: resources/demo/network.toml as values, with its routes laid along its streets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.demo.geometry import Line, Plane, Point, beside, round_corners
from kiosk.demo.streets import Streets
from kiosk.domain.service_day import Seconds
from kiosk.domain.text import Text

KERB = 9.0
"""Metres from the middle of the street to the platform, on the right: the traffic of Russia."""

DWELL: Seconds = 20
"""How long a timetable lets a bus stand at a stop."""

ROUTE_TYPES = {"bus": 3, "trolleybus": 11}
"""Source: GTFS Schedule reference, routes.txt, route_type."""


@dataclass(frozen=True, slots=True)
class Station:
    """A stop; `platforms` says in words where the buses of each of its platforms go, where that is known."""

    stop_id: str
    name: Text
    at: Point
    platforms: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Platform:
    """One side of a station."""

    stop_id: str
    station: Station
    side: int
    at: Point


@dataclass(frozen=True, slots=True)
class Period:
    """A part of the day in which buses leave every `headway` seconds, from `start` until before `end`."""

    start: Seconds
    end: Seconds
    headway: Seconds


@dataclass(frozen=True, slots=True)
class Pattern:
    """One direction of a route: its platforms, where along its shape they lie, and the free running times.

    `metres` and `running` have one number per call; `running` is the time from the call before.
    """

    shape_id: str
    direction_id: int
    headsign: Text
    calls: tuple[Platform, ...]
    line: Line
    metres: tuple[float, ...]
    running: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A route with both its directions. `periods` are those of each service: "weekday", "weekend"."""

    route_id: str
    number: str
    agency_id: str
    route_type: int
    color: str
    low_floor: float
    headway_service: bool
    tracked: bool
    periods: Mapping[str, tuple[Period, ...]]
    patterns: tuple[Pattern, Pattern]


@dataclass(frozen=True, slots=True)
class Notice:
    """A prepared message to passengers, about `routes` and, where it names some, about `skipped` stations."""

    routes: tuple[str, ...]
    skipped: tuple[str, ...]
    header: Text
    description: Text


@dataclass(frozen=True)
class Network:
    """The whole network. `pavilion` is the stop_id of the platform where the kiosk stands.

    `incidents` names, for each kind of incident, the routes on which it may happen, the likeliest first.
    """

    zone: ZoneInfo
    publisher: Text
    agencies: Mapping[str, Text]
    plane: Plane
    pavilion: str
    routes: Mapping[str, Route]
    detour: Notice
    delays: Notice
    incidents: Mapping[str, tuple[str, ...]]

    @cached_property
    def platforms(self) -> tuple[Platform, ...]:
        """Every platform that a route uses, ordered by its id."""
        used = {call.stop_id: call for pattern in self.patterns for call in pattern.calls}
        return tuple(used[stop_id] for stop_id in sorted(used))

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """Both directions of every route."""
        return tuple(pattern for route in self.routes.values() for pattern in route.patterns)


def read_network(source: Path) -> Network:
    """Read network.toml and lay its routes along its streets. Raises KeyError for a place it does not name."""
    text = tomllib.loads(source.read_text(encoding="utf-8"))
    pavilion = text["pavilion"]
    home = next(stop for stop in text["stops"] if stop["id"] == pavilion["stop"])
    plane = Plane(*home["at"])
    stations = {stop["id"]: _station(stop, plane) for stop in text["stops"]}
    places = {name: plane.point(*at) for name, at in text["crossings"].items()}
    places |= {stop_id: station.at for stop_id, station in stations.items()}
    streets = Streets(places)
    for street in text["streets"]:
        through = [place if isinstance(place, str) else plane.point(*place) for place in street["through"]]
        streets.add(through, street["speed"] / 3.6)
    incidents = {
        kind: (named,) if isinstance(named, str) else tuple(named) for kind, named in text["incidents"].items()
    }
    return Network(
        zone=ZoneInfo(text["zone"]),
        publisher=_text(text["publisher"], "name"),
        agencies={agency_id: _text(agency, "name") for agency_id, agency in text["agencies"].items()},
        plane=plane,
        pavilion=f"{pavilion['stop']}-{pavilion['platform']}",
        routes={route["id"]: _route(route, stations, streets) for route in text["routes"]},
        detour=_notice(text["detour"]),
        delays=_notice(text["delays"]),
        incidents=incidents,
    )


def _station(stop: Mapping[str, Any], plane: Plane) -> Station:
    sides = zip(stop.get("platforms", ()), stop.get("platforms_english", ()), strict=True)
    platforms = tuple(Text(side, (("en", english),)) for side, english in sides)
    return Station(stop["id"], _text(stop, "name", "english"), plane.point(*stop["at"]), platforms)


def _text(table: Mapping[str, Any], key: str, english: str = "") -> Text:
    return Text(table[key], (("en", table[english or ("english" if key == "name" else f"{key}_english")]),))


def _notice(table: Mapping[str, Any]) -> Notice:
    routes = (table["route"],) if "route" in table else tuple(table["routes"])
    return Notice(routes, tuple(table.get("skipped", ())), _text(table, "header"), _text(table, "description"))


def _route(route: Mapping[str, Any], stations: Mapping[str, Station], streets: Streets) -> Route:
    there = tuple(stations[stop_id] for stop_id in route["stops"])
    return Route(
        route_id=route["id"],
        number=route["number"],
        agency_id=route["agency"],
        route_type=ROUTE_TYPES[route["type"]],
        color=route["color"],
        low_floor=route["low_floor"],
        headway_service=route.get("headway_service", False),
        tracked=route.get("tracked", True),
        periods={service: tuple(map(_period, texts)) for service, texts in route["headways"].items()},
        patterns=(
            _pattern(f"{route['id']}-0", 0, _text(route, "headsign"), there, streets),
            _pattern(f"{route['id']}-1", 1, _text(route, "headsign_back"), there[::-1], streets),
        ),
    )


def _period(text: str) -> Period:
    """Read "06:30-09:30 8": between which times, and how many minutes apart."""
    found = re.fullmatch(r"(\d\d):(\d\d)-(\d\d):(\d\d) (\d+)", text)
    if found is None:
        raise ValueError(f"a period is written like 06:30-09:30 8, not {text!r}")
    hour, minute, last_hour, last_minute, headway = map(int, found.groups())
    return Period(hour * 3600 + minute * 60, last_hour * 3600 + last_minute * 60, headway * 60)


def _pattern(
    shape_id: str, direction_id: int, headsign: Text, stations: tuple[Station, ...], streets: Streets
) -> Pattern:
    way = streets.way([station.stop_id for station in stations])
    line = Line.through(round_corners(way.points))
    metres: list[float] = []
    for station in stations:
        metres.append(line.nearest(station.at, metres[-1] if metres else 0.0)[0])
    sides = [streets.side(station.stop_id, line.at(at)[1]) for station, at in zip(stations, metres, strict=True)]
    calls = tuple(
        Platform(f"{station.stop_id}-{side}", station, side, beside(line, at, KERB))
        for station, side, at in zip(stations, sides, metres, strict=True)
    )
    return Pattern(shape_id, direction_id, headsign, calls, line, tuple(metres), way.seconds)

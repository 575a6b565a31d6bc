"""What is drawn on the map, in pixels and in the passenger's language."""

from __future__ import annotations

from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF

from kiosk.domain.frozen import dataclass
from kiosk.domain.geometry import simplified
from kiosk.screens.arrival_row import mode
from kiosk.screens.colour import badge_colours
from kiosk.screens.drawn import DrawnLine, DrawnName, DrawnStop, DrawnVehicle
from kiosk.screens.map_drawing import Box, Frame, Label, Spot, apart, placed
from kiosk.screens.translation import tr
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kiosk.domain.geometry import Point
    from kiosk.domain.map_values import LineMap, MapStop, MapVehicle

OLD = 60
"""Seconds after which a vehicle's place is said to be old."""

POINTER = 0.2
"""How far the middle of a badge's pointer stands off the badge, in heights of the badge."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What QML says of its sizes, in pixels: of the map, of its names, of the badges of vehicles."""

    width: float = 0.0
    height: float = 0.0
    name: int = 1
    badge_width: float = 1.0
    badge_height: float = 1.0

    def frame(self, drawn: LineMap) -> Frame:
        """Where `drawn` is put, its lanes narrower where there are many."""
        lanes = max(
            (2 * abs(point.lane) + 1 for line in drawn.lines for way in line.before for point in way), default=1
        )
        lane = min(self.name / 2, self.name * 3 / lanes)
        return Frame.around(drawn, self.width, self.height, max(self.badge_height, self.name * 3.2), lane)


def drawn_lines(drawn: LineMap, frame: Frame) -> list[DrawnLine]:
    """The strokes, tails first, so that the ways to us lie above them."""
    strokes = [
        DrawnLine(
            f"{line.route.route_id}|{'tail' if tail else 'way'}|{place}",
            [QPointF(*point) for point in simplified(frame.line(ribbon), 0.5)],
            badge_colours(line.route.route_color, line.route.route_text_color)[0],
            mode(line.route.route_type),
            tail,
            pattern,
        )
        for tail in (True, False)
        for pattern, line in enumerate(drawn.lines)
        for place, ribbon in enumerate(line.after if tail else line.before)
    ]
    return [stroke for stroke in strokes if len(stroke.path) > 1]


def drawn_stops(drawn: LineMap, frame: Frame) -> list[DrawnStop]:
    """The stops, ours last, so that it lies above the others."""
    return [
        DrawnStop(
            stop.stop_id,
            *_middle(stop, frame),
            across=(stop.last_lane - stop.first_lane) * frame.lane,
            heading=stop.bearing,
            ours=stop.rank == 0,
        )
        for stop in sorted(drawn.stops, key=lambda stop: -stop.rank)
    ]


def _middle(stop: MapStop, frame: Frame) -> Point:
    return frame.point(stop.point.x, stop.point.y, stop.bearing, (stop.first_lane + stop.last_lane) / 2)


def named_stops(drawn: LineMap, language: str) -> dict[str, tuple[MapStop, str]]:
    """The stops with a name to write, the most important first; of stops with one name the first."""
    names: dict[str, tuple[MapStop, str]] = {}
    for stop in drawn.stops:
        name = plain(stop.stop_name.in_language(language))
        if name and all(name != other for _, other in names.values()):
            names[stop.stop_id] = stop, name
    return names


def places_of_names(
    names: Mapping[str, tuple[MapStop, str]],
    drawn: LineMap,
    frame: Frame,
    sizes: Sizes,
    *,
    taken: Sequence[Box],
    before: Mapping[str, Spot],
) -> dict[str, Spot]:
    """Where there is room for a name beside its stop, clear of what is `taken` and of most lines."""
    labels = [_label(stop, name, frame, sizes) for stop, name in names.values()]
    lines = [point for line in drawn.lines for way in (*line.before, *line.after) for point in frame.line(way)]
    edge = sizes.name * 0.4
    room = Box(edge, edge, frame.width - edge, frame.height - edge)
    return placed(labels, lines, taken, room, before)


def drawn_names(names: Mapping[str, tuple[MapStop, str]], spots: Mapping[str, Spot]) -> list[DrawnName]:
    """The names where they are written."""
    return [
        DrawnName(
            key, spot.box.left, spot.box.top, spot.box.right - spot.box.left, names[key][1], not names[key][0].rank
        )
        for key, spot in spots.items()
    ]


def _label(stop: MapStop, name: str, frame: Frame, sizes: Sizes) -> Label:
    ours = stop.rank == 0
    font = QFont("Inter")
    font.setPixelSize(round(sizes.name * 1.2) if ours else sizes.name)
    font.setWeight(QFont.Weight.Bold if ours else QFont.Weight.Medium)
    metrics = QFontMetricsF(font)
    half = (stop.last_lane - stop.first_lane) * frame.lane / 2
    return Label(
        stop.stop_id,
        _middle(stop, frame),
        min(metrics.horizontalAdvance(name) + 2, frame.width / 2),
        metrics.height(),
        half + sizes.name * (1.1 if ours else 0.7),
        stop.rank,
    )


def drawn_vehicles(drawn: LineMap, frame: Frame, sizes: Sizes, language: str) -> list[DrawnVehicle]:
    """The vehicles, the nearest last, so that it lies above the others."""
    at = [frame.point(*bus.point, bus.bearing or 0.0, bus.lane) for bus in drawn.vehicles]
    middles = apart(at, sizes.badge_width, sizes.badge_height, frame.box)
    return [
        _vehicle(bus, where, middle, sizes, language)
        for bus, where, middle in zip(drawn.vehicles, at, middles, strict=True)
    ][::-1]


def box_of(badge: DrawnVehicle, sizes: Sizes) -> Box:
    """What a vehicle's badge covers, with the note under it."""
    wide, high = sizes.badge_width / 2 + 4, sizes.badge_height / 2 + 4
    note = sizes.name if badge.note else 0
    return Box(badge.middle_x - wide, badge.middle_y - high, badge.middle_x + wide, badge.middle_y + high + note)


def _vehicle(bus: MapVehicle, at: Point, middle: Point, sizes: Sizes, language: str) -> DrawnVehicle:
    background, text = badge_colours(bus.route.route_color, bus.route.route_text_color)
    route = plain(bus.route.route_short_name.in_language(language))
    bearing = bus.bearing or 0.0
    east, south = sin(radians(bearing)), -cos(radians(bearing))
    edge = min(sizes.badge_width / 2 / max(abs(east), 1e-6), sizes.badge_height / 2 / max(abs(south), 1e-6))
    edge += sizes.badge_height * POINTER
    note = tr("%n min ago", "", bus.age // 60) if bus.age is not None and bus.age >= OLD else ""
    if bus.between_stops and not note:
        note = tr("somewhere here")
    away = tr("%n stop(s) away", "", bus.stops_away) if bus.stops_away else ""
    return DrawnVehicle(
        key=bus.key,
        middle_x=middle.x,
        middle_y=middle.y,
        at_x=at.x,
        at_y=at.y,
        pointed=bus.bearing is not None and abs(middle.x - at.x) + abs(middle.y - at.y) < 1.0,
        pointer_x=east * edge,
        pointer_y=south * edge,
        heading=bearing,
        route=route,
        route_color=background,
        route_text_color=text,
        mode=mode(bus.route.route_type),
        note=note,
        spoken=", ".join(part for part in (route, plain(bus.headsign.in_language(language)), away, note) if part),
    )


def corner_for_key(drawn: LineMap, frame: Frame, width: float, height: float) -> Box:
    """The corner for the scale and the arrow to the north: with the fewest lines, and far from our stop's name."""
    points = list(_points(drawn, frame))
    lefts, tops = (0.0, frame.width - width), (frame.height - height, 0.0)
    corners = [Box(left, top, left + width, top + height) for top in tops for left in lefts]
    ours = frame.point(0.0, 0.0)
    return min(
        corners,
        key=lambda corner: (sum(map(corner.holds, points)), -hypot(corner.left - ours.x, corner.top - ours.y)),
    )


def _points(drawn: LineMap, frame: Frame) -> Iterator[Point]:
    for line in drawn.lines:
        for way in (*line.before, *line.after):
            yield from (frame.point(waypoint.x, waypoint.y) for waypoint in way)

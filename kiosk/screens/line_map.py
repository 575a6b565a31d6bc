"""The map of what comes here, as QML shows it."""

from __future__ import annotations

from dataclasses import replace
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.board import Due
from kiosk.domain.line_map import HORIZON, line_map
from kiosk.domain.map_values import LineMap
from kiosk.screens.arrival_row import ArrivalRow, arrival_row
from kiosk.screens.drawn import DrawnLine, DrawnName, DrawnStop, DrawnVehicle
from kiosk.screens.map_drawing import Box, Frame, Spot, round_length
from kiosk.screens.map_rows import (
    Sizes,
    box_of,
    corner_for_key,
    drawn_lines,
    drawn_names,
    drawn_stops,
    drawn_vehicles,
    named_stops,
    places_of_names,
)
from kiosk.screens.navigation import Page
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows
from kiosk.screens.translation import tr
from kiosk.screens.trip_words import believed, distance

if TYPE_CHECKING:
    from kiosk.domain.board import Board, Row
    from kiosk.domain.timetable import Timetable
    from kiosk.screens.navigation import Navigation
    from kiosk.screens.passenger import Passenger

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("the app makes it")
class LineMapScreen(QObject):
    """What the map shows; `show` is called once a second, `fit` by QML when its place or sizes change."""

    changed = Signal()
    countChanged = Signal()
    steadyChanged = Signal()

    def __init__(self, passenger: Passenger, navigation: Navigation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passenger = passenger
        self._navigation = navigation
        self._lines = KeyedRows(DrawnLine, self)
        self._stops = KeyedRows(DrawnStop, self)
        self._names = KeyedRows(DrawnName, self)
        self._vehicles = KeyedRows(DrawnVehicle, self)
        self._legend = KeyedRows(ArrivalRow, self)
        self._count = 0
        self._badges: list[DrawnVehicle] = []
        self._shown: tuple[Board, Timetable] | None = None
        self._sizes = Sizes()
        self._drawn: tuple[Sizes, LineMap, str] | None = None
        self._corner = Box(0, 0, 0, 0)
        self._scale = ("", 0.0)
        self._frame: Frame | None = None
        self._steady = False
        self._spots: dict[str, Spot] = {}
        self._note = ""
        passenger.languageChanged.connect(self._draw)
        navigation.pageChanged.connect(self._draw)

    def show(self, board: Board, timetable: Timetable) -> None:
        """Draw what `board` says is coming."""
        self._shown = board, timetable
        self._draw()

    @Slot(float, float, int, float, float)
    def fit(self, width: float, height: float, name: int, badge_width: float, badge_height: float) -> None:
        """Tell the size of the map, of its names and of the badges on it."""
        self._sizes = Sizes(width, height, name, badge_width, badge_height)
        self._draw()

    @Slot(float, float, float, result=str)
    def vehicleAt(self, x: float, y: float, reach: float) -> str:
        """The key of the vehicle nearest to a touch and at most `reach` pixels away, or ""."""
        near = min(self._badges, key=lambda badge: hypot(badge.middle_x - x, badge.middle_y - y), default=None)
        return near.key if near and hypot(near.middle_x - x, near.middle_y - y) <= reach else ""

    @Slot()
    def _draw(self) -> None:
        """Draw the map; nothing while another page is open or before there is room for it."""
        sizes = self._sizes
        if self._shown is None or self._navigation.page != Page.MAP or min(sizes.width, sizes.height) < 1:
            return
        board, timetable = self._shown
        language = self._passenger.language
        coming = [row for row in board.rows if row.moment <= board.now + HORIZON]
        drawn = line_map(timetable, [believed(row) for row in coming], board.now)
        self._legend.replace(
            [
                replace(arrival_row(row, board.now, timetable.zone, language), pattern=pattern)
                for row, pattern in _first_of_each(coming, drawn)
            ]
        )
        if self._count != self._legend.rowCount():
            self._count = self._legend.rowCount()
            self.countChanged.emit()
        if self._drawn != (sizes, drawn, language):
            self._drawn = sizes, drawn, language
            self._fill(drawn, language)
        self.changed.emit()

    def _fill(self, drawn: LineMap, language: str) -> None:
        sizes = self._sizes
        frame = sizes.frame(drawn)
        self._steady = frame == self._frame
        self._frame = frame
        self.steadyChanged.emit()
        self._corner = corner_for_key(drawn, frame, sizes.name * 10.5, sizes.name * 3.6)
        metres = round_length(sizes.name * 6 / frame.scale)
        self._scale = distance(metres, language), metres * frame.scale
        self._badges = drawn_vehicles(drawn, frame, sizes, language)
        self._lines.replace(drawn_lines(drawn, frame))
        self._stops.replace(drawn_stops(drawn, frame))
        names = named_stops(drawn, language)
        taken = [self._corner, *(box_of(badge, sizes) for badge in self._badges)]
        before = self._spots if self._steady else {}
        self._spots = places_of_names(names, drawn, frame, sizes, taken=taken, before=before)
        self._names.replace(drawn_names(names, self._spots))
        self._vehicles.replace(self._badges)
        self._note = _note(drawn)

    @Property(QObject, notify=changed)
    def lines(self) -> KeyedRows:
        """The strokes: roles of DrawnLine."""
        return self._lines

    @Property(QObject, notify=changed)
    def stops(self) -> KeyedRows:
        """The stops: roles of DrawnStop."""
        return self._stops

    @Property(QObject, notify=changed)
    def names(self) -> KeyedRows:
        """The names of stops: roles of DrawnName."""
        return self._names

    @Property(QObject, notify=changed)
    def vehicles(self) -> KeyedRows:
        """The vehicles: roles of DrawnVehicle."""
        return self._vehicles

    @Property(QObject, notify=changed)
    def legend(self) -> KeyedRows:
        """The next departure of every route on the map: roles of ArrivalRow."""
        return self._legend

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many entries the legend has: a view tells of new ones in the midst of laying them out, too late."""
        return self._count

    @Property(float, notify=changed)
    def lane(self) -> float:
        """Pixels from one lane to the next."""
        return self._frame.lane if self._frame else 1.0

    @Property(bool, notify=steadyChanged)
    def steady(self) -> bool:
        """Whether the map is the same as before and only vehicles moved on it."""
        return self._steady

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Whether not even a line is drawn."""
        return self._drawn is None or not self._drawn[1].lines

    @Property(str, notify=changed)
    def note(self) -> str:
        """Why no vehicle is on the map, or ""."""
        return self._note

    @Property(str, notify=changed)
    def scaleText(self) -> str:
        """How long the bar of the scale is, in words."""
        return self._scale[0]

    @Property(float, notify=changed)
    def scaleLength(self) -> float:
        """How long the bar of the scale is, in pixels."""
        return self._scale[1]

    @Property(float, notify=changed)
    def keyX(self) -> float:
        """The left edge of the corner for the scale."""
        return self._corner.left

    @Property(float, notify=changed)
    def keyY(self) -> float:
        """The upper edge of the corner for the scale."""
        return self._corner.top


def _first_of_each(coming: list[Row], drawn: LineMap) -> list[tuple[Row, int]]:
    """The next departure of every route that is drawn, with the place of its line among the lines."""
    on_map = {line.route.route_id: place for place, line in enumerate(drawn.lines)}
    first: dict[str, Row] = {}
    for row in coming:
        if row.departure.route_id in on_map and row.due not in (Due.CANCELLED, Due.SKIPPED):
            first.setdefault(row.departure.route_id, row)
    return [(row, on_map[route_id]) for route_id, row in first.items()]


def _note(drawn: LineMap) -> str:
    """What an empty map means; the map itself shows the rest."""
    if not drawn.lines:
        return tr("Nothing is on its way here now")
    if not drawn.vehicles:
        return tr("No bus tells where it is now")
    return ""

"""The page of one departure as QML shows it: its stops, where its bus is, how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.frozen import dataclass
from kiosk.domain.journey import journey
from kiosk.screens.arrival_row import ArrivalRow, arrival_row
from kiosk.screens.navigation import Page
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows
from kiosk.screens.trip_words import SEEN, StopRow, believed, details, stop_rows, whereabouts

if TYPE_CHECKING:
    from kiosk.domain.board import Board, Row
    from kiosk.domain.timetable import Timetable
    from kiosk.screens.navigation import Navigation
    from kiosk.screens.passenger import Passenger

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class TripFacts:
    """What the page says beside its stops. `bus` is -1 where nobody knows where the bus is."""

    row: ArrivalRow
    whereabouts: str
    details: str
    bus: float
    seen: bool
    ours: int


@QmlElement
@QmlUncreatable("the app makes it")
class TripScreen(QObject):
    """What the trip's page shows of the departure that was touched; `show` is called once a second."""

    changed = Signal()
    opened = Signal()

    def __init__(self, passenger: Passenger, navigation: Navigation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passenger = passenger
        self._navigation = navigation
        self._stops = KeyedRows(StopRow, self)
        self._facts: TripFacts | None = None
        self._shown: tuple[Board, Timetable] | None = None
        self._row: Row | None = None
        passenger.languageChanged.connect(self._word)
        navigation.pageChanged.connect(self._open)

    def show(self, board: Board, timetable: Timetable) -> None:
        """Follow the departure on `board`; one that is no longer there keeps its last page and has left."""
        self._shown = board, timetable
        self._word()

    @Slot()
    def _open(self) -> None:
        if self._navigation.page != Page.TRIP:
            return
        if self._row is None or self._row.key != self._navigation.subject:
            self._row = None
            self._facts = None
            self._word()
            self.opened.emit()

    @Slot()
    def _word(self) -> None:
        """Say what is shown in the passenger's language; nothing while another page is open."""
        if self._shown is None or self._navigation.page != Page.TRIP:
            return
        board, timetable = self._shown
        language, zone = self._passenger.language, timetable.zone
        row = next((row for row in board.rows if row.key == self._navigation.subject), None)
        gone = row is None
        self._row = row or self._row
        if self._row is None:
            return
        page = journey(timetable, believed(self._row), board.now)
        self._stops.replace(stop_rows(page, zone, language))
        facts = TripFacts(
            row=arrival_row(self._row, board.now, zone, language),
            whereabouts=whereabouts(self._row, page, language, gone=gone),
            details=" · ".join(details(self._row)),
            bus=-1.0 if page.bus is None or gone or self._row.certainty not in SEEN else page.bus,
            seen=page.seen,
            ours=page.ours,
        )
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    @Property(QObject, notify=opened)
    def stops(self) -> KeyedRows:
        """The stops in their order: roles of StopRow."""
        return self._stops

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether there is a departure to show."""
        return self._facts is not None

    @Property(str, notify=changed)
    def route(self) -> str:
        """The number of the route."""
        return self._facts.row.route if self._facts else ""

    @Property(str, notify=changed)
    def routeColor(self) -> str:
        """The colour of the route, or ""."""
        return self._facts.row.route_color if self._facts else ""

    @Property(str, notify=changed)
    def routeTextColor(self) -> str:
        """The colour of text on it, or ""."""
        return self._facts.row.route_text_color if self._facts else ""

    @Property(str, notify=changed)
    def mode(self) -> str:
        """The colour family of a route without a colour."""
        return self._facts.row.mode if self._facts else "bus"

    @Property(str, notify=changed)
    def icon(self) -> str:
        """The icon of the kind of vehicle."""
        return self._facts.row.icon if self._facts else "bus"

    @Property(str, notify=changed)
    def headsign(self) -> str:
        """Where it goes."""
        return self._facts.row.headsign if self._facts else ""

    @Property(str, notify=changed)
    def due(self) -> str:
        """When it comes, as on the board."""
        return self._facts.row.due if self._facts else ""

    @Property(str, notify=changed)
    def dueUnit(self) -> str:
        """The unit of that."""
        return self._facts.row.due_unit if self._facts else ""

    @Property(str, notify=changed)
    def look(self) -> str:
        """How sure that is: "live", "ageing", "timetable", "interval" or "cancelled"."""
        return self._facts.row.look if self._facts else "timetable"

    @Property(str, notify=changed)
    def whereabouts(self) -> str:
        """One sentence: where the bus is."""
        return self._facts.whereabouts if self._facts else ""

    @Property(str, notify=changed)
    def details(self) -> str:
        """What else is known of it: delay, low floor, crowding, age."""
        return self._facts.details if self._facts else ""

    @Property(bool, notify=changed)
    def lowFloor(self) -> bool:
        """Whether a wheelchair can get on."""
        return self._facts.row.low_floor if self._facts else False

    @Property(float, notify=changed)
    def bus(self) -> float:
        """Where the bus is among the stops: 3.4 is between the stops 3 and 4; -1 where nobody knows."""
        return self._facts.bus if self._facts else -1.0

    @Property(bool, notify=changed)
    def seen(self) -> bool:
        """Whether the bus itself told where it is, and not only the forecast."""
        return self._facts.seen if self._facts else False

    @Property(int, notify=changed)
    def ours(self) -> int:
        """The place of our stop among the stops."""
        return self._facts.ours if self._facts else 0

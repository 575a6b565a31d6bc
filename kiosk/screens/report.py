"""What a passenger reports with one touch: which buses may be meant, what was chosen, and that it was taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.board import Due, Fate, Feed
from kiosk.screens.colour import badge_colours
from kiosk.screens.navigation import Page
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows
from kiosk.screens.translation import tr
from kiosk.screens.words import clock_time, plain

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.board import Board
    from kiosk.domain.departure import Departure
    from kiosk.domain.service_day import Instant
    from kiosk.domain.timetable import Timetable
    from kiosk.screens.navigation import Navigation
    from kiosk.screens.passenger import Passenger

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1

ABOUT = ("no-bus", "screen-wrong", "button-broken", "cold")
"""What can be reported; words of the event passenger_report."""

MOST_BUSES = 5
"""Buses that are offered by name: more are no answer to "which one"."""

DUE_WITHIN = 60
"""Seconds until its moment in which a bus is waited for so much that its absence may be reported."""

REMEMBERED_FOR = 1800
"""Seconds past its moment for which a departure that left the board is known: the strip tells of 15 minutes."""


MOST_KNOWN = 500
"""Departures remembered at once: no feed fills the memory."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A bus that may be meant: the moment it was promised for, and how its badge looks."""

    departure: Departure
    moment: Instant
    route_color: str
    route_text_color: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One bus to choose from, as QML draws it."""

    key: str
    route: str
    route_color: str
    route_text_color: str
    headsign: str
    expected: str


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reported. `departure` None: no bus is meant, or none that the board named."""

    about: str
    feed: Feed
    departure: Departure | None = None


@QmlElement
@QmlUncreatable("the app makes it")
class ReportScreen(QObject):
    """Cheap to make, and made after the first picture; `reported` carries a Report."""

    changed = Signal()
    reported = Signal(object)

    def __init__(self, passenger: Passenger, navigation: Navigation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passenger = passenger
        self._navigation = navigation
        self._rows = KeyedRows(ReportRow, self)
        self._known: dict[str, Candidate] = {}
        self._offered: tuple[str, ...] = ()
        self._shown: tuple[Board, Timetable] | None = None
        self._open = False
        self._thanked = ""
        passenger.languageChanged.connect(self._word)
        navigation.pageChanged.connect(self._turned)

    def show(self, board: Board, timetable: Timetable) -> None:
        """Keep `board`. What an open page offers stays as it is: nothing may move from under a finger."""
        self._shown = board, timetable
        for row in board.rows:
            if row.moment - board.now > DUE_WITHIN or len(self._known) >= MOST_KNOWN:
                continue
            colours = row.route_color, row.route_text_color
            self._known[row.key] = Candidate(row.departure, row.moment, *colours)
        for key in [key for key, one in self._known.items() if board.now - one.moment > REMEMBERED_FOR]:
            del self._known[key]

    @Property(QObject, notify=changed)
    def buses(self) -> KeyedRows:
        """The buses that may be meant, the likeliest first: roles of ReportRow."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are."""
        return len(self._offered)

    @Property(str, notify=changed)
    def thanked(self) -> str:
        """What was reported since the page was opened, "" before."""
        return self._thanked

    @Slot(str)
    @Slot(str, str)
    def send(self, about: str, key: str = "") -> None:
        """Take a report; `key` is that of the bus that did not come, "" for another one."""
        if self._shown is None or self._thanked or about not in ABOUT:
            return
        known = self._known.get(key or self._navigation.subject)
        self._thanked = about
        self.reported.emit(Report(about, self._shown[0].feed, known.departure if known else None))
        self.changed.emit()

    @Slot()
    def _turned(self) -> None:
        """Begin anew for whoever opens the page."""
        is_open = self._navigation.page == Page.REPORT
        if is_open == self._open:
            return
        self._open = is_open
        self._thanked = ""
        if is_open and self._shown is not None:
            self._know_subject(self._shown[0])
            self._offered = self._likely(self._shown[0])
        self._word()

    def _know_subject(self, board: Board) -> None:
        """Keep the bus whose page led here, however far away it is."""
        for row in board.rows:
            if row.key == self._navigation.subject:
                colours = row.route_color, row.route_text_color
                self._known[row.key] = Candidate(row.departure, row.moment, *colours)

    def _likely(self, board: Board) -> tuple[str, ...]:
        """The buses that may be meant: the one that was looked at, the ones not seen, those waited for, those that
        are said to have left.
        """
        missed = [past.key for past in board.past if past.fate is Fate.NOT_SEEN]
        left = [past.key for past in board.past if past.fate is not Fate.NOT_SEEN]
        waited = [
            row.key
            for row in board.rows
            if row.moment - board.now <= DUE_WITHIN and row.due not in (Due.INTERVAL, Due.AT_STOP)
        ]
        likely = dict.fromkeys([self._navigation.subject, *missed, *waited, *left])
        return tuple(key for key in likely if key in self._known)[:MOST_BUSES]

    @Slot()
    def _word(self) -> None:
        """Say everything in the passenger's language."""
        if self._shown is not None:
            zone, language = self._shown[1].zone, self._passenger.language
            known = [(key, self._known[key]) for key in self._offered if key in self._known]
            self._rows.replace([_row(key, one, zone, language) for key, one in known])
        self.changed.emit()


def _row(key: str, one: Candidate, zone: ZoneInfo, language: str) -> ReportRow:
    background, text = badge_colours(one.route_color, one.route_text_color)
    return ReportRow(
        key=key,
        route=plain(one.departure.route_short_name.in_language(language)),
        route_color=background,
        route_text_color=text,
        headsign=plain(one.departure.headsign.in_language(language)),
        expected=tr("expected at {time}").format(time=clock_time(one.moment, zone)),
    )

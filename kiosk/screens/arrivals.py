"""The arrivals board as QML shows it: the rows that fit, the later ones by pages, and the words around them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.screens.arrival_row import ArrivalRow, PastRow, arrival_row, past_row
from kiosk.screens.facts import Facts, facts
from kiosk.screens.paging import page_at, page_count, page_of
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows

if TYPE_CHECKING:
    from kiosk.domain.board import Board
    from kiosk.domain.timetable import Timetable
    from kiosk.screens.navigation import Navigation
    from kiosk.screens.passenger import Passenger

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1

STEPS = 3
"""Steps of the mark of a live row, one a second."""


@QmlElement
@QmlUncreatable("the app makes it")
class ArrivalsScreen(QObject):
    """What the arrivals page and the page of later departures show; `show` is called once a second."""

    changed = Signal()
    rowsChanged = Signal()
    stepChanged = Signal()
    turningChanged = Signal()

    def __init__(
        self,
        passenger: Passenger,
        navigation: Navigation,
        *,
        demo: bool = False,
        reduced: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._passenger = passenger
        self._navigation = navigation
        self._demo = demo
        self._reduced = reduced
        self._rows = KeyedRows(ArrivalRow, self)
        self._later = KeyedRows(ArrivalRow, self)
        self._past = KeyedRows(PastRow, self)
        self._facts = Facts()
        self._upcoming: tuple[ArrivalRow, ...] = ()
        self._shown: tuple[Board, Timetable] | None = None
        self._capacity = 1
        self._later_capacity = 1
        self._later_page = 0
        self._page = 0
        self._turning = False
        self._step = 0
        passenger.languageChanged.connect(self._word)
        navigation.pageChanged.connect(self._first_later_page)

    def show(self, board: Board, timetable: Timetable) -> None:
        """Show `board`; called once a second, also when nothing is new: the marks of live rows step."""
        self._shown = board, timetable
        self._step = (self._step + 1) % STEPS
        self._word()
        self.stepChanged.emit()

    @Slot()
    def _word(self) -> None:
        """Say what is shown in the passenger's language."""
        if self._shown is None:
            return
        board, timetable = self._shown
        language, zone = self._passenger.language, timetable.zone
        self._upcoming = tuple(arrival_row(row, board.now, zone, language) for row in board.rows)
        self._past.replace([past_row(gone, board.now, zone, language) for gone in board.past])
        words = facts(board, timetable, language, reduced=self._reduced)
        if words != self._facts:
            self._facts = words
            self.changed.emit()
        self._fill()

    def _fill(self) -> None:
        """Put on the board what fits, and the rest on the pages of later departures."""
        self._turn_board(page_at(self._navigation.idle, page_count(len(self._upcoming), self._capacity)))
        self._rows.replace(self._board_rows())
        later = self._upcoming[self._capacity :]
        self._later_page = min(self._later_page, self._later_pages() - 1)
        start = self._later_page * self._later_capacity
        self._later.replace(later[start : start + self._later_capacity])
        self.rowsChanged.emit()

    def _turn_board(self, page: int) -> None:
        turning = page != self._page
        self._page = page
        if turning != self._turning:
            self._turning = turning
            self.turningChanged.emit()

    def _board_rows(self) -> list[ArrivalRow]:
        shown = list(page_of(self._upcoming, self._capacity, self._page))
        order = {row.key: place for place, row in enumerate(self._upcoming)}
        return [
            replace(row, after_gap=True) if above and order[row.key] != order[above.key] + 1 else row
            for above, row in zip([None, *shown], shown, strict=False)
        ]

    def _later_pages(self) -> int:
        return max(-(-(len(self._upcoming) - self._capacity) // self._later_capacity), 1)

    @Slot()
    def _first_later_page(self) -> None:
        self._later_page = 0
        self._fill()

    @Slot(int)
    def fit(self, capacity: int) -> None:
        """Tell how many rows the board has room for."""
        if max(capacity, 1) != self._capacity:
            self._capacity = max(capacity, 1)
            self._fill()

    @Slot(int)
    def fitLater(self, capacity: int) -> None:
        """Tell how many rows the page of later departures has room for."""
        if max(capacity, 1) != self._later_capacity:
            self._later_capacity = max(capacity, 1)
            self._fill()

    @Slot(int)
    def turn(self, pages: int) -> None:
        """Turn the pages of later departures forth (1) or back (-1)."""
        self._later_page = min(max(self._later_page + pages, 0), self._later_pages() - 1)
        self._fill()

    @Property(QObject, notify=changed)
    def rows(self) -> KeyedRows:
        """The rows on the board now: roles of ArrivalRow."""
        return self._rows

    @Property(QObject, notify=changed)
    def later(self) -> KeyedRows:
        """One page of the departures that do not fit on the board: roles of ArrivalRow."""
        return self._later

    @Property(QObject, notify=changed)
    def past(self) -> KeyedRows:
        """What just left, and what was expected and never seen: roles of PastRow."""
        return self._past

    @Property(int, notify=rowsChanged)
    def laterCount(self) -> int:
        """Departures that do not fit on the board."""
        return max(len(self._upcoming) - self._capacity, 0)

    @Property(int, notify=rowsChanged)
    def laterPage(self) -> int:
        """The page of later departures that is shown, from 0."""
        return self._later_page

    @Property(int, notify=rowsChanged)
    def laterPages(self) -> int:
        """How many pages the later departures make, at least 1."""
        return self._later_pages()

    @Property(int, notify=stepChanged)
    def step(self) -> int:
        """Which step of its motion the mark of a live row stands at: 0, 1, 2."""
        return self._step

    @Property(bool, notify=turningChanged)
    def turning(self) -> bool:
        """Whether the rows change because the board turns its page: then nothing slides, for no bus has moved."""
        return self._turning

    @Property(bool, notify=changed)
    def demo(self) -> bool:
        """Whether this is the demonstration: tiles that are not built yet are shown and say so."""
        return self._demo

    @Property(bool, notify=changed)
    def reduced(self) -> bool:
        """Whether the kiosk is in safe mode, in which it offers less; that is told quietly."""
        return self._reduced

    @Property(str, notify=changed)
    def stopName(self) -> str:
        """The name of the stop."""
        return self._facts.stop_name

    @Property(str, notify=changed)
    def direction(self) -> str:
        """Where buses go from here, or the platform, or ""."""
        return self._facts.direction

    @Property(str, notify=changed)
    def clock(self) -> str:
        """The time at the stop, hours and minutes."""
        return self._facts.clock

    @Property(str, notify=changed)
    def date(self) -> str:
        """The date at the stop."""
        return self._facts.date

    @Property(str, notify=changed)
    def status(self) -> str:
        """How far the times can be believed."""
        return self._facts.status

    @Property(str, notify=changed)
    def statusLook(self) -> str:
        """ "live", "ageing", "lost" or "timetable"."""
        return self._facts.status_look

    @Property(str, notify=changed)
    def banner(self) -> str:
        """The one banner, "" for none."""
        return self._facts.banner

    @Property(str, notify=changed)
    def bannerLook(self) -> str:
        """ "alert" for one that opens the alerts, "lost" or "clock" for one about the data, "" for none."""
        return self._facts.banner_look

    @Property(str, notify=changed)
    def notice(self) -> str:
        """The sentence of a board without rows."""
        return self._facts.notice

    @Property(str, notify=changed)
    def noticeMore(self) -> str:
        """The line under that sentence, or ""."""
        return self._facts.notice_more

    @Property(str, notify=changed)
    def noticeIcon(self) -> str:
        """The icon over that sentence."""
        return self._facts.notice_icon

    @Property(str, notify=changed)
    def noticePlace(self) -> str:
        """Where that sentence stands: "alone" on a board without rows, "over" the rows, "" nowhere."""
        return self._facts.notice_place

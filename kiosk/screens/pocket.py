"""This stop in the passenger's pocket: the operator's page of it, or the next departures themselves, as a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.board import Clock
from kiosk.domain.frozen import dataclass
from kiosk.screens.navigation import Page
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.service_words import readable

if TYPE_CHECKING:
    from kiosk.domain.board import Board
    from kiosk.domain.timetable import Timetable
    from kiosk.screens.navigation import Navigation
    from kiosk.screens.passenger import Passenger

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Pocketed:
    """What the code holds, and the same in readable words; `host` and `path` are "" where it holds departures."""

    code: str = ""
    host: str = ""
    path: str = ""


@QmlElement
@QmlUncreatable("the app makes it")
class PocketScreen(QObject):
    """`address` is the operator's page of this stop; "": the code holds departures and needs no network at all."""

    changed = Signal()

    def __init__(
        self, passenger: Passenger, navigation: Navigation, address: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._passenger = passenger
        self._navigation = navigation
        self._address = address
        self._shown: tuple[Board, Timetable] | None = None
        self._made: tuple[int, str, bool] | None = None
        self._pocketed = Pocketed()
        passenger.languageChanged.connect(self._word)
        navigation.pageChanged.connect(self._word)

    def show(self, board: Board, timetable: Timetable) -> None:
        """Keep `board`; the code is made anew each minute, so that it stays still long enough to be scanned."""
        self._shown = board, timetable
        self._word()

    @Slot()
    def _word(self) -> None:
        """Make the code; none while another page is open."""
        if self._navigation.page != Page.POCKET:
            self._made = None
            return
        if self._shown is None:
            return
        board, timetable = self._shown
        made = board.now // MINUTE, self._passenger.language, board.clock is Clock.UNKNOWN
        if made == self._made:
            return
        self._made = made
        if self._address:
            self._tell(Pocketed(self._address, *readable(self._address)))
        else:
            # No start of the screen needs it.
            from kiosk.screens.pocket_words import departures_text  # noqa: PLC0415

            self._tell(Pocketed(departures_text(board, timetable, self._passenger.language)))

    def _tell(self, pocketed: Pocketed) -> None:
        if pocketed != self._pocketed:
            self._pocketed = pocketed
            self.changed.emit()

    @Property(str, notify=changed)
    def code(self) -> str:
        """What the code holds."""
        return self._pocketed.code

    @Property(str, notify=changed)
    def host(self) -> str:
        """The part of the address that tells whose page it is, "" where the code holds departures."""
        return self._pocketed.host

    @Property(str, notify=changed)
    def path(self) -> str:
        """The rest of the address."""
        return self._pocketed.path

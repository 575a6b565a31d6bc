"""The page of alerts as QML shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.screens.alert_words import AlertRow, alert_row
from kiosk.screens.navigation import Page
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows

if TYPE_CHECKING:
    from kiosk.domain.board import Board
    from kiosk.domain.timetable import Timetable
    from kiosk.screens.navigation import Navigation
    from kiosk.screens.passenger import Passenger

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("the app makes it")
class AlertsScreen(QObject):
    """Every alert that concerns this stop now, the most severe first; `show` is called once a second."""

    changed = Signal()

    def __init__(self, passenger: Passenger, navigation: Navigation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passenger = passenger
        self._navigation = navigation
        self._rows = KeyedRows(AlertRow, self)
        self._shown: tuple[Board, Timetable] | None = None
        self._count = 0
        passenger.languageChanged.connect(self._word)
        navigation.pageChanged.connect(self._word)

    def show(self, board: Board, timetable: Timetable) -> None:
        """Show the alerts of `board`."""
        self._shown = board, timetable
        self._word()

    @Slot()
    def _word(self) -> None:
        """Say what is shown in the passenger's language; nothing while another page is open."""
        if self._shown is None or self._navigation.page != Page.ALERTS:
            return
        board, timetable = self._shown
        rows = {
            alert.alert_id: alert_row(alert, timetable, board.now, self._passenger.language)
            for alert in board.alerts
        }
        self._rows.replace(list(rows.values()))
        if len(rows) != self._count:
            self._count = len(rows)
            self.changed.emit()

    @Property(QObject, notify=changed)
    def rows(self) -> KeyedRows:
        """The alerts: roles of AlertRow."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many alerts there are."""
        return self._count

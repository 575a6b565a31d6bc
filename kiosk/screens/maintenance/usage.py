"""Page 3 of the service menu: what happened at the stop, and how right the predictions were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.screens.growing_rows import GrowingRows
from kiosk.screens.maintenance import usage_words as words
from kiosk.screens.maintenance.usage_charts import (
    BinRow,
    ChartRow,
    Names,
    RouteRow,
    TileRow,
    bins,
    charts,
    routes,
    tiles,
)
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows

if TYPE_CHECKING:
    from kiosk.domain.usage.statistics import Statistics

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

WEEK, MONTH, YEAR = "week", "month", "year"
LOADING, READY, EMPTY, FAILED = "loading", "ready", "empty", "failed"
RUNNING = "running"
AT_ONCE = 1
"""Charts, and routes, that are drawn in one turn: each takes about 5 ms of a desk's processor."""


@QmlElement
@QmlUncreatable("the app makes it")
class UsageScreen(QObject):
    """`look` is "loading", "ready", "empty" or "failed". `periodWanted` asks for figures, `exportWanted` for a
    copy of the log on a USB stick.
    """

    changed = Signal()
    exportChanged = Signal()
    periodWanted = Signal(str)
    exportWanted = Signal()

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._period = WEEK
        self._look = LOADING
        self._figures: Statistics | None = None
        self._names = Names()
        self._tiles = KeyedRows(TileRow, self)
        self._charts = GrowingRows(ChartRow, AT_ONCE, self)
        self._bins = KeyedRows(BinRow, self)
        self._routes = GrowingRows(RouteRow, AT_ONCE, self)
        self._export = ""
        self._folder = ""

    def begin(self) -> None:
        """Ask for the figures of the period that is chosen."""
        self._look = LOADING
        self.changed.emit()
        self.periodWanted.emit(self._period)

    def show(self, figures: Statistics, names: Names) -> None:
        """Show these figures."""
        self._figures, self._names = figures, names
        self._look = EMPTY if figures.empty else READY
        self._word()

    def leave(self) -> None:
        """Nobody sees the page any more: it is drawn anew, a piece at a time, when it is opened again."""
        self._figures, self._look = None, LOADING
        self._word()

    def tell_unreadable(self) -> None:
        """Say that the log cannot be read."""
        self._figures, self._look = None, FAILED
        self._word()

    def tell_export(self, how: str, folder: str = "") -> None:
        """Say how writing to the stick goes, by a word of usage_words.stick; `folder` names where it was put."""
        self._export, self._folder = how, folder
        self.exportChanged.emit()

    def speak(self, language: str) -> None:
        """Say it all in the language that the screen has now."""
        self._language = language
        self._word()
        self.exportChanged.emit()

    @property
    def whole(self) -> bool:
        """Whether every chart and route is there."""
        return self._charts.whole and self._routes.whole

    @Property(str, notify=changed)
    def look(self) -> str:
        """What is to be seen."""
        return self._look

    @Property(str, notify=changed)
    def period(self) -> str:
        """The chosen period: "week", "month" or "year"."""
        return self._period

    @Property(QObject, notify=changed)
    def charts(self) -> KeyedRows:
        """The charts, see ChartRow."""
        return self._charts

    @Property(QObject, notify=changed)
    def routes(self) -> KeyedRows:
        """The predictions of all routes and of each, see RouteRow."""
        return self._routes

    @Property(QObject, notify=changed)
    def tiles(self) -> KeyedRows:
        """What matters most, see TileRow."""
        return self._tiles

    @Property(QObject, notify=changed)
    def bins(self) -> KeyedRows:
        """The heads of the columns of predictions, see BinRow."""
        return self._bins

    @Property(bool, notify=changed)
    def predicted(self) -> bool:
        """Whether there are predictions of which something is known."""
        return self._figures is not None and bool(self._figures.routes)

    @Property(str, notify=changed)
    def accuracyNote(self) -> str:
        """What is counted as right."""
        return words.accuracy_note()

    @Property(bool, notify=exportChanged)
    def exporting(self) -> bool:
        """Whether a stick is being written."""
        return self._export == RUNNING

    @Property(bool, notify=exportChanged)
    def exported(self) -> bool:
        """Whether the stick was written and may be pulled out."""
        return self._export == "done"

    @Property(str, notify=exportChanged)
    def exportNote(self) -> str:
        """How writing to the stick goes, or ""."""
        return words.stick(self._export).format(folder=self._folder)

    @Slot(str)
    def choose(self, period: str) -> None:
        """Show another period."""
        if period in (WEEK, MONTH, YEAR) and period != self._period:
            self._period = period
            self.begin()

    @Slot()
    def export(self) -> None:
        """Write the log to a USB stick."""
        if not self.exporting:
            self.tell_export(RUNNING)
            self.exportWanted.emit()

    def _word(self) -> None:
        figures = self._figures if self._look == READY else None
        names, language = self._names, self._language
        self._tiles.replace(tiles(figures) if figures else [])
        self._charts.replace(charts(figures, names, language) if figures else [])
        self._bins.replace(bins())
        self._routes.replace(routes(figures, names, language) if figures else [])
        self.changed.emit()

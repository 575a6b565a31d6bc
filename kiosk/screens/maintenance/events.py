"""Page 5 of the service menu: what happened at the kiosk, newest first, and the black box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.screens.maintenance.events_black_box import BlackBoxScreen
from kiosk.screens.maintenance.events_filters import Filter
from kiosk.screens.maintenance.events_rows import CountRow, EventRow, count_rows, event_row, whole_text
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zoneinfo import ZoneInfo

    from kiosk.screens.maintenance.events_rows import Happened

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

LOADING, SHOWN, EMPTY, UNREADABLE = "loading", "shown", "empty", "unreadable"


@QmlElement
@QmlUncreatable("the app makes it")
class EventsScreen(QObject):
    """`look` is "loading", "shown", "empty" or "unreadable"; `filter` one of `Filter`.

    `wanted` asks for a page of a filter: 0 the newest, 1 the one before that, and so on.
    """

    changed = Signal()
    wholeChanged = Signal()
    wanted = Signal(str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._black_box = BlackBoxScreen(self)
        self._language = "ru"
        self._filter = Filter.ALL
        self._page = 0
        self._look = LOADING
        self._earlier = False
        self._happened: tuple[Happened, ...] = ()
        self._zone: ZoneInfo | None = None
        self._counts: Mapping[str, int] = {}
        self._rows = KeyedRows(EventRow, self)
        self._reports = KeyedRows(CountRow, self)
        self._whole = ""

    def speak(self, language: str) -> None:
        """Say everything in another language."""
        self._language = language
        self._black_box.speak(language)
        self._word()

    def show_page(
        self,
        happened: Sequence[Happened],
        zone: ZoneInfo,
        *,
        earlier: bool,
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """Show what was asked for last. `earlier`: there is more before it; `counts`: reports of the last week."""
        self._happened, self._zone, self._earlier = tuple(happened), zone, earlier
        self._counts = counts or {}
        self._look = SHOWN if happened else EMPTY
        self._word()

    def tell_unreadable(self) -> None:
        """What was asked for cannot be read."""
        self._happened, self._earlier = (), False
        self._look = UNREADABLE
        self._word()

    @Property(QObject, notify=changed)
    def blackBox(self) -> BlackBoxScreen:
        """The pictures of the last minutes, and of what was frozen."""
        return self._black_box

    @Property(str, notify=changed)
    def filter(self) -> str:
        """What is shown."""
        return self._filter.value

    @Property(str, notify=changed)
    def look(self) -> str:
        """Whether there is anything to see."""
        return self._look

    @Property(QObject, notify=changed)
    def rows(self) -> KeyedRows:
        """What happened, the newest first."""
        return self._rows

    @Property(QObject, notify=changed)
    def reports(self) -> KeyedRows:
        """What passengers reported in the last seven days, by kind."""
        return self._reports

    @Property(bool, notify=changed)
    def hasEarlier(self) -> bool:
        """Whether there is an earlier page."""
        return self._earlier and self._look == SHOWN

    @Property(bool, notify=changed)
    def hasLater(self) -> bool:
        """Whether there is a later page."""
        return self._page > 0

    @Property(str, notify=wholeChanged)
    def whole(self) -> str:
        """The record of the program's log that is read in full, "" for none."""
        return self._whole

    @Slot()
    def begin(self) -> None:
        """Somebody opened the page: show the newest, whatever was read before."""
        self.leave()
        self.choose(Filter.ALL)

    @Slot()
    def leave(self) -> None:
        """Nobody reads any more: pictures and records are let go."""
        self._whole = ""
        self.wholeChanged.emit()
        self._black_box.close()

    @Slot(str)
    def choose(self, wanted: str) -> None:
        """Show the newest of another kind."""
        self._filter = Filter(wanted)
        self._ask(0)

    @Slot()
    def showEarlier(self) -> None:
        """The page before this one."""
        if self.hasEarlier:
            self._ask(self._page + 1)

    @Slot()
    def showLater(self) -> None:
        """The page after this one."""
        if self.hasLater:
            self._ask(self._page - 1)

    @Slot(str)
    def read(self, key: str) -> None:
        """Read a record of the program's log in full; "" goes back to the list."""
        found = next((one for one in self._happened if one.key == key and one.event is None), None)
        self._whole = whole_text(found) if found else ""
        self.wholeChanged.emit()

    def _ask(self, page: int) -> None:
        self._page = page
        self._look = LOADING
        self.changed.emit()
        self.wanted.emit(self._filter.value, page)

    def _word(self) -> None:
        zone, language = self._zone, self._language
        self._rows.replace([event_row(one, zone, language) for one in self._happened] if zone else [])
        self._reports.replace(count_rows(self._counts) if self._filter is Filter.REPORTS else [])
        self.changed.emit()

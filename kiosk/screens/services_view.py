"""What the services pages show, as properties of QML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows
from kiosk.screens.service_words import (
    NO_END,
    NO_SERVICE,
    NOT_HERE,
    CategoryRow,
    EndWords,
    HereWords,
    ServiceRow,
    ServiceWords,
    ThingRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("the app makes it")
class ServicesView(QObject):
    """What is shown now. Whoever derives from it calls the `tell_...` methods."""

    changed = Signal()
    serviceChanged = Signal()
    stateChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._categories = KeyedRows(CategoryRow, self)
        self._rows = KeyedRows(ServiceRow, self)
        self._have_ready = KeyedRows(ThingRow, self)
        self._listed = 0
        self._heading = ""
        self._service = NO_SERVICE
        self._here = NOT_HERE
        self._end = NO_END
        self._offline = ""

    def tell_list(self, rows: Sequence[ServiceRow], heading: str = "") -> None:
        """Show these services, under the title of their category."""
        self._rows.replace(rows)
        self._listed, self._heading = len(rows), heading
        self.changed.emit()

    def tell_service(self, service: ServiceWords) -> None:
        """Show the page of one service."""
        if service != self._service:
            self._service = service
            self._have_ready.replace(service.have_ready)
            self.serviceChanged.emit()

    def tell_state(self, here: HereWords, end: EndWords, offline: str) -> None:
        """Show the second choice, how a session ended, and whether the portal can be reached."""
        if (here, end, offline) != (self._here, self._end, self._offline):
            self._here, self._end, self._offline = here, end, offline
            self.stateChanged.emit()

    @Property(QObject, notify=changed)
    def categories(self) -> KeyedRows:
        """The tiles: roles of CategoryRow."""
        return self._categories

    @Property(QObject, notify=changed)
    def rows(self) -> KeyedRows:
        """The services of the open category, or those that were found: roles of ServiceRow."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many services are listed."""
        return self._listed

    @Property(str, notify=changed)
    def heading(self) -> str:
        """The title of the open category."""
        return self._heading

    @Property(bool, notify=serviceChanged)
    def known(self) -> bool:
        """Whether the open service is still in the catalogue."""
        return self._service.known

    @Property(str, notify=serviceChanged)
    def title(self) -> str:
        """The title of the open service."""
        return self._service.title

    @Property(str, notify=serviceChanged)
    def sentence(self) -> str:
        """What it is for."""
        return self._service.sentence

    @Property(str, notify=serviceChanged)
    def offeredBy(self) -> str:
        """Who offers it, "" where that is not known."""
        return self._service.offered_by

    @Property(QObject, notify=serviceChanged)
    def haveReady(self) -> KeyedRows:
        """What to have at hand: roles of ThingRow."""
        return self._have_ready

    @Property(str, notify=serviceChanged)
    def address(self) -> str:
        """What the code for the telephone holds."""
        return self._service.address

    @Property(str, notify=serviceChanged)
    def host(self) -> str:
        """The part of the address that tells whose page it is."""
        return self._service.host

    @Property(str, notify=serviceChanged)
    def path(self) -> str:
        """The rest of the address."""
        return self._service.path

    @Property(str, notify=stateChanged)
    def hereLook(self) -> str:
        """The second choice: "ready", "off", "busy", "" where it is not offered."""
        return self._here.look

    @Property(str, notify=stateChanged)
    def hereTitle(self) -> str:
        """What its button says."""
        return self._here.title

    @Property(str, notify=stateChanged)
    def hereNote(self) -> str:
        """What to know before, or why it cannot be had now."""
        return self._here.note

    @Property(str, notify=stateChanged)
    def ended(self) -> str:
        """How the last session ended, "" where there is nothing to tell."""
        return self._end.text

    @Property(str, notify=stateChanged)
    def endedMore(self) -> str:
        """What became of what was typed, and how to go on."""
        return self._end.more

    @Property(str, notify=stateChanged)
    def endedIcon(self) -> str:
        """The sign of how it ended."""
        return self._end.icon

    @Property(str, notify=stateChanged)
    def offline(self) -> str:
        """What is said where the portal cannot be reached from here, else ""."""
        return self._offline

"""The service menu: closed, at the PIN pad, or open on one of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.maintenance.menu import Page, Role
from kiosk.screens.qml import Property, QmlUncreatable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.screens.navigation import Navigation

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

CLOSED, PAD, OPEN = "", "pad", "open"


@QmlElement
@QmlUncreatable("the app makes it")
class MaintenanceScreen(QObject):
    """`look` is "" while the menu is closed, "pad" at its PIN pad, "open" on its pages.

    `doorHeld` and `doorTouched` are the pattern of the door; whether they open it is decided by whoever listens.
    `closed` carries how: "button", "idle", "time", "emergency" or "stopped".
    """

    lookChanged = Signal()
    pageChanged = Signal()
    timeChanged = Signal()
    doorHeld = Signal()
    doorTouched = Signal()
    doorWanted = Signal()
    """The program itself wants somebody to come in: settings wait to be confirmed."""
    pageOpened = Signal(str)
    touched = Signal()
    closed = Signal(str)

    def __init__(self, navigation: Navigation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._navigation = navigation
        self._look = CLOSED
        self._page = ""
        self._role = Role.TECHNICIAN
        self._parts: dict[str, QObject] = {}
        self._pad: QObject | None = None
        self._seconds_left = 0
        self._stayable = True

    def set_parts(self, parts: Mapping[Page, QObject], pad: QObject | None = None) -> None:
        """The objects behind the pages, and behind the PIN pad. They must outlive the window."""
        self._parts = {page.value: part for page, part in parts.items()}
        self._pad = pad

    @Property(str, notify=lookChanged)
    def look(self) -> str:
        """What is shown over the passengers' pages: "", "pad" or "open"."""
        return self._look

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """The open page, "" for the list of pages."""
        return self._page

    @Property(int, notify=timeChanged)
    def secondsLeft(self) -> int:
        """Seconds until the menu closes by itself, in its last minute; else 0."""
        return self._seconds_left

    @Property(bool, notify=timeChanged)
    def stayable(self) -> bool:
        """Whether a touch makes it stay open for longer; false at the end of the whole time."""
        return self._stayable

    @Property(str, notify=lookChanged)
    def roleName(self) -> str:
        """Who is in: "technician" or "operator"."""
        return self._role.value

    @property
    def role(self) -> Role:
        """Who is in."""
        return self._role

    @Slot(str, result=QObject)
    def part(self, page: str) -> QObject | None:
        """The object behind a page, or behind the pad ("pad"); None where there is none."""
        return self._pad if page == PAD else self._parts.get(page)

    @Slot(str, result=bool)
    def has(self, page: str) -> bool:
        """Whether there is such a page here."""
        return page in self._parts

    def ask_pin(self) -> None:
        """Show the PIN pad."""
        self._show(PAD)

    def let_in(self, role: Role, page: str = "") -> None:
        """Open the menu."""
        self._role = role
        self._page = page
        self._show(OPEN)
        self.pageChanged.emit()

    def tell_time(self, seconds_left: int, *, stayable: bool = True) -> None:
        """Say how long the menu stays open, and whether a touch makes it stay for longer."""
        if (seconds_left, stayable) != (self._seconds_left, self._stayable):
            self._seconds_left, self._stayable = seconds_left, stayable
            self.timeChanged.emit()

    @Slot(str)
    def open(self, page: str) -> None:
        """Open a page; "" goes back to the list of pages."""
        if self._look == OPEN and (page == "" or page in self._parts):
            self._page = page
            self.pageChanged.emit()
            if page:
                self.pageOpened.emit(page)

    @Slot()
    @Slot(str)
    def close(self, how: str = "button") -> None:
        """Close the menu, or the pad."""
        if self._look != CLOSED:
            self._page = ""
            self._show(CLOSED)
            self.pageChanged.emit()
            self.closed.emit(how)

    def _show(self, look: str) -> None:
        self._look = look
        self._navigation.stay("maintenance", wanted=look != CLOSED)
        self.lookChanged.emit()

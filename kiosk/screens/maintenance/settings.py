"""Page 4 of the service menu: the settings, one change at a time, seen as a difference before it is applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.maintenance.pin import LENGTH
from kiosk.domain.maintenance.setting import Group, Kind
from kiosk.screens.maintenance import settings_words as words
from kiosk.screens.maintenance.settings_view import Look, SettingsView
from kiosk.screens.qml import QmlUncreatable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.maintenance.setting import FoundStop, Proposal, Setting

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

DAY_MINUTES = 24 * 60
_EDITORS = {
    Kind.CHOICE: Look.CHOICE,
    Kind.NUMBER: Look.NUMBER,
    Kind.TIME: Look.NUMBER,
    Kind.STOP: Look.STOP,
    Kind.PIN: Look.PIN,
}


@QmlElement
@QmlUncreatable("the app makes it")
class SettingsScreen(SettingsView):
    """`changeWanted` carries the key of a setting and what was typed for it; whoever listens answers by `propose`.

    `applyWanted`, `keepWanted` and `undoWanted` are about the change that is shown. `pinChosen` carries six digits
    that were entered twice; they are forgotten here at the same time.
    """

    changeWanted = Signal(str, str)
    applyWanted = Signal()
    keepWanted = Signal()
    undoWanted = Signal()
    stopsWanted = Signal()
    stopSearched = Signal(str)
    pinChosen = Signal(str)

    # What the app tells.

    def show(self, settings: Sequence[Setting], locked: str = "") -> None:
        """Show these; `locked` says why none may be changed: "demonstration", "read-only", "broken", or ""."""
        self._settings, self._locked = tuple(settings), locked
        self.word()

    def set_keyboard(self, keyboard: QObject | None) -> None:
        """Type with this KeyboardScreen, which must outlive the window."""
        self._keyboard = keyboard
        self.keyboardChanged.emit()

    def propose(self, proposal: Proposal) -> None:
        """Show what a wanted change would change."""
        self._proposal, self._busy = proposal, False
        self._go(Look.CHANGE)

    def tell(self, what: str) -> None:
        """Say what has become of something, and show the groups again; see `told`."""
        self._told, self._busy = what, False
        self._path = [Look.GROUPS]
        self.word()

    def wait(self, seconds_left: int, proposal: Proposal | None = None) -> None:
        """A change is in force and is undone in so many seconds; 0: none waits."""
        began = seconds_left > 0 and not self._seconds_left
        if seconds_left == self._seconds_left and proposal is None:
            return
        self._seconds_left = seconds_left
        if proposal is not None:
            self._proposal = proposal
        if began or proposal is not None:
            self._busy, self._told = False, ""
            self.word()
        else:
            self.changed.emit()

    def show_stops(self, state: str, stops: Sequence[FoundStop] = ()) -> None:
        """The stops that were found; `state`: "loading", "ready", or "failed"."""
        self._stops_state, self._stops = state, stops
        self._found.replace([words.stop_row(stop) for stop in stops])
        self.changed.emit()

    def begin(self) -> None:
        """The page is opened: nothing of the time before is half done."""
        self._told, self._digits, self._first = "", "", ""
        self._busy = False
        self._path = [Look.GROUPS]
        self.word()

    # What fingers do.

    @Slot(str)
    def openGroup(self, group: str) -> None:
        """Show the settings of a group; one that holds a single setting opens it."""
        self._told = ""
        self._group = Group(group)
        known = [one for one in self._settings if one.group is self._group]
        if len(known) == 1 and known[0].kind is Kind.PIN:
            self.edit(known[0].key)
        else:
            self._go(Look.ROWS)

    @Slot(str)
    def edit(self, key: str) -> None:
        """Change a setting."""
        if self._locked and key != "pin":
            return
        self._editing = next(one for one in self._settings if one.key == key)
        one = self._editing
        self._told, self._digits, self._first = "", "", ""
        if one.kind is Kind.NUMBER:
            self._number = int(one.typed)
        elif one.kind is Kind.TIME:
            hours, minutes = one.value.split(":")
            self._number = int(hours) * 60 + int(minutes)
        self.editingChanged.emit()
        self._go(_EDITORS.get(one.kind, Look.TEXT))
        if one.kind is Kind.STOP:
            self.stopsWanted.emit()

    @Slot(int)
    def turn(self, steps: int) -> None:
        """So many steps more, or fewer; a time goes round the clock."""
        one = self._editing
        if one is None:
            return
        if one.kind is Kind.TIME:
            self._number = (self._number + steps * one.step) % DAY_MINUTES
        else:
            self._number = max(one.least, min(self._number + steps * one.step, one.most))
        self.changed.emit()

    @Slot()
    def takeNumber(self) -> None:
        """The number is meant."""
        if self._editing is not None:
            self.take(self._time() if self._editing.kind is Kind.TIME else str(self._number))

    @Slot(str)
    def take(self, typed: str) -> None:
        """This is meant: a text, a choice, a stop_id."""
        if self._editing is not None and not self._busy:
            self._busy = True
            self.changed.emit()
            self.changeWanted.emit(self._editing.key, typed)

    @Slot(str)
    def searchStop(self, typed: str) -> None:
        """Look for stops."""
        self.stopSearched.emit(typed)

    @Slot()
    def apply(self) -> None:
        """Apply what is shown."""
        if self.applicable and not self._busy:
            self._busy = True
            self.changed.emit()
            self.applyWanted.emit()

    @Slot()
    def keep(self) -> None:
        """The change in force stays."""
        self.keepWanted.emit()

    @Slot()
    def undo(self) -> None:
        """The change in force goes."""
        self.undoWanted.emit()

    @Slot()
    def back(self) -> None:
        """One step back; what was typed is forgotten."""
        self._digits, self._first, self._busy = "", "", False
        if len(self._path) > 1:
            self._path.pop()
        self._told = ""
        self.word()

    @Slot(str)
    def pressDigit(self, digit: str) -> None:
        """One more digit of the PIN; after the second six it is chosen."""
        if self._busy:
            return
        self._digits += digit
        if len(self._digits) < LENGTH:
            self.changed.emit()
        elif not self._first:
            self._first, self._digits = self._digits, ""
            self.changed.emit()
        else:
            self._enter_pin()

    @Slot()
    def eraseDigits(self) -> None:
        """Begin these six digits again."""
        self._digits = ""
        self.changed.emit()

    @Slot()
    def eraseDigit(self) -> None:
        """Enter the last digit again."""
        self._digits = self._digits[:-1]
        self.changed.emit()

    def refuse_pin(self, why: str) -> None:
        """Ask for another PIN: this one was "weak", or the two were "other" ones."""
        self._digits, self._first, self._busy, self._told = "", "", False, why
        self.changed.emit()

    def _enter_pin(self) -> None:
        chosen, same = self._digits, self._digits == self._first
        if not same:
            self.refuse_pin("other")
            return
        self._digits, self._first, self._busy = "", "", True
        self.changed.emit()
        self.pinChosen.emit(chosen)

    def _go(self, look: Look) -> None:
        if self._path[-1] is not look:
            self._path.append(look)
        self.word()

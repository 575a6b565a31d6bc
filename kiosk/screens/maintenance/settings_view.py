"""What the settings page shows: words and rows made of the settings, the change and the stops that were told."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.maintenance.setting import Group, Kind, Proposal
from kiosk.screens.maintenance import settings_words as words
from kiosk.screens.maintenance.settings_rows import (
    ChoiceRow,
    DifferenceRow,
    FaultRow,
    GroupRow,
    LineRow,
    SettingRow,
    StopRow,
)
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.maintenance.setting import FoundStop, Setting

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

NOTHING = Proposal()


class Look(StrEnum):
    """What the page shows."""

    GROUPS = "groups"
    ROWS = "rows"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    STOP = "stop"
    PIN = "pin"
    CHANGE = "change"
    CONFIRM = "confirm"
    """A change is in force and waits to be confirmed."""


@QmlElement
@QmlUncreatable("the app makes it")
class SettingsView(QObject):
    """Read-only: a SettingsScreen changes it."""

    changed = Signal()
    keyboardChanged = Signal()
    editingChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings: tuple[Setting, ...] = ()
        self._locked = ""
        self._told = ""
        self._path: list[Look] = [Look.GROUPS]
        self._group = Group.STOP
        self._editing: Setting | None = None
        self._number = 0
        self._proposal = NOTHING
        self._busy = False
        self._seconds_left = 0
        self._stops_state = ""
        self._stops: Sequence[FoundStop] = ()
        self._digits, self._first = "", ""
        self._keyboard: QObject | None = None
        self._groups = KeyedRows(GroupRow, self)
        self._rows = KeyedRows(SettingRow, self)
        self._choices = KeyedRows(ChoiceRow, self)
        self._differences = KeyedRows(DifferenceRow, self)
        self._lines = KeyedRows(LineRow, self)
        self._faults = KeyedRows(FaultRow, self)
        self._found = KeyedRows(StopRow, self)

    @Slot()
    def word(self) -> None:
        """Say everything again, as in another language."""
        groups = {group: tuple(one for one in self._settings if one.group is group) for group in Group}
        self._groups.replace(
            [
                GroupRow(group.value, words.group_title(group), words.ICONS[group], words.summary(known))
                for group, known in groups.items()
                if known
            ]
        )
        self._rows.replace(
            [
                SettingRow(one.key, words.title(one.name, one.about), words.value(one))
                for one in groups[self._group]
            ]
        )
        self._word_editor()
        self._word_proposal()
        self._found.replace([words.stop_row(stop) for stop in self._stops])
        self.changed.emit()

    def _word_editor(self) -> None:
        one = self._editing
        choices = one.choices if one else ()
        self._choices.replace([ChoiceRow(key, words.choice(one.name, key)) for key in choices] if one else [])

    def _word_proposal(self) -> None:
        proposal = self._proposal
        self._differences.replace(
            [
                DifferenceRow(key, self._title_of(key), self._value_of(key, old), self._value_of(key, new))
                for key, old, new in proposal.differences
            ]
        )
        self._lines.replace(
            [LineRow(str(number), sign, text) for number, (sign, text) in enumerate(proposal.lines)]
        )
        faults = [(fault, True) for fault in proposal.faults] + [(fault, False) for fault in proposal.doubts]
        self._faults.replace(
            [
                words.fault_row(number, fault, self._title_of(fault.key) if fault.key else "", grave=grave)
                for number, (fault, grave) in enumerate(faults)
            ]
        )

    def _title_of(self, key: str) -> str:
        known = next((one for one in self._settings if one.key == key), None)
        return words.title(known.name, known.about) if known else words.title(key)

    def _value_of(self, key: str, text: str) -> str:
        known = next((one for one in self._settings if one.key == key), None)
        if not text:
            return tr("not set")
        if known and known.kind is Kind.CHOICE:
            return words.choice(known.name, text.replace(", ", ","))
        return words.with_unit(text, known.unit if known else "")

    @Property(str, notify=changed)
    def look(self) -> str:
        """What is shown: a Look."""
        return Look.CONFIRM.value if self._seconds_left else self._path[-1].value

    @Property(bool, notify=changed)
    def inner(self) -> bool:
        """Whether there is a way back within the page."""
        return len(self._path) > 1 and not self._seconds_left

    @Property(str, notify=changed)
    def title(self) -> str:
        """What the head says."""
        look = self.look
        if look == Look.GROUPS:
            return tr("Settings")
        if look == Look.ROWS:
            return words.group_title(self._group)
        if look == Look.CHANGE:
            return tr("What changes")
        if look == Look.CONFIRM:
            return tr("Keep it?")
        return words.title(self._editing.name, self._editing.about) if self._editing else ""

    @Property(str, notify=changed)
    def locked(self) -> str:
        """Why nothing may be changed here; "" where it may."""
        return words.locked(self._locked)

    @Property(str, notify=changed)
    def told(self) -> str:
        """What has become of the last change."""
        return words.told(self._told)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether something is being looked at or written."""
        return self._busy

    @Property(QObject, notify=changed)
    def groups(self) -> KeyedRows:
        """What can be set, GroupRow each."""
        return self._groups

    @Property(QObject, notify=changed)
    def rows(self) -> KeyedRows:
        """The settings of the open group, SettingRow each."""
        return self._rows

    @Property(QObject, notify=changed)
    def choices(self) -> KeyedRows:
        """The values of the open choice, ChoiceRow each."""
        return self._choices

    @Property(QObject, notify=changed)
    def differences(self) -> KeyedRows:
        """The keys that change, DifferenceRow each."""
        return self._differences

    @Property(QObject, notify=changed)
    def lines(self) -> KeyedRows:
        """The lines that change, LineRow each."""
        return self._lines

    @Property(QObject, notify=changed)
    def faults(self) -> KeyedRows:
        """Why a change is refused or doubtful, FaultRow each."""
        return self._faults

    @Property(QObject, notify=changed)
    def stops(self) -> KeyedRows:
        """The stops that were found, StopRow each."""
        return self._found

    @Property(str, notify=changed)
    def stopsState(self) -> str:
        """Whether stops can be looked for: "loading", "ready", "failed"."""
        return self._stops_state

    @Property(bool, notify=changed)
    def applicable(self) -> bool:
        """Whether the shown change may be applied."""
        return not self._proposal.faults and bool(self._proposal.differences) and not self._locked

    @Property(bool, notify=changed)
    def restarts(self) -> bool:
        """Whether the program starts again for the shown change."""
        return self._proposal.restarts

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        """Seconds until the change in force is undone."""
        return self._seconds_left

    @Property(QObject, notify=keyboardChanged)
    def keyboard(self) -> QObject | None:
        """The keyboard on the glass; None until it is ready."""
        return self._keyboard

    @Property(str, notify=editingChanged)
    def typed(self) -> str:
        """What the editor begins with."""
        return self._editing.typed if self._editing else ""

    @Property(str, notify=editingChanged)
    def hint(self) -> str:
        """What is to be known before it is changed."""
        return words.hint(self._editing) if self._editing else ""

    @Property(int, notify=editingChanged)
    def longest(self) -> int:
        """The most characters of the text."""
        return self._editing.longest if self._editing else 0

    @Property(str, notify=editingChanged)
    def purpose(self) -> str:
        """What the text is: "text", "address" or "key"."""
        if self._editing is None or self._editing.kind is Kind.TEXT:
            return "text"
        return "key" if self._editing.kind is Kind.KEY else "address"

    @Property(str, notify=changed)
    def number(self) -> str:
        """The number as it stands, with its unit."""
        if self._editing is None:
            return ""
        if self._editing.kind is Kind.TIME:
            return self._time()
        return words.with_unit(str(self._number), self._editing.unit)

    @Property(str, notify=changed)
    def oneStep(self) -> str:
        """By how much a touch changes the number, with its unit."""
        return self._step(1)

    @Property(str, notify=changed)
    def fourSteps(self) -> str:
        """By how much a touch changes the number where it has far to go."""
        return self._step(4)

    @Property(int, notify=changed)
    def digits(self) -> int:
        """How many digits of the PIN are entered."""
        return len(self._digits)

    @Property(str, notify=changed)
    def pinNote(self) -> str:
        """What is to be entered now."""
        return words.pin_note("again" if self._first else self._told)

    def _step(self, count: int) -> str:
        one = self._editing
        if one is None:
            return ""
        unit = "min" if one.kind is Kind.TIME else one.unit
        return words.with_unit(str(count * one.step), unit)

    def _time(self) -> str:
        return f"{self._number // 60:02}:{self._number % 60:02}"

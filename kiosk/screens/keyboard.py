"""The keyboard on the glass: shown while a field has the focus, typing into it, remembering nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtQml import QmlElement

from kiosk.domain.key_presses import KeyPresses
from kiosk.domain.keyboard import Do, KeyboardState, Purpose, places
from kiosk.screens.field_watch import FieldWatch
from kiosk.screens.key_area import KeyArea  # noqa: F401  QML makes it
from kiosk.screens.key_rows import KeyRow, key_rows
from kiosk.screens.keyboard_layouts import read_all
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.rows import KeyedRows

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtQuick import QQuickWindow

    from kiosk.domain.keyboard import Key, Layout, Place
    from kiosk.screens.key_sound import KeySound
    from kiosk.screens.passenger import Passenger

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1

REPEAT_AFTER_MS = 500
REPEAT_MS = 100
REPEATS = 25
"""A finger, or a bag, that stays on the key that deletes has deleted enough after three seconds."""
CODES = {
    Do.BACKSPACE: (0x01000003, "\b"),
    Do.ENTER: (0x01000004, "\r"),
    Do.LEFT: (0x01000012, ""),
    Do.RIGHT: (0x01000014, ""),
    Do.SPACE: (0x20, " "),
}
"""Keys without a character of their own. Source: Qt::Key."""


@QmlElement
@QmlUncreatable("the app makes it")
class KeyboardScreen(QObject):
    """Shown while a field of the window given to `watch` has the focus; `folder` holds the layouts.

    A key counts when it is released on itself; the one that deletes repeats while it is held. Characters go to the
    window as keys, so that a field of ours and a page's own script see what a keyboard would send.
    """

    shownChanged = Signal()
    layoutChanged = Signal()
    fieldChanged = Signal()
    dismissed = Signal()
    """The passenger wants it away: the focus should go elsewhere."""

    def __init__(
        self, passenger: Passenger, folder: Path, sound: KeySound | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._passenger = passenger
        self._folder = folder
        self._sound = sound
        self._layouts: dict[str, Layout] = {}
        self._window: QQuickWindow | None = None
        self._watch: FieldWatch | None = None
        self._purpose = Purpose.TEXT
        self._shown = False
        self._state = KeyboardState(passenger.language)
        self._places: dict[str, Place] = {}
        self._presses = KeyPresses()
        self._held: frozenset[str] = frozenset()
        self._keys = KeyedRows(KeyRow, self)
        self._repeating = -1
        self._repeats = 0
        self._repeat = QTimer(self)
        self._repeat.timeout.connect(self._delete_again)

    def watch(self, window: QQuickWindow, *, look_often: bool = False) -> None:
        """Follow the fields of a window; `look_often` where it shows a web page."""
        self._window = window
        self._watch = FieldWatch(window, look_often=look_often, parent=self)
        self._watch.changed.connect(self._field_changed)
        self._watch.look()

    def prepare(self) -> None:
        """Read the layouts and make the keys while there is time; else the first field waits for them."""
        if not self._layouts:
            self._layouts = read_all(self._folder)
            self._show(KeyboardState.begun(self._purpose, self._passenger.language))

    @Property(bool, notify=shownChanged)
    def shown(self) -> bool:
        """Whether a field has the focus."""
        return self._shown

    @Property(str, notify=shownChanged)
    def purpose(self) -> str:
        """What the field is for, as a Purpose."""
        return self._purpose

    @Property(QRectF, notify=fieldChanged)
    def field(self) -> QRectF:
        """Where the cursor stands in the window, in pixels; empty without a field."""
        field = self._watch.field if self._watch else None
        return field.rectangle if field else QRectF()

    @Property(QObject, notify=shownChanged)
    def keys(self) -> KeyedRows:
        """The keys of the present layout."""
        return self._keys

    @Property(str, notify=layoutChanged)
    def layout(self) -> str:
        """The name of the present layout."""
        return self._state.layout

    @Property(float, notify=layoutChanged)
    def units(self) -> float:
        """How many keys of ordinary width a row has; 0 before the first field."""
        layout = self._layouts.get(self._state.layout)
        return layout.units if layout else 0.0

    @Slot()
    def hide(self) -> None:
        """Send the keyboard away; it comes back with the next field that is touched."""
        self._presses_gone()
        self.dismissed.emit()

    @Slot(str)
    def press(self, key: str) -> None:
        """Do what the key of this name does, as one tap."""
        place = self._places.get(key)
        if place is not None and self._shown:
            self._do(place.key)

    @Slot(int, float, float)
    def fingerDown(self, finger: int, x: float, y: float) -> None:
        """A finger comes down, at a point in parts of the keyboard."""
        place = self._presses.press(finger, x, y)
        if place is not None and place.key.do is Do.BACKSPACE:
            self._repeating, self._repeats = finger, 0
            self._repeat.start(REPEAT_AFTER_MS)
        if place is not None and self._sound is not None:
            self._sound.play()
        self._show_held()

    @Slot(int, float, float)
    def fingerMoved(self, finger: int, x: float, y: float) -> None:
        """A finger moves; off its key it holds none."""
        self._presses.move(finger, x, y)
        self._show_held()

    @Slot(int)
    def fingerUp(self, finger: int) -> None:
        """A finger is lifted: its key counts, unless it has counted already by being held."""
        place = self._presses.release(finger)
        counted = finger == self._repeating and self._repeats > 0
        self._show_held()
        if place is not None and not counted:
            self.press(place.name)

    @Slot()
    def fingersGone(self) -> None:
        """Every finger was taken away, and none of them meant it."""
        self._presses_gone()

    def _presses_gone(self) -> None:
        self._presses.cancel()
        self._show_held()

    def _show_held(self) -> None:
        held = self._presses.held
        if held != self._held:
            self._held = held
            self._keys.replace(key_rows(self._state, self._layouts, held))
        if not any(self._places[name].key.do is Do.BACKSPACE for name in held):
            self._repeat.stop()

    def _delete_again(self) -> None:
        self._repeats += 1
        self._do_key(Do.BACKSPACE)
        if self._repeats < REPEATS:
            self._repeat.start(REPEAT_MS)
        else:
            self._repeat.stop()

    def _do(self, key: Key) -> None:
        if key.do is Do.TYPE:
            for character in key.typed(self._state.shift):
                self._send(ord(character.upper()), character)
        elif key.do is Do.HIDE:
            self.hide()
        else:
            self._do_key(key.do)
        state = self._state.after(key)
        if state != self._state and self._shown:
            self._show(state)

    def _do_key(self, do: Do) -> None:
        if do in CODES:
            self._send(*CODES[do])

    def _send(self, code: int, text: str) -> None:
        """One key goes down and up in the window, which knows who has the focus."""
        modifier = QtCore.Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if self._window is not None and shiboken6.isValid(self._window):
                QCoreApplication.sendEvent(self._window, QKeyEvent(kind, code, modifier, text))

    def _field_changed(self) -> None:
        field = self._watch.field if self._watch else None
        shown = field is not None
        purpose = field.purpose if field else Purpose.TEXT
        if (shown, purpose) != (self._shown, self._purpose):
            self._shown, self._purpose = shown, purpose
            self._begin()
            self.shownChanged.emit()
        self.fieldChanged.emit()

    def _begin(self) -> None:
        """Nothing of the field before is left: neither its letters nor its capitals."""
        self._presses_gone()
        if self._shown:
            self.prepare()
        if self._layouts:
            self._show(KeyboardState.begun(self._purpose, self._passenger.language))

    def _show(self, state: KeyboardState) -> None:
        other = state.layout != self._state.layout or not self._places
        self._state = state
        if other:
            found = places(self._layouts[state.layout])
            self._places = {place.name: place for place in found}
            self._presses.use(found)
            self._held = frozenset()
            self._repeat.stop()
        self._keys.replace(key_rows(state, self._layouts, self._held))
        if other:
            self.layoutChanged.emit()

"""Keys, wheels and gestures that a browser and a desktop would obey: here they do nothing.

A pavilion has no keyboard, but whoever brings one, or a thing that pretends to be one, types text and no more.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier

EDITING = frozenset({_Key.Key_C, _Key.Key_V, _Key.Key_X, _Key.Key_A})
"""With Ctrl: copy, paste, cut, select all, inside the page."""
TYPING = frozenset(
    {
        *(_Key.Key_Backspace, _Key.Key_Delete, _Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab, _Key.Key_Backtab),
        *(_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down, _Key.Key_Home, _Key.Key_End),
        *(_Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Shift),
    }
)
"""Keys without a character of their own that a field or a page needs."""
KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
MOUSE = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick})
TOUCHES = frozenset({*KEYS, *MOUSE, QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.Wheel})
NEVER = frozenset({QEvent.Type.Shortcut, QEvent.Type.NativeGesture, QEvent.Type.ContextMenu})


class Shortcuts(QObject):
    """An event filter of the only window, through which every key and touch comes; `touched` tells of each.

    The window is closed by us alone.
    """

    touched = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._down: set[int] = set()
        """The keys that a page hears of as pressed."""

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Whether the event ends here."""
        kind = event.type()
        if kind in TOUCHES:
            self.touched.emit()
        if kind is QEvent.Type.Close:
            event.ignore()
            return True
        if self._key_ends_here(event) if isinstance(event, QKeyEvent) else dead(event):
            event.accept()
            return True
        return False

    def _key_ends_here(self, event: QKeyEvent) -> bool:
        """A release goes where its press went: with Ctrl let go of first, Ctrl+P would else end as a P."""
        key = event.nativeScanCode() or event.key()
        if event.type() is not QEvent.Type.KeyRelease:
            ends_here = dead(event)
            if event.type() is QEvent.Type.KeyPress and not ends_here:
                self._down.add(key)
            return ends_here
        heard = key in self._down
        if not event.isAutoRepeat():
            self._down.discard(key)
        return not heard


def dead(event: QEvent) -> bool:
    """Whether an event may do nothing."""
    kind = event.type()
    if kind in KEYS and isinstance(event, QKeyEvent):
        return not _types(event)
    if kind in MOUSE and isinstance(event, QMouseEvent):
        return event.button() is not Qt.MouseButton.LeftButton
    if kind is QEvent.Type.Wheel and isinstance(event, QWheelEvent):
        return bool(event.modifiers())
    return kind in NEVER


def _types(event: QKeyEvent) -> bool:
    """Whether a key types or edits. Keypad and Shift change nothing; with AltGr some layouts write letters."""
    held = event.modifiers() & ~(
        _Modifier.KeypadModifier | _Modifier.ShiftModifier | _Modifier.GroupSwitchModifier
    )
    key = event.key()
    if held:
        return held == _Modifier.ControlModifier and key in EDITING
    return key in TYPING or (bool(event.text()) and event.text().isprintable())

"""How each key looks at the moment: its word or sign, its place, its name for a screen reader."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.domain.frozen import dataclass
from kiosk.domain.keyboard import Do, Shift, places
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.keyboard import Key, KeyboardState, Layout


class KeyLook(StrEnum):
    """What a key looks like."""

    TYPES = "types"
    DOES = "does"
    ON = "on"
    """Capital letters are on."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key for QML; places and sizes in parts of the keyboard. `icon` "": `text` says it; `down`: held."""

    key: str
    text: str
    icon: str
    spoken: str
    look: str
    down: bool
    key_x: float
    key_y: float
    key_width: float
    key_height: float


ICONS = {
    Do.SHIFT: "arrow-big-up",
    Do.BACKSPACE: "backspace",
    Do.ENTER: "corner-down-left",
    Do.LEFT: "arrow-left",
    Do.RIGHT: "arrow-right",
    Do.HIDE: "keyboard-hide",
}
LOCKED = "arrow-big-up-lines"


def key_rows(state: KeyboardState, layouts: Mapping[str, Layout], held: frozenset[str]) -> tuple[KeyRow, ...]:
    """The keys that `state` shows; `held` are the names of those under a finger."""
    spoken = _spoken(state.shift)
    rows = []
    for place in places(layouts[state.layout]):
        do, text = place.key.do, _text(place.key, state, layouts)
        rows.append(
            KeyRow(
                key=place.name,
                text=text,
                icon=_icon(do, state.shift, text),
                spoken=spoken.get(do, text),
                look=_look(do, state.shift),
                down=place.name in held,
                key_x=place.left,
                key_y=place.top,
                key_width=place.width,
                key_height=place.height,
            )
        )
    return tuple(rows)


def _icon(do: Do, shift: Shift, text: str) -> str:
    if do is Do.SPACE:
        return "" if text else "space"
    return LOCKED if do is Do.SHIFT and shift is Shift.LOCKED else ICONS.get(do, "")


def _look(do: Do, shift: Shift) -> KeyLook:
    if do in (Do.TYPE, Do.SPACE):
        return KeyLook.TYPES
    return KeyLook.ON if do is Do.SHIFT and shift is not Shift.OFF else KeyLook.DOES


def _text(key: Key, state: KeyboardState, layouts: Mapping[str, Layout]) -> str:
    """What is written on a key: what it types, or the words it leads to, in their own language."""
    match key.do:
        case Do.TYPE:
            return key.label or key.typed(state.shift)
        case Do.SPACE:
            return key.label or layouts[state.layout].title
        case Do.LANGUAGE:
            return key.label or layouts[state.next_language].title
        case Do.LETTERS:
            return key.label or layouts[state.back].letters
    return key.label


def _spoken(shift: Shift) -> dict[Do, str]:
    """The names of the keys that type nothing."""
    capitals = {
        Shift.OFF: tr("Capital letters"),
        Shift.ONCE: tr("Capital letters: the next one"),
        Shift.LOCKED: tr("Capital letters: on"),
    }
    return {
        Do.SHIFT: capitals[shift],
        Do.BACKSPACE: tr("Delete"),
        Do.ENTER: tr("Enter"),
        Do.SPACE: tr("Space"),
        Do.LEFT: tr("To the left"),
        Do.RIGHT: tr("To the right"),
        Do.HIDE: tr("Hide the keyboard"),
        Do.SYMBOLS: tr("Signs"),
    }

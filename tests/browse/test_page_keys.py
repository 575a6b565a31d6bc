"""Keys of a keyboard that somebody plugged in: they write and edit, and reach nothing of browser and desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.browse.passenger import Passenger, Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.portal import Portal

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT, SHIFT, META = (
    Modifier.ControlModifier.value,
    Modifier.AltModifier.value,
    Modifier.ShiftModifier.value,
    Modifier.MetaModifier.value,
)
DEAD = [
    *((getattr(Key, f"Key_F{number}"), 0) for number in range(1, 13)),
    *((key, CONTROL) for key in (Key.Key_N, Key.Key_T, Key.Key_W, Key.Key_O, Key.Key_P, Key.Key_S, Key.Key_U)),
    *((key, CONTROL) for key in (Key.Key_R, Key.Key_H, Key.Key_J, Key.Key_F, Key.Key_L, Key.Key_Q, Key.Key_Tab)),
    *((key, CONTROL) for key in (Key.Key_Plus, Key.Key_Minus, Key.Key_0, Key.Key_Z)),
    *((key, CONTROL | SHIFT) for key in (Key.Key_I, Key.Key_J, Key.Key_N, Key.Key_Delete, Key.Key_Escape)),
    *((key, ALT) for key in (Key.Key_F4, Key.Key_Tab, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_D)),
    *((key, META) for key in (Key.Key_D, Key.Key_L, Key.Key_R, Key.Key_Tab)),
    *((key, CONTROL | ALT) for key in (Key.Key_Delete, Key.Key_T, Key.Key_F1)),
    *((key, 0) for key in (Key.Key_Escape, Key.Key_Print, Key.Key_Menu, Key.Key_Back, Key.Key_Forward)),
    *((key, 0) for key in (Key.Key_Refresh, Key.Key_HomePage, Key.Key_Search, Key.Key_Meta, Key.Key_Alt)),
]


@pytest.fixture
def passenger(portal: Portal, places: Places) -> Iterator[Passenger]:
    """Somebody with a keyboard before the page that tells what it hears of one."""
    with Passenger(portal, places) as passenger:
        passenger.open("/keyboard")
        passenger.touch_in_page("#field")
        passenger.until_page("document.activeElement.id == 'field'")
        yield passenger


def heard(passenger: Passenger) -> str:
    """What the page heard of keys, a line each, but for Shift."""
    told = str(passenger.page("document.getElementById('keys').textContent"))
    return "".join(line for line in told.splitlines(keepends=True) if " Shift " not in line)


def test_the_keys_of_browsers_and_desktops_are_dead(passenger: Passenger) -> None:
    width = passenger.page("innerWidth")
    for key, modifiers in DEAD:
        passenger.key(key, modifiers)
    passenger.key(Key.Key_A)
    passenger.until_page("document.getElementById('field').value == 'a'")
    assert heard(passenger) == "keydown a false false false\nkeyup a false false false\n"
    assert passenger.page("[location.pathname, history.length, innerWidth]") == ["/keyboard", 1, width]
    assert passenger.sees("end")


def test_words_are_copied_and_pasted_inside_a_page(passenger: Passenger) -> None:
    for key in (Key.Key_A, Key.Key_B):
        passenger.key(key)
    for key in (Key.Key_A, Key.Key_C):
        passenger.key(key, CONTROL)
    passenger.key(Key.Key_End)
    passenger.key(Key.Key_V, CONTROL)
    passenger.until_page("document.getElementById('field').value == 'abab'")

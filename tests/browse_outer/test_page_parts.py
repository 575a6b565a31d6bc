"""The parts of the window that need no Chromium: whether a page answers, whom to log out, which keys write."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from kiosk.browse.farewell import to_call
from kiosk.browse.pulse import Answers
from kiosk.browse.shortcuts import Shortcuts, dead
from kiosk.domain.services.address import AllowList

PATIENCE = 1.5
STEP = 0.1
ALLOWED = AllowList(("gosuslugi.ru", "hospital.example"))
LOGOUTS = ("https://esia.gosuslugi.ru/logout", "https://hospital.example/out")


def asked_until(answers: Answers, until: float) -> list[bool]:
    """Ask every `STEP` seconds, answering nothing; what was said each time."""
    told = []
    for step in range(round(until / STEP) + 1):
        told.append(answers.silent(step * STEP))
        answers.ask(step * STEP)
    return told


def test_a_page_that_never_answers_is_silent_after_its_time() -> None:
    told = asked_until(Answers(PATIENCE), 2.0)
    assert told.index(True) * STEP == pytest.approx(PATIENCE + STEP)


def test_a_page_that_answers_late_is_not_silent() -> None:
    answers = Answers(PATIENCE)
    for step in range(100):
        now = step * STEP
        assert not answers.silent(now)
        number = answers.ask(now)
        answers.answered(number - 10)


def test_a_later_answer_settles_what_was_asked_of_a_page_that_is_gone() -> None:
    answers = Answers(PATIENCE)
    for step in range(14):
        answers.silent(step * STEP)
        number = answers.ask(step * STEP)
    answers.answered(number)
    assert not answers.silent(1.4)
    assert not answers.silent(2.0)


def test_our_own_standstill_is_not_the_pages() -> None:
    answers = Answers(PATIENCE)
    answers.silent(0.0)
    answers.ask(0.0)
    assert not answers.silent(10.0)
    answers.ask(10.0)
    assert not answers.silent(10.5)


@pytest.mark.parametrize(
    ("visited", "called"),
    [
        ((), []),
        (("www.gosuslugi.ru",), LOGOUTS[:1]),
        (("esia.gosuslugi.ru", "gosuslugi.ru"), LOGOUTS[:1]),
        (("hospital.example",), LOGOUTS[1:]),
        (("my.hospital.example", "www.gosuslugi.ru"), LOGOUTS),
        (("nothospital.example",), []),
    ],
)
def test_portals_where_the_passenger_was_are_told(visited: tuple[str, ...], called: tuple[str, ...]) -> None:
    assert to_call(LOGOUTS, visited, ALLOWED) == list(called)


Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.mark.parametrize(
    ("key", "modifiers", "text"),
    [
        (Key.Key_A, Modifier.NoModifier, "a"),
        (Key.Key_A, Modifier.ShiftModifier, "A"),
        (0x0416, Modifier.NoModifier, "ж"),
        (Key.Key_1, Modifier.KeypadModifier, "1"),
        (Key.Key_At, Modifier.GroupSwitchModifier, "@"),
        (Key.Key_Space, Modifier.NoModifier, " "),
        (Key.Key_Backspace, Modifier.NoModifier, "\b"),
        (Key.Key_Return, Modifier.NoModifier, "\r"),
        (Key.Key_Tab, Modifier.NoModifier, "\t"),
        (Key.Key_Left, Modifier.ShiftModifier, ""),
        (Key.Key_C, Modifier.ControlModifier, "\x03"),
        (Key.Key_V, Modifier.ControlModifier, "\x16"),
    ],
)
@pytest.mark.parametrize("kind", [QEvent.Type.KeyPress, QEvent.Type.KeyRelease])
def test_keys_that_write_and_edit_are_alive(
    kind: QEvent.Type, key: int, modifiers: Qt.KeyboardModifier, text: str
) -> None:
    assert not dead(QKeyEvent(kind, key, modifiers, text))


@pytest.mark.parametrize(
    ("key", "modifiers", "text"),
    [
        (Key.Key_F5, Modifier.NoModifier, ""),
        (Key.Key_Escape, Modifier.NoModifier, "\x1b"),
        (Key.Key_Print, Modifier.NoModifier, ""),
        (Key.Key_Insert, Modifier.ShiftModifier, ""),
        (Key.Key_P, Modifier.ControlModifier, "\x10"),
        (Key.Key_C, Modifier.ControlModifier | Modifier.ShiftModifier | Modifier.AltModifier, "C"),
        (Key.Key_F4, Modifier.AltModifier, ""),
        (Key.Key_A, Modifier.AltModifier, "a"),
        (Key.Key_A, Modifier.MetaModifier, "a"),
        (Key.Key_Back, Modifier.NoModifier, ""),
    ],
)
def test_every_other_key_is_dead(key: int, modifiers: Qt.KeyboardModifier, text: str) -> None:
    assert dead(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


def test_a_release_goes_where_its_press_went() -> None:
    window, filtered = QObject(), Shortcuts()

    def ends_here(kind: QEvent.Type, modifiers: Qt.KeyboardModifier) -> bool:
        return filtered.eventFilter(window, QKeyEvent(kind, Key.Key_P, modifiers, "p"))

    assert ends_here(QEvent.Type.KeyPress, Modifier.ControlModifier)
    assert ends_here(QEvent.Type.KeyRelease, Modifier.NoModifier)
    assert not ends_here(QEvent.Type.KeyPress, Modifier.NoModifier)
    assert not ends_here(QEvent.Type.KeyRelease, Modifier.ControlModifier)
    assert ends_here(QEvent.Type.KeyRelease, Modifier.NoModifier)

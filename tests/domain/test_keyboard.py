"""What each key does to the keyboard, and which key a finger holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.key_presses import KeyPresses
from kiosk.domain.keyboard import LANGUAGES, PAGES, Do, Key, KeyboardState, Layout, Purpose, Shift, places

LETTER = Key(text="ж", shifted="Ж")
DIGIT = Key(text="7", shifted="7")
LAYOUT = Layout(
    "x", "X", "Ж", ((LETTER, DIGIT, Key(Do.HIDE)), (Key(Do.BACKSPACE, width=1.5), Key(Do.ENTER, width=1.5)))
)
RUSSIAN = KeyboardState("ru")


@pytest.mark.parametrize(
    ("purpose", "layout"),
    [
        (Purpose.TEXT, "tt"),
        (Purpose.DIGITS, "digits"),
        (Purpose.EMAIL, "email"),
        (Purpose.URL, "email"),
        (Purpose.PASSWORD, "en"),
    ],
)
def test_a_field_finds_the_keys_it_needs(purpose: Purpose, layout: str) -> None:
    assert KeyboardState.begun(purpose, "tt").layout == layout


def test_an_unknown_language_types_russian() -> None:
    assert KeyboardState.begun(Purpose.TEXT, "de").layout == "ru"


def test_shift_is_for_one_letter() -> None:
    once = RUSSIAN.after(Key(Do.SHIFT))
    assert (once.shift, LETTER.typed(once.shift)) == (Shift.ONCE, "Ж")
    assert once.after(DIGIT).shift is Shift.ONCE, "a digit has no capital"
    assert once.after(Key(Do.SPACE)).shift is Shift.ONCE
    after = once.after(LETTER)
    assert (after.shift, LETTER.typed(after.shift)) == (Shift.OFF, "ж")


def test_shift_twice_is_until_shift_again() -> None:
    locked = RUSSIAN.after(Key(Do.SHIFT)).after(Key(Do.SHIFT))
    assert locked.shift is Shift.LOCKED
    assert locked.after(LETTER).shift is Shift.LOCKED
    assert locked.after(Key(Do.SHIFT)) == RUSSIAN


def test_one_key_leads_through_every_language_and_tells_where() -> None:
    state, seen = RUSSIAN, []
    for _ in LANGUAGES:
        told = state.next_language
        state = state.after(Key(Do.LANGUAGE))
        assert state.layout == told
        seen.append(told)
    assert seen == ["en", "tt", "cv", "ru"]


@pytest.mark.parametrize(
    "begun", [KeyboardState("cv"), KeyboardState("cv", "email"), KeyboardState("cv", "digits")]
)
def test_the_key_of_letters_leads_back_from_signs(begun: KeyboardState) -> None:
    signs = begun.after(Key(Do.SYMBOLS))
    assert (signs.layout, signs.back) == ("symbols", begun.layout)
    assert signs.after(Key(Do.LETTERS)).layout == begun.layout


def test_the_key_of_letters_leads_from_digits_to_the_language() -> None:
    digits = KeyboardState.begun(Purpose.DIGITS, "cv")
    assert digits.back == "cv"
    assert digits.after(Key(Do.LETTERS)) == KeyboardState("cv")


def test_an_address_may_be_written_in_the_passengers_letters() -> None:
    email = KeyboardState.begun(Purpose.EMAIL, "tt")
    assert email.next_language == "tt"
    assert email.after(Key(Do.LANGUAGE)).layout == "tt"


def test_a_new_layout_begins_with_small_letters() -> None:
    locked = KeyboardState("ru", shift=Shift.LOCKED)
    for do in (Do.LANGUAGE, Do.SYMBOLS):
        assert locked.after(Key(do)).shift is Shift.OFF


@pytest.mark.parametrize("do", [Do.BACKSPACE, Do.ENTER, Do.SPACE, Do.LEFT, Do.RIGHT, Do.HIDE])
def test_other_keys_change_nothing_of_the_keyboard(do: Do) -> None:
    state = KeyboardState("en", "symbols", "email")
    assert state.after(Key(do)) == state


@given(st.lists(st.sampled_from([LETTER, DIGIT, *(Key(do) for do in Do)])), st.sampled_from(Purpose))
def test_no_keys_lead_out_of_the_keyboard(keys: list[Key], purpose: Purpose) -> None:
    state = KeyboardState.begun(purpose, "ru")
    for key in keys:
        state = state.after(key)
        assert state.layout in (*LANGUAGES, *PAGES)
        assert state.back in (*LANGUAGES, *PAGES)
        assert state.next_language in LANGUAGES


def test_keys_cover_the_whole_keyboard() -> None:
    found = places(LAYOUT)
    assert sum(place.width * place.height for place in found) == pytest.approx(1)
    assert [place.name for place in found] == ["0.0", "0.1", "0.2", "1.0", "1.1"]
    assert (found[4].left, found[4].top, found[4].width) == (0.5, 0.5, 0.5)


@given(st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True))
def test_every_point_lies_on_one_key(x: float, y: float) -> None:
    assert sum(place.near(x, y, 0.0) for place in places(LAYOUT)) == 1


def presses() -> KeyPresses:
    made = KeyPresses()
    made.use(places(LAYOUT))
    return made


def test_two_fingers_hold_two_keys() -> None:
    keys = presses()
    keys.press(1, 0.1, 0.1)
    keys.press(2, 0.5, 0.1)
    assert keys.held == {"0.0", "0.1"}
    first, second = keys.release(1), keys.release(2)
    assert first is not None
    assert second is not None
    assert (first.key, second.key) == (LETTER, DIGIT)
    assert keys.held == frozenset()


def test_a_finger_that_trembles_still_holds() -> None:
    keys = presses()
    keys.press(1, 0.3, 0.3)
    keys.move(1, 0.4, 0.55)
    assert keys.release(1) is not None


def test_a_finger_that_slides_off_holds_nothing_even_when_it_comes_back() -> None:
    keys = presses()
    keys.press(1, 0.1, 0.1)
    keys.move(1, 0.5, 0.1)
    keys.move(1, 0.1, 0.1)
    assert keys.held == frozenset()
    assert keys.release(1) is None


def test_a_finger_from_elsewhere_holds_nothing() -> None:
    keys = presses()
    assert keys.press(1, 1.1, 0.1) is None
    keys.move(2, 0.1, 0.1)
    assert keys.release(1) is None
    assert keys.release(2) is None


def test_what_was_held_is_not_once_other_keys_lie_there() -> None:
    keys = presses()
    keys.press(1, 0.1, 0.1)
    keys.use(places(LAYOUT))
    assert keys.release(1) is None
    keys.press(1, 0.1, 0.1)
    keys.cancel()
    assert keys.release(1) is None

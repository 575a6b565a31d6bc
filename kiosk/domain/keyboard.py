"""The keyboard on the glass: its layouts, and what each key does to the state. No key is remembered."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from kiosk.domain.frozen import dataclass


class Purpose(StrEnum):
    """What a field is for, as it tells the keyboard."""

    TEXT = "text"
    DIGITS = "digits"
    EMAIL = "email"
    URL = "url"
    PASSWORD = "password"  # noqa: S105  the kind of a field


class Do(StrEnum):
    """What a key does when it is released."""

    TYPE = "type"
    SHIFT = "shift"
    BACKSPACE = "backspace"
    ENTER = "enter"
    SPACE = "space"
    LEFT = "left"
    RIGHT = "right"
    HIDE = "hide"
    LANGUAGE = "language"
    """Letters of the next language."""
    LETTERS = "letters"
    """From digits or signs back to letters."""
    SYMBOLS = "symbols"


class Shift(StrEnum):
    """Capital letters: not, for one letter, or until the key is touched again."""

    OFF = "off"
    ONCE = "once"
    LOCKED = "locked"


AFTER_SHIFT = {Shift.OFF: Shift.ONCE, Shift.ONCE: Shift.LOCKED, Shift.LOCKED: Shift.OFF}
LANGUAGES = ("ru", "en", "tt", "cv")
"""The languages as their key leads from one to the next; each is the name of a layout."""
PAGES = ("digits", "email", "symbols")
"""The layouts that belong to no language."""
LATIN = "en"
"""What a password is written in until the passenger says otherwise."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `text`, `shifted`: what it types; `width` in units of the layout; `label` "" : what it types."""

    do: Do = Do.TYPE
    text: str = ""
    shifted: str = ""
    width: float = 1.0
    label: str = ""

    def typed(self, shift: Shift) -> str:
        """What the key types now; "" where it does something else."""
        return self.text if shift is Shift.OFF else self.shifted


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows of keys, all rows equally wide. `title`: its own name of the language; `letters`: its first letters."""

    name: str
    title: str
    letters: str
    rows: tuple[tuple[Key, ...], ...]

    @property
    def units(self) -> float:
        """The width of each row."""
        return sum(key.width for key in self.rows[0])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key lies, in parts of the whole keyboard; `name` stays the same on every layout."""

    name: str
    key: Key
    left: float
    top: float
    width: float
    height: float

    def near(self, x: float, y: float, slack: float) -> bool:
        """Whether a point lies on the key, or beside it by no more than `slack` of its size."""
        wide, high = slack * self.width, slack * self.height
        across = self.left - wide <= x < self.left + self.width + wide
        return across and self.top - high <= y < self.top + self.height + high


def places(layout: Layout) -> tuple[Place, ...]:
    """Every key of a layout, row by row. No room is left between them: a finger always meets one."""
    found = []
    height, units = 1 / len(layout.rows), layout.units
    for row, keys in enumerate(layout.rows):
        left = 0.0
        for column, key in enumerate(keys):
            name = f"{row}.{column}"
            found.append(Place(name, key, left / units, row * height, key.width / units, height))
            left += key.width
    return tuple(found)


@dataclass(frozen=True, slots=True)
class KeyboardState:
    """What the keyboard shows: letters of `language`, or one of PAGES; signs came after the page `before`."""

    language: str
    page: str = ""
    before: str = ""
    shift: Shift = Shift.OFF

    @classmethod
    def begun(cls, purpose: Purpose, language: str) -> KeyboardState:
        """The keyboard as a field of this purpose finds it, for a passenger who reads `language`."""
        language = language if language in LANGUAGES else LANGUAGES[0]
        match purpose:
            case Purpose.DIGITS:
                return cls(language, "digits")
            case Purpose.EMAIL | Purpose.URL:
                return cls(language, "email")
            case Purpose.PASSWORD:
                return cls(LATIN)
        return cls(language)

    @property
    def layout(self) -> str:
        """The name of the layout to show."""
        return self.page or self.language

    @property
    def next_language(self) -> str:
        """Where the key of languages leads; from a page of no language to the passenger's own."""
        if self.page:
            return self.language
        return LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)]

    @property
    def back(self) -> str:
        """The layout that the key of letters leads to."""
        return self.before or self.language

    def after(self, key: Key) -> KeyboardState:
        """The keyboard after a key."""
        match key.do:
            case Do.SHIFT:
                return replace(self, shift=AFTER_SHIFT[self.shift])
            case Do.LANGUAGE:
                return KeyboardState(self.next_language)
            case Do.LETTERS:
                return KeyboardState(self.language, self.before)
            case Do.SYMBOLS:
                return KeyboardState(self.language, "symbols", self.page)
            case Do.TYPE if self.shift is Shift.ONCE and key.text != key.shifted:
                return replace(self, shift=Shift.OFF)
        return self

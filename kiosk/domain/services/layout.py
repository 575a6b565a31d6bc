"""The wrong keyboard layout: what was meant by text that was typed with the other language switched on.

Source of the tables: the Russian (ЙЦУКЕН) and the US layout of Windows, key by key.
"""

from __future__ import annotations

_QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"

_TO_RUSSIAN = str.maketrans(_QWERTY + _SHIFTED, _RUSSIAN + _RUSSIAN.upper())
_TO_ENGLISH = str.maketrans(_RUSSIAN + _RUSSIAN.upper(), _QWERTY + _SHIFTED)


def to_russian(text: str) -> str:
    """The same keys on the Russian layout: "gfcgjhn" is "паспорт". What is on no such key stays."""
    return text.translate(_TO_RUSSIAN)


def to_english(text: str) -> str:
    """The same keys on the US layout: "вщсещк" is "doctor". What is on no such key stays."""
    return text.translate(_TO_ENGLISH)


def readings(text: str) -> tuple[str, ...]:
    """`text` as typed; then as it would read had the other layout been on, where it may have been.

    English is typed with the keys of letters and of the apostrophe alone: what loses another letter is no English.
    """
    english = to_english(text)
    letters = sum(map(str.isalpha, text.replace("э", "").replace("Э", "")))
    meant = english if sum(map(str.isalpha, english)) == letters else text
    return tuple(dict.fromkeys((text, to_russian(text), meant)))

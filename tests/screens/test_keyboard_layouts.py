"""Every layout that comes with the program is whole; a fault in one is told with its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kiosk import paths
from kiosk.domain.keyboard import LANGUAGES, PAGES, Do, Layout
from kiosk.screens.keyboard_layouts import LayoutError, read, read_all

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = paths.resources() / "keyboards"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
ASCII = "".join(map(chr, range(0x21, 0x7F)))
WHOLE = {"title": "", "letters": "", "rows": [["а", {"do": "backspace"}], [{"do": "enter"}, {"do": "hide"}]]}


def typed(layout: Layout) -> str:
    return "".join(key.text for row in layout.rows for key in row)


# Letters of Tatar and Chuvash beside the Russian ones: Unicode CLDR, exemplar characters of tt and cv.
@pytest.mark.parametrize(
    ("name", "alphabet"),
    [
        ("ru", RUSSIAN + DIGITS + ".,-"),
        ("tt", RUSSIAN + "\u04d9\u04e9\u04af\u0497\u04a3\u04bb" + ".,"),
        ("cv", RUSSIAN + "\u04d1\u04d7\u04ab\u04f3" + ".,"),
        ("en", LATIN + DIGITS + "@.-"),
        ("email", LATIN + DIGITS + "@._-"),
        ("digits", DIGITS + "-/.,()+"),
        ("symbols", DIGITS + "!?;:\"'№«»"),
    ],
)
def test_each_layout_has_its_whole_alphabet(name: str, alphabet: str) -> None:
    layout = read_all(FOLDER)[name]
    assert set(alphabet) - set(typed(layout)) == set()
    capitals = {key.shifted for row in layout.rows for key in row}
    assert {letter.upper() for letter in alphabet} <= capitals


def test_a_password_of_any_ascii_can_be_typed() -> None:
    layouts = read_all(FOLDER)
    reached = typed(layouts["en"]) + typed(layouts["en"]).upper() + typed(layouts["symbols"])
    assert set(ASCII) - set(reached) == set()


def test_signs_and_the_next_language_are_one_touch_from_letters() -> None:
    for name, layout in read_all(FOLDER).items():
        does = {key.do for row in layout.rows for key in row}
        if name in (*LANGUAGES, "email"):
            assert {Do.SYMBOLS, Do.LANGUAGE, Do.SHIFT} <= does
        else:
            assert Do.LETTERS in does


def test_every_language_has_a_name_and_letters() -> None:
    layouts = read_all(FOLDER)
    assert [layouts[name].title for name in LANGUAGES] == ["Русский", "English", "Татарча", "Чӑвашла"]
    assert all(layouts[name].letters for name in (*LANGUAGES, "email"))


def test_there_is_no_layout_that_nothing_shows() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == {*LANGUAGES, *PAGES}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"rows": []}, "rows must be lists of keys"),
        ({"rows": [["а"], []]}, "rows must be lists of keys"),
        ({"rows": "а"}, "rows must be lists of keys"),
        ({"more": 1}, "a title, letters, rows and nothing else"),
        ({"title": 1}, "the title must be a text"),
        ({"rows": [["а", "а"], *WHOLE["rows"]]}, "а stands there twice"),
        ({"rows": [["б", "в", "г"], *WHOLE["rows"]]}, "row 2 is not as wide as row 1"),
        ({"rows": [["а", "б"]]}, "it has no key for backspace, enter, hide"),
        ({"rows": [["а", 7]]}, "key 2 of row 1 must be a text"),
        ({"rows": [["а", {"key": "б", "do": "enter"}]]}, "key 2 of row 1 must be a text"),
        ({"rows": [["а", {"key": "б", "size": 2}]]}, "key 2 of row 1 must be a text"),
        ({"rows": [["а", {"key": ""}]]}, "key 2 of row 1 types nothing"),
        ({"rows": [["а", {"key": "\n"}]]}, "key 2 of row 1 types nothing"),
        ({"rows": [["а", {"do": "reboot"}]]}, "key 2 of row 1 does something unknown"),
        ({"rows": [["а", {"do": ["enter"]}]]}, "key 2 of row 1 does something unknown"),
        ({"rows": [[{"key": "а", "width": 0}]]}, "the width of key 1 of row 1 must be from 0.5 to 12"),
        ({"rows": [[{"key": "а", "width": True}]]}, "the width of key 1 of row 1 must be from 0.5 to 12"),
        ({"rows": [[{"key": "а", "width": float("nan")}]]}, "the width of key 1 of row 1 must be from 0.5 to 12"),
        ({"rows": [[{"key": "а", "label": 3}]]}, "the label of key 1 of row 1 must be a text"),
    ],
)
def test_a_fault_is_told_in_one_sentence(tmp_path: Path, change: dict[str, object], told: str) -> None:
    file = tmp_path / "ru.json"
    file.write_text(json.dumps(WHOLE), "utf-8")
    assert read(file).units == 2
    file.write_text(json.dumps({**WHOLE, **change}), "utf-8")
    with pytest.raises(LayoutError) as caught:
        read(file)
    assert str(caught.value).startswith("The keyboard ru.json has a fault: ")
    assert told in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_what_is_no_layout_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ru.json"
    file.write_bytes(content)
    with pytest.raises(LayoutError, match=r"^The keyboard ru\.json has a fault: "):
        read(file)


def test_a_layout_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"^The keyboard ru\.json cannot be read: No such file"):
        read_all(tmp_path)

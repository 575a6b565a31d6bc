"""The operator's guide says what the screens say, word for word, and names what the program knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kiosk import paths
from kiosk.config.edit import checked
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
LARGEST_PICTURE = 300_000
PLACEHOLDER = re.compile(r"\\{\w+\\}|%\d|%n")
"""As it stands in an escaped text."""
_NEEDED = '[stop]\nids = ["1"]\n[timetable]\ngtfs = "gtfs.zip"\n'


def said() -> Iterator[tuple[str, str]]:
    """Every text of the screens as (English, Russian), each form of the plural by itself."""
    root = ElementTree.parse(paths.resources() / "translations" / "kiosk_ru.ts").getroot()  # noqa: S314  our own
    for message in root.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
        for form in forms:
            yield message.findtext("source", ""), form


def patterns(language: int) -> list[re.Pattern[str]]:
    """What matches a text with anything where it says a number, a name or a time."""
    texts = {pair[language].replace("(s)", "") for pair in said()}
    return [re.compile(PLACEHOLDER.sub(".+", re.escape(text))) for text in texts if text]


@pytest.mark.parametrize(("quoted", "language"), [("«([^»]+)»", 1), ("“([^”]+)”", 0)], ids=["Russian", "English"])
def test_every_quoted_word_stands_on_the_screen_like_this(quoted: str, language: int) -> None:
    known = patterns(language)
    words = re.findall(quoted, GUIDE)
    assert len(words) > 15
    assert [word for word in words if not any(pattern.fullmatch(word) for pattern in known)] == []


def test_both_languages_of_a_row_say_the_same() -> None:
    pairs = [
        (
            re.compile(PLACEHOLDER.sub(".+", re.escape(english))),
            re.compile(PLACEHOLDER.sub(".+", re.escape(russian))),
        )
        for english, russian in said()
        if russian
    ]
    for row in GUIDE.splitlines():
        cells = [cell.strip() for cell in row.split("|")]
        if len(cells) < 4 or not cells[2].startswith("“"):
            continue
        russian, english = re.findall("«([^»]+)»", cells[1]), re.findall("“([^”]+)”", cells[2])
        assert len(russian) == len(english), row
        for one, other in zip(russian, english, strict=True):
            assert any(
                in_russian.fullmatch(one) and in_english.fullmatch(other) for in_english, in_russian in pairs
            ), row


def test_its_settings_are_settings() -> None:
    (written,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert checked(_NEEDED + written, Path("/etc/kiosk/kiosk.toml")).emergency.button_key == 28


def test_the_lamp_is_told_what_the_guide_says() -> None:
    documented = (paths.resources() / "kiosk.toml").read_text(encoding="utf-8")
    comment = documented.partition("# A program, with its arguments, that shows the state on a lamp")[2].partition(
        "lamp_command"
    )[0]
    (told,) = re.findall(r"`lamp_command` is started(.*?)\. Let it", GUIDE, re.DOTALL)
    assert re.findall(r"`(\w+)`", told) == re.findall(r'"(\w+)"', comment)


def test_its_pictures_are_small() -> None:
    pictures = re.findall(r"\]\((pictures/[^)]+)\)", GUIDE)
    assert len(pictures) >= 6
    assert [name for name in pictures if (ROOT / "docs" / name).stat().st_size > LARGEST_PICTURE] == []

"""Every word of the screen is translated, and none that is gone is kept."""

from __future__ import annotations

import os
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from build_spec import translations
from kiosk.screens.passenger import LANGUAGES

FILES = sorted(translations.TRANSLATIONS.glob("*.ts"))


def messages(ts: Path) -> list[ET.Element]:
    return list(ET.parse(ts).getroot().iter("message"))  # noqa: S314


def test_there_is_a_file_for_every_language() -> None:
    assert [ts.stem for ts in FILES] == sorted(f"kiosk_{language}" for language in LANGUAGES)


@pytest.mark.parametrize("ts", FILES, ids=lambda ts: ts.stem)
def test_every_word_is_translated(ts: Path) -> None:
    unfinished = []
    for message in messages(ts):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text for form in translation.findall("numerusform")] or [translation.text]
        if translation.get("type") or not all(forms):
            unfinished.append(message.findtext("source"))
    assert not unfinished, "translate these (pyside6-linguist), then commit the .ts"


@pytest.mark.parametrize("ts", FILES, ids=lambda ts: ts.stem)
def test_no_file_is_stale(ts: Path, tmp_path: Path) -> None:
    """Collecting the words again changes nothing: no new one is missing, no dead one is kept."""
    fresh = tmp_path / ts.name
    shutil.copy(ts, fresh)
    translations.update(fresh)
    assert _words(fresh) == _words(ts), "run `make words`"


def _words(ts: Path) -> list[tuple[str | None, str | None, str | None]]:
    contexts = ET.parse(ts).getroot().iter("context")  # noqa: S314
    return sorted(
        (context.findtext("name"), message.findtext("source"), message.get("numerus"))
        for context in contexts
        for message in context.iter("message")
    )


def test_placeholders_survive_translation() -> None:
    """{time} and %n must stand in the translation, or the fact is lost."""
    for message in messages(translations.TRANSLATIONS / "kiosk_ru.ts"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        assert translation is not None
        for text in [form.text for form in translation.findall("numerusform")] or [translation.text]:
            assert _placeholders(text or "") == _placeholders(source), source


def _placeholders(text: str) -> Counter[str]:
    words = text.replace("{", " {").replace("}", "} ").split()
    return Counter(word for word in words if word.startswith("{") or "%n" in word)


def test_a_stale_translation_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(FILES[0], tmp_path)
    monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
    translations.compile_stale()
    (qm,) = tmp_path.glob("*.qm")
    qm.write_bytes(b"old")
    translations.compile_stale()
    assert qm.read_bytes() == b"old", "nothing was newer"
    ts = tmp_path / FILES[0].name
    later = qm.stat().st_mtime + 1
    os.utime(ts, (later, later))
    translations.compile_stale()
    assert qm.read_bytes() != b"old"

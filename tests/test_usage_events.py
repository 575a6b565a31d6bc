"""docs/usage-events.md tells of the whole catalogue, and of nothing that is not in it."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from build_spec import usage_events
from build_spec.usage_events import DOCUMENT, allowed, days, document
from kiosk.domain.usage.catalogue import KINDS, Purpose
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_the_document_is_what_the_catalogue_says_today() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "stale: python build_spec/usage_events.py --update"


def test_every_event_every_field_and_every_purpose_stands_in_it() -> None:
    text = document()
    assert re.findall(r"^\| \*\*`(\w+)`\*\*", text, re.MULTILINE) == [
        kind.name for purpose in Purpose for kind in KINDS.values() if kind.purpose is purpose
    ]
    fields = re.findall(r"^\| \| `(\w+)` \| (.+) \|$", text, re.MULTILINE)
    assert sorted(fields) == sorted(
        (name, allowed(field) + ("; may be left out" if name in kind.optional else ""))
        for kind in KINDS.values()
        for name, field in kind.fields
    )
    for purpose in Purpose:
        part = text.split(f"Purpose `{purpose}`. ")[1].split("\n")[0]
        assert ("rounded down to the hour" in part) == purpose.rounded
        assert "Kept for" in part


def test_a_change_of_the_catalogue_makes_it_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "usage-events.md"
    copy.write_text(document(), encoding="utf-8")
    monkeypatch.setattr(usage_events, "DOCUMENT", copy)
    monkeypatch.setattr(usage_events, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["usage_events.py"])
    assert usage_events.main() == 0
    copy.write_text(document().replace("`no-bus`", "`no-buses`"), encoding="utf-8")
    assert usage_events.main() == 1
    monkeypatch.setattr(sys, "argv", ["usage_events.py", "--update"])
    assert usage_events.main() == 0
    assert copy.read_text(encoding="utf-8") == document()


def test_it_runs_as_a_script_from_anywhere(tmp_path: Path) -> None:
    script = ROOT / "build_spec" / "usage_events.py"
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("count", "words"), [(30, "30 days"), (365, "one year"), (3 * 365 + 1, "3 years"), (400, "400 days")]
)
def test_spans_of_time_are_said_in_words(count: int, words: str) -> None:
    assert days(count) == words

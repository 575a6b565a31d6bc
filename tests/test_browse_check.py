"""`kiosk browse --check`: the answer of the very rules that the browser goes by."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.config.services import Services
from kiosk.domain.services.address import refusal
from tests.conftest import ROOT
from tests.domain.hostile_addresses import GOOD, HOSTILE

SETTINGS = """
[stop]
ids = ["S1"]
[timetable]
gtfs = "feed.zip"
[services]
hosts = ["ulmeria.ru"]
"""


@pytest.fixture(autouse=True)
def _no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.paths.config_file", lambda: None)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS)
    return file


def checked(capsys: pytest.CaptureFixture[str], url: str, *more: str) -> tuple[int, str, str]:
    """The exit code, and what was printed."""
    code = main(["browse", "--check", *more, "--", url])
    return code, *capsys.readouterr()


def test_an_address_of_the_portal_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    for url in GOOD:
        assert checked(capsys, url) == (0, "allowed\n", "")


def test_a_hostile_address_is_refused_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    allowed = Services().allowed
    for url in (urls[0] for urls in HOSTILE.values()):
        assert checked(capsys, url) == (1, f"refused: {refusal(url, allowed)}\n", "")
    assert checked(capsys, "http://www.gosuslugi.ru/")[1] == "refused: not encrypted (http:)\n"


def test_the_operator_s_hosts_count(capsys: pytest.CaptureFixture[str], settings: Path) -> None:
    assert checked(capsys, "https://www.ulmeria.ru/")[0] == 1
    assert checked(capsys, "https://www.ulmeria.ru/", "--config", str(settings)) == (0, "allowed\n", "")
    assert checked(capsys, "https://gu-st.ru/", "--config", str(settings))[0] == 1


def test_the_stop_s_own_settings_are_looked_for(
    capsys: pytest.CaptureFixture[str], settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.paths.config_file", lambda: settings)
    assert checked(capsys, "https://ulmeria.ru/") == (0, "allowed\n", "")


def test_settings_that_cannot_be_read_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = checked(capsys, "https://www.gosuslugi.ru/", "--config", str(tmp_path / "none.toml"))
    assert (code, out) == (2, "")
    assert err.startswith("kiosk: ")
    assert "cannot be read" in err


def test_an_answer_needs_no_qt() -> None:
    code = (
        "import sys; from kiosk.__main__ import main; main(['browse', '--check', 'https://www.gosuslugi.ru/']);"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'kiosk.browse'))])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={"KIOSK_CONFIG": ""},
    )
    assert ran.stdout == "allowed\n[]\n"

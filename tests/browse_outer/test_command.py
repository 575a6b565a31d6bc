"""`kiosk browse`: what it refuses before a browser is started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.browse.configured import browse_plan
from kiosk.commands.browse import settings_of
from kiosk.commands.browse_session import refuse_root
from kiosk.commands.errors import CommandError
from kiosk.domain.text import Text
from tests.conftest import ROOT

PAGE = "https://www.gosuslugi.ru/"


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["browse", *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_an_address_outside_the_list_is_refused_by_the_same_words(capsys: pytest.CaptureFixture[str]) -> None:
    """With and without --check, and before anything else is looked at."""
    for address in ("http://www.gosuslugi.ru/", "https://example.org/", "file:///etc/passwd"):
        checked = said(capsys, address, "--check")
        assert checked[0] == 1
        assert checked[1].startswith("refused: ")
        assert said(capsys, address) == checked


def test_root_is_refused(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    for words in ([PAGE], ["--serve"], ["--window-of-session"]):
        code, out, error = said(capsys, *words)
        assert (code, out) == (2, "")
        assert error.startswith("kiosk: the browser is not started as root: ")
    with pytest.raises(CommandError):
        refuse_root(0)
    refuse_root(1000)


def test_without_a_desktop_nothing_is_started(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert said(capsys, PAGE) == (2, "", "kiosk: there is no desktop here to show a page on.\n")


def test_words_that_mean_nothing_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert said(capsys) == (2, "", "kiosk: name the address of a page.\n")
    broken = tmp_path / "kiosk.toml"
    broken.write_text("[services]\nhosts = 3\n")
    code, out, error = said(capsys, PAGE, "--config", str(broken))
    assert (code, out) == (2, "")
    assert "hosts" in error


def test_the_program_s_own_words_are_not_offered(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["browse", "--help"])
    assert left.value.code == 0
    told = capsys.readouterr().out
    assert "--check" in told
    assert "serve" not in told
    assert "window-of-session" not in told


@pytest.mark.skipif(os.geteuid() == 0, reason="root is refused before")
def test_a_supervisor_without_a_plan_is_refused() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "kiosk", "browse", "--serve"],
        cwd=ROOT,
        input=b"hello\n",
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"kiosk: the first line is no plan of a session: ")


def test_the_plan_holds_what_the_settings_say(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(
        """
[stop]
ids = ["1"]
[timetable]
gtfs = "feed.zip"
[services]
hosts = ["ulregion.ru"]
ca_file = "root.pem"
idle_seconds = 30
total_minutes = 5
memory_megabytes = 500
unresponsive_seconds = 2
logout_urls = ["https://esia.gosuslugi.ru/idp/logout"]
key_sound = true
[emergency]
pavilion = "17"
address = "Проспект Филатова"
address_en = "Filatova prospekt"
"""
    )
    plan = browse_plan(settings_of(file), Path("/run/kiosk/sos.sock"))
    assert plan.allowed.hosts == ("gosuslugi.ru", "ulregion.ru")
    assert plan.ca_file == tmp_path / "root.pem"
    assert (plan.limits.idle, plan.limits.total, plan.limits.extension) == (30.0, 300.0, 300.0)
    assert (plan.memory_megabytes, plan.unresponsive_seconds, plan.key_sound) == (500, 2.0, True)
    assert plan.logout_urls == ("https://esia.gosuslugi.ru/idp/logout",)
    assert (plan.sos_socket, plan.pavilion) == (Path("/run/kiosk/sos.sock"), "17")
    assert plan.place_address == Text(
        "Проспект Филатова", (("ru", "Проспект Филатова"), ("en", "Filatova prospekt"))
    )

"""A kiosk.toml that went wrong: the stop keeps its board, the technician is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.config import last_good
from kiosk.config.faults import ConfigError
from kiosk.config.last_good import NAME, read_or_last_good
from kiosk.config.proven import proven
from kiosk.config.read import read
from kiosk.config.settings import Settings
from kiosk.config.unconfirmed import apply, confirm

GOOD = '[stop]\nids = ["S1"]\n[timetable]\ngtfs = "feed.zip"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "etc").mkdir()
    return tmp_path / "etc" / "kiosk.toml"


def test_good_settings_are_used_and_kept_for_their_user_alone(file: Path, tmp_path: Path) -> None:
    file.write_text(GOOD)
    settings, trouble = read_or_last_good(file, tmp_path / "data")
    assert settings.stop.ids == ("S1",)
    assert trouble is None
    kept = tmp_path / "data" / NAME
    assert kept.read_text() == GOOD
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("spoilt", ["", "[stop", GOOD + "x = 1", None])
def test_spoilt_settings_give_way_to_the_last_good_ones(file: Path, tmp_path: Path, spoilt: str | None) -> None:
    """Paths in the kept copy still mean what they meant in the file itself."""
    file.write_text(GOOD)
    good, _ = read_or_last_good(file, tmp_path / "data")
    if spoilt is None:
        file.unlink()
    else:
        file.write_text(spoilt)
    settings, trouble = read_or_last_good(file, tmp_path / "data")
    assert settings == good
    assert settings.timetable.gtfs == str(file.parent / "feed.zip")
    assert trouble is not None
    assert (tmp_path / "data" / NAME).read_text() == GOOD


def test_what_nobody_has_confirmed_is_not_kept(file: Path, tmp_path: Path) -> None:
    file.write_text(GOOD)
    read_or_last_good(file, tmp_path / "data")
    apply(file, GOOD.replace("S1", "S2"), ("stop.ids",), restarts=True, monotonic=0.0, boot_id="one")
    settings, _ = read_or_last_good(file, tmp_path / "data")
    assert settings.stop.ids == ("S2",)
    assert (tmp_path / "data" / NAME).read_text() == GOOD
    confirm(file)
    read_or_last_good(file, tmp_path / "data")
    assert "S2" in (tmp_path / "data" / NAME).read_text()


def test_without_earlier_settings_the_faults_are_told(file: Path, tmp_path: Path) -> None:
    file.write_text("[stop]")
    with pytest.raises(ConfigError, match=r"stop\.ids"):
        read_or_last_good(file, tmp_path / "data")


def test_where_the_folder_may_not_even_be_looked_into_the_faults_are_told(file: Path, tmp_path: Path) -> None:
    """As in a folder of another user; here a name that no disk takes, for nothing is closed to root."""
    file.write_text("[stop]")
    with pytest.raises(ConfigError, match=r"stop\.ids"):
        read_or_last_good(file, tmp_path / ("x" * 300))


def test_when_both_are_wrong_it_is_the_file_that_is_told_of(file: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("[display]\ntheme = 'dark'")
    file.write_text("[stop]")
    with pytest.raises(ConfigError) as caught:
        read_or_last_good(file, tmp_path)
    assert caught.value.file == file


def test_a_disk_that_cannot_be_written_stops_nothing(
    file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text(GOOD)
    (tmp_path / "taken").touch()
    settings, trouble = read_or_last_good(file, tmp_path / "taken" / "data")
    assert settings.stop.ids == ("S1",)
    assert trouble is None
    assert "could not be kept" in caplog.text


EVERY_KIND = """
[stop]
ids = "S1"
name_en = "Filatova"
[timetable]
gtfs = "feed.zip"
ca_file = "ca.pem"
headers = { Authorization = "env:HOME" }
[realtime]
trip_updates = "https://example.org/tu.pb"
alerts = ["a.pb", "https://example.org/alerts.pb"]
poll_seconds = 20
[display]
theme = "night"
window = [540, 960]
fullscreen = false
panel_diagonal_inches = 32
[storage]
data_dir = "data"
[emergency]
pavilion = "0042"
button_device = "/dev/input/event0"
lamp_command = ["lamp", "--red"]
notice_headers = { Authorization = "env:HOME" }
[[emergency.trunks]]
name = "a"
uri = "sip:sip.example.org"
codecs = ["opus"]
[[emergency.trunks]]
name = "b"
uri = "sip:112@192.0.2.1;transport=tls"
auth_user = "b"
auth_password = "env:HOME"
callback_from = ["192.0.2.0/24"]
"""


@pytest.mark.parametrize("content", [GOOD, EVERY_KIND])
def test_what_is_proven_means_the_same_as_what_is_checked(file: Path, content: str) -> None:
    file.write_text(content)
    quick = proven(content.encode(), file.parent, os.environ)
    assert repr(quick) == repr(read(file))
    assert quick == read(file)


def test_the_same_file_is_checked_once(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks take a third of the start; a file that changed by one byte is checked again."""
    file.write_text(EVERY_KIND)
    first = read_or_last_good(file, tmp_path / "data")
    checks: list[Path] = []

    def checked(path: Path) -> Settings:
        checks.append(path)
        return first[0]

    monkeypatch.setattr("kiosk.config.read.read", checked)
    assert read_or_last_good(file, tmp_path / "data") == first
    assert checks == []
    file.write_text(EVERY_KIND + "\n")
    read_or_last_good(file, tmp_path / "data")
    assert checks == [file]


def test_another_version_of_the_program_checks_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(GOOD)
    read_or_last_good(file, tmp_path / "data")
    monkeypatch.setattr(last_good, "__version__", "next")
    checks: list[Path] = []

    def checked(path: Path) -> Settings:
        checks.append(path)
        return read(path)

    monkeypatch.setattr("kiosk.config.read.read", checked)
    read_or_last_good(file, tmp_path / "data")
    assert checks == [file]


def test_a_secret_that_is_gone_is_told_of(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file names outside is looked at each time."""
    monkeypatch.setenv("KIOSK_TEST_KEY", "x")
    file.write_text(GOOD + '[realtime]\nheaders = { Key = "env:KIOSK_TEST_KEY" }\n')
    read_or_last_good(file, tmp_path / "data")
    (tmp_path / "data" / NAME).unlink()
    monkeypatch.delenv("KIOSK_TEST_KEY")
    with pytest.raises(ConfigError, match="KIOSK_TEST_KEY"):
        read_or_last_good(file, tmp_path / "data")

"""The settings that ran well, and those of safe mode."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kiosk.config import last_good
from kiosk.config.ran_well import NAME, NOBODYS, are_nobodys, keep, read_for_safe_mode, sheltered
from kiosk.config.read import read
from kiosk.domain.ladder import Rung

if TYPE_CHECKING:
    from pathlib import Path

import pytest

TEXT = """
[stop]
ids = ["S1"]
name = "{}"
[timetable]
gtfs = "feed.zip"
[realtime]
alerts = ["alerts.pb"]
[[emergency.trunks]]
name = "a"
uri = "sip:112@127.0.0.1"
"""


def written(file: Path, name: str) -> Path:
    file.write_text(TEXT.format(name))
    return file


def test_what_ran_well_comes_first_then_what_was_right_then_the_file(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    file = written(tmp_path / "kiosk.toml", "файл")
    found = []
    for known in (None, data / last_good.NAME, data / NAME):
        if known:
            written(known, known.name)
        settings, source = read_for_safe_mode(file, data)
        found.append((settings.stop.name, source))
        assert settings.timetable.gtfs == str(tmp_path / "feed.zip")
    assert found == [("файл", "kiosk.toml"), *[(name, name) for name in (last_good.NAME, NAME)]]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[stop]\nids = 7\n", b"\0" * 4096])
def test_where_none_can_be_read_nobodys_stand(tmp_path: Path, content: bytes) -> None:
    for file in (tmp_path / "kiosk.toml", tmp_path / NAME, tmp_path / last_good.NAME):
        file.write_bytes(content)
    assert read_for_safe_mode(tmp_path / "kiosk.toml", tmp_path) == (NOBODYS, "")
    assert read_for_safe_mode(tmp_path / "no" / "kiosk.toml", tmp_path / "no") == (NOBODYS, "")


def test_they_are_kept_for_this_user_alone_and_written_once(tmp_path: Path) -> None:
    keep(b"content", tmp_path)
    first = (tmp_path / NAME).stat()
    keep(b"content", tmp_path)
    assert (tmp_path / NAME).stat().st_ino == first.st_ino
    assert first.st_mode & 0o777 == 0o600
    keep(b"other", tmp_path)
    assert (tmp_path / NAME).read_bytes() == b"other"


def test_a_disk_that_cannot_be_written_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    keep(b"content", tmp_path / "file")
    assert "could not be kept" in caplog.text


def test_the_sheltered_ones_keep_the_stop_and_the_emergency_call(tmp_path: Path) -> None:
    settings = read(written(tmp_path / "kiosk.toml", "имя"), os.environ)
    safe, plain = sheltered(settings, Rung.SAFE), sheltered(settings, Rung.PLAIN)
    for one in (safe, plain, NOBODYS):
        assert not one.services.enabled, "the board leads to nothing that is not there"
    for one in (safe, plain):
        assert (one.stop, one.emergency) == (settings.stop, settings.emergency)
    assert (safe.services.enabled, safe.timetable, safe.realtime) == (False, settings.timetable, settings.realtime)
    assert (plain.timetable, plain.realtime) == (NOBODYS.timetable, NOBODYS.realtime)
    for lower in (Rung.BARE, Rung.ALONE):
        assert sheltered(settings, lower) == NOBODYS
    assert [are_nobodys(one) for one in (settings, safe, plain)] == [False] * 3
    assert all(are_nobodys(sheltered(NOBODYS, one)) for one in Rung)

"""How the last life of the program ended is known, also where nobody could note it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.devices.life import NAME, Life, Past, Why, boot_id

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_795_000_000


def test_the_first_life_has_none_before_it(tmp_path: Path) -> None:
    assert Life(tmp_path, "one").past() == Past(Why.FIRST)


@pytest.mark.parametrize("why", [Why.ASKED, Why.SETTINGS, Why.STOPPED, Why.REBOOT])
def test_one_that_was_told_to_end_says_why_and_when(tmp_path: Path, why: Why) -> None:
    life = Life(tmp_path, "one")
    life.begin(NOW)
    life.end(why, NOW + 60)
    assert Life(tmp_path, "two").past() == Past(why, NOW + 60)


def test_one_that_said_nothing_crashed(tmp_path: Path) -> None:
    Life(tmp_path, "one").begin(NOW)
    assert Life(tmp_path, "one").past().why is Why.CRASHED


def test_one_that_said_nothing_before_the_machine_started_anew_lost_its_power(tmp_path: Path) -> None:
    Life(tmp_path, "one").begin(NOW)
    assert Life(tmp_path, "two").past().why is Why.POWER


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[1]", b"[" * 200_000, b'{"why": []}', b'{"why": "war", "boot_id": "one"}']
)
def test_a_broken_note_counts_as_a_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    past = Life(tmp_path, "one").past()
    assert past.why in (Why.CRASHED, Why.POWER)


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "no-folder").write_text("a file stands where the folder should")
    life = Life(tmp_path / "no-folder", "one")
    life.begin(NOW)
    life.end(Why.STOPPED, NOW)
    assert "cannot be noted" in caplog.text


def test_each_start_of_a_machine_has_its_id(tmp_path: Path) -> None:
    assert len(boot_id()) == 36
    assert boot_id(tmp_path / "nothing") == ""

"""The notice stands across restarts, whatever happened to its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.devices.notice_file import NAME, NoticeFile
from kiosk.domain.maintenance.notice import Notice, Reason

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("standing", [Notice(Reason.REPAIR, 1_795_000_000), Notice(Reason.STOP_CLOSED)])
def test_it_is_read_as_it_was_written(tmp_path: Path, standing: Notice) -> None:
    NoticeFile(tmp_path).write(standing)
    assert NoticeFile(tmp_path).read() == standing


def test_taken_down_it_is_gone(tmp_path: Path) -> None:
    file = NoticeFile(tmp_path)
    file.write(Notice(Reason.REPAIR))
    file.write(None)
    assert file.read() is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 200_000,
        b'{"reason": "repair", "until": 100000000000000000000}',
        b'{"reason": "repair", "until": 1000000000000000}',
        b"\xff\xfe",
        b"[]",
        b"7",
        b"null",
        b'{"reason": "repair"}',
        b'{"reason": "war", "until": 1}',
        b"{" * 5000,
    ],
)
def test_a_broken_file_leaves_the_screen_in_service(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert NoticeFile(tmp_path).read() is None


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "no-folder").write_text("a file stands where the folder should")
    NoticeFile(tmp_path / "no-folder").write(Notice(Reason.REPAIR))
    assert "cannot be kept" in caplog.text

"""The log of the program read from its end: rotated, torn, huge, strange."""

from __future__ import annotations

import logging
import time
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from kiosk import log
from kiosk.devices import log_tail
from kiosk.devices.log_tail import last_lines, records

if TYPE_CHECKING:
    from pathlib import Path


def line(second: int, level: str, text: str) -> str:
    return f"2026-11-22 14:00:{second:02},123 {level} kiosk.x: {text}\n"


def test_warnings_and_errors_come_newest_first_with_their_traces(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.log"
    file.write_text(
        line(1, "INFO", "the board is painted")
        + line(2, "WARNING", "no contact")
        + line(3, "CRITICAL", "a bug")
        + "Traceback (most recent call last):\n  File x\nValueError: no\n"
        + line(4, "INFO", "more")
    )

    found = list(records(file))

    assert [record.level for record in found] == ["CRITICAL", "WARNING"]
    assert found[0].text == "kiosk.x: a bug\nTraceback (most recent call last):\n  File x\nValueError: no"
    assert found[1].text == "kiosk.x: no contact"
    assert time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(found[1].at)) == "2026-11-22 14:00:02"


def test_older_files_follow_and_reading_goes_on_from_a_place_after_a_rotation(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.log"
    (tmp_path / "kiosk.log.1").write_text("".join(line(number, "ERROR", str(number)) for number in range(3)))
    file.write_text("".join(line(number, "ERROR", str(number)) for number in range(3, 6)))
    newest = list(islice(records(file), 2))

    (tmp_path / "kiosk.log.1").rename(tmp_path / "kiosk.log.2")
    file.rename(tmp_path / "kiosk.log.1")
    file.write_text(line(9, "ERROR", "9"))

    assert [record.text for record in newest] == ["kiosk.x: 5", "kiosk.x: 4"]
    older = records(file, newest[-1].place)
    assert [record.text for record in older] == ["kiosk.x: 3", "kiosk.x: 2", "kiosk.x: 1", "kiosk.x: 0"]


def test_after_a_file_that_is_gone_nothing_is_older(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.log"
    file.write_text(line(1, "ERROR", "1") + line(2, "ERROR", "2"))
    newest = next(iter(records(file)))
    kept = file.open()  # its inode cannot be given to the next file
    file.unlink()
    file.write_text(line(3, "ERROR", "3"))

    assert list(records(file, newest.place)) == []
    kept.close()


def test_what_the_program_itself_writes_is_understood(tmp_path: Path) -> None:
    handler = logging.FileHandler(tmp_path / "kiosk.log")
    handler.setFormatter(log.Line())
    logger = logging.Logger("kiosk.test")
    logger.addHandler(handler)
    logger.info("calm")
    logger.warning("odd\n2026-11-22 14:00:00,000 ERROR forged: %s", "https://x.ru/?secret")
    handler.close()

    (found,) = records(tmp_path / "kiosk.log")

    assert found.level == "WARNING"
    assert found.text == "kiosk.test: odd\\x0a2026-11-22 14:00:00,000 ERROR forged: https://x.ru/?..."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 5000,
        b"no beginning\nat all\n",
        b"2026-99-99 99:99:99,000 ERROR x: y\n",
        b"9999-12-31 23:59:59,000 DEBUG x: y\n",
        bytes(range(256)) * 20,
    ],
)
def test_a_file_of_rubbish_holds_no_record(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "kiosk.log").write_bytes(data)
    assert list(records(tmp_path / "kiosk.log")) == []


def test_bytes_that_are_no_text_and_endless_records_are_cut(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.log"
    file.write_bytes(line(1, "ERROR", "x" * 100_000).encode() + b"\xff\xfe\n" + line(2, "INFO", "").encode())

    (found,) = records(file)

    assert len(found.text) == log_tail.LONGEST


def test_of_a_huge_file_the_end_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_tail, "LARGEST", 1000)
    file = tmp_path / "kiosk.log"
    file.write_text("".join(line(number % 60, "ERROR", str(number)) for number in range(500)))

    found = list(records(file))

    assert 10 < len(found) < 30
    assert found[0].text == "kiosk.x: 499"
    assert next(iter(records(file, found[3].place))) == found[4]


def test_no_file_holds_nothing(tmp_path: Path) -> None:
    assert list(records(tmp_path / "kiosk.log")) == []
    assert last_lines(tmp_path / "kiosk.log", 100) == b""


def test_the_last_lines_begin_with_a_whole_one(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.log"
    file.write_text("first\nsecond\nthird\n")
    assert last_lines(file, 10) == b"third\n"
    assert last_lines(file, 1000) == b"first\nsecond\nthird\n"

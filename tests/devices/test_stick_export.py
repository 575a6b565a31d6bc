"""The log on a stick: everything is there and whole, and each way in which a stick fails has its name."""

from __future__ import annotations

import csv
import errno
import json
import os
import resource
import signal
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.devices.usage.report import About
from kiosk.devices.usage.stick_export import Export, Outcome, folder_name, outcome_of, write_stick
from kiosk.devices.usage.sums import SumsReader
from kiosk.domain.usage.period import Period
from tests.devices import a_log
from tests.domain.usage.sample_log import SCORES, TODAY, ZONE, at

if TYPE_CHECKING:
    from collections.abc import Iterator

WANTED = Export(Period(date(2023, 11, 22), TODAY), ZONE, About("Филатова", "Europe/Ulyanovsk", TODAY, "0.1.0"))
NAME = folder_name("filatova-1")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SumsReader]:
    """A day of a log."""
    file = a_log.write(tmp_path / "data" / "usage.sqlite", a_log.a_busy_day(at(20, 0)), SCORES)
    with SumsReader(file) as reader:
        yield reader


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with nothing on it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_all_of_the_log_and_the_page_of_the_month_are_on_the_stick(log: SumsReader, stick: Path) -> None:
    write_stick(log, WANTED, stick, NAME)
    there = {file.name: file.read_text(encoding="utf-8") for file in (stick / NAME).iterdir()}
    assert set(there) == {
        "report-2026-11.html",
        "events-2026-11-22.csv",
        "events-2026-11-22.jsonl",
        "accuracy-2026-11-22.csv",
        "hours-2026-11-22.csv",
    }
    assert "ноябрь 2026" in there["report-2026-11.html"]
    lines = [json.loads(line) for line in there["events-2026-11-22.jsonl"].splitlines()]
    assert len(lines) == len(list(csv.DictReader(there["events-2026-11-22.csv"].splitlines()))) == 21
    assert len(there["accuracy-2026-11-22.csv"].splitlines()) == 1 + len(SCORES)
    write_stick(log, WANTED, stick, NAME)
    assert len(list((stick / NAME).iterdir())) == 5


def test_everything_is_synced_before_it_is_called_done(
    log: SumsReader, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(number: int) -> None:
        synced.append(Path(f"/proc/self/fd/{number}").readlink().name)
        real(number)

    monkeypatch.setattr(os, "fsync", fsync)
    write_stick(log, WANTED, stick, NAME)
    for file in (stick / NAME).iterdir():
        assert f".{file.name}.new" in synced
    assert synced[-3:] == ["filatova-1", "kiosk-usage", "stick"]


def test_a_stick_without_room_is_full_and_keeps_what_was_whole(log: SumsReader, stick: Path) -> None:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
        with pytest.raises(OSError, match="File too large") as refused:
            write_stick(log, WANTED, stick, NAME)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)
    assert outcome_of(refused.value) is Outcome.FULL
    assert list((stick / NAME).iterdir()) == []


def test_a_stick_that_was_pulled_out_is_not_made_anew_on_the_disk(log: SumsReader, stick: Path) -> None:
    stick.rmdir()
    with pytest.raises(OSError, match="No such file") as refused:
        write_stick(log, WANTED, stick, NAME)
    assert outcome_of(refused.value) is Outcome.FAILED
    assert not stick.exists()


@pytest.mark.parametrize("link", [Path(NAME).parent, Path(NAME)])
def test_no_link_leads_out_of_the_stick(log: SumsReader, stick: Path, tmp_path: Path, link: Path) -> None:
    outside = tmp_path / "etc"
    outside.mkdir()
    (stick / link).parent.mkdir(exist_ok=True)
    (stick / link).symlink_to(outside)
    with pytest.raises(OSError, match="is a link") as caught:
        write_stick(log, WANTED, stick, NAME)
    assert outcome_of(caught.value) is Outcome.FAILED
    assert [found for found in outside.rglob("*") if found.is_file()] == []


def test_a_stick_that_cannot_be_written_is_read_only(log: SumsReader) -> None:
    with pytest.raises(OSError, match=r"not permitted|denied|Read-only") as refused:
        write_stick(log, WANTED, Path("/sys/kernel"), NAME)
    assert outcome_of(refused.value) is Outcome.READ_ONLY


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        (errno.ENOSPC, Outcome.FULL),
        (errno.EDQUOT, Outcome.FULL),
        (errno.EROFS, Outcome.READ_ONLY),
        (errno.EIO, Outcome.FAILED),
        (errno.ENODEV, Outcome.FAILED),
    ],
)
def test_what_the_system_says_is_named(number: int, outcome: Outcome) -> None:
    assert outcome_of(OSError(number, os.strerror(number))) is outcome


@pytest.mark.parametrize(
    ("stop_id", "name"),
    [
        ("filatova-1", "filatova-1"),
        ("ул:73/12", "ул_73_12"),
        ("../../etc", "______etc"),
        ("", "stop"),
        ("x" * 99, "x" * 40),
    ],
)
def test_any_stop_has_a_folder_that_a_stick_can_hold(stop_id: str, name: str) -> None:
    assert folder_name(stop_id) == f"kiosk-usage/{name}"

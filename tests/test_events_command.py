"""`kiosk events`: the list of the events page, for a person and for a program."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from kiosk.__main__ import main
from kiosk.commands.events import FILTERS
from kiosk.devices.usage.log import UsageLog
from kiosk.domain.usage.catalogue import event
from kiosk.screens.maintenance.events_filters import Filter

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_795_000_000
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data of a kiosk in which something happened."""
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    log = UsageLog(tmp_path / "usage.sqlite", boot_id="1", version="1")
    log.start()
    log.record(event("feed_lost", feed="alerts", fault="tls"), NOW)
    log.record(event("passenger_report", about="cold", feed="lost"), NOW + 5)
    assert log.flush(20)
    log.stop()
    written = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(NOW + 9))
    (tmp_path / "kiosk.log").write_text(f"{written},000 ERROR kiosk.x: odd\x1b[2J\nTraceback\n")
    return tmp_path


def test_a_person_reads_one_line_each_the_newest_first(folder: Path, capsys: Capture) -> None:
    assert main(["events"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-18 11:00–12:00    A passenger reports: it is cold; live data: lost",
        "2026-11-18 11:06:49    !! kiosk.x: odd [2J",
        "2026-11-18 11:06:40    !! The feed alerts is lost: the certificate is not accepted",
    ]


def test_a_program_reads_fields(folder: Path, capsys: Capture) -> None:
    assert main(["events", "--json", "--limit", "2"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {
            "at": "2026-11-18T11:00:00+00:00",
            "event": "passenger_report",
            "purpose": "report",
            "about": "cold",
            "feed": "lost",
        },
        {"at": "2026-11-18T11:06:49+00:00", "level": "error", "text": "kiosk.x: odd\x1b[2J\nTraceback"},
    ]


def test_a_filter_is_one_of_the_pages(folder: Path, capsys: Capture) -> None:
    assert tuple(Filter) == FILTERS
    assert main(["events", "--filter", "feed"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert main(["events", "--filter", "menu"]) == 0
    assert "nothing of this kind" in capsys.readouterr().err


def test_the_demonstration_has_its_own(folder: Path, capsys: Capture) -> None:
    folder.rename(folder.with_name("demo"))
    folder.mkdir()
    folder.with_name("demo").rename(folder / "demo")
    assert main(["events", "--demo"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert main(["events"]) == 0
    assert capsys.readouterr().out == ""


def test_a_log_that_cannot_be_read_is_one_sentence(folder: Path, capsys: Capture) -> None:
    (folder / "usage.sqlite").write_bytes(b"rubbish" * 1000)
    assert main(["events"]) == 2
    assert "cannot be read" in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("limit", ["0", "-1", "many", "10001"])
def test_a_limit_out_of_range_is_refused(folder: Path, capsys: Capture, limit: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["events", f"--limit={limit}"])
    assert ended.value.code == 2
    assert "not a number from 1 to 10000" in capsys.readouterr().err

"""`kiosk usage`: the log written out, summed up and made a page of, and every refusal in one sentence."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk import paths
from kiosk.demo.gtfs_zip import gtfs_zip
from kiosk.demo.network import read_network
from tests.devices import a_log
from tests.domain.usage.sample_log import SCORES, at
from tests.e2e.program import Done, environment, kiosk, refused, words

EVENTS_A_DAY = 21
TUESDAY, FRIDAY = at(17, 0), at(20, 0)


@pytest.fixture(scope="module")
def stop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a kiosk with a timetable, settings and a log of two days."""
    folder = tmp_path_factory.mktemp("stop")
    network = read_network(paths.resources() / "demo" / "network.toml")
    (folder / "feed.zip").write_bytes(gtfs_zip(network, date(2026, 11, 22)))
    done = kiosk("import", "--gtfs", "feed.zip", "--stop", network.pavilion, "--out", folder / "data", cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "kiosk.toml").write_text(
        f'[stop]\nids = ["{network.pavilion}"]\n[timetable]\ngtfs = "feed.zip"\n[storage]\ndata_dir = "data"\n'
    )
    days = [*a_log.a_busy_day(TUESDAY), *a_log.a_busy_day(FRIDAY)]
    a_log.write(folder / "data" / "usage.sqlite", days, SCORES)
    return folder


def usage(stop: Path, *arguments: str | Path) -> Done:
    what, *others = arguments
    return kiosk("usage", what, "--config", stop / "kiosk.toml", *others)


def told(done: Done) -> str:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_events_come_as_csv_with_a_header_and_the_stops_own_clock(stop: Path) -> None:
    lines = list(csv.DictReader(io.StringIO(told(usage(stop, "export", "--from", "2026-11-01")))))
    assert len(lines) == 2 * EVENTS_A_DAY
    assert lines[0]["time"] == "2026-11-17T08:00:00+04:00"
    assert lines[0]["precision"] == "hour"
    assert {line["purpose"] for line in lines} == {"usage", "report", "operation", "audit", "emergency"}


def test_days_are_those_of_the_stop_and_both_named_ones_are_included(stop: Path) -> None:
    one_day = ("--from", "2026-11-20", "--until", "2026-11-20", "--format", "jsonl")
    lines = told(usage(stop, "export", *one_day)).splitlines()
    assert len(lines) == EVENTS_A_DAY
    assert all(json.loads(line)["time"].startswith("2026-11-20T") for line in lines)


def test_purposes_and_tables_can_be_chosen(stop: Path) -> None:
    wanted = ("export", "--from", "2026-11-01", "--until", "2026-11-30", "--format", "jsonl")
    calls = told(usage(stop, *wanted, "--purpose", "emergency", "--purpose", "audit")).splitlines()
    assert [json.loads(line)["event"] for line in calls] == [
        *["emergency_state"] * 6,
        *["maintenance_opened"] * 2,
    ]
    sums = [json.loads(line) for line in told(usage(stop, *wanted, "--table", "hours")).splitlines()]
    assert {line["count"] for line in sums if line["event"] == "visit_ended"} == {6}
    scores = [json.loads(line) for line in told(usage(stop, *wanted, "--table", "accuracy")).splitlines()]
    assert [line["shown"] for line in scores] == [100, 20, 100, 40]


def test_a_file_has_the_bytes_that_the_output_would_have(stop: Path, tmp_path: Path) -> None:
    out = tmp_path / "log.csv"
    days = ("--from", "2026-11-01", "--until", "2026-11-30")
    assert told(usage(stop, "export", *days, "--out", out)) == ""
    shown = subprocess.run(
        words("usage", "export", "--config", stop / "kiosk.toml", *days),
        env=environment(LC_ALL="C", PYTHONIOENCODING="ascii"),
        capture_output=True,
        check=True,
    )
    assert out.read_bytes() == shown.stdout
    assert b"\r\n" in shown.stdout


def test_whoever_stops_reading_ends_the_export_quietly(stop: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            words("usage", "export", "--config", stop / "kiosk.toml"),
            env=environment(),
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def figures(stop: Path, *days: str) -> dict[str, Any]:
    shown = told(usage(stop, "stats", "--json", *days))
    assert shown.isascii()
    found: dict[str, Any] = json.loads(shown)
    return found


def test_figures_are_the_same_as_json_and_as_tables(stop: Path) -> None:
    days = ("--from", "2026-11-16", "--until", "2026-11-22")
    found = figures(stop, *days)
    assert (found["visits"], found["by_hour"][8], found["by_day"]["2026-11-17"]) == (12, 12, 6)
    assert (found["from"], found["until"], found["timezone"]) == ("2026-11-16", "2026-11-22", "Europe/Ulyanovsk")
    assert found["services"] == [{"id": "doctor-appointment", "here": 2, "code": 2}]
    assert found["emergency_calls"] == {"ended": 2, "connected": 2, "endings": {"far_end": 2}}
    assert found["feed_outages"] == {
        "times": 2,
        "known": 2,
        "seconds": 240,
        "seconds_by_feed": {"trip_updates": 240},
    }
    (near, *_) = found["accuracy"][0]["bins"]
    assert (near["minutes_before"], near["judged"], near["accurate_share"]) == ("0-3", 200, 0.85)
    assert found["accuracy"][1]["bins"][1]["accurate_share"] is None
    table = told(usage(stop, "stats", *days))
    rows = [" ".join(line.split()) for line in table.splitlines()]
    assert max(map(len, table.splitlines())) <= 120
    assert f"08:00 12 {'#' * 50}" in rows
    assert "all routes 85% of 200, 6% unseen 20 of 30 needed - 67% of 30, 0% unseen" in rows
    assert "Europe/Ulyanovsk" in rows[0]


def test_days_without_anything_are_said_to_be_so(stop: Path) -> None:
    days = ("--from", "2026-01-01", "--until", "2026-01-31")
    assert "holds nothing about these days" in told(usage(stop, "stats", *days))
    assert figures(stop, *days)["visits"] == 0


def test_the_page_of_a_month_has_the_stops_and_routes_names(stop: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert told(usage(stop, "report", "--month", "2026-11", "--out", out)) == ""
    page = out.read_text(encoding="utf-8")
    assert '<html lang="ru">' in page
    assert "Как пользовались киоском: ноябрь 2026" in page
    assert "Europe/Ulyanovsk" in page
    assert "Запись к врачу" in page
    english = told(usage(stop, "report", "--month", "2026-11", "--language", "en"))
    assert "How the kiosk was used: November 2026" in english


def test_a_month_without_anything_is_told_honestly(stop: Path) -> None:
    page = told(usage(stop, "report", "--month", "2025-02"))
    assert "За этот месяц в журнале нет записей." in page
    assert "<svg" not in page


def test_without_a_timetable_the_clock_is_that_of_utc_and_that_is_said(stop: Path, tmp_path: Path) -> None:
    a_log.write(tmp_path / "usage.sqlite", a_log.a_busy_day(FRIDAY))
    done = kiosk("usage", "stats", "--json", "--until", "2026-11-22", KIOSK_DATA_DIR=str(tmp_path))
    assert json.loads(done.stdout)["by_hour"][4] == 6
    assert done.stderr == "kiosk: no timetable tells the clock of the stop: days and hours are those of UTC.\n"


def test_the_demonstration_has_a_log_of_its_own(tmp_path: Path) -> None:
    a_log.write(tmp_path / "demo" / "usage.sqlite", a_log.a_busy_day(FRIDAY))
    words = ("usage", "stats", "--json", "--until", "2026-11-22")
    found = kiosk(*words, "--demo", KIOSK_DATA_DIR=str(tmp_path))
    assert json.loads(found.stdout)["visits"] == 6
    assert "there is no usage log" in kiosk(*words, KIOSK_DATA_DIR=str(tmp_path)).stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("export", "--from", "2026-11-22", "--until", "2026-11-21"), "must not be before --from 2026-11-22"),
        (("export", "--from", "22.11.2026"), "'22.11.2026' is not a day like 2026-11-22"),
        (("export", "--until", "2026-02-30"), "is not a day like"),
        (("export", "--from", "0001-01-01"), "of the years 1971 to 8999"),
        (("export", "--format", "xml"), "invalid choice: 'xml'"),
        (("export", "--purpose", "spying"), "invalid choice: 'spying'"),
        (("export", "--table", "accuracy", "--purpose", "audit"), "predictions have none"),
        (("export", "--out", "/proc/nothing.csv"), "/proc/nothing.csv cannot be written"),
        (("stats", "--from", "2026-11-22", "--until", "2026-11-01"), "must not be before"),
        (("report", "--month", "2026-13"), "'2026-13' is not a month like 2026-11"),
        (("report", "--month", "8998-01"), "the month 8998-01 has not begun yet"),
        (("report", "--out", "/proc/nothing.html"), "cannot be written"),
        ((), ""),
    ],
)
def test_what_cannot_be_done_is_one_sentence(stop: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = usage(stop, *arguments) if arguments else kiosk("usage")
    assert sentence in refused(done)


def test_a_log_that_is_not_there_or_is_none_is_told(stop: Path, tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text((stop / "kiosk.toml").read_text().replace('"data"', f'"{tmp_path}"'))
    (tmp_path / "timetable.sqlite").write_bytes((stop / "data" / "timetable.sqlite").read_bytes())
    assert "there is no usage log" in refused(usage(tmp_path, "stats"))
    (tmp_path / "usage.sqlite").write_text("no database at all, but long enough to be taken for one" * 10)
    out = tmp_path / "out.csv"
    assert "cannot be read" in refused(usage(tmp_path, "export", "--out", out))
    assert not out.exists()

"""Writing the usage log out: what is read back is what was kept, and no spreadsheet computes any of it."""

from __future__ import annotations

import csv
import io
import json
import resource
import signal
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.usage.csv_export import FORMULA, cell, write_csv
from kiosk.devices.usage.export import Extract, Format, Table, rows, write, write_file
from kiosk.devices.usage.export_rows import (
    EVENT_COLUMNS,
    HOUR_COLUMNS,
    SCORE_COLUMNS,
    Row,
    event_row,
    hour_row,
    score_row,
)
from kiosk.devices.usage.jsonl_export import write_jsonl
from kiosk.devices.usage.reader import Reader
from kiosk.domain.usage.catalogue import KINDS, Event, Purpose, event
from kiosk.domain.usage.entries import Entry, HourlyCount
from kiosk.domain.usage.fields import Count, Field, Id, Word, as_id
from kiosk.domain.usage.period import Period
from tests.devices import a_log
from tests.domain.usage.sample_log import MONDAY, SCORES, TODAY, ZONE, at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hypothesis.strategies import DrawFn, SearchStrategy

WEEK = Period(MONDAY, TODAY)


def values(field: Field) -> SearchStrategy[str | int]:
    """Whatever a field may hold."""
    match field:
        case Word(words):
            return st.sampled_from([str(word) for word in words])
        case Count(least, most):
            return st.integers(least, most)
        case Id():
            return st.text(max_size=50).map(as_id)


@st.composite
def entries(draw: DrawFn) -> Entry:
    kind = draw(st.sampled_from(list(KINDS.values())))
    fields = {
        name: draw(values(field))
        for name, field in kind.fields
        if name not in kind.optional or draw(st.booleans())
    }
    moment = draw(st.integers(0, 2**33))
    return Entry(draw(st.integers(1, 2**40)), moment, draw(st.integers(1, 999)), event(kind.name, **fields))


def as_csv(columns: tuple[str, ...], rows: list[Row]) -> str:
    to = io.StringIO(newline="")
    write_csv(columns, rows, to)
    return to.getvalue()


def from_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(st.lists(entries(), max_size=8))
def test_events_come_back_from_csv_as_they_were(kept: list[Entry]) -> None:
    text = as_csv(EVENT_COLUMNS, [event_row(entry, ZONE) for entry in kept])
    assert text.encode().decode() == text
    found = from_csv(text)
    assert len(found) == len(kept)
    for line, entry in zip(found, kept, strict=True):
        assert line["event"] == entry.event.name
        assert line["seq"] == ("" if entry.event.purpose.rounded else str(entry.seq))
        fields = {name: line[name] for name, _ in KINDS[entry.event.name].fields if line[name]}
        assert fields == {name: str(value) for name, value in entry.event.fields}


@given(st.lists(entries(), max_size=8))
def test_events_come_back_from_json_lines_as_they_were(kept: list[Entry]) -> None:
    to = io.StringIO(newline="")
    write_jsonl((event_row(entry, ZONE) for entry in kept), to)
    assert to.getvalue().isascii()
    lines = [json.loads(line) for line in to.getvalue().splitlines()]
    assert lines == [event_row(entry, ZONE) for entry in kept]


@given(st.lists(st.text(max_size=20), max_size=6))
def test_whatever_a_file_of_somebody_else_holds_is_never_a_formula_and_never_breaks_a_line(
    texts: list[str],
) -> None:
    hostile = [Entry(1, 0, 1, Event("feed_lost", (("feed", text), ("fault", "=1+1")))) for text in texts]
    shown = as_csv(EVENT_COLUMNS, [event_row(entry, ZONE) for entry in hostile])
    found = from_csv(shown)
    assert [line["feed"].removeprefix("'") for line in found] == [text.removeprefix("'") for text in texts]
    assert not [value for line in found for value in line.values() if value[:1] in FORMULA]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_what_begins_a_formula_is_kept_as_a_text(text: str) -> None:
    assert cell(text) == "'" + text


@given(entries())
def test_nothing_that_the_catalogue_allows_needs_an_apostrophe(entry: Entry) -> None:
    row = event_row(entry, ZONE)
    assert {column: cell(value) for column, value in row.items()} == row


def test_lines_end_as_rfc_4180_says_and_have_all_columns() -> None:
    text = as_csv(EVENT_COLUMNS, [event_row(Entry(7, at(22, 14), 3, event("timetable_renewed")), ZONE)])
    header, line, end = text.split("\r\n")
    assert end == ""
    assert "\n" not in header + line
    assert header.split(",") == list(EVENT_COLUMNS)
    assert line.startswith("2026-11-22T14:00:00+04:00,second,7,3,operation,timetable_renewed,")
    assert len(line.split(",")) == len(EVENT_COLUMNS)


def test_no_field_of_the_catalogue_has_the_name_of_another_column() -> None:
    for columns in (EVENT_COLUMNS, HOUR_COLUMNS, SCORE_COLUMNS):
        assert len(set(columns)) == len(columns)
    for kind in KINDS.values():
        assert {name for name, _ in kind.fields} <= set(EVENT_COLUMNS)


def test_an_hour_that_is_all_that_is_known_is_called_so() -> None:
    used = event_row(Entry(1, at(22, 14), 3, event("screen_opened", screen="map")), ZONE)
    assert (used["precision"], used["purpose"], used["screen"]) == ("hour", "usage", "map")
    assert not {"seq", "boot"} & set(used)
    pressed = event_row(Entry(1, at(22, 14, 7), 3, event("emergency_state", state="dialing")), ZONE)
    assert (pressed["precision"], pressed["time"]) == ("second", "2026-11-22T14:07:00+04:00")


def test_sums_and_predictions_are_rows_too() -> None:
    row = hour_row(HourlyCount(at(22, 14), "screen_opened", (("screen", "map"),), 3), ZONE)
    assert row == {
        "hour": "2026-11-22T14:00:00+04:00",
        "purpose": "usage",
        "event": "screen_opened",
        "count": 3,
        "screen": "map",
    }
    assert set(row) <= set(HOUR_COLUMNS)
    (line,) = from_csv(as_csv(SCORE_COLUMNS, [score_row(SCORES[0])]))
    assert line["minutes_before"] == "0-3"
    assert tuple(line) == SCORE_COLUMNS


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Reader]:
    """Two days of a log."""
    days = [*a_log.a_busy_day(at(16, 0)), *a_log.a_busy_day(at(20, 0))]
    with Reader(a_log.write(tmp_path / "usage.sqlite", days, SCORES)) as reader:
        yield reader


def written(reader: Reader, wanted: Extract) -> list[Row]:
    to = io.StringIO()
    write(reader, wanted, Format.JSONL, to)
    return [json.loads(line) for line in to.getvalue().splitlines()]


def test_all_that_was_kept_is_written_one_purpose_after_the_other(kept: Reader) -> None:
    found = written(kept, Extract(Table.EVENTS, WEEK, ZONE))
    events = a_log.a_busy_day(at(20, 0))
    assert sorted(str(row["event"]) for row in found) == sorted(what.name for what, _ in events * 2)
    assert [purpose for purpose, _ in groupby(row["purpose"] for row in found)] == list(Purpose)
    assert [row["seq"] for row in found if row["purpose"] == "operation"] == [1, 15, 16, 22, 36, 37]


def test_what_passengers_did_in_an_hour_is_mixed_so_that_nobodys_way_is_seen(kept: Reader) -> None:
    found = written(kept, Extract(Table.EVENTS, WEEK, ZONE, (Purpose.USAGE,)))
    assert {row["time"] for row in found} == {"2026-11-16T08:00:00+04:00", "2026-11-20T08:00:00+04:00"}
    for _, hour in groupby(found, lambda row: row["time"]):
        names = [str(row["event"]) for row in hour]
        assert len(names) == 13
        assert names == sorted(names)


def test_days_and_purposes_that_were_not_asked_for_stay_out(kept: Reader) -> None:
    friday = Extract(Table.EVENTS, Period(date(2026, 11, 20), date(2026, 11, 20)), ZONE, (Purpose.EMERGENCY,))
    assert [row["time"] for row in written(kept, friday)] == [
        "2026-11-20T08:16:40+04:00",
        "2026-11-20T08:16:50+04:00",
        "2026-11-20T08:18:20+04:00",
    ]
    none = Extract(Table.EVENTS, Period(date(2026, 11, 21), date(2026, 11, 22)), ZONE)
    assert written(kept, none) == []


def test_hourly_sums_and_predictions_are_written_too(kept: Reader) -> None:
    sums = written(kept, Extract(Table.HOURS, WEEK, ZONE, (Purpose.USAGE,)))
    assert {row["count"] for row in sums if row["event"] == "visit_ended"} == {6}
    assert {row["purpose"] for row in sums} == {"usage"}
    predictions = written(kept, Extract(Table.ACCURACY, WEEK, ZONE))
    assert [row["shown"] for row in predictions] == [100, 20, 100, 40]


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(kept: Reader, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("before")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))  # a disk that takes no more than a kilobyte
        with pytest.raises(OSError, match="File too large"):
            write_file(kept, Extract(Table.EVENTS, WEEK, ZONE), Format.CSV, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)
    assert file.read_text() == "before"
    write_file(kept, Extract(Table.EVENTS, WEEK, ZONE), Format.CSV, file)
    assert len(from_csv(file.read_text(encoding="utf-8"))) == 42
    assert {path.name for path in tmp_path.iterdir()} >= {"out.csv", "usage.sqlite"}
    assert not list(tmp_path.glob(".out*"))


class Endless:
    """A log of three years in which every hour was busy; it says how much of it was asked for at once."""

    def __init__(self) -> None:
        self.most = 0

    def hours(self, since: int, until: int) -> tuple[HourlyCount, ...]:
        found = tuple(
            HourlyCount(hour, "screen_opened", (("screen", "map"),), 1) for hour in range(since, until, 3600)
        )
        self.most = max(self.most, len(found))
        return found


def test_three_years_are_never_in_memory_together() -> None:
    endless = Endless()
    years = Extract(Table.HOURS, Period(date(2023, 11, 22), date(2026, 11, 21)), ZONE)
    assert sum(1 for _ in rows(cast("Reader", endless), years)) == 1096 * 24
    assert endless.most == 7 * 24

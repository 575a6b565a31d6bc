"""Writing the usage log out: as much of it as one asks for, a little of it in memory at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from kiosk.atomic_file import replacing
from kiosk.devices.usage.csv_export import write_csv
from kiosk.devices.usage.export_rows import (
    EVENT_COLUMNS,
    HOUR_COLUMNS,
    SCORE_COLUMNS,
    event_row,
    hour_row,
    score_row,
)
from kiosk.devices.usage.jsonl_export import write_jsonl
from kiosk.domain.usage.catalogue import KINDS, Purpose

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path
    from typing import TextIO
    from zoneinfo import ZoneInfo

    from kiosk.devices.usage.export_rows import Row
    from kiosk.devices.usage.reader import Reader
    from kiosk.domain.usage.entries import Entry
    from kiosk.domain.usage.period import Period

AT_A_TIME = 7
"""Days of sums that are in memory together."""


class Table(StrEnum):
    """What can be written out."""

    EVENTS = "events"
    """Each event; usage events only as long as they are kept in full."""
    HOURS = "hours"
    """How often each event happened in each hour."""
    ACCURACY = "accuracy"
    """Predictions by day, route and minutes before arrival."""


class Format(StrEnum):
    """How it is written."""

    CSV = "csv"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Extract:
    """What is wanted of the log; days and times by the wall clock of `zone`. Predictions have no purpose."""

    table: Table
    period: Period
    zone: ZoneInfo
    purposes: Collection[Purpose] = tuple(Purpose)


def write(reader: Reader, wanted: Extract, form: Format, to: TextIO) -> None:
    """Write it as it is read. `to` must be opened with newline="". Raises UsageError, OSError."""
    if form is Format.CSV:
        write_csv(columns(wanted.table), rows(reader, wanted), to)
    else:
        write_jsonl(rows(reader, wanted), to)


def write_file(reader: Reader, wanted: Extract, form: Format, file: Path) -> None:
    """Write it into a file, which is whole and on the disk afterwards, or as it was.

    Raises UsageError, OSError.
    """
    with replacing(file) as new, new.open("w", encoding="utf-8", newline="") as to:
        write(reader, wanted, form, to)


def columns(table: Table) -> tuple[str, ...]:
    """The header of a table."""
    return {Table.EVENTS: EVENT_COLUMNS, Table.HOURS: HOUR_COLUMNS, Table.ACCURACY: SCORE_COLUMNS}[table]


def rows(reader: Reader, wanted: Extract) -> Iterator[Row]:
    """The rows in the order of time; events one purpose after the other, for purposes are never merged."""
    return {Table.EVENTS: _event_rows, Table.HOURS: _hour_rows, Table.ACCURACY: _score_rows}[wanted.table](
        reader, wanted
    )


def _event_rows(reader: Reader, wanted: Extract) -> Iterator[Row]:
    for purpose in wanted.purposes:
        for entry in _events(reader, purpose, wanted):
            yield event_row(entry, wanted.zone)


def _hour_rows(reader: Reader, wanted: Extract) -> Iterator[Row]:
    for part in wanted.period.parts(AT_A_TIME):
        for count in reader.hours(*part.bounds(wanted.zone)):
            kind = KINDS.get(count.name)  # an older program may have counted what this one knows nothing of
            if kind is not None and kind.purpose in wanted.purposes:
                yield hour_row(count, wanted.zone)


def _score_rows(reader: Reader, wanted: Extract) -> Iterator[Row]:
    for part in wanted.period.parts(AT_A_TIME):
        for score in reader.scores(part.first, part.last + timedelta(days=1)):
            yield score_row(score)


def _events(reader: Reader, purpose: Purpose, wanted: Extract) -> Iterator[Entry]:
    """The events of one purpose. What passengers did in one hour is mixed: nobody's way is to be seen in it."""
    kept = reader.entries((purpose,), *wanted.period.bounds(wanted.zone))
    if not purpose.rounded:
        yield from kept
        return
    for _, hour in groupby(kept, attrgetter("at")):
        yield from sorted(hour, key=lambda entry: (entry.event.name, repr(entry.event.fields)))

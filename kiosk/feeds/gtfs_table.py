"""The records of a GTFS table: the columns asked for, by name, in whatever order and quoting the feed has."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter

from kiosk.feeds.gtfs_scan import scan_for
from kiosk.feeds.gtfs_zip import FeedZip, GtfsError


def records(
    feed: FeedZip,
    table: str,
    columns: Sequence[str],
    *,
    required: Sequence[str] | None = None,
    where: tuple[str, Collection[str]] | None = None,
) -> Iterator[tuple[str, ...]]:
    """The records of `table`, reduced to `columns` (at least two); a column the feed lacks reads as "".

    `required` are the columns that must be there; None: the feed need not have the table at all. `where` is a
    column and the values to keep of it. Values are stripped of the spaces round them; rows shorter than the
    header end with empty values. Source: GTFS Schedule reference, file requirements. Raises GtfsError.
    """
    if required is None and table not in feed:
        return iter(())
    blocks = feed.blocks(table)
    first = next(blocks, b"")
    header_line, _, body = first.partition(b"\n")
    header = _header(header_line)
    missing = [column for column in required or () if column not in header]
    if missing:
        raise GtfsError(f"{table} in {feed.name} has no column {', '.join(missing)}.")
    width = len(header)
    pick = itemgetter(*(header.index(column) if column in header else width for column in columns))
    parts: Iterable[bytes] = _chained(body, blocks)
    if where is None:
        return _named(feed, table, map(pick, _rows(parts, width)))
    key, wanted = where
    if key not in header:
        return iter(())
    position = header.index(key)
    scan = scan_for(wanted, position)
    rows = _rows((part for block in parts for part in scan(block)), width)
    return _named(feed, table, (pick(row) for row in rows if row[position] in wanted))


def _header(line: bytes) -> list[str]:
    names = next(csv.reader([line.decode("utf-8-sig", "replace").rstrip("\r")]), [])
    return [name.strip() for name in names]


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _rows(parts: Iterable[bytes], width: int) -> Iterator[list[str]]:
    """Every row as `width` values and one empty value behind them, which stands for any absent column."""
    for part in parts:
        text = part.decode("utf-8", "replace")
        padded = " " in text or "\t" in text
        for row in csv.reader(io.StringIO(text), skipinitialspace=True):
            if len(row) != width:
                if not row:
                    continue
                row = (row + [""] * width)[:width]  # noqa: PLW2901 - the same row, made whole
            row.append("")
            yield [value.strip() for value in row] if padded else row


def _named(feed: FeedZip, table: str, rows: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    try:
        yield from rows
    except csv.Error as error:
        raise GtfsError(f"{table} in {feed.name} is not a table of comma-separated values ({error}).") from None

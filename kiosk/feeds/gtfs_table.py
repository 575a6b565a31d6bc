"""The records of a GTFS table: the columns asked for, by name, in whatever order and quoting the feed has."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter

from kiosk.feeds.gtfs_scan import scan_for
from kiosk.feeds.gtfs_zip import FeedZip, GtfsError


class Table:
    """One table of a feed, opened: its columns are known, its records not yet read.

    `required` are the columns that must be there; None: the feed need not have the table at all, and then it
    has no records. Values are stripped of the spaces round them; a column the feed lacks reads as "", and rows
    shorter than the header end with "". Source: GTFS Schedule reference, file requirements. Raises GtfsError.
    """

    def __init__(self, feed: FeedZip, table: str, required: Sequence[str] | None = None) -> None:
        self._name = f"{table} in {feed.name}"
        self._blocks = iter(()) if required is None and table not in feed else feed.blocks(table)
        header, _, self._body = next(self._blocks, b"").partition(b"\n")
        self._header = _header(header)
        missing = [column for column in required or () if column not in self._header]
        if missing:
            raise GtfsError(f"{self._name} has no column {', '.join(missing)}.")

    def records(self, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """All records, reduced to `columns`, of which there are at least two."""
        pick = itemgetter(*map(self._position, columns))
        for rows in self._rows(self._parts()):
            yield from map(pick, rows)

    def records_where(
        self, column: str, wanted: Collection[str], columns: Sequence[str]
    ) -> Iterator[tuple[str, ...]]:
        """The records whose `column` is one of `wanted`."""
        pick = itemgetter(*map(self._position, columns))
        key = self._position(column)
        for rows in self._rows(self._parts(column, wanted)):
            yield from (pick(row) for row in rows if row[key] in wanted)

    def pieces_where(
        self, column: str, wanted: Collection[str], columns: Sequence[str]
    ) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
        """The same, neighbours with one value of `column` together: that value, and theirs column by column."""
        places = [self._position(name) for name in columns]
        key = itemgetter(self._position(column))
        for rows in self._rows(self._parts(column, wanted)):
            for value, piece in groupby(rows, key):
                if value in wanted:
                    values = list(zip(*piece, strict=True))
                    yield value, [values[place] for place in places]

    def _position(self, column: str) -> int:
        """Where a row of `_rows` has the column; behind the last one where the feed lacks it."""
        return self._header.index(column) if column in self._header else len(self._header)

    def _parts(self, column: str = "", wanted: Collection[str] = ()) -> Iterator[bytes]:
        blocks = chain([self._body] if self._body else [], self._blocks)
        if not column:
            return blocks
        wanted = [value for value in wanted if value]
        if not wanted or column not in self._header:
            return iter(())
        scan = scan_for(wanted, self._position(column))
        return filter(None, map(scan, blocks))

    def _rows(self, parts: Iterable[bytes]) -> Iterator[list[list[str]]]:
        """The rows of each part, each as long as the header and one empty value more, for any absent column."""
        whole = {len(self._header) + 1}
        for part in parts:
            text = part.decode("utf-8", "replace")
            try:
                rows = [[*row, ""] for row in csv.reader(io.StringIO(text), skipinitialspace=True)]
            except csv.Error as error:
                raise GtfsError(f"{self._name} is not a table of comma-separated values ({error}).") from None
            if set(map(len, rows)) != whole:
                rows = [_padded(row, len(self._header)) for row in rows if len(row) > 1]
            yield [[value.strip() for value in row] for row in rows] if " " in text or "\t" in text else rows


def _padded(row: list[str], width: int) -> list[str]:
    return [*(row + [""] * width)[:width], ""]


def _header(line: bytes) -> list[str]:
    names = next(csv.reader([line.decode("utf-8-sig", "replace").rstrip("\r")]), [])
    return [name.strip() for name in names]

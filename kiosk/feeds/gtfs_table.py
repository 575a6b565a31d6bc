"""The records of a GTFS table: the columns asked for, by name, in whatever order and quoting the feed has."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import methodcaller

from kiosk.feeds.gtfs_scan import scan_for
from kiosk.feeds.gtfs_zip import FeedZip, GtfsError


class Table:
    """One table of a feed, opened: its columns are known, its records not yet read.

    `required` are the columns that must be there; an `optional` table may be missing or empty instead, and then
    it has no records. Values are stripped of the spaces round them; a column the feed lacks reads as "", and
    rows shorter than the header end with "". Source: GTFS Schedule reference, file requirements. Raises
    GtfsError.
    """

    def __init__(self, feed: FeedZip, table: str, required: Sequence[str] = (), *, optional: bool = False) -> None:
        self._name = f"{table} in {feed.name}"
        self._blocks = iter(()) if optional and table not in feed else feed.blocks(table)
        header, _, self._body = next(self._blocks, b"").partition(b"\n")
        try:
            self._header = _header(header)
        except csv.Error as error:
            raise self._no_table(error) from None
        missing = [column for column in required if column not in self._header]
        empty = not any(self._header) and not self._body.strip()
        if missing and not (optional and empty):
            raise GtfsError(f"{self._name} has no column {', '.join(missing)}.")

    def records(self, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """All records, reduced to `columns`."""
        places = list(map(self._position, columns))
        for values in self._values(self._parts()):
            yield from zip(*(values[place] for place in places), strict=True)

    def records_where(
        self, column: str, wanted: Collection[str], columns: Sequence[str]
    ) -> Iterator[tuple[str, ...]]:
        """The records whose `column` is one of `wanted`."""
        for _, piece in self.pieces_where(column, wanted, columns):
            yield from zip(*piece, strict=True)

    def pieces_where(
        self, column: str, wanted: Collection[str], columns: Sequence[str]
    ) -> Iterator[tuple[str, list[Sequence[str]]]]:
        """The same, neighbours with one value of `column` together: that value, and theirs column by column."""
        places = list(map(self._position, columns))
        key = self._position(column)
        for values in self._values(self._parts(column, wanted)):
            end = 0
            for value, piece in groupby(values[key]):
                start, end = end, end + sum(1 for _ in piece)
                if value in wanted:
                    yield value, [values[place][start:end] for place in places]

    def _no_table(self, error: csv.Error) -> GtfsError:
        return GtfsError(f"{self._name} is not a table of comma-separated values ({error}).")

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

    def _values(self, parts: Iterable[bytes]) -> Iterator[list[Sequence[str]]]:
        """The values of each part, column by column, and behind them a column of empty ones for any absent one."""
        width = len(self._header)
        for part in parts:
            text = part.decode("utf-8", "replace").replace("\r\n", "\n")
            values = _split(text, width)
            if values is None:
                try:
                    values = _parsed(text, width)
                except csv.Error as error:
                    raise self._no_table(error) from None
            if values:
                yield [*values, [""] * len(values[0])]


def _split(text: str, width: int) -> list[Sequence[str]] | None:
    """The columns of lines without quotes and padding, each with all its commas, which most are; else None."""
    if any(sign in text for sign in '" \t\r'):
        return None
    lines = text.removesuffix("\n").split("\n")
    if set(map(_COMMAS, lines)) != {width - 1}:
        return None
    values = ",".join(lines).split(",")
    return [values[column::width] for column in range(width)]


def _parsed(text: str, width: int) -> list[Sequence[str]]:
    """The columns of lines of any kind. Raises csv.Error."""
    rows = csv.reader(io.StringIO(text), skipinitialspace=True)
    whole = [[value.strip() for value in (row + [""] * width)[:width]] for row in rows if row]
    return list(zip(*whole, strict=True))


_COMMAS = methodcaller("count", ",")


def _header(line: bytes) -> list[str]:
    names = next(csv.reader([line.decode("utf-8-sig", "replace").rstrip("\r")]), [])
    return [name.strip() for name in names]

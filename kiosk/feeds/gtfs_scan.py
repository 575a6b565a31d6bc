"""Finds the lines of a big table that may concern us, without looking at every line as text.

What is found is a superset, in whole records: gtfs_table reads it by the csv module and compares exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

Scan: TypeAlias = Callable[[bytes], Iterator[bytes]]
"""From a block of records to the parts of it which hold all the records looked for."""

_MOST_NEEDLES = 8
_PADDING = b' "\t\r'


def scan_for(wanted: Collection[str], column: int) -> Scan:
    """The fastest scan for the records whose field number `column` is one of `wanted`.

    A few values are searched as bytes; many are looked up line by line or, in a first column, run by run.
    """
    raw = [value.replace('"', '""').encode() for value in wanted]
    if len(raw) <= _MOST_NEEDLES:
        return _plain_or_all(lambda block: _lines_with(block, raw, inner=column > 0))
    keys = {value.partition(b",")[0].strip(_PADDING) for value in raw}
    if column == 0:
        return _plain_or_all(lambda block: _runs(block, keys))
    return lambda block: iter((block,)) if b'"' in block else _lines(block, keys, column)


def _plain_or_all(scan: Scan) -> Scan:
    """Blocks with a quoted newline are given out whole: there a line is not a record."""

    def scan_plain(block: bytes) -> Iterator[bytes]:
        if b'"' in block and any(line.count(b'"') & 1 for line in block.split(b"\n")):
            return iter((block,))
        return scan(block)

    return scan_plain


def _lines_with(block: bytes, needles: list[bytes], *, inner: bool) -> Iterator[bytes]:
    """The lines that contain a needle: behind a comma, unless something is quoted or padded."""
    behind_comma = inner and not any(padding in block for padding in (b'"', b" ", b"\t"))
    for needle in needles:
        yield from _lines_with_one(block, b",%b" % needle if behind_comma else needle)


def _lines_with_one(block: bytes, needle: bytes) -> Iterator[bytes]:
    at = block.find(needle)
    while at >= 0:
        end = block.index(b"\n", at) + 1
        yield block[block.rfind(b"\n", 0, at) + 1 : end]
        at = block.find(needle, end)


def _lines(block: bytes, keys: set[bytes], column: int) -> Iterator[bytes]:
    for line in block.split(b"\n"):
        fields = line.split(b",", column + 1)
        if len(fields) > column and fields[column].strip(_PADDING) in keys:
            yield line + b"\n"


def _runs(block: bytes, keys: set[bytes]) -> Iterator[bytes]:
    """The runs of lines that begin with one key.

    A run is not assumed but proved: between its first and its last line there are as many lines with the key
    as there are lines. What cannot be proved is taken line by line.
    """
    start, reach = 0, 0
    while start < len(block):
        line_end = block.index(b"\n", start)
        prefix = block[start : block.find(b",", start, line_end) + 1 or line_end + 1]
        end = line_end + 1
        if block.startswith(prefix, end):
            run_end = _run_end(block, line_end, b"\n" + prefix, reach)
            reach = run_end - start
            if block.count(b"\n", end, run_end) == block.count(b"\n" + prefix, line_end, run_end):
                end = run_end
        if prefix[:-1].strip(_PADDING) in keys:
            yield block[start:end]
        start = end


def _run_end(block: bytes, line_end: int, marker: bytes, reach: int) -> int:
    """The end of the last line that begins like `marker`, looked for in strides of the length of the last run."""
    while block.startswith(marker, line_end):
        last = block.rfind(marker, line_end, line_end + reach + len(marker))
        line_end = block.index(b"\n", last + 1)
    return line_end + 1

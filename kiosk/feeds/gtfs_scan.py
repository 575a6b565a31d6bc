"""Finds the lines of a big table that may concern us, without looking at every field as text.

What is found is a superset, in whole records: gtfs_table reads it by the csv module and compares exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeAlias

Scan: TypeAlias = Callable[[bytes], bytes]
"""From a block of whole records to those of its lines which hold all the records looked for."""

_MOST_NEEDLES = 8
_PADDING = b' "\t\r'


def scan_for(wanted: Collection[str], column: int) -> Scan:
    """The fastest scan for the records whose field number `column` is one of `wanted`, none of them empty.

    A few values are searched as bytes; many are looked up line by line.
    """
    raw = [value.replace('"', '""').encode() for value in wanted]
    keys = {value.partition(b",")[0].strip(_PADDING) for value in raw}

    def scan(block: bytes) -> bytes:
        quoted = b'"' in block
        if quoted and any(line.count(b'"') & 1 for line in block.split(b"\n")):
            return block  # a quoted newline: here a line is not a record
        if len(raw) <= _MOST_NEEDLES:
            behind_comma = column and not quoted and b" " not in block and b"\t" not in block
            return _lines_with(block, [b",%b" % value for value in raw] if behind_comma else raw)
        if column == 0:
            return _lines_led_by(block, keys, padded=quoted or b" " in block or b"\t" in block)
        return block if quoted else _lines_holding(block, keys, column)

    return scan


def _lines_with(block: bytes, needles: list[bytes]) -> bytes:
    found: dict[int, int] = {}
    for needle in needles:
        at = block.find(needle)
        while at >= 0:
            end = block.index(b"\n", at) + 1
            found[block.rfind(b"\n", 0, at) + 1] = end
            at = block.find(needle, end)
    return b"".join([block[start : found[start]] for start in sorted(found)])


def _lines_led_by(block: bytes, keys: set[bytes], *, padded: bool) -> bytes:
    if padded:
        return _whole([line for line in block.split(b"\n") if line.partition(b",")[0].strip(_PADDING) in keys])
    return _whole([line for line in block.split(b"\n") if line.partition(b",")[0] in keys])


def _lines_holding(block: bytes, keys: set[bytes], column: int) -> bytes:
    fields = ((line, line.split(b",", column + 1)) for line in block.split(b"\n"))
    return _whole([line for line, row in fields if len(row) > column and row[column].strip(_PADDING) in keys])


def _whole(lines: list[bytes]) -> bytes:
    return b"\n".join([*lines, b""])

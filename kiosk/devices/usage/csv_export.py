"""Rows of the usage log as CSV. Source: RFC 4180, with UTF-8 and without a byte order mark."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from kiosk.devices.usage.export_rows import Row

FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What spreadsheets take for the beginning of a formula. Source: OWASP, "CSV Injection"."""


def write_csv(columns: Sequence[str], rows: Iterable[Row], to: TextIO) -> None:
    """A header and a line for each row, as it comes; `to` must be opened with newline="".

    A column that a row has no value for stays empty. No id of the catalogue can begin a formula; should a file
    that somebody else wrote hold such a text, an apostrophe is put before it.
    """
    lines = csv.writer(to, lineterminator="\r\n")
    lines.writerow(columns)
    for row in rows:
        lines.writerow([cell(row.get(column, "")) for column in columns])


def cell(value: str | int) -> str | int:
    """A value that no spreadsheet computes."""
    return f"'{value}" if isinstance(value, str) and value[:1] in FORMULA else value

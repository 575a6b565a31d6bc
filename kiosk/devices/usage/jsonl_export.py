"""Rows of the usage log as JSON Lines: one object a line, without the columns that a row has no value for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from kiosk.devices.usage.export_rows import Row


def write_jsonl(rows: Iterable[Row], to: TextIO) -> None:
    """A line for each row, as it comes. All ASCII, so that the same bytes come out whatever the encoding is."""
    for row in rows:
        to.write(json.dumps(row, separators=(",", ":")) + "\n")

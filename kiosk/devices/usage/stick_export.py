"""The usage log on a USB stick: events, sums and predictions as files, and the page about this month."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.atomic_file import replacing
from kiosk.devices.usage.export import Extract, Format, Table, write_file
from kiosk.devices.usage.figures import figures
from kiosk.devices.usage.report import report
from kiosk.domain.usage.period import Period, month_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from kiosk.devices.usage.report import About
    from kiosk.devices.usage.sums import SumsReader

FOLDER = "kiosk-usage"
FILES = (
    ("events", Table.EVENTS, Format.CSV),
    ("events", Table.EVENTS, Format.JSONL),
    ("accuracy", Table.ACCURACY, Format.CSV),
    ("hours", Table.HOURS, Format.CSV),
)
"""What is written after the page, the smaller ones first."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class Outcome(StrEnum):
    """How it went."""

    DONE = "done"
    NO_STICK = "no-stick"
    READ_ONLY = "read-only"
    FULL = "full"
    FAILED = "failed"
    """Broken, or pulled out meanwhile."""


@dataclass(frozen=True, slots=True)
class Export:
    """What is wanted: all of `period`, and the page `about` the month of its last day."""

    period: Period
    zone: ZoneInfo
    about: About

    @property
    def month(self) -> Period:
        """The month of the page, as far as it has come."""
        return Period(month_of(self.period.last).first, self.period.last)


def folder_name(stop_id: str) -> str:
    """Where a kiosk puts its files, so that those of several find room on one stick.

    Source of what a name may not hold: Microsoft, "Naming Files, Paths, and Namespaces"; sticks are FAT.
    """
    plain = re.sub(r"[^0-9A-Za-zА-Яа-яЁё_-]", "_", stop_id)[:40]
    return f"{FOLDER}/{plain or 'stop'}"


def write_stick(reader: SumsReader, wanted: Export, stick: Path, name: str) -> None:
    """Write everything into the folder `name` of `stick`; it is on the stick afterwards, not in a cache.

    Each file is whole or as it was. Raises UsageError, OSError.
    """
    folder = stick / name
    for new_folder in (folder.parent, folder):  # never the stick's own: it is gone where it was pulled out
        new_folder.mkdir(exist_ok=True)
        if new_folder.is_symlink():  # nothing is written where it leads to: that may be anywhere on this machine
            raise OSError(errno.ELOOP, "a folder of the stick is a link")
    last: date = wanted.period.last
    with replacing(folder / f"report-{last:%Y-%m}.html") as new:
        new.write_text(report(figures(reader, wanted.month, wanted.zone), wanted.about), encoding="utf-8")
    for part, table, form in FILES:
        extract = Extract(table, wanted.period, wanted.zone)
        write_file(reader, extract, form, folder / f"{part}-{last}.{form}")
    _sync((folder, folder.parent, stick))


def outcome_of(error: OSError) -> Outcome:
    """What an error of the stick means to whoever put it in."""
    if error.errno in _FULL:
        return Outcome.FULL
    return Outcome.READ_ONLY if error.errno in _READ_ONLY else Outcome.FAILED


def _sync(folders: Sequence[Path]) -> None:
    """Bring new names to the stick: a file that is synced may still stand in a folder that is not."""
    for folder in folders:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)

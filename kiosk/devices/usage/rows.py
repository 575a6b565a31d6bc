"""How an event lies in the file: its fields as JSON, its row with a checksum, its hour with what is counted."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.usage.catalogue import HOUR, KINDS, ROUTE, SERVICE, Event, Purpose
from kiosk.domain.usage.fields import Count, Word

if TYPE_CHECKING:
    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.entries import Scored
    from kiosk.domain.usage.fields import Field

PURPOSES = {
    Purpose.USAGE: 1,
    Purpose.REPORT: 2,
    Purpose.OPERATION: 3,
    Purpose.AUDIT: 4,
    Purpose.EMERGENCY: 5,
}
"""The number of a purpose in the file; never given to another one."""
FEW = 2
"""A count of at most this much is counted apart, like a word."""


@dataclass(frozen=True, slots=True)
class Noted:
    """An event on its way into the file. `at` has only the hour where the purpose says so: see `noted`."""

    event: Event
    at: Instant


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums of predictions on their way into the file."""

    scores: tuple[Scored, ...]
    at: Instant


def noted(event: Event, at: Instant) -> Noted:
    """The event with as much of the time as may be kept: nothing behind this point knows more."""
    return Noted(event, at - at % HOUR if event.purpose.rounded else at)


def fields_text(fields: tuple[tuple[str, str | int], ...]) -> str:
    """The fields as they lie in the file."""
    return json.dumps(dict(fields), ensure_ascii=False, separators=(",", ":")) if fields else ""


def fields_of(text: str) -> tuple[tuple[str, str | int], ...]:
    """The fields that lie in the file as `text`. Raises ValueError."""
    return tuple(json.loads(text).items()) if text else ()


def counted(event: Event) -> tuple[tuple[str, str | int], ...]:
    """Those fields of an event by which hours are counted: words, small counts, service ids and route ids."""
    kinds = dict(KINDS[event.name].fields)
    return tuple((field, value) for field, value in event.fields if _is_counted(kinds[field]))


def _is_counted(field: Field) -> bool:
    return isinstance(field, Word) or field in (SERVICE, ROUTE) or (isinstance(field, Count) and field.most <= FEW)


def checksum(seq: int, at: int, boot: int, name: str, fields: str) -> int:
    """What a row must sum up to: SQLite's own check sees 9 of 10 changed bytes, together they see all."""
    return zlib.crc32(f"{seq}|{at}|{boot}|{name}|{fields}".encode())


def is_sound(row: tuple[object, ...]) -> bool:
    """Whether a row is as it was written: seq, at, boot, name, fields, crc.

    `name` and `fields` as bytes: they may be no text any more.
    """
    seq, at, boot, name, fields, crc = row
    if not (isinstance(name, bytes) and isinstance(fields, bytes)):
        return False
    return zlib.crc32(f"{seq}|{at}|{boot}|".encode() + name + b"|" + fields) == crc

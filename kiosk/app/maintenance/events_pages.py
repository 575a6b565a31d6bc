"""Pages of what happened, newest first, from two sources: the usage log and the logs of the program."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from kiosk import log as program_log
from kiosk import paths
from kiosk.devices.log_tail import records
from kiosk.devices.usage.reader import Reader, UsageError
from kiosk.domain.usage.catalogue import HOUR, Purpose
from kiosk.screens.maintenance.events_filters import Filter, wanted
from kiosk.screens.maintenance.events_rows import Happened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.devices.log_tail import Place
    from kiosk.domain.service_day import Instant
    from kiosk.screens.maintenance.events_filters import Wanted

SOS_LOG = "sos.log"
AT_ONCE = 1000
"""Events read in one go."""
EVER = 2**62
WEEK = 7 * 24 * HOUR


@dataclass(frozen=True, slots=True)
class Cursor:
    """What was read last: nothing yet, or an event and a passenger's report by their numbers and a record of each
    log by its place.
    """

    seq: int = 0
    report: int = 0
    places: tuple[tuple[str, Place], ...] = ()


NEWEST = Cursor()


@dataclass(frozen=True, slots=True)
class EventsPage:
    """One page. `counts`: what passengers reported in the last seven days, None where nobody asked.

    `end`: where the next earlier page begins; None: there is none.
    """

    happened: tuple[Happened, ...]
    end: Cursor | None
    counts: dict[str, int] | None = None


def read_page(folder: Path, shown: Filter, begin: Cursor, *, rows: int, now: Instant) -> EventsPage:
    """The page of `rows` that `shown` lists before `begin`; both sources lie in `folder`.

    The log of an emergency process that the system runs lies in that one's own. Raises UsageError and OSError.
    """
    asked, usage = wanted(shown), folder / paths.USAGE
    logs = (folder / program_log.FILE, (paths.sos_data_dir() or folder) / SOS_LOG)
    lanes = [_logged(log, asked, dict(begin.places).get(log.name)) for log in logs if asked.levels]
    counts = None
    if not usage.exists():
        found = list(islice(merge(*lanes, key=_moment, reverse=True), rows + 1))
    else:
        with Reader(usage) as reader:
            rounded = frozenset(purpose for purpose in asked.purposes if purpose.rounded)
            lanes.append(_recorded(reader, asked, asked.purposes - rounded, begin.seq))
            lanes.append(_recorded(reader, asked, rounded, begin.report))
            found = list(islice(merge(*lanes, key=_moment, reverse=True), rows + 1))
            counts = _reported(reader, now) if shown is Filter.REPORTS else None
    happened = tuple(one for _, one, _ in found[:rows])
    return EventsPage(happened, _end(begin, found[:rows]) if len(found) > rows else None, counts)


_Found = tuple[int, Happened, Cursor]
"""A moment to sort by, what happened, and where it was read, as a cursor of that source alone."""


def _moment(found: _Found) -> Instant:
    return found[0]


def _end(begin: Cursor, found: list[_Found]) -> Cursor:
    cursor = begin
    for _, _, last in found:
        places = tuple({**dict(cursor.places), **dict(last.places)}.items())
        cursor = Cursor(last.seq or cursor.seq, last.report or cursor.report, places)
    return cursor


def _recorded(reader: Reader, asked: Wanted, purposes: frozenset[Purpose], before: int) -> Iterator[_Found]:
    """Events in the order in which they were written, so that a clock set back moves nothing.

    Of a report only the hour is known, and that is all that its place may tell: it stands before the rest of it.
    """
    while True:
        read = 0
        for entry in reader.entries(purposes, 0, EVER, names=asked.names, limit=AT_ONCE, before_seq=before):
            read, before = read + 1, entry.seq
            if not asked.shows(entry.event):
                continue
            happened = Happened(f"event {entry.seq}", entry.at, entry.event)
            if entry.event.purpose.rounded:
                yield entry.at + HOUR - 1, happened, Cursor(report=entry.seq)
            else:
                yield entry.at, happened, Cursor(seq=entry.seq)
        if read < AT_ONCE:
            return


def _logged(file: Path, asked: Wanted, before: Place | None) -> Iterator[_Found]:
    for record in records(file, before, asked.levels):
        place = record.place
        key = f"{file.name} {place.inode} {place.offset}"
        happened = Happened(key, record.at, None, record.level, record.text)
        yield record.at, happened, Cursor(places=((file.name, place),))


def _reported(reader: Reader, now: Instant) -> dict[str, int]:
    entries = reader.entries((Purpose.REPORT,), now - WEEK, now + HOUR)
    return dict(Counter(str(dict(entry.event.fields).get("about")) for entry in entries))


__all__ = ["NEWEST", "Cursor", "EventsPage", "UsageError", "read_page"]

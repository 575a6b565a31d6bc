"""Reading the usage log while it is written, or when nobody writes it."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from kiosk.devices.usage import schema
from kiosk.devices.usage.rows import PURPOSES, fields_of, is_sound
from kiosk.devices.usage.store import read_only
from kiosk.domain.usage.catalogue import HOUR, KINDS, Event, Purpose
from kiosk.domain.usage.entries import Entry, HourlyCount, LogFacts, Scored

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Any

    from kiosk.domain.service_day import Instant

NO_SEQ = 2**63 - 1
"""Behind every number."""
_TABLES = ("events", "emergency")
_SPAN = """
SELECT 1 + max(newest) - min(oldest) FROM (SELECT
(SELECT max(hour) FROM hours WHERE hours.kind = kinds.kind) AS newest,
(SELECT min(hour) FROM hours WHERE hours.kind = kinds.kind) AS oldest FROM kinds)
"""
AT_ONCE = 1_000
"""Rows read in one go: between two of them the writer may clean up."""


class UsageError(Exception):
    """The usage log cannot be read; one sentence."""


class Reader:
    """A connection that cannot write, for one thread; use it in a `with`. Every method raises UsageError.

    It sees what was committed, also while another process writes.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        with told(file):
            if not file.exists():
                raise UsageError(f"there is no usage log {file}")
            self._connection = read_only(file)
            try:
                self._check_version()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def hours(self, since: Instant, until: Instant, *, names: Collection[str] = ()) -> tuple[HourlyCount, ...]:
        """How often what happened in the hours that begin from `since` to before `until`; `names`: only those."""
        with told(self._file):
            kinds = {
                kind: (name, fields_of(fields))
                for kind, name, fields in self._connection.execute("SELECT kind, name, fields FROM kinds")
                if not names or name in names
            }
            rows = self._connection.execute(
                "SELECT hour, kind, count FROM hours WHERE kind IN (SELECT kind FROM kinds)"
                " AND hour >= ? AND hour < ? ORDER BY hour",
                (-(-since // HOUR), -(-until // HOUR)),
            )
            return tuple(
                HourlyCount(hour * HOUR, *kinds[kind], count) for hour, kind, count in rows if kind in kinds
            )

    def entries(
        self,
        purposes: Collection[Purpose],
        since: Instant,
        until: Instant,
        *,
        names: Collection[str] = (),
        limit: int = 0,
        before_seq: int = 0,
    ) -> Iterator[Entry]:
        """Events from `since` to before `until`, oldest first; with `limit`, the newest so many, newest first.

        `names`: only those; `before_seq`: only what was written before that number. A row that is not as it was
        written is left out.
        """
        chosen = _Chosen(since, until, tuple(names), before_seq, newest_first=limit > 0)
        with told(self._file):
            lanes = [self._lane(chosen, purpose) for purpose in purposes]
            found = merge(*lanes, key=lambda entry: entry.seq, reverse=limit > 0)
            yield from islice(found, limit) if limit else found

    def scores(self, since: date, until: date) -> tuple[Scored, ...]:
        """The sums of predictions of the service days from `since` to before `until`."""
        with told(self._file):
            rows = self._connection.execute(
                "SELECT * FROM scores WHERE day >= ? AND day < ?", (since.toordinal(), until.toordinal())
            )
            return tuple(Scored(date.fromordinal(day), *sums) for day, *sums in rows)

    def facts(self) -> LogFacts:
        """The file itself. `events` and the moments are of what is kept in full, calls with it."""
        with told(self._file):
            tables = [self._one(f"SELECT count(*), min(at), max(at) FROM {table}") for table in _TABLES]  # noqa: S608
            return LogFacts(
                bytes_used=self._one("PRAGMA page_count")[0] * self._one("PRAGMA page_size")[0],
                events=sum(count for count, _, _ in tables),
                hours=self._one(_SPAN)[0] or 0,
                oldest=min((oldest for _, oldest, _ in tables if oldest is not None), default=None),
                newest=max((newest for _, _, newest in tables if newest is not None), default=None),
                last_seq=self._one("SELECT last_seq FROM counter")[0],
                version=schema.version_of(self._connection),
            )

    def _check_version(self) -> None:
        version = schema.version_of(self._connection)
        if version != schema.VERSION:
            newer = "a newer" if version > schema.VERSION else "an older"
            raise UsageError(f"the usage log {self._file} was written by {newer} program")

    def _one(self, words: str) -> tuple[Any, ...]:
        row: tuple[Any, ...] = self._connection.execute(words).fetchone()
        return row

    def _lane(self, chosen: _Chosen, purpose: Purpose) -> Iterator[Entry]:
        """The events of one purpose in the order asked for, read in short goes."""
        words, values = chosen.query(purpose)
        last = chosen.begin
        while rows := self._connection.execute(words, (*values, last)).fetchall():
            for row in rows:
                seq, at, boot, name, fields, _ = row
                if is_sound(row) and name.decode() in KINDS:
                    yield Entry(seq, at, boot, Event(name.decode(), fields_of(fields.decode())))
            last = rows[-1][0]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Which events are read."""

    since: Instant
    until: Instant
    names: tuple[str, ...]
    before_seq: int
    newest_first: bool

    @property
    def begin(self) -> int:
        """The number before the first that may be read."""
        return (self.before_seq or NO_SEQ) if self.newest_first else 0

    def query(self, purpose: Purpose) -> tuple[str, tuple[object, ...]]:
        """The words of one go, and their values but the last: the number read last."""
        table, where = "emergency", ["+at >= ? AND +at < ?"]  # the plus: by number, not by the index of times
        values: list[object] = [self.since, self.until]
        if purpose is not Purpose.EMERGENCY:
            table = "events"
            where.append("purpose = ?")
            values.append(PURPOSES[purpose])
        if self.names:
            where.append(f"name IN ({', '.join('?' * len(self.names))})")
            values += self.names
        if self.before_seq and not self.newest_first:
            where.append("seq < ?")
            values.append(self.before_seq)
        where.append("seq < ? ORDER BY seq DESC" if self.newest_first else "seq > ? ORDER BY seq")
        columns = "seq, at, boot, CAST(name AS BLOB), CAST(fields AS BLOB), crc"
        # The names are ours alone, the values are bound.
        return f"SELECT {columns} FROM {table} WHERE {' AND '.join(where)} LIMIT {AT_ONCE}", tuple(values)  # noqa: S608


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Whatever keeps the log from being read becomes one sentence."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError, ValueError, TypeError) as error:
        raise UsageError(f"the usage log {file} cannot be read: {error}") from error

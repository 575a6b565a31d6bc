"""The open file of the usage log: what is written is written whole, numbered, and counted by the hour."""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.devices.usage.rows import PURPOSES, Noted, Tally, checksum, counted, fields_text
from kiosk.domain.usage.catalogue import HOUR, Event, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kiosk.domain.service_day import Instant
    from kiosk.domain.usage.entries import Scored

BUSY_SECONDS = 2.0
FULL = 2
"""PRAGMA synchronous: each commit waits for the disk. Source: sqlite.org, "PRAGMA synchronous"."""
LEAST_PAGES = 128
"""Pages that the file may have in any case."""
MOST_PAGES = 2**30
WAL_PAGES = 256
"""Pages in the -wal after which they are brought into the main file: so much it may grow on a full disk."""
WAL_BYTES = 2 * 2**20


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the id of the machine's start, the program's version, and what tells this start from others."""

    boot_id: str
    version: str
    token: int = field(default_factory=lambda: secrets.randbits(62))


def connected(file: Path, *, new: bool = False) -> sqlite3.Connection:
    """A connection on which what is committed survives a crash and, if the disk keeps its word, a power cut.

    `new`: there are no tables yet. Raises sqlite3.Error.
    """
    connection = sqlite3.connect(file.absolute(), timeout=BUSY_SECONDS, isolation_level=None, uri=True)
    try:
        if new:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is no longer in the file
        connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
        connection.execute(f"PRAGMA journal_size_limit = {WAL_BYTES}")
        level = connection.execute("PRAGMA synchronous").fetchone()[0]
        if (mode, level) != ("wal", FULL):
            raise sqlite3.NotSupportedError(f"SQLite writes with {mode} and {level} here, not with wal and {FULL}")
    except BaseException:
        connection.close()
        raise
    return connection


def read_only(file: Path) -> sqlite3.Connection:
    """A connection that changes nothing: neither the file nor, at its end, its -wal. Raises sqlite3.Error."""
    words = f"{file.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(words, timeout=BUSY_SECONDS, isolation_level=None, uri=True)


class Store:
    """Writes into a file whose tables are there.

    Every method raises sqlite3.Error; then nothing was written, and the file is to be opened anew.
    """

    def __init__(self, connection: sqlite3.Connection, writer: Writer) -> None:
        self.connection = connection
        self._writer = writer
        self._kinds: dict[tuple[str, str], int] = {}

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def write(self, batch: Sequence[Noted | Tally], numbers: Sequence[int] = ()) -> int:
        """Write all of `batch` in one commit; the number of the last event of the file.

        `numbers`: those of the writer's queue, growing. What this writer wrote under such a number already is left
        out: a commit of which the disk said that it failed may be there all the same. 0 is always written.
        """
        with self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            seq = self.last_seq()
            boot, done = self._own_boot(batch[0].at)
            if numbers:
                batch = [item for number, item in zip(numbers, batch, strict=True) if not 0 < number <= done]
                self.connection.execute("UPDATE boots SET done = ? WHERE boot = ?", (max(done, *numbers), boot))
            events = [item for item in batch if isinstance(item, Noted)]
            self._number(events, seq + 1, boot)
            self.count((item.event, item.at) for item in events)
            for item in batch:
                if isinstance(item, Tally):
                    self.add(item.scores)
            if events:
                seq += len(events)
                self.connection.execute("UPDATE counter SET last_seq = ?", (seq,))
        return seq

    def last_seq(self) -> int:
        """The number of the last event ever written into this file."""
        return int(self.connection.execute("SELECT last_seq FROM counter").fetchone()[0])

    def go_on_after(self, seq: int) -> None:
        """Number what comes after `seq` at least: no number is given twice, whatever was lost."""
        with self.connection:
            self.connection.execute("UPDATE counter SET last_seq = max(last_seq, ?)", (seq,))

    def count(self, events: Iterable[tuple[Event, Instant]], times: int = 1) -> None:
        """Add to the sums of the hours, inside the transaction of the caller."""
        sums: Counter[tuple[int, int]] = Counter()
        for event, at in events:
            sums[at // HOUR, self._kind(event.name, fields_text(counted(event)))] += times
        self.add_hours(sums)

    def add_hours(self, sums: Mapping[tuple[int, int], int]) -> None:
        """Add `sums` by (hour, kind), inside the transaction of the caller."""
        self.connection.executemany(
            "INSERT INTO hours VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
            ((hour, kind, count) for (hour, kind), count in sums.items()),
        )

    def add(self, scores: Iterable[Scored]) -> None:
        """Add to the sums of predictions, inside the transaction of the caller."""
        self.connection.executemany(
            "INSERT INTO scores VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " shown = shown + excluded.shown, accurate = accurate + excluded.accurate,"
            " early = early + excluded.early, late = late + excluded.late, unseen = unseen + excluded.unseen,"
            " error_seconds = error_seconds + excluded.error_seconds,"
            " error_squares = error_squares + excluded.error_squares",
            (
                (
                    score.day.toordinal(), score.route_id, score.bin, score.shown, score.accurate, score.early,
                    score.late, score.unseen, score.error_seconds, score.error_squares,
                )
                for score in scores
            ),
        )  # fmt: skip

    def checkpoint(self) -> None:
        """Bring what was committed into the main file; the -wal keeps its room and is written from its begin."""
        self.connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()

    def hold_size(self, held: bool) -> None:
        """Let the main file grow no more, so that it refuses what it has no room for; or let it grow again."""
        pages = max(LEAST_PAGES, self._pragma("page_count")) if held else MOST_PAGES
        self.connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    def _pragma(self, name: str) -> int:
        return int(self.connection.execute(f"PRAGMA {name}").fetchone()[0])

    def bytes_used(self) -> int:
        """How large the main file is, without its empty pages."""
        return (self._pragma("page_count") - self._pragma("freelist_count")) * self._pragma("page_size")

    def forget_kinds(self) -> None:
        """Drop the kinds that no hour counts any more."""
        with self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.execute("DELETE FROM kinds WHERE kind NOT IN (SELECT kind FROM hours)")
        self._kinds.clear()

    def _number(self, events: Sequence[Noted], first: int, boot: int) -> None:
        """Insert `events`, each in the table of its purpose."""
        for seq, item in enumerate(events, first):
            event, purpose, fields = item.event, item.event.purpose, fields_text(item.event.fields)
            crc = checksum(seq, item.at, boot, event.name, fields)
            if purpose is Purpose.EMERGENCY:
                row: tuple[object, ...] = (seq, item.at, boot, event.name, fields, crc)
                self.connection.execute("INSERT INTO emergency VALUES (?, ?, ?, ?, ?, ?)", row)
            else:
                row = (seq, item.at, boot, PURPOSES[purpose], event.name, fields, crc)
                self.connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def _own_boot(self, began: Instant) -> tuple[int, int]:
        """The number of this start, and how far its queue is written."""
        writer = self._writer
        self.connection.execute(
            "INSERT OR IGNORE INTO boots (token, boot_id, version, began, done) VALUES (?, ?, ?, ?, 0)",
            (writer.token, writer.boot_id, writer.version, began),
        )
        found = self.connection.execute("SELECT boot, done FROM boots WHERE token = ?", (writer.token,))
        boot, done = found.fetchone()
        return int(boot), int(done)

    def _kind(self, name: str, fields: str) -> int:
        """The number that stands for this name with these counted fields."""
        known = self._kinds.get((name, fields))
        if known is not None:
            return known
        self.connection.execute("INSERT OR IGNORE INTO kinds (name, fields) VALUES (?, ?)", (name, fields))
        found = self.connection.execute("SELECT kind FROM kinds WHERE name = ? AND fields = ?", (name, fields))
        self._kinds[name, fields] = int(found.fetchone()[0])
        return self._kinds[name, fields]

"""Keeps a usable file under the log through every fault: mends what can be mended, tells what was lost."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING, TypeAlias

from kiosk.devices.usage import aside, retention
from kiosk.devices.usage.ballast import Ballast
from kiosk.devices.usage.faults import BrokenFile, NewerFile, Trouble, is_corrupt, trouble_of
from kiosk.devices.usage.gaps import Gaps
from kiosk.devices.usage.last_seq import LastSeq
from kiosk.devices.usage.mixing import mix
from kiosk.devices.usage.opening import opened
from kiosk.devices.usage.salvage import save_sums
from kiosk.devices.usage.troubles import Troubles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kiosk.devices.usage.rows import Noted, Tally
    from kiosk.devices.usage.store import Store, Writer
    from kiosk.domain.service_day import Instant

MENDS = 12
"""How often one piece of work is tried again after something was mended for it."""
SPARE_PAGES = 64
"""Empty pages that stay in the file for what comes next."""

Place: TypeAlias = tuple[tuple[int, int], ...]
"""Device and number of the file and of what belongs to it, as `aside.ENDS` lists them; zeros where it is gone."""

log = logging.getLogger(__name__)


class Keeper:
    """The file with what lies beside it: files put aside, the ballast, the note of the last number.

    Used by one thread. Disks and contents that fail raise nothing: the methods say False, and `trouble` says why.
    """

    def __init__(self, file: Path, writer: Writer, cap_bytes: int) -> None:
        self._file = file
        self._writer = writer
        self._cap_bytes = cap_bytes
        self._ballast = Ballast(file.with_name(f"{file.name}.ballast"))
        self._noted = LastSeq(file.with_name(f"{file.name}.last"))
        self._store: Store | None = None
        self._place: Place = ()
        self._looked_through = False
        self._has_noted = False
        self._aside: Path | None = None
        self._gaps = Gaps()
        self._troubles = Troubles()
        self._last_seq = 0

    @property
    def trouble(self) -> Trouble:
        """What is wrong now, else what was put aside since the start."""
        return self._troubles.told

    @property
    def ails(self) -> bool:
        """Whether the disk is in trouble now, though it may take what is written, as a full one may."""
        return bool(self._troubles.now)

    def open(self) -> bool:
        """Have the file open and looked through; whether it can be written."""
        return self.write((), None)

    def lost(self, events: int) -> None:
        """So many events were dropped, since the disk did not take them in time."""
        self._gaps.lost(self._troubles.now, events)

    def write(self, batch: Sequence[Noted | Tally], now: Instant | None, numbers: Sequence[int] = ()) -> bool:
        """Commit all of `batch`, and what is to be told of losses; whether it is on the disk.

        `numbers`: see `Store.write`; whoever tries again what may be there already gives them.
        """
        if not self._done(lambda: self._write(batch, now, numbers or [0] * len(batch))):
            return False
        if not self._ballast.there:
            self._done(lambda: self._ready().checkpoint())  # a full disk: nothing takes room twice
        return True

    def tidy(self, now: Instant | None) -> bool:
        """One bite of what has to go, by age where `now` is sure and by size; whether there is more to do."""
        more = False

        def bite() -> None:
            nonlocal more
            more = self._bite(now)

        return self._done(bite) and more

    def close(self) -> None:
        """Note the last number and let go of the file."""
        if self._store is not None:
            self._note()
        self._let_go()

    def _done(self, work: Callable[[], None]) -> bool:
        """Do `work`, and again after each thing that could be mended for it; whether it was done."""
        for _ in range(MENDS):
            try:
                work()
            except BrokenFile as error:
                mended = self._put_aside(error)
            except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
                mended = self._put_aside(BrokenFile(str(error))) if is_corrupt(error) else self._mend(error)
            else:
                # Without its ballast the disk counts as full.
                self._troubles.tell(Trouble.NONE if self._has_ballast() else Trouble.DISK_FULL, "no spare room")
                return True
            if not mended:
                return False
        return False

    # What is done.

    def _ready(self) -> Store:
        """The open file; anew where somebody took it away, or its -wal or -shm: nobody else could read it then."""
        if self._store is not None and self._place != (now := _place(self._file)):
            self._let_go()
            if self._place[0] != now[0]:
                self._gaps.add("missing")
        if self._store is None:
            noted, was_there = max(self._noted.read(), self._last_seq), self._file.exists()
            self._store = opened(self._file, self._writer, look_through=not self._looked_through)
            self._looked_through = True
            if self._aside is not None:
                old, self._aside = self._aside, None
                if old.is_file():  # a pipe would keep us for ever
                    save_sums(old, self._store)
            self._go_on(self._store, noted, was_there)
            self._place = _place(self._file)  # now its -wal and -shm are there too
        return self._store

    def _go_on(self, store: Store, noted: int, was_there: bool) -> None:
        """Give no number twice; tell how many events are missing. It writes: a disk that cannot is met here."""
        missing = noted - store.last_seq()
        store.go_on_after(noted)
        if missing > 0 and not self._gaps.whole_file:
            self._gaps.add("missing", missing if was_there else None)
        self._last_seq = store.last_seq()

    def _write(self, batch: Sequence[Noted | Tally], now: Instant | None, numbers: Sequence[int]) -> None:
        store = self._ready()
        store.hold_size(not self._ballast.there)
        told = self._gaps.told(now) if now is not None else ()
        if batch or told:
            self._last_seq = store.write([*told, *batch], [*([0] * len(told)), *numbers])
            self._gaps.clear(told)
            if not self._has_noted:
                self._note()

    def _bite(self, now: Instant | None) -> bool:
        store = self._ready()
        if now is not None and (mix(store, now) or retention.forget(store, now)):
            return True
        if store.bytes_used() > self._cap_bytes:
            return self._cut_back(store)
        if retention.shrink(store, SPARE_PAGES):
            return True
        store.forget_kinds()
        aside.forget(self._file, self._cap_bytes)
        if now is not None:
            aside.forget_old(self._file, now - retention.RAW_DAYS * retention.DAY)
        self._note()
        return False

    def _cut_back(self, store: Store) -> bool:
        rows, events = retention.cut_back(store)
        if rows:
            self._gaps.add("cut-back", events)
        return bool(rows)

    def _note(self) -> None:
        self._noted.note(self._last_seq)
        self._has_noted = True

    def _let_go(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            try:
                store.close()
            except sqlite3.Error as error:
                log.debug("the usage log could not be closed: %s", error)

    # What is mended.

    def _put_aside(self, broken: BrokenFile) -> bool:
        """Begin a new file; whether that can be."""
        self._let_go()
        newer = isinstance(broken, NewerFile)
        try:
            new = aside.put_aside(self._file, "newer" if newer else "broken", self._cap_bytes)
        except OSError as error:
            return self._mend(error)
        log.error("the usage log cannot be used (%s); it is kept as %s and a new one begun", broken, new.name)
        self._gaps.add(broken.why)
        self._aside = None if newer else new
        self._troubles.past = broken.trouble
        return True

    def _mend(self, error: Exception) -> bool:
        """Make room where the disk is full. Raises `error` where no disk is to blame: that is a bug."""
        self._let_go()
        trouble = trouble_of(error, self._file)
        if trouble is None:
            raise error
        self._troubles.tell(trouble, error)
        try:
            return trouble is Trouble.DISK_FULL and self._made_room()
        except (sqlite3.Error, OSError, UnicodeDecodeError, BrokenFile) as worse:
            log.debug("there is no making room: %s", worse)
            self._let_go()
            return False

    def _made_room(self) -> bool:
        """The ballast first, then files put aside, then the oldest events.

        What the ballast gives is for the -wal: the file itself does not grow until the ballast is back.
        """
        made = self._ballast.give_up() or bool(aside.forget(self._file, 0))
        store = self._ready()
        store.checkpoint()
        if made:
            return True
        cut = self._cut_back(store)
        store.checkpoint()
        return cut

    def _has_ballast(self) -> bool:
        try:
            return self._ballast.take()
        except OSError:
            return False


def _place(file: Path) -> Place:
    """Which files the names of its parts mean now. Raises OSError, but for no file."""
    return tuple(_identity(file.with_name(file.name + end)) for end in aside.ENDS)


def _identity(part: Path) -> tuple[int, int]:
    try:
        found = part.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_dev, found.st_ino

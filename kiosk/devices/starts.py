"""The starts of this program since the machine was started, in a small file in memory: the steps of the ladder.

A line for each start, and one more for each end that was told. The file is read and written before anything else
is done, so it is plain text, and whatever is wrong with it, it is as if there were none.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from typing import TYPE_CHECKING

from kiosk.domain.ladder import LEFT, Rung, Start, may_leave, rung

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAME = "starts"
ENDED = "ended"
BOOT_ID = "/proc/sys/kernel/random/boot_id"
"""Another one after each start of the machine. Source: random(4)."""
LONGEST = 64 * 1024
"""Bytes of a file that are ever read."""
KEPT = 10
"""Starts that are kept where there were `MANY`; those that left safe mode are kept too."""
MANY = 100


class Starts:
    """The starts noted in `file`; None: nobody starts this program again, so nothing is noted.

    `monotonic` is a clock that never steps, the same for all starts since the machine was started.
    """

    def __init__(
        self, file: Path | None, monotonic: Callable[[], float] = time.monotonic, boot: str = BOOT_ID
    ) -> None:
        self._file = file
        self._monotonic = monotonic
        self._boot = boot
        self._known: list[Start] = []
        self._ended = False
        self.rung = Rung.USUAL
        """Where this start stands."""

    def begin(self, at_least: Rung = Rung.USUAL) -> None:
        """Note that this start begins, on the rung that the earlier ones lead to, or farther down."""
        self.rung = at_least
        if self._file is None:
            return
        now, boot = self._monotonic(), _read(self._boot).strip()
        first, *lines = _read(self._file).splitlines() or [""]
        whole = first == _first(boot)
        self._known = list(_starts(lines, now)) if whole else []
        self.rung = max(at_least, rung(self._known, now))
        self._known.append(Start(now, self.rung))
        if whole and len(self._known) < MANY:
            _add(self._file, _line(self._known[-1]))
        else:
            self._write(self._file, boot)

    @property
    def noted(self) -> bool:
        """Whether somebody starts this program again, so that its starts are noted."""
        return self._file is not None

    @property
    def died(self) -> bool:
        """Whether the start before this one ended without a word."""
        return len(self._known) > 1 and not self._known[-2].end

    @property
    def left_before(self) -> Rung:
        """Where the start before this one stood, if that was safe mode and this one is whole again."""
        return self._known[-2].rung if len(self._known) > 1 and self.rung is Rung.USUAL else Rung.USUAL

    @property
    def deaths(self) -> int:
        """How many of the starts before this one ended without a word."""
        return sum(not start.end for start in self._known[:-1])

    @property
    def may_leave(self) -> bool:
        """Whether safe mode may be left by itself."""
        return may_leave(self._known)

    def forgive(self) -> None:
        """The start before this one did not die of itself: what it needs of the machine was taken from it.

        So it leads no rung down, and none up either.
        """
        if self.died and self._file is not None:
            before, this = self._known[-2:]
            self.rung = min(self.rung, before.rung)
            self._known[-2:] = [Start(before.at, before.rung, ENDED), Start(this.at, self.rung)]
            self._write(self._file, _read(self._boot).strip())

    def end(self, how: str = ENDED) -> None:
        """Note that this start ends as it was told to; "left": safe mode is left to try the whole screen again.

        The first word counts.
        """
        if self._file is not None and not self._ended:
            self._ended = True
            _add(self._file, f"{how}\n")

    def _write(self, file: Path, boot: str) -> None:
        """The file anew, without most of what is long ago."""
        kept = [start for start in self._known[:-KEPT] if start.end == LEFT] + self._known[-KEPT:]
        new = f"{file}.new"
        with contextlib.suppress(OSError):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(new)  # noqa: PTH108  Path would do the same in more time
            number = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                os.write(number, (_first(boot) + "\n" + "".join(map(_line, kept))).encode())
            finally:
                os.close(number)
            os.replace(new, file)  # noqa: PTH105  as above


def _add(file: Path, line: str) -> None:
    with contextlib.suppress(OSError):
        number = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            os.write(number, line.encode())
        finally:
            os.close(number)


def _first(boot: str) -> str:
    return f"kiosk starts 1 {boot}"


def _line(start: Start) -> str:
    end = f"{start.end}\n" if start.end else ""
    return f"{start.at!r} {start.rung.value}\n{end}"  # exactly: rounded up it would be still to come


def _starts(lines: list[str], now: float) -> Iterator[Start]:
    """What the lines tell; nothing of lines that tell nothing, and of moments that are still to come."""
    last: Start | None = None
    for line in lines:
        at, _, where = line.partition(" ")
        if last is not None and line in (ENDED, LEFT):
            last = Start(last.at, last.rung, line)
            continue
        try:
            read = Start(float(at), Rung(int(where)))
        except ValueError:
            continue
        if read.at <= now:
            if last is not None:
                yield last
            last = read
    if last is not None:
        yield last


def _read(file: Path | str) -> str:
    """The beginning of a file, "" for anything that is none."""
    try:
        number = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return ""
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            return ""
        return os.read(number, LONGEST).decode("ascii", "replace")
    except OSError:
        return ""
    finally:
        os.close(number)

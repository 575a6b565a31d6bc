"""Progress of long work on the error stream: a bar at a terminal, a line per stage anywhere else."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from kiosk.commands.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress(stream: TextIO | None = None) -> Iterator[Callable[[str, float], None]]:
    """Gives a function to call with the stage's name and how much of the whole is done (0 to 1)."""
    to = stream or sys.stderr
    if not to.isatty():
        yield _Lines(to)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=to), transient=True) as bars:
        bar = bars.add_task("", total=1.0)

        def show(stage: str, done: float) -> None:
            bars.update(bar, description=plain(stage), completed=done)

        yield show


class _Lines:
    """A line when a stage turns out to take long, and at each further quarter of it."""

    def __init__(self, to: TextIO) -> None:
        self._to = to
        self._stage = ""
        self._next = 0.0

    def __call__(self, stage: str, done: float) -> None:
        if stage != self._stage:
            self._stage, self._next = stage, 0.0
        if self._next <= done < 1:
            self._next = (int(done * 4) + 1) / 4
            self._to.write(f"{plain(stage)} {done:.0%}\n")
            self._to.flush()

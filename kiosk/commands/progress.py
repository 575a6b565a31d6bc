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
    """One line for each stage as it begins."""

    def __init__(self, to: TextIO) -> None:
        self._to = to
        self._stage = ""

    def __call__(self, stage: str, done: float) -> None:
        if stage != self._stage:
            self._stage = stage
            self._to.write(f"{plain(stage)} ({done:.0%})\n")
            self._to.flush()

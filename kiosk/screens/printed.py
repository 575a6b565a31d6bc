"""The board where there is no desktop: printed on a terminal, and kept as a picture."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING, TextIO

from kiosk.screens.arrival_row import ArrivalRow, arrival_row
from kiosk.screens.facts import Facts, facts

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.board import Board
    from kiosk.domain.timetable import Timetable
    from kiosk.screens.window import Window

ROWS = 10
WIDEST = 100


class Printed:
    """Prints the board when its words change, and every few seconds writes a picture of the window."""

    def __init__(self, window: Window, picture: Path, out: TextIO, *, every: int = 3) -> None:
        self._window = window
        self._picture = picture
        self._out: TextIO | None = out
        self._every = every
        self._ticks = 0
        self._printed: list[str] = []

    def show(self, board: Board, timetable: Timetable, language: str) -> None:
        """Show `board`; called once a second."""
        width = min(shutil.get_terminal_size().columns, WIDEST)
        words = facts(board, timetable, language)
        rows = [_line(arrival_row(row, board.now, timetable.zone, language), width) for row in board.rows[:ROWS]]
        below = rows or [words.notice, words.notice_more]
        # The age of the data changes each second and is no reason to print.
        news = [words.status_look, words.banner, *below]
        if self._out and news != self._printed:
            self._printed = news
            self._print(self._out, words, below, width)
        if self._ticks % self._every == 0:
            self._keep_picture()
        self._ticks += 1

    def _print(self, out: TextIO, words: Facts, below: list[str], width: int) -> None:
        head = f"{words.stop_name} {words.direction}".strip()
        lines = [
            f"{head:<{width - 6}} {words.clock}",
            words.status,
            *([f"! {words.banner}"] if words.banner else []),
            "-" * width,
            *below,
        ]
        try:
            out.write("\n".join(lines) + "\n\n")
            out.flush()
        except OSError:
            self._out = None  # nobody reads any more; the picture goes on

    def _keep_picture(self) -> None:
        """Replace the picture whole: who looks at it never sees half of one.

        A folder that cannot be written, or in which another kiosk keeps its picture, costs the picture alone.
        """
        beside = self._picture.with_name(f".{self._picture.name}")
        with contextlib.suppress(OSError):
            self._picture.parent.mkdir(parents=True, exist_ok=True)
            if self._window.picture().save(str(beside), "PNG"):  # type: ignore[call-overload]
                beside.replace(self._picture)


def _line(row: ArrivalRow, width: int) -> str:
    due = f"{row.due} {row.due_unit}".strip()
    mark = {"live": "))", "ageing": ") "}.get(row.look, "  ")
    below = f" ({row.below})" if row.below else ""
    where = width - 8 - 24
    return f"{row.route:>6}  {row.headsign:<{where}.{where}}{due + below:>21} {mark}"

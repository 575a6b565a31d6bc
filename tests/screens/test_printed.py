"""The board on a terminal: printed when its words change, kept as a picture, and no harm when nobody reads."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage

from kiosk.domain.board import Feed
from kiosk.screens.printed import Printed
from tests.screens import sample_boards
from tests.screens.stage import Stage


def test_a_board_is_printed_once_while_its_words_stay(stage: Stage, tmp_path: Path) -> None:
    """The age of the data changes each second and is no reason to print."""
    out = io.StringIO()
    printed = Printed(stage.window, tmp_path / "build" / "screen.png", out)
    board = sample_boards.BOARDS["live"]
    printed.show(board, sample_boards.TIMETABLE, "ru")
    once = out.getvalue()
    printed.show(replace(board, feed_age=(board.feed_age or 0) + 1), sample_boards.TIMETABLE, "ru")
    assert out.getvalue() == once
    assert "Железнодорожный вокзал" in once
    printed.show(replace(board, feed=Feed.LOST, live_until=board.now), sample_boards.TIMETABLE, "ru")
    assert out.getvalue() != once


def test_a_board_without_rows_says_why(stage: Stage, tmp_path: Path) -> None:
    out = io.StringIO()
    printed = Printed(stage.window, tmp_path / "screen.png", out)
    printed.show(sample_boards.BOARDS["expired"], sample_boards.TIMETABLE, "ru")
    assert "Расписание действовало до" in out.getvalue()


def test_the_picture_is_the_window(stage: Stage, tmp_path: Path) -> None:
    picture = tmp_path / "build" / "screen.png"
    Printed(stage.window, picture, io.StringIO()).show(sample_boards.BOARDS["live"], sample_boards.TIMETABLE, "ru")
    assert QImage(str(picture)).size() == stage.window.view.size()
    assert [file.name for file in picture.parent.iterdir()] == ["screen.png"]


def test_a_folder_without_room_for_the_picture_stops_nothing(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "build").touch()
    out = io.StringIO()
    printed = Printed(stage.window, tmp_path / "build" / "screen.png", out, every=1)
    for _ in range(2):
        printed.show(sample_boards.BOARDS["live"], sample_boards.TIMETABLE, "ru")
    assert out.getvalue()
    picture = tmp_path / "folder" / "screen.png"
    picture.mkdir(parents=True)  # nothing can take this name
    Printed(stage.window, picture, out).show(sample_boards.BOARDS["live"], sample_boards.TIMETABLE, "ru")
    assert picture.is_dir()


def test_a_terminal_that_goes_away_stops_nothing(stage: Stage, tmp_path: Path) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(text)

    printed = Printed(stage.window, tmp_path / "screen.png", Gone(), every=1)
    for name in ("live", "expired"):
        (tmp_path / "screen.png").unlink(missing_ok=True)
        printed.show(sample_boards.BOARDS[name], sample_boards.TIMETABLE, "ru")
        assert (tmp_path / "screen.png").exists()

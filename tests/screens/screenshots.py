"""Draws every page of the screen into build/screenshots: `python -m tests.screens.screenshots [WORD ...]`.

With words, only the pictures whose name holds one of them.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from build_spec.translations import compile_stale
from kiosk import paths
from kiosk.domain.service_day import Now
from kiosk.screens.window import Screens, Window
from tests.screens import sample_boards, sample_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.domain.board import Board
    from kiosk.domain.timetable import Timetable

OUT = paths.root() / "build" / "screenshots"
PORTRAIT = QSize(1080, 1920)
LANDSCAPE = QSize(1920, 1080)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what is shown, and how."""

    name: str
    board: Board
    size: QSize = PORTRAIT
    theme: str = "day"
    language: str = "ru"
    text_size: int = 0
    page: str = "board"
    subject: str = ""
    idle: float = 0.0
    demo: bool = True
    timetable: Timetable = sample_boards.TIMETABLE


def pictures() -> list[Picture]:
    """Every page, both orientations, all themes, both languages, three text sizes, every state of the board."""
    live = sample_boards.LIVE
    board = [
        Picture(f"board-{shape}-{theme}-{language}", live, size, theme, language)
        for shape, size in (("portrait", PORTRAIT), ("landscape", LANDSCAPE))
        for theme in ("day", "night", "contrast")
        for language in ("ru", "en")
    ]
    texts = [
        Picture(f"board-{shape}-text{text}", live, size, text_size=text)
        for shape, size in (("portrait", PORTRAIT), ("landscape", LANDSCAPE))
        for text in (1, 2)
    ]
    states = [
        Picture(f"state-{name}-{language}", value, language=language)
        for name, value in sample_boards.BOARDS.items()
        for language in ("ru", "en")
    ]
    pages = [
        Picture(f"later-{shape}-{theme}", live, size, theme, page="later")
        for shape, size in (("portrait", PORTRAIT), ("landscape", LANDSCAPE))
        for theme in ("day", "night", "contrast")
    ]
    chrome = [
        Picture("idle-portrait", live, page="later", idle=53),
        Picture("idle-landscape", live, LANDSCAPE, page="later", idle=53),
        Picture("board-not-demo", live, demo=False),
        Picture("board-turned", live, idle=25),
        Picture("board-small-window", live, QSize(540, 960)),
    ]
    return board + texts + states + pages + chrome + list(_pages_of_lines())


def _pages_of_lines() -> Iterator[Picture]:
    """The pages of a trip, of the map and of alerts."""
    board, timetable = sample_lines.BOARD, sample_lines.LINES
    for page, subject in (("trip", sample_lines.key_of("46")), ("map", ""), ("alerts", "")):
        shown = Picture(page, board, timetable=timetable, page=page, subject=subject)
        for shape, size in (("portrait", PORTRAIT), ("landscape", LANDSCAPE)):
            for theme in ("day", "night", "contrast"):
                for language in ("ru", "en"):
                    name = f"{page}-{shape}-{theme}-{language}"
                    yield replace(shown, name=name, size=size, theme=theme, language=language)
            for text in (1, 2):
                yield replace(shown, name=f"{page}-{shape}-text{text}", size=size, text_size=text)
    for route in ("2", "116к", "65", "78"):
        key = sample_lines.key_of(route)
        yield Picture(f"trip-of-{route}", board, timetable=timetable, page="trip", subject=key)
    cancelled = sample_lines.CANCELLED.key
    yield Picture("trip-cancelled", board, timetable=timetable, page="trip", subject=cancelled)
    yield Picture("map-nothing-comes", replace(board, rows=()), timetable=timetable, page="map")
    planned = replace(board, rows=board.rows[-2:])
    yield Picture("map-no-vehicle", planned, timetable=timetable, page="map")
    yield Picture("alerts-none", replace(board, alerts=()), timetable=timetable, page="alerts")


def draw(picture: Picture, out: Path) -> None:
    """Show one picture as the kiosk would, and save it."""
    screens = Screens.made(paths.resources() / "translations", demo=picture.demo)
    passenger, navigation = screens.passenger, screens.navigation
    window = Window(
        screens,
        qml=paths.qml(),
        resources=paths.resources(),
        size=picture.size,
    )
    window.show()
    if picture.language == "en":
        passenger.nextLanguage()
    for _ in range(picture.text_size):
        passenger.nextTextSize()
    if picture.theme == "contrast":
        passenger.toggleContrast()
    passenger.set_daylight(picture.theme != "night")
    if picture.page != "board":
        navigation.open(picture.page, picture.subject)
    navigation.tick(Now(picture.board.now, 0.0))
    navigation.tick(Now(picture.board.now, picture.idle))
    screens.show(picture.board, picture.timetable)
    screens.show(picture.board, picture.timetable)
    QGuiApplication.processEvents()
    window.picture().save(str(out / f"{picture.name}.png"))
    window.close()


def main() -> None:
    """Draw what was asked for."""
    compile_stale()
    application = QGuiApplication(sys.argv[:1])
    OUT.mkdir(parents=True, exist_ok=True)
    for picture in pictures():
        if not sys.argv[1:] or any(word in picture.name for word in sys.argv[1:]):
            draw(picture, OUT)
    del application


if __name__ == "__main__":
    main()

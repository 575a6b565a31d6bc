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

from PySide6.QtCore import QCoreApplication, QEventLoop, QSize, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from build_spec.translations import compile_stale
from kiosk import paths
from kiosk.domain.service_day import Now
from kiosk.domain.services.session import End
from kiosk.screens.report import ReportScreen
from kiosk.screens.window import Screens, Window
from tests.screens import (
    browse_pictures,
    rung_pictures,
    sample_boards,
    sample_calls,
    sample_lines,
    sample_services,
)
from tests.screens.maintenance import menu_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.domain.board import Board
    from kiosk.domain.call.status import CallStatus
    from kiosk.domain.timetable import Timetable

OUT = paths.root() / "build" / "screenshots"
PORTRAIT = QSize(1080, 1920)
LANDSCAPE = QSize(1920, 1080)
LATIN = {"116к": "116k"}
"""Routes whose names do not belong into the name of a file."""


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
    pocket: str = ""
    words: str = ""
    network: str = "there"
    browser: str = "ready"
    how: str = ""
    here: bool = True
    typing: bool = False
    reported: str = ""
    reduced: bool = False
    calls: tuple[CallStatus | None, ...] = (sample_calls.IDLE,)
    """What the agent tells, one after the other; none: there is no agent."""


def pictures() -> Iterator[Picture]:
    """Every page and every state of the board, in every way it can be shown, and some that are seldom seen."""
    yield from _ways(Picture("board", sample_boards.LIVE))
    yield from _ways(Picture("later", sample_boards.LIVE, page="later"))
    for picture in _pages_of_lines():
        yield from _ways(picture)
    for picture in _calls():
        yield from _ways(picture)
    for picture in _services():
        yield from _ways(picture)
    for picture in _reports():
        yield from _ways(picture)
    for name, board in sample_boards.BOARDS.items():
        yield from _ways(Picture(f"state-{name}", board))
    yield from _ways(Picture("idle", sample_boards.LIVE, page="later", idle=53))
    yield Picture("board-not-demo", sample_boards.LIVE, demo=False)
    yield Picture("board-not-demo-landscape", sample_boards.LIVE, LANDSCAPE, demo=False)
    yield Picture("board-reduced", sample_boards.LIVE, demo=False, reduced=True)
    yield Picture("board-turned", sample_boards.LIVE, idle=25)
    yield Picture("board-small-window", sample_boards.LIVE, QSize(540, 960))


def _pages_of_lines() -> Iterator[Picture]:
    """The pages of a trip, of the map and of alerts."""
    board, timetable = sample_lines.BOARD, sample_lines.LINES
    for route in sample_lines.WAYS:
        key = sample_lines.key_of(route)
        yield Picture(f"trip-{LATIN.get(route, route)}", board, timetable=timetable, page="trip", subject=key)
    cancelled = sample_lines.CANCELLED.key
    yield Picture("trip-cancelled", board, timetable=timetable, page="trip", subject=cancelled)
    yield Picture("map", board, timetable=timetable, page="map")
    yield Picture("map-nothing-comes", replace(board, rows=()), timetable=timetable, page="map")
    planned = replace(board, rows=board.rows[-2:])
    yield Picture("map-no-vehicle", planned, timetable=timetable, page="map")
    yield Picture("alerts", board, timetable=timetable, page="alerts")
    yield Picture("alerts-none", replace(board, alerts=()), timetable=timetable, page="alerts")


def _calls() -> Iterator[Picture]:
    """The page of a call in every state, and the bar that leads to it."""
    for name, status in sample_calls.CALLS.items():
        yield Picture(f"call-{name}", sample_boards.LIVE, calls=(sample_calls.DIALING, status))
    yield Picture("call-lost", sample_boards.LIVE, calls=(sample_calls.HEARD, None))
    yield Picture("bar-absent", sample_boards.LIVE, calls=())
    for name, status in sample_calls.BARS.items():
        yield Picture(f"bar-{name}", sample_boards.LIVE, calls=(status,))


def _services() -> Iterator[Picture]:
    """The pages of state services in every state, and the stop in the pocket."""
    page = Picture("services", sample_boards.LIVE, page="services")
    yield page
    yield replace(page, name="services-offline", network="gone")
    yield replace(page, name="services-found", words="запись")
    yield replace(page, name="services-nothing", words="щщщ")
    yield replace(page, name="services-typing", typing=True)
    yield replace(page, name="services-typing-found", words="запись", typing=True)
    yield replace(page, name="services-typing-nothing", words="щщщ", typing=True)
    yield replace(page, name="services-category", page="category", subject="school")
    yield replace(page, name="services-all", page="category", subject="all")
    one = replace(page, page="service", subject=sample_services.DOCTOR.service_id)
    yield replace(one, name="services-one")
    yield replace(one, name="services-one-long", subject=sample_services.LONG.service_id)
    yield replace(one, name="services-one-phone-only", here=False)
    yield replace(one, name="services-one-plain", subject=sample_services.PLAIN.service_id)
    yield replace(one, name="services-one-offline", network="gone")
    for browser in ("opening", "closing", "unavailable"):
        yield replace(one, name=f"services-one-{browser}", browser=browser)
    for how in End:
        yield replace(one, name=f"services-ended-{how}", how=how)
    yield replace(page, name="pocket", page="pocket")
    yield replace(page, name="pocket-page", page="pocket", pocket=sample_services.POCKET)


def _reports() -> Iterator[Picture]:
    """The page of reports: with buses that may be meant, without, and with its thanks."""
    page = Picture("report", sample_boards.LIVE, page="report")
    yield page
    yield replace(page, name="report-no-bus", board=sample_boards.BOARDS["quiet"])
    yield replace(page, name="report-thanks", reported="cold")


def _ways(picture: Picture) -> Iterator[Picture]:
    """Both orientations, all themes, both languages; in the day theme the larger texts too."""
    for shape, size in (("portrait", PORTRAIT), ("landscape", LANDSCAPE)):
        for theme in ("day", "night", "contrast"):
            for language in ("ru", "en"):
                for text in (0, 1, 2) if theme == "day" else (0,):
                    name = f"{picture.name}-{shape}-{theme}-{language}" + (f"-text{text}" if text else "")
                    yield replace(picture, name=name, size=size, theme=theme, language=language, text_size=text)


def draw(picture: Picture, out: Path) -> None:
    """Show one picture as the kiosk would, and save it."""
    screens = Screens.made(
        paths.resources() / "translations",
        demo=picture.demo,
        emergency=bool(picture.calls),
        place=sample_calls.PLACE,
        pocket=picture.pocket,
        reduced=picture.reduced,
        monotonic=_now,
    )
    services = screens.services
    services.set_catalogue(sample_services.CATALOGUE)
    services.set_finder(sample_services.Finder())
    services.set_openable(sample_services.openable if picture.here else None)
    services.set_network(picture.network)
    passenger, navigation = screens.passenger, screens.navigation
    window = Window(
        screens,
        qml=paths.qml(),
        resources=paths.resources(),
        size=picture.size,
    )
    window.show()
    report = ReportScreen(passenger, navigation, window)
    window.give_report(report)
    remember(report, picture)
    if picture.language == "en":
        passenger.nextLanguage()
    for _ in range(picture.text_size):
        passenger.nextTextSize()
    if picture.theme == "contrast":
        passenger.toggleContrast()
    passenger.set_daylight(picture.theme != "night")
    services.search(picture.words)
    if picture.page != "board":
        navigation.open(picture.page, picture.subject)
    services.set_browser(picture.browser, picture.how)
    navigation.tick(Now(picture.board.now, 0.0))
    navigation.tick(Now(picture.board.now, picture.idle))
    screens.show(picture.board, picture.timetable)
    screens.show(picture.board, picture.timetable)
    for status in picture.calls:
        screens.call.show(status)
    report.send(picture.reported)
    if picture.typing:
        warm_up(window)
        field = window.view.rootObject().findChild(QQuickItem, "searchInput")
        assert field is not None
        field.forceActiveFocus()
    QGuiApplication.processEvents()
    window.picture().save(str(out / f"{picture.name}.png"))
    window.close()
    for translator in passenger.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)


def remember(report: ReportScreen, picture: Picture) -> None:
    """Let the buses of the strip have stood on the board before."""
    gone = [sample_boards.live(past.route_short_name.default, -3, key=past.key) for past in picture.board.past]
    report.show(replace(picture.board, rows=tuple(gone)), picture.timetable)
    report.show(picture.board, picture.timetable)


def warm_up(window: Window) -> None:
    """Make everything ready that the first picture did without, the keyboard among it."""
    waiting = QEventLoop()
    window.warmed.connect(waiting.quit)
    window.warm_up()
    waiting.exec()


def _now() -> float:
    return sample_calls.NOW


def main() -> None:
    """Draw what was asked for."""
    compile_stale()
    application = QGuiApplication(sys.argv[:1])
    OUT.mkdir(parents=True, exist_ok=True)
    for picture in pictures():
        if not sys.argv[1:] or any(word in picture.name for word in sys.argv[1:]):
            draw(picture, OUT)
    browse_pictures.draw_all(OUT, tuple(sys.argv[1:]))
    rung_pictures.draw_all(OUT, tuple(sys.argv[1:]))
    menu_picture.draw_all(OUT, tuple(sys.argv[1:]))
    del application


if __name__ == "__main__":
    main()

"""The events page in every state, as pictures."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from kiosk.domain.maintenance.menu import Page
from kiosk.domain.usage.catalogue import event
from kiosk.screens.maintenance.events import EventsScreen
from kiosk.screens.maintenance.events_black_box import NOW as LAST_MINUTES
from kiosk.screens.maintenance.events_black_box import Box
from kiosk.screens.maintenance.events_filters import Filter
from kiosk.screens.maintenance.events_rows import Happened
from tests.screens.maintenance.menu_picture import MenuPicture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QObject

    from tests.screens.maintenance.stage import MaintenanceStage

ZONE = ZoneInfo("Europe/Ulyanovsk")
NOW = 1_795_000_000
TRACE = (
    "kiosk.log: a bug in main thread ends the process\n"
    "Traceback (most recent call last):\n"
    '  File "/opt/kiosk/kiosk/screens/arrivals.py", line 120, in show\n'
    "    self._rows.replace(rows)\n"
    "ValueError: two rows share a key"
)
MIXED = (
    Happened("1", NOW, event("maintenance_opened", role="technician", by="hold")),
    Happened("2", NOW - 70, event("feed_back", feed="trip_updates", seconds=190)),
    Happened("3", NOW - 260, event("feed_lost", feed="trip_updates", fault="timeout")),
    Happened("l1", NOW - 261, None, "WARNING", "kiosk.feeds.poller: trip_updates: no answer within 10 s"),
    Happened(
        "4",
        NOW - NOW % 3600 - 3600,
        event("passenger_report", about="no-bus", feed="live", route="46", vehicle="73-812", scheduled=NOW - 4000),
    ),
    Happened("l2", NOW - 9000, None, "CRITICAL", TRACE),
    Happened("5", NOW - 9010, event("program_started", why="crashed", version="0.1.0")),
    Happened("6", NOW - 90_000, event("emergency_state", state="dialing", failure="no_answer", attempt=2)),
)
REPORTS = tuple(
    Happened(str(number), NOW - NOW % 3600 - 3600 * number, event("passenger_report", about=about, feed="lost"))
    for number, about in enumerate(("no-bus", "cold", "no-bus", "screen-wrong", "button-broken"))
)
SHADES = tuple(QColor.fromHsv(30 * number, 200, 150) for number in range(12))
BOXES = (
    Box("20261118T110640Z-crash", NOW, "crash", 118),
    Box("20261117T100000Z-emergency", NOW - 90_400, "emergency", 40),
    Box("20261116T100000Z-report", NOW - 180_000, "report", 21),
)


@cache
def taken() -> tuple[tuple[int, bytes], ...]:
    """Twelve small pictures, five seconds apart; each is of one colour of its own, SHADES[0] the first."""
    return tuple((NOW - 5 * (12 - number), jpeg(shade)) for number, shade in enumerate(SHADES))


def jpeg(shade: QColor) -> bytes:
    """A small picture in one colour."""
    picture = QImage(270, 480, QImage.Format.Format_RGB888)
    picture.fill(shade)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, b"jpeg").write(picture)
    return bytes(buffer.data().data())


def screen(tell: Callable[[EventsScreen], None]) -> QObject:
    """The page as `tell` tells it."""
    made = EventsScreen()
    tell(made)
    return made


def nothing(_: EventsScreen) -> None:
    """Nothing is known yet."""


def mixed(page: EventsScreen) -> None:
    """Everything, and more before it."""
    page.show_page(MIXED, ZONE, earlier=True)


def reports(page: EventsScreen) -> None:
    """What passengers report."""
    page.choose(Filter.REPORTS)
    page.show_page(REPORTS, ZONE, earlier=False, counts={"no-bus": 2, "cold": 1, "screen-wrong": 1})


def record(page: EventsScreen) -> None:
    """One record in full."""
    mixed(page)
    page.read("l2")


def boxes(page: EventsScreen, frozen: tuple[Box, ...] = BOXES) -> None:
    """The list of the black box."""
    mixed(page)
    page.blackBox.open()
    page.blackBox.show_boxes(frozen, ZONE)


def box(page: EventsScreen, name: str = BOXES[0].name, export: str = "") -> None:
    """The pictures of a box."""
    boxes(page)
    page.blackBox.show(name)
    page.blackBox.show_pictures(name, taken())
    page.blackBox.step(-3)
    page.blackBox.tell_export(export)


def spoken(stage: MaintenanceStage) -> None:
    """In the language of the picture."""
    page = stage.menu.part(Page.EVENTS)
    assert isinstance(page, EventsScreen)
    page.speak(stage.passenger.language)


def pictures() -> Iterator[MenuPicture]:
    """Every state."""
    states: dict[str, Callable[[EventsScreen], None]] = {
        "events": mixed,
        "events-loading": nothing,
        "events-empty": lambda page: page.show_page((), ZONE, earlier=False),
        "events-unreadable": EventsScreen.tell_unreadable,
        "events-reports": reports,
        "events-record": record,
        "black-box": boxes,
        "black-box-none": partial(boxes, frozen=()),
        "black-box-off": lambda page: page.blackBox.show_off(),
        "black-box-picture": box,
        "black-box-exported": partial(box, export="done"),
        "black-box-now": partial(box, name=LAST_MINUTES),
    }
    for name, tell in states.items():
        yield MenuPicture(name, Page.EVENTS, partial(screen, tell), spoken)

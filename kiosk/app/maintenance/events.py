"""What the events page reads: the usage log, the program's own log, and the black box."""

from __future__ import annotations

import errno
import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk.app.background import Background
from kiosk.app.maintenance.events_pages import NEWEST, UsageError, read_page
from kiosk.devices.frozen_boxes import FrozenBoxes
from kiosk.devices.usb import sticks
from kiosk.domain.maintenance.menu import Page
from kiosk.screens.maintenance.events import EventsScreen
from kiosk.screens.maintenance.events_black_box import NOW, Box
from kiosk.screens.maintenance.events_filters import Filter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.app.black_box import BlackBox
    from kiosk.app.maintenance.context import Context
    from kiosk.app.maintenance.events_pages import Cursor, EventsPage
    from kiosk.devices.black_box import Picture
    from kiosk.devices.usb import Stick

ROWS = 8
"""Of one page: as many as stand on a panel of 1080 x 1920 without scrolling."""
ON_STICK = "kiosk-black-box"
"""The folder on a USB stick that boxes are copied into."""

log = logging.getLogger(__name__)


class EventsPart(QObject):
    """Page 5 of the service menu. `black_box` None: none runs here, and there are no pictures to see.

    `find_sticks` tells which USB sticks are put in.
    """

    def __init__(
        self,
        context: Context,
        black_box: BlackBox | None = None,
        find_sticks: Callable[[], tuple[Stick, ...]] = sticks,
    ) -> None:
        super().__init__()
        self._context = context
        self._black_box = black_box
        self._find_sticks = find_sticks
        # Of its own: a stick that hangs must not hold up the other pages.
        self._beside = Background(self)
        self.screen = EventsScreen(self)
        self._boxes = black_box.boxes if black_box else FrozenBoxes(context.folder / "maintenance" / "black-box")
        self._cursors: list[Cursor] = [NEWEST]
        self._asked = 0

    def start(self) -> None:
        """Answer what the page asks for."""
        self._context.menu.pageOpened.connect(self._opened)
        self._context.menu.pageChanged.connect(self._turned)
        self.screen.wanted.connect(self._read)
        self._context.scene.screens.passenger.languageChanged.connect(self._speak)
        self._speak()
        box = self.screen.blackBox
        box.boxesWanted.connect(self._list_boxes)
        box.boxWanted.connect(self._read_box)
        box.exportWanted.connect(self._export)

    def stop(self) -> None:
        """Copy nothing any more; what is read is read in the background."""
        self._beside.stop()

    @Slot()
    def _speak(self) -> None:
        self.screen.speak(self._context.scene.screens.passenger.language)

    @Slot(str)
    def _opened(self, page: str) -> None:
        if page == Page.EVENTS:
            self.screen.begin()

    @Slot()
    def _turned(self) -> None:
        if self._context.menu.page != Page.EVENTS:
            self.screen.leave()

    @Slot(str, int)
    def _read(self, shown: str, page: int) -> None:
        """Read one page; an answer that somebody no longer waits for is dropped."""
        if page == 0:
            self._cursors = [NEWEST]
        self._asked += 1
        work = partial(
            self._page, Filter(shown), self._cursors[page], self._context.clock.read().instant, self._asked
        )
        self._context.background.run(work, partial(self._show, page, self._asked))

    def _page(self, shown: Filter, begin: Cursor, now: int, asked: int) -> EventsPage | None:
        if asked != self._asked:
            return None
        try:
            return read_page(self._context.folder, shown, begin, rows=ROWS, now=now)
        except (UsageError, OSError) as error:
            log.warning("events cannot be shown: %s", error)
            return None

    def _show(self, page: int, asked: int, read: EventsPage | None) -> None:
        if asked != self._asked:
            return
        if read is None:
            self.screen.tell_unreadable()
            return
        self._cursors = [*self._cursors[: page + 1], *([read.end] if read.end else [])]
        zone = self._context.facts.timetable.zone
        self.screen.show_page(read.happened, zone, earlier=read.end is not None, counts=read.counts)

    @Slot()
    def _list_boxes(self) -> None:
        if self._context.settings.maintenance.black_box:
            self._context.background.run(self._found, self._show_boxes)
        else:
            self.screen.blackBox.show_off()

    def _found(self) -> tuple[Box, ...]:
        try:
            return tuple(Box(box.name, box.at, box.why, box.pictures) for box in self._boxes.all())
        except OSError as error:
            log.warning("the black box cannot be read: %s", error.strerror)
            return ()

    def _show_boxes(self, boxes: tuple[Box, ...]) -> None:
        zone = self._context.facts.timetable.zone
        outlives = self._black_box is not None and self._black_box.outlives
        self.screen.blackBox.show_boxes(boxes, zone, outlives=outlives)

    @Slot(str)
    def _read_box(self, name: str) -> None:
        give = partial(self._show_box, name)
        if name != NOW:
            self._context.background.run(partial(self._pictures, name), give)
        elif self._black_box is not None:
            self._black_box.now(give)
        else:
            give(())

    def _pictures(self, name: str) -> tuple[Picture, ...]:
        return self._boxes.pictures(name)

    def _show_box(self, name: str, pictures: tuple[Picture, ...]) -> None:
        self.screen.blackBox.show_pictures(name, [(picture.at, picture.data) for picture in pictures])

    @Slot(str)
    def _export(self, name: str) -> None:
        self._beside.run(partial(self._copy, name), self._tell_export)

    def _copy(self, name: str) -> str:
        """How the copying went, in the words of BlackBoxScreen.tell_export."""
        stick: Path | None = next((stick.path for stick in self._find_sticks() if stick.writable), None)
        if stick is None:
            return "no-stick"
        try:
            self._boxes.copy(name, stick / ON_STICK)
        except OSError as error:
            log.warning("pictures cannot be written to the USB stick: %s", error.strerror)
            return "full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "failed"
        return "done"

    def _tell_export(self, how: str) -> None:
        if how == "done":
            self._context.journal.record("exported", role=self._context.menu.role, what="black-box")
        self.screen.blackBox.tell_export(how)

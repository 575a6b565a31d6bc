"""The drill's results beside the screen's thread: signed, kept, listed, written to a USB stick."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Slot

from kiosk.app.background import Background
from kiosk.screens.maintenance.drill_view import EXPORTED, KEPT, NO_STICK, NOT_EXPORTED, NOT_KEPT

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.app.maintenance.context import Context
    from kiosk.devices.drill_file import Signed
    from kiosk.devices.usb import Stick
    from kiosk.domain.maintenance.drill import Result
    from kiosk.screens.maintenance.drill import DrillScreen

    Sticks: TypeAlias = Callable[[], tuple[Stick, ...]]

log = logging.getLogger(__name__)


class DrillBook(QObject):
    """Keeps what `screen` shows, and lists what was kept. Cryptography is read when it is first needed."""

    def __init__(self, context: Context, screen: DrillScreen, sticks: Sticks, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._folder = context.folder / "maintenance"
        self._screen = screen
        self._sticks = sticks
        # Of its own: a stick that hangs must not hold up the other pages, least of all a new start.
        self._beside = Background(self)
        self._kept: dict[str, Signed] = {}
        self._shown: Signed | None = None

    def start(self) -> None:
        """Hear what is wanted, and read what was kept."""
        self._screen.chosen.connect(self._choose)
        self._screen.exportWanted.connect(self._export)
        self._context.background.run(self._read, self._list)

    def stop(self) -> None:
        """Write onto no stick any more."""
        self._beside.stop()

    def keep(self, result: Result) -> None:
        """Sign, keep and show the result of the drill that has just ended."""
        self._shown = None
        self._screen.show_result(result, again=True)
        self._context.background.run(partial(self._sign, result), partial(self._show_kept, result))

    def _sign(self, result: Result) -> tuple[Signed, ...] | str:
        """What is kept now, this result first; or why it is not."""
        from kiosk.devices.drill_file import DrillFileError, DrillFiles  # noqa: PLC0415  cryptography is slow to load
        from kiosk.devices.signing import SigningError  # noqa: PLC0415

        try:
            files = DrillFiles(self._folder)
            signed = files.keep(result)
            return (signed, *(one for one in files.all() if one.name != signed.name))
        except (DrillFileError, SigningError) as error:
            return str(error)

    def _read(self) -> tuple[Signed, ...] | str:
        from kiosk.devices.drill_file import DrillFiles  # noqa: PLC0415
        from kiosk.devices.signing import SigningError  # noqa: PLC0415

        try:
            return DrillFiles(self._folder).all()
        except SigningError as error:
            return str(error)

    def _list(self, found: tuple[Signed, ...] | str) -> None:
        if isinstance(found, str):
            log.error("the drills before cannot be read: %s", found)
            return
        self._kept = {str(one.result.began): one for one in found}
        results = sorted((one.result for one in found), key=lambda result: -result.began)
        self._screen.show_earlier(results, self._context.facts.timetable.zone)

    def _show_kept(self, result: Result, found: tuple[Signed, ...] | str) -> None:
        if isinstance(found, str):
            log.error("a drill's result is not kept: %s", found)
            if self._screen.shows(result):
                self._screen.tell(NOT_KEPT)
            return
        self._list(found)
        if self._screen.shows(result):
            self._shown = found[0]
            self._screen.show_result(result, found[0].text, again=True)
            self._screen.tell(KEPT)

    @Slot(str)
    def _choose(self, key: str) -> None:
        """Show one of the drills before."""
        self._shown = self._kept.get(key)
        if self._shown is not None:
            self._screen.show_result(self._shown.result, self._shown.text)

    @Slot()
    def _export(self) -> None:
        if self._shown is not None:
            self._beside.run(partial(self._write, self._shown), self._exported)

    def _write(self, signed: Signed) -> str:
        from kiosk.devices.drill_file import DrillFileError, write  # noqa: PLC0415

        stick = next((stick for stick in self._sticks() if stick.writable), None)
        if stick is None:
            return NO_STICK
        try:
            write(signed, stick.path)
        except DrillFileError as error:
            log.warning("%s", error)
            return NOT_EXPORTED
        return EXPORTED

    def _exported(self, note: str) -> None:
        if note == EXPORTED:
            self._context.journal.record("exported", role=self._context.menu.role, what="drill")
        self._screen.tell(note)

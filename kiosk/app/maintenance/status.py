"""Page 1, status: what the screen knows joined with what is read off the machine, for the page and for a file."""

from __future__ import annotations

import logging
import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputDevice

from kiosk import __version__, paths
from kiosk.app.status_thread import USUALLY, StatusThread
from kiosk.config.wishes import wishes
from kiosk.devices import machine_read, status_file
from kiosk.devices.life import boot_id
from kiosk.devices.machine import HERE, Roots
from kiosk.domain.maintenance.fact_list import Read, Running, facts_with_screen
from kiosk.domain.maintenance.fact_readings import Shown
from kiosk.domain.maintenance.facts import Fact, Held, held
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.service_day import local_date
from kiosk.screens.maintenance.status import Seen, StatusScreen
from kiosk.sos.line import line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtQuick import QQuickView

    from kiosk.app.maintenance.context import Context

NO_PANEL = frozenset({"offscreen", "minimal", "vnc"})
"""Platforms of Qt whose picture is on no panel."""
WATCHING = frozenset({Page.STATUS, Page.DRILL})
"""Pages that want it fresh."""

log = logging.getLogger(__name__)


class StatusPart(QObject):
    """`facts` is the newest list; `changed` tells of each."""

    changed = Signal()
    _was_read = Signal(object)

    def __init__(self, context: Context, roots: Roots = HERE) -> None:
        super().__init__()
        self._context = context
        self._roots = roots
        self._wishes = wishes(context.settings)
        self._boot_id = boot_id()
        self._held: Mapping[str, Held] = {}
        self._seen: Seen | None = None
        self.facts: tuple[Fact, ...] = ()
        self.screen = StatusScreen(context.scene.screens.passenger.language, self)
        self._thread = StatusThread(self._read, self._was_read.emit, self._file())
        self._was_read.connect(self._tell)

    def start(self) -> None:
        """Begin to read."""
        menu = self._context.menu
        menu.lookChanged.connect(self._look_closer)
        menu.pageChanged.connect(self._look_closer)
        self._context.scene.screens.passenger.languageChanged.connect(self._speak)
        self._thread.start()

    def stop(self) -> None:
        """End the thread; nobody reads of this screen any more."""
        self._thread.stop()

    def _file(self) -> Path | None:
        """Where others look for the status of this screen; None where there is no such place."""
        try:
            if self._context.file is None:
                return paths.demo_status_file(os.getpid(), paths.runtime_dir())
            return paths.status_files(self._context.file)[-1]
        except paths.PathError as error:
            log.warning("nobody else can ask for the status: %s", error)
            return None

    def _read(self) -> Read:
        """In the thread."""
        socket = self._socket()
        told = line(socket) if socket else None
        return machine_read.read(self._context.folder, paths.TIMETABLE, paths.USAGE, told, self._roots)

    def _socket(self) -> Path | None:
        """Where the agent answers: that of the stop, else this screen's own."""
        emergency, file = self._context.emergency, self._context.file
        if emergency is None or file is None:
            return emergency.socket if emergency else None
        try:
            return paths.sos_socket(file)
        except paths.PathError:  # told by `_file` already
            return emergency.socket

    @Slot(object)
    def _tell(self, read: Read) -> None:
        """In the screen's thread."""
        context = self._context
        now = context.clock.read()
        timetable = context.facts.timetable
        found = facts_with_screen(
            self._running(),
            read,
            self._wishes,
            now,
            version=__version__,
            last_day=timetable.feed_info.last_service_date,
            today=local_date(now.instant, timetable.zone),
        )
        self.facts, self._held = held(found, now, self._held)
        self._seen = Seen(self.facts, now, timetable.stop.stop_name, timetable.zone)
        self._show()
        monotonic = time.monotonic()  # not the demonstrated one: others compare it with theirs
        told = status_file.Told(self.facts, now.instant, timetable.zone, self._boot_id, monotonic, USUALLY)
        self._thread.keep(status_file.to_text(told))
        self.changed.emit()

    def _running(self) -> Running:
        context = self._context
        return Running(
            sources=tuple(context.facts.source(name) for name in self._wishes.feeds),
            board=context.facts.shown,
            timetable_fault=context.live.timetable_fault,
            network=context.scene.screens.services.network,
            unavailable=context.scene.screens.services.unavailable,
            shown=shown(context.scene.window.view),
            log_trouble=context.journal.trouble,
            why=context.past.why,
            ended=context.past.ended,
            rung=context.rung,
        )

    @Slot()
    def _speak(self) -> None:
        self.screen.speak(self._context.scene.screens.passenger.language)

    @Slot()
    def _look_closer(self) -> None:
        menu = self._context.menu
        self._show()
        self._thread.watch(watched=menu.look == "open" and menu.page in WATCHING)

    def _show(self) -> None:
        """Word what is known, while somebody sees it: passengers' pages need not wait for that."""
        if self._context.menu.page != Page.STATUS:
            self.screen.leave()
        elif self._seen is not None:
            self.screen.show(self._seen)


def shown(view: QQuickView) -> Shown:
    """What Qt draws this window on, and whether a touch screen reaches it."""
    ratio = view.devicePixelRatio()
    kinds = {device.type() for device in QInputDevice.devices()}
    return Shown(
        width=round(view.width() * ratio),
        height=round(view.height() * ratio),
        seen=QGuiApplication.platformName() not in NO_PANEL,
        touch=QInputDevice.DeviceType.TouchScreen in kinds,
    )

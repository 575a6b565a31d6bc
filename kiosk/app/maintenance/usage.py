"""Joins the usage page to the log: figures are summed up and sticks are written beside the screen's thread."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kiosk import __version__, paths
from kiosk.app.background import Background
from kiosk.config.catalogue import read_or_last_good
from kiosk.devices.usage.figures import figures
from kiosk.devices.usage.reader import UsageError
from kiosk.devices.usage.report import About
from kiosk.devices.usage.retention import SUMS_DAYS
from kiosk.devices.usage.stick_export import Export, Outcome, folder_name, outcome_of, write_stick
from kiosk.devices.usage.sums import SumsReader
from kiosk.devices.usb import sticks
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.service_day import local_date
from kiosk.domain.usage.period import Period, last_days, year_until
from kiosk.screens.maintenance.usage import MONTH, WEEK, UsageScreen
from kiosk.screens.maintenance.usage_charts import Names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.app.maintenance.context import Context
    from kiosk.devices.usb import Stick
    from kiosk.domain.text import Text
    from kiosk.domain.timetable import Timetable
    from kiosk.domain.usage.statistics import Statistics

SHIPPED = "services.toml"
UNREADABLE = "unreadable"
"""Beside the outcomes of a stick: the log itself cannot be read."""

log = logging.getLogger(__name__)


class UsagePart(QObject):
    """Page 3 of the service menu. `find_sticks` tells which USB sticks are put in.

    A stick may take minutes and hang: it has a thread of its own.
    """

    def __init__(self, context: Context, *, find_sticks: Callable[[], tuple[Stick, ...]] = sticks) -> None:
        super().__init__()
        self._context = context
        self._find_sticks = find_sticks
        self._passenger = context.scene.screens.passenger
        self.screen = UsageScreen(self._passenger.language, self)
        self._beside = Background(self)
        self._services: Mapping[str, Text] | None = None
        self._asked = 0
        self._unreadable = False

    def start(self) -> None:
        """Answer what the page asks for."""
        self._context.menu.pageOpened.connect(self._opened)
        self._context.menu.pageChanged.connect(self._turned)
        self._passenger.languageChanged.connect(self._speak)
        self.screen.periodWanted.connect(self._read)
        self.screen.exportWanted.connect(self._export)
        self._speak()

    def stop(self) -> None:
        """Wait for the stick, if one is being written."""
        self._beside.stop()

    @Slot(str)
    def _opened(self, page: str) -> None:
        if page == Page.USAGE:
            if not self.screen.exporting:
                self.screen.tell_export("")
            self.screen.begin()

    @Slot()
    def _turned(self) -> None:
        if self._context.menu.page != Page.USAGE:
            self._asked += 1
            self.screen.leave()

    @Slot()
    def _speak(self) -> None:
        self.screen.speak(self._passenger.language)

    @Slot(str)
    def _read(self, chosen: str) -> None:
        """Sum a period up; an answer that somebody no longer waits for is dropped."""
        self._asked += 1
        timetable = self._context.facts.timetable
        today = local_date(self._context.clock.read().instant, timetable.zone)
        period = {WEEK: last_days(7, today), MONTH: last_days(30, today)}.get(chosen, year_until(today))
        work = partial(self._figures, period, timetable, self._asked)
        self._context.background.run(work, partial(self._show, self._asked))

    def _figures(self, period: Period, timetable: Timetable, asked: int) -> tuple[Statistics, Names] | str:
        """In the background. A sentence where the log cannot be read."""
        if asked != self._asked:
            return ""
        try:
            with SumsReader(self._context.folder / paths.USAGE) as reader:
                return figures(reader, period, timetable.zone), self._names(timetable)
        except UsageError as error:
            return str(error)

    def _show(self, asked: int, found: tuple[Statistics, Names] | str) -> None:
        if asked != self._asked:
            return
        if isinstance(found, str):
            if not self._unreadable:
                log.warning("the usage page shows nothing: %s", found)
            self._unreadable = True
            self.screen.tell_unreadable()
            return
        if self._unreadable:
            log.info("the usage page shows the log again")
        self._unreadable = False
        self.screen.show(*found)

    def _names(self, timetable: Timetable) -> Names:
        """In the background: what services and routes are called."""
        if self._services is None:
            shipped = paths.resources() / SHIPPED
            wanted = self._context.settings.services.catalogue or shipped
            catalogue, _ = read_or_last_good(wanted, self._context.folder, shipped)
            self._services = {service.service_id: service.title for service in catalogue.services}
        routes = {route.route_id: route.route_short_name for route in timetable.routes.values()}
        return Names(self._services, routes)

    @Slot()
    def _export(self) -> None:
        timetable = self._context.facts.timetable
        today = local_date(self._context.clock.read().instant, timetable.zone)
        name = folder_name(self._context.settings.stop.ids[0])
        work = partial(self._write, timetable, last_days(SUMS_DAYS, today), name)
        self._beside.run(work, partial(self._tell, name))

    def _write(self, timetable: Timetable, period: Period, name: str) -> str:
        """Beside everything else: how it went."""
        there = self._find_sticks()
        if not there:
            return Outcome.NO_STICK
        stick = next((stick.path for stick in there if stick.writable), None)
        if stick is None:
            return Outcome.READ_ONLY
        try:
            with SumsReader(self._context.folder / paths.USAGE) as reader:
                wanted = Export(period, timetable.zone, self._about(timetable, period))
                write_stick(reader, wanted, stick, name)
        except UsageError as error:
            log.warning("the usage log cannot be written to a USB stick: %s", error)
            return UNREADABLE
        except OSError as error:
            log.warning("the usage log cannot be written to the USB stick: %s", error.strerror or error)
            return outcome_of(error)
        return Outcome.DONE

    def _about(self, timetable: Timetable, period: Period) -> About:
        names = self._names(timetable)
        return About(
            stop=self._context.settings.stop.named(timetable.stop.stop_name).in_language("ru"),
            zone=timetable.zone.key,
            made=period.last,
            version=__version__,
            unfinished=True,
            services={service: name.in_language("ru") for service, name in names.services.items()},
            routes={route: name.in_language("ru") for route, name in names.routes.items()},
        )

    def _tell(self, name: str, how: str) -> None:
        if how == Outcome.DONE:
            for what in ("usage", "report"):
                self._context.journal.record("exported", role=self._context.menu.role, what=what)
        self.screen.tell_export(how, name)

"""The settings page joined with the file: each change is seen, applied, and undone unless somebody confirms it."""

from __future__ import annotations

import logging
import math
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.app.maintenance.settings_file import (
    Applied,
    Known,
    Prepared,
    applied,
    audited,
    confirmed,
    known,
    prepared,
    taken_back,
    waiting_change,
)
from kiosk.app.maintenance.settings_pin import set_pin
from kiosk.app.maintenance.settings_stops import StopChoice
from kiosk.app.surroundings import Surroundings
from kiosk.config.unconfirmed import Unconfirmed, this_boot, undone_at_start
from kiosk.devices.life import Why
from kiosk.domain.usage.fields import as_id
from kiosk.screens.maintenance.menu import OPEN
from kiosk.screens.maintenance.settings import SettingsScreen
from kiosk.screens.passenger import Habits

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.app.maintenance.context import Context
    from kiosk.config.settings import Settings
    from kiosk.domain.maintenance.setting import FoundStop, Proposal

PAGE = "settings"
TICK_MS = 500

log = logging.getLogger(__name__)


class SettingsPart(QObject):
    """Page 4 of the service menu, and what follows the settings without a new start: see Surroundings.

    After a new start for a change that waits it asks for the PIN by itself: whoever can come in and say so can
    still use the kiosk.
    """

    def __init__(
        self,
        context: Context,
        *,
        surroundings: Surroundings | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        boot_id: str | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self._file = context.file
        self._settings = context.settings
        self._monotonic = monotonic
        self._boot_id = this_boot() if boot_id is None else boot_id
        self.screen = SettingsScreen(self)
        self._surroundings = surroundings or Surroundings(
            context.settings, context.clock, context.scene, context.facts, context.emergency
        )
        self._stops = StopChoice(context.folder, self)
        self._known: Known | None = None
        self._prepared: Prepared | None = None
        self._waiting: Unconfirmed | None = None
        self._started_with_it = False
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Follow the settings; where a change waits since before this start, ask whether it stays."""
        screen, menu = self.screen, self._context.menu
        screen.changeWanted.connect(self._prepare)
        screen.applyWanted.connect(self._apply)
        screen.keepWanted.connect(self._keep)
        screen.undoWanted.connect(self._undo)
        screen.stopsWanted.connect(self._want_stops)
        screen.stopSearched.connect(self._stops.search)
        screen.pinChosen.connect(self._set_pin)
        self._stops.told.connect(self._tell_stops)
        menu.pageOpened.connect(self._opened)
        menu.pageChanged.connect(self._turned)
        menu.lookChanged.connect(self._came_in)
        self._context.scene.screens.passenger.languageChanged.connect(screen.word)
        self._surroundings.start()
        if self._file is not None:
            self._context.background.run(partial(undone_at_start, self._file), self._note_undone)
            self._context.background.run(partial(waiting_change, self._file), self._resume)

    def stop(self) -> None:
        """Follow nothing any more."""
        self._timer.stop()
        self._stops.stop()
        self._surroundings.stop()

    @Slot()
    def tick(self) -> None:
        """Undo what nobody confirmed in its time."""
        if self._waiting is None:
            return
        left = self._waiting.seconds_left(self._monotonic(), self._boot_id)
        if left > 0:
            self.screen.wait(math.ceil(left))
        else:
            self._take_back("undone-itself")

    # The page.

    @Slot(str)
    def _opened(self, page: str) -> None:
        if page == PAGE:
            self.screen.set_keyboard(self._context.scene.screens.services.keyboard)
            self.screen.begin()
            self._look()

    @Slot()
    def _turned(self) -> None:
        """Nothing that was typed, looked for or half changed outlasts the page."""
        if self._context.menu.page != PAGE:
            self._stops.close()
            self._prepared = None
            self.screen.begin()

    @Slot()
    def _came_in(self) -> None:
        if self._waiting is not None and self._context.menu.look == OPEN:
            self._context.menu.open(PAGE)

    def _look(self) -> None:
        """Read the file again: somebody may have changed it by hand."""
        self._context.background.run(partial(known, self._file, self._settings), self._show)

    def _show(self, found: Known) -> None:
        self._known = found
        self.screen.show(found.offered, found.locked)

    # One change.

    @Slot(str, str)
    def _prepare(self, key: str, typed: str) -> None:
        if self._file is None or self._known is None:
            return
        setting = next((one for one in self._known.offered if one.key == key), None)
        if setting is None:  # somebody took it out of the file by hand while it stood here
            self._look()
            return
        self._context.background.run(partial(prepared, self._file, setting, typed), self._propose)

    def _propose(self, wanted: Prepared) -> None:
        self._prepared = wanted
        if not wanted.proposal.faults and not wanted.proposal.differences:
            self.screen.tell("same")
        else:
            self.screen.propose(wanted.proposal)

    @Slot()
    def _apply(self) -> None:
        wanted = self._prepared
        if self._file is not None and wanted is not None and wanted.new:
            work = partial(applied, self._file, wanted, self._monotonic(), self._boot_id)
            self._context.background.run(work, partial(self._came_of, wanted))

    def _came_of(self, wanted: Prepared, came: Applied) -> None:
        if came.instead is not None:
            self._propose(came.instead)
        elif came.waiting is not None:
            self._audit(came.waiting.keys, "applied")
            if wanted.proposal.restarts:
                self._context.end(Why.SETTINGS)
                return
            if wanted.settings is not None:
                self._use(wanted.settings)
            self._wait(came.waiting, wanted.proposal)

    def _note_undone(self, keys: tuple[str, ...]) -> None:
        self._audit(keys, "undone")

    def _resume(self, found: tuple[Unconfirmed, Proposal] | None) -> None:
        if found is not None:
            self._started_with_it = True
            self._wait(*found)
            self._look()
            self._context.menu.doorWanted.emit()

    def _wait(self, waiting: Unconfirmed, proposal: Proposal) -> None:
        self._waiting = waiting
        left = waiting.seconds_left(self._monotonic(), self._boot_id)
        self.screen.wait(max(math.ceil(left), 1), proposal)
        self._timer.start()
        self.tick()

    @Slot()
    def _keep(self) -> None:
        if self._file is not None and self._waiting is not None:
            self._context.background.run(partial(confirmed, self._file), self._kept)

    def _kept(self, trouble: str) -> None:
        waiting = self._waiting
        if waiting is None:
            return
        if trouble:  # the next start would undo it: so it is undone now, in sight
            log.error("a change of the settings cannot be confirmed: %s", trouble)
            self._take_back("not-kept")
            return
        self._audit(waiting.keys, "confirmed")
        self._settle("kept")

    @Slot()
    def _undo(self) -> None:
        self._take_back("undone")

    def _take_back(self, told: str) -> None:
        waiting, self._waiting = self._waiting, None
        if self._file is not None and waiting is not None:
            self._timer.stop()
            work = partial(taken_back, self._file)
            self._context.background.run(work, partial(self._taken_back, waiting, told))

    def _taken_back(self, waiting: Unconfirmed, told: str, came: str | Settings | None) -> None:
        if isinstance(came, str):
            log.error("a change of the settings cannot be undone: %s", came)
            self._settle("not-undone")
            return
        self._audit(waiting.keys, "undone")
        log.info("a change of the settings was undone: %s", ", ".join(map(audited, waiting.keys)))
        if came is None or self._started_with_it:
            self._context.end(Why.SETTINGS)
            return
        self._use(came)
        self._settle(told)

    def _settle(self, told: str) -> None:
        self._waiting, self._started_with_it = None, False
        self._timer.stop()
        self.screen.wait(0)
        self.screen.tell(told)
        self._look()

    def _use(self, settings: Settings) -> None:
        """Let hold at once what can."""
        earlier, self._settings = self._settings, settings
        wishes = settings.display
        if wishes != earlier.display:
            self._context.scene.screens.passenger.settle(
                Habits(
                    wishes.language,
                    wishes.theme,
                    wishes.text_size,
                    wishes.idle_seconds,
                    languages=wishes.languages,
                )
            )
        self._surroundings.use(settings)

    # Stops, and the PIN.

    @Slot()
    def _want_stops(self) -> None:
        self._stops.open((self._known.settings if self._known else self._settings).timetable)

    @Slot(str, object)
    def _tell_stops(self, state: str, stops: tuple[FoundStop, ...]) -> None:
        self.screen.show_stops(state, stops)

    @Slot(str)
    def _set_pin(self, pin: str) -> None:
        codes = (self._settings.emergency.pavilion, *self._settings.stop.ids)
        work = partial(set_pin, self._context.folder / "maintenance", pin, codes)
        self._context.background.run(work, self._pin_is_set)

    def _pin_is_set(self, came: str) -> None:
        if came == "weak":
            self.screen.refuse_pin(came)
            return
        if came == "pin-set":
            self._context.journal.record("pin_set", role=self._context.menu.role)
        self.screen.tell(came)

    def _audit(self, keys: tuple[str, ...], what: str) -> None:
        for key in dict.fromkeys(map(audited, keys)):
            role = self._context.menu.role
            self._context.journal.record("setting_changed", role=role, setting=as_id(key), what=what)

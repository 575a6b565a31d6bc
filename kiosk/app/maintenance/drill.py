"""Runs the readiness drill: steps beside the screen's thread, the signed result on the disk, a stick, the log."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk import __version__
from kiosk.app.maintenance.drill_beside import Beside
from kiosk.app.maintenance.drill_book import DrillBook
from kiosk.app.maintenance.drill_probes import quick_probes, slow_probes
from kiosk.devices.usb import sticks
from kiosk.domain.call.status import IN_CALL, CallStatus, State
from kiosk.domain.maintenance import drill_flow
from kiosk.domain.maintenance.drill import Finding, Outcome, Reason, Result, Step
from kiosk.domain.maintenance.menu import Page
from kiosk.screens.maintenance.drill import DrillScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.app.maintenance.context import Context
    from kiosk.devices.usb import Stick
    from kiosk.domain.call.status import Monotonic
    from kiosk.domain.maintenance.drill_flow import Drill
    from kiosk.domain.service_day import Instant

LOOK_MS = 100
LONGEST_NAME = 40
"""Characters of the pavilion's code and the stop's id that a result holds."""

log = logging.getLogger(__name__)


class DrillPart(QObject):
    """Page 2 of the service menu. `slow` and `quick`: the steps that need nobody; those of `slow` may hang."""

    def __init__(
        self,
        context: Context,
        *,
        slow: Mapping[Step, Callable[[], Finding]] | None = None,
        quick: Mapping[Step, Callable[[], Finding]] | None = None,
        monotonic: Callable[[], Monotonic] = time.monotonic,
        sticks: Callable[[], tuple[Stick, ...]] = sticks,
    ) -> None:
        super().__init__()
        self._context = context
        self._slow = slow_probes(context) if slow is None else slow
        self._quick = quick_probes(context) if quick is None else quick
        self._monotonic = monotonic
        self._passenger = context.scene.screens.passenger
        self.screen = DrillScreen(monotonic, self)
        self._book = DrillBook(context, self.screen, sticks, self)
        self._beside = Beside()
        self._drill: Drill | None = None
        self._began: Instant = 0
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self.look)

    def start(self) -> None:
        """Hear what is wanted, and read the drills before."""
        screen, menu = self.screen, self._context.menu
        screen.beginWanted.connect(self._begin)
        screen.againWanted.connect(self._again)
        screen.leaveWanted.connect(self._leave)
        screen.answered.connect(self._answered)
        self._passenger.languageChanged.connect(self._speak)
        menu.pageOpened.connect(self._opened)
        menu.pageChanged.connect(self._page_changed)
        if self._context.emergency is not None:
            self._context.emergency.published.connect(self._hear_call)
        self._speak()
        self._book.start()

    def stop(self) -> None:
        """Break off what runs; no step is waited for."""
        self._looking.stop()
        self._drill = None
        self._book.stop()

    @Slot()
    def look(self) -> None:
        """See what was found meanwhile and what has reached its limit."""
        drill = self._drill
        found = self._beside.found()
        if drill is None or drill.over:
            return
        now = self._monotonic()
        for step, tries, finding in found:
            drill = drill_flow.found(drill, step, tries, finding, now)
        self._go_on(drill_flow.tick(drill, now, self.screen.so_far()))
        self.screen.look_again()

    @Slot()
    def _begin(self) -> None:
        if self._drill is not None and not self._drill.over:
            return
        self._began = self._context.clock.read().instant
        self._beside = Beside()  # what is still on its way belongs to the drill before
        self.screen.set_keyboard(self._context.scene.screens.services.keyboard)
        self._looking.start()
        self._start(drill_flow.begin(self._monotonic()))

    @Slot(str)
    def _again(self, step: str) -> None:
        drill = self._drill
        if drill is not None and drill.over:
            self._looking.start()
            self._start(drill_flow.again(drill, Step(step), self._monotonic()))

    @Slot(object, object)
    def _answered(self, step: Step, finding: Finding) -> None:
        """Somebody has ended a guided step."""
        drill = self._drill
        if drill is not None:
            self._go_on(drill_flow.found(drill, step, drill.of(step).tries, finding, self._monotonic()))

    @Slot()
    def _leave(self) -> None:
        """Break off the drill that runs, or go back from a result."""
        if self._drill is not None and not self._drill.over:
            self._go_on(drill_flow.end(self._drill, Reason.LEFT))
        else:
            self._drill = None
            self.screen.show_list()

    @Slot()
    def _page_changed(self) -> None:
        """Whoever opens another page or leaves the menu leaves the drill."""
        if self._context.menu.page != Page.DRILL and self._drill is not None:
            if not self._drill.over:
                self._go_on(drill_flow.end(self._drill, Reason.LEFT))
            self._drill = None

    @Slot(str)
    def _opened(self, page: str) -> None:
        if page == Page.DRILL and self._drill is None:
            self.screen.show_list()

    @Slot(object)
    def _hear_call(self, status: CallStatus | None) -> None:
        """An emergency call ends the drill at once."""
        called = status is not None and (status.state in IN_CALL or status.state is State.ARMING)
        if called and self._drill is not None and not self._drill.over:
            self._go_on(drill_flow.end(self._drill, Reason.CALLED))

    @Slot()
    def _speak(self) -> None:
        self.screen.speak(self._passenger.language)

    def _start(self, drill: Drill) -> None:
        self._drill = None
        self._go_on(drill)

    def _go_on(self, drill: Drill) -> None:
        """Show a drill, start what has begun in it, and keep it once it is over."""
        before = self._drill
        if drill == before:
            return
        self._drill = drill
        self.screen.show(drill)
        if drill.over:
            self._looking.stop()
            self._keep(drill)
            return
        for step in drill.running:
            tries = drill.of(step).tries
            begun_before = before is not None and before.of(step).tries == tries
            if not begun_before:
                self._run(step, tries)

    def _run(self, step: Step, tries: int) -> None:
        """Begin one try of a step that needs nobody."""
        if work := self._slow.get(step):
            self._beside.run(step, tries, work)
        elif work := self._quick.get(step):
            self._beside.here(step, tries, work)

    def _keep(self, drill: Drill) -> None:
        settings = self._context.settings
        took = self._monotonic() - drill.began
        result = Result(
            began=self._began,
            seconds=max(0, round(took)),
            pavilion=settings.emergency.pavilion[:LONGEST_NAME],
            stop=settings.stop.ids[0][:LONGEST_NAME],
            version=__version__,
            role=self._context.menu.role.value,
            tried=drill.tried,
        )
        self._context.journal.record(
            "drill_ended",
            role=self._context.menu.role,
            passed=result.count(Outcome.PASSED),
            failed=result.count(Outcome.FAILED),
            skipped=result.count(Outcome.SKIPPED),
        )
        log.info("a readiness drill ended: %s", result.outcome)
        self._book.keep(result)

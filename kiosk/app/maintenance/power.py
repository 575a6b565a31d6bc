"""What the power page does: a new start of program or machine, the out-of-service notice, the test picture."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.devices.life import Why
from kiosk.devices.notice_file import NoticeFile
from kiosk.devices.reboot import reboot
from kiosk.domain.call.status import IN_CALL, CallStatus
from kiosk.domain.maintenance.notice import Lasting, Notice, Reason, notice
from kiosk.screens.maintenance.notice import NoticeScreen
from kiosk.screens.maintenance.power import PowerScreen

if TYPE_CHECKING:
    from kiosk.app.maintenance.context import Context

LOOK_MS = 1000

log = logging.getLogger(__name__)


class PowerPart(QObject):
    """Page 6 of the service menu, and the notice that stands across restarts."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._passenger = context.scene.screens.passenger
        self._command = context.settings.maintenance.reboot_command
        self.screen = PowerScreen(reboots=bool(self._command), parent=self)
        self._notice_screen = NoticeScreen(self)
        self._file = NoticeFile(context.folder / "maintenance")
        self._notice: Notice | None = None
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)

    def start(self) -> None:
        """Put up the notice that stood when the program ended, and hear what is wanted."""
        self.screen.restartWanted.connect(self._restart)
        self.screen.rebootWanted.connect(self._reboot)
        self.screen.noticeWanted.connect(self._put_up)
        self.screen.noticeEnded.connect(self._take_down)
        self.screen.testPictureShown.connect(self._note_picture)
        self._context.menu.pageOpened.connect(self._begin_anew)
        self._passenger.languageChanged.connect(self._word)
        if self._context.emergency is not None:
            self._context.emergency.published.connect(self._hear_call)
        self._context.scene.window.give_notice(self._notice_screen)
        self._context.background.run(self._file.read, self._show)

    def stop(self) -> None:
        """Look at the time no longer."""
        self._looking.stop()

    @Slot()
    def _restart(self) -> None:
        log.info("the service menu starts the program again")
        self._audit("restart")
        self._context.end(Why.ASKED)

    @Slot()
    def _reboot(self) -> None:
        log.info("the service menu starts the machine again")
        self._audit("reboot")
        self._context.background.run(partial(reboot, self._command), self._rebooting)

    def _rebooting(self, trouble: str) -> None:
        if trouble:
            log.error("the machine was not started again: %s", trouble)
            self.screen.tell_trouble(trouble)
        else:
            self._context.end(Why.REBOOT)

    @Slot(str, str)
    def _put_up(self, reason: str, lasting: str) -> None:
        now = self._context.clock.read().instant
        self._audit("out-of-service")
        self._change(notice(Reason(reason), Lasting(lasting), now))

    @Slot()
    def _take_down(self) -> None:
        self._audit("in-service")
        self._change(None)

    @Slot()
    def _note_picture(self) -> None:
        self._audit("test-picture")

    @Slot(str)
    def _begin_anew(self, _: str) -> None:
        """Nothing that was half asked for waits for whoever opens the page next."""
        self.screen.ask("")

    @Slot(object)
    def _hear_call(self, status: CallStatus | None) -> None:
        self.screen.set_in_call(status is not None and status.state in IN_CALL)

    @Slot()
    def _look(self) -> None:
        if self._notice is not None and self._notice.over(self._context.clock.read().instant):
            self._change(None)

    def _change(self, wanted: Notice | None) -> None:
        """Put up, or take down, now and for the next start."""
        reason = (wanted or self._notice or Notice(Reason.REPAIR)).reason
        self._context.journal.record("out_of_service", shown=int(wanted is not None), reason=reason)
        self._context.background.run(partial(self._file.write, wanted), _kept)
        self._show(wanted)

    def _show(self, standing: Notice | None) -> None:
        self._notice = standing
        self._word()
        if standing is None or standing.until is None:
            self._looking.stop()
        else:
            self._looking.start()

    @Slot()
    def _word(self) -> None:
        """Say in the passenger's language which notice stands."""
        now, zone = self._context.clock.read().instant, self._context.facts.timetable.zone
        for screen in (self._notice_screen.show, self.screen.show_notice):
            screen(self._notice, now, zone, self._passenger.language)

    def _audit(self, what: str) -> None:
        self._context.journal.record("power", role=self._context.menu.role, what=what)


def _kept(_: None) -> None:
    """The notice is on the disk, or the log says why not."""

"""Page 6 of the service menu: start again, out of service, test picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.maintenance.notice import Lasting, Reason
from kiosk.screens.maintenance.notice import notice_words
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.translation import tr

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.maintenance.notice import Notice
    from kiosk.domain.service_day import Instant

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1

RESTART, REBOOT, NOTICE, TEST_PICTURE = "restart", "reboot", "notice", "test-picture"


@QmlElement
@QmlUncreatable("the app makes it")
class PowerScreen(QObject):
    """`asking` is what is about to be done: "" nothing, "restart", "reboot", "notice" or "test-picture".

    What ends something is asked for twice. While an emergency call is on nothing is.
    """

    changed = Signal()
    restartWanted = Signal()
    rebootWanted = Signal()
    noticeWanted = Signal(str, str)
    noticeEnded = Signal()
    testPictureShown = Signal()

    def __init__(self, *, reboots: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reboots = reboots
        self._asking = ""
        self._trouble = ""
        self._in_call = False
        self._reason = Reason.REPAIR
        self._lasting = Lasting.THREE_HOURS
        self._standing = ""

    def show_notice(self, notice: Notice | None, now: Instant, zone: ZoneInfo, language: str) -> None:
        """Tell which notice stands; to be told again in another language."""
        self._standing = ", ".join(part for part in notice_words(notice, now, zone, language) if part)
        self.changed.emit()

    def set_in_call(self, in_call: bool) -> None:
        """Tell whether an emergency call is on: then nothing may be ended."""
        self._in_call = in_call
        self.changed.emit()

    def tell_trouble(self, why: str) -> None:
        """The machine was not started again: "missing", "refused" or "failed"."""
        self._trouble = why
        self.changed.emit()

    @Property(str, notify=changed)
    def asking(self) -> str:
        """What is about to be done."""
        return self._asking

    @Property(bool, notify=changed)
    def reboots(self) -> bool:
        """Whether the machine can be started again from here."""
        return self._reboots

    @Property(bool, notify=changed)
    def free(self) -> bool:
        """Whether the program may be ended now."""
        return not self._in_call

    @Property(str, notify=changed)
    def reason(self) -> str:
        """The chosen reason of a notice."""
        return self._reason

    @Property(str, notify=changed)
    def lasting(self) -> str:
        """How long the notice is to stand, as chosen."""
        return self._lasting

    @Property(str, notify=changed)
    def standing(self) -> str:
        """What the notice that stands says; "" while the screen is in service."""
        return self._standing

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """Why the machine was not started again, or ""."""
        words = {
            "missing": tr("There is no program here that starts the machine again"),
            "refused": tr("The system refuses to start the machine again: this user may not"),
            "failed": tr("The system does not answer; switch the power off and on"),
        }
        return words.get(self._trouble, "")

    @Slot(str)
    def ask(self, what: str) -> None:
        """Somebody is about to do this; "" is none of it."""
        self._asking, self._trouble = what, ""
        self.changed.emit()
        if what == TEST_PICTURE:
            self.testPictureShown.emit()

    @Slot()
    def confirm(self) -> None:
        """Do what was asked for."""
        asked, self._asking = self._asking, ""
        if asked == NOTICE:
            self.noticeWanted.emit(self._reason, self._lasting)
        elif self._in_call:
            pass
        elif asked == RESTART:
            self.restartWanted.emit()
        elif asked == REBOOT:
            self.rebootWanted.emit()
        self.changed.emit()

    @Slot(str)
    def chooseReason(self, reason: str) -> None:
        """Choose why the screen is out of service."""
        self._reason = Reason(reason)
        self.changed.emit()

    @Slot(str)
    def chooseLasting(self, lasting: str) -> None:
        """Choose for how long."""
        self._lasting = Lasting(lasting)
        self.changed.emit()

    @Slot()
    def endNotice(self) -> None:
        """Take the screen into service again."""
        self.noticeEnded.emit()

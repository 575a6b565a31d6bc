"""The out-of-service notice as passengers read it, in place of every page but the emergency call's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.maintenance.notice import Reason
from kiosk.domain.service_day import local_date
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.translation import tr
from kiosk.screens.words import clock_time, long_date

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.domain.maintenance.notice import Notice
    from kiosk.domain.service_day import Instant

QML_IMPORT_NAME = "Kiosk.Maintenance"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("the app makes it")
class NoticeScreen(QObject):
    """What the notice says; nothing while the screen is in service."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ("", "")

    def show(self, notice: Notice | None, now: Instant, zone: ZoneInfo, language: str) -> None:
        """Put up `notice`, or take it down with None; to be told again in another language."""
        self._words = notice_words(notice, now, zone, language)
        self.changed.emit()

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        """Whether the screen is out of service."""
        return self._words[0] != ""

    @Property(str, notify=changed)
    def reason(self) -> str:
        """Why."""
        return self._words[0]

    @Property(str, notify=changed)
    def until(self) -> str:
        """Until when, "" where nobody knows."""
        return self._words[1]


def notice_words(notice: Notice | None, now: Instant, zone: ZoneInfo, language: str) -> tuple[str, str]:
    """Why the screen is out of service and until when, as passengers read it; "" for what is not said."""
    if notice is None:
        return "", ""
    reason = {
        Reason.REPAIR: tr("It is being repaired"),
        Reason.CLEANING: tr("The pavilion is being cleaned"),
        Reason.NO_DATA: tr("There is no data of the buses of this stop"),
        Reason.STOP_CLOSED: tr("No bus calls at this stop for now"),
    }[notice.reason]
    if notice.until is None:
        return reason, ""
    time, day = clock_time(notice.until, zone), local_date(notice.until, zone)
    if day == local_date(now, zone):
        return reason, tr("until {time}").format(time=time)
    return reason, tr("until {time}, {day}").format(time=time, day=long_date(day, language))

"""The frame round a passenger's web session: what it is, how long it lasts, and the ways to end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.services.session import End, Limits, Notice, Session, SessionView
from kiosk.domain.text import Text
from kiosk.screens.browsing_words import TimeWords, time_words
from kiosk.screens.qml import Property, QmlUncreatable
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from kiosk.domain.services.session import Monotonic
    from kiosk.screens.passenger import Passenger

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("the window makes it")
class BrowsingScreen(QObject):
    """One session from `begin` to `ended`, which carries an End and comes once; `tick` drives it once a second."""

    changed = Signal()
    ended = Signal(str)

    def __init__(self, passenger: Passenger, limits: Limits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passenger = passenger
        self._limits = limits
        self._title = Text("")
        self._session: Session | None = None
        self._view = SessionView(round(limits.total))
        self._now: Monotonic = 0.0
        self._touched = False
        self._call_is_on = False
        self._over = False
        # A notice goes when its touch was delivered: what was touched must still be there.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._stay)
        passenger.languageChanged.connect(self.changed)

    @Property(str, notify=changed)
    def title(self) -> str:
        """What the passenger opened."""
        return plain(self._title.in_language(self._passenger.language))

    @Property(str, notify=changed)
    def timeNumber(self) -> str:
        """How many minutes are left, below one how many seconds."""
        return self._time.number

    @Property(str, notify=changed)
    def timeUnit(self) -> str:
        """What `timeNumber` counts."""
        return self._time.unit

    @Property(str, notify=changed)
    def timeLeft(self) -> str:
        """The same as a sentence."""
        return self._time.sentence

    @Property(float, notify=changed)
    def timePart(self) -> float:
        """How much of the time is left, 1 to 0."""
        longer = self._session is not None and self._session.longer
        granted = self._limits.total + (self._limits.extension if longer else 0.0)
        return min(self._view.seconds_left / granted, 1.0)

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What is told before the session ends by itself: a Notice."""
        return self._view.notice.value

    @Property(int, notify=changed)
    def noticeSeconds(self) -> int:
        """How soon it ends, in seconds; 0 without a notice."""
        return self._view.notice_seconds

    @Property(int, notify=changed)
    def noticeInAll(self) -> int:
        """What `noticeSeconds` counts down from."""
        idle = self._view.notice is Notice.IDLE
        return round(self._limits.warning if idle else self._limits.time_warning)

    @Property(bool, notify=changed)
    def canExtend(self) -> bool:
        """Whether more time is granted now."""
        return self._view.can_extend

    @Property(int, notify=changed)
    def extensionMinutes(self) -> int:
        """How much more."""
        return round(self._limits.extension / 60)

    def begin(self, title: Text, now: Monotonic) -> None:
        """Open the session; before this the frame only waits."""
        self._title = title
        self._now = now
        self._session = Session.begun(now)
        self._view = self._session.view(now, self._limits)
        self.changed.emit()
        if self._call_is_on:
            self._end(End.EMERGENCY)

    def tick(self, now: Monotonic) -> None:
        """Let the clock go on; once a second."""
        if self._session is None:
            return
        self._now = now
        if self._touched:
            self._touched = False
            self._session = self._session.touched(now)
        self._look(self._session)

    @Slot()
    def touched(self) -> None:
        """Somebody is here. The next tick knows the time of it; a notice does not wait for that."""
        self._touched = True
        if self._view.notice is Notice.IDLE:
            self._soon.start()

    @Slot()
    def extend(self) -> None:
        """Give more time, where some is granted."""
        if self._session is not None and self._view.can_extend:
            self._session = self._session.extended(self._now)
            self._look(self._session)

    @Slot()
    def end(self) -> None:
        """The passenger has finished."""
        self._end(End.BUTTON)

    def show_call(self, *, on: bool) -> None:
        """Tell whether an emergency call is on: nothing may stand over its page."""
        self._call_is_on = on
        if on:
            self._end(End.EMERGENCY)

    @property
    def _time(self) -> TimeWords:
        return time_words(self._view.seconds_left)

    @Slot()
    def _stay(self) -> None:
        if self._session is not None:
            self._session = self._session.touched(self._now)
            self._look(self._session)

    def _look(self, session: Session) -> None:
        view = session.view(self._now, self._limits)
        if view.over is not None:
            self._end(view.over)
        elif view != self._view:
            self._view = view
            self.changed.emit()

    def _end(self, how: End) -> None:
        if self._session is not None and not self._over:
            self._over = True
            self.ended.emit(how.value)

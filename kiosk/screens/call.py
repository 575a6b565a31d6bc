"""The emergency call on the screen: the red bar of every page, and the page over all others while a call is on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.call.status import IN_CALL, CallStatus, Health, Monotonic, State
from kiosk.domain.frozen import dataclass
from kiosk.domain.text import Text
from kiosk.screens.call_bar import BarLook, advice, bar_words
from kiosk.screens.call_view import CallView
from kiosk.screens.call_words import LOST, NO_CALL, CallWords, call_words
from kiosk.screens.qml import QmlUncreatable
from kiosk.screens.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.screens.navigation import Navigation
    from kiosk.screens.passenger import Passenger

QML_IMPORT_NAME = "Kiosk.Screens"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_MS = 50
LOST_AFTER = 5.0
"""Seconds of silence of the agent before the bar says so: one that is started again is back sooner."""
FORGOTTEN_AFTER = 120.0
"""Seconds of silence in a call after which its page makes room for the board again; the bar stays amber."""
BEGINS_WITHIN = 2.0
"""Seconds in which a wanted call must begin, or the bar says that it does not."""
BLAMED_FOR = 60.0
"""Seconds for which the bar says so."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the caller is, to read out: the address and the code of the pavilion, "" where not configured.

    `stop` is the name of the stop where it is better known than by the timetable, else "".
    """

    address: Text = Text("")
    code: str = ""
    stop: Text = Text("")


NOWHERE = Place()


@QmlElement
@QmlUncreatable("the app makes it")
class CallScreen(CallView):
    """Shows what the agent tells and asks it for what is touched: `wanted` carries (do, phrase).

    `do` is "call", "cancel", "hang_up" or "say"; `phrase` a Phrase for "say", else "". `emergency`: this pavilion
    is known to have an agent; else no call is promised before `offer`. `clock`: that of CallStatus.
    """

    wanted = Signal(str, str)

    def __init__(
        self,
        passenger: Passenger,
        navigation: Navigation,
        place: Place = NOWHERE,
        *,
        emergency: bool = False,
        demo: bool = False,
        clock: Callable[[], Monotonic] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(demo=demo, parent=parent)
        self._passenger = passenger
        self._navigation = navigation
        self._here = place
        self._stop = Text("")
        self._emergency = emergency
        self._demo = demo
        self._clock = clock
        self._status = CallStatus()
        self._other_line = False
        # Until the agent says its first word.
        self._silent_since: Monotonic | None = clock()
        self._asked_at: Monotonic | None = None
        self._closed: object = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look_again)
        passenger.languageChanged.connect(self.look_again)

    def show(self, status: CallStatus | None) -> None:
        """Show what the agent tells, None while it does not answer; on every change."""
        if status is None:
            self._silent_since = self._clock() if self._silent_since is None else self._silent_since
        else:
            self._silent_since = None
            self._other_line = self._takes_another_line(status)
            self._status = status
            if status.state in IN_CALL:
                self._asked_at = self._closed = None
        self.look_again()

    def show_stop(self, name: Text) -> None:
        """Tell the name of the stop, as the timetable has it."""
        if name != self._stop:
            self._stop = name
            self._name_place()

    def offer(self) -> None:
        """Promise a call from now on: an agent answers that nobody had told of."""
        self._emergency = True

    def be_at(self, place: Place) -> None:
        """Tell where callers are, where that is learnt late."""
        self._here = place
        self._name_place()

    @Slot()
    def look_again(self) -> None:
        """Say everything as it is at this moment; once a second, and by itself while something is counted."""
        now, words = self._clock(), NO_CALL
        if self._emergency and self._status.health is not Health.ABSENT:
            words = self._page(now)
            lost = self._silent_for(now) > LOST_AFTER or self._lost_in_call() or self._in_vain(now)
            self.tell(words, bar_words(self._status, now, lost=lost), self._armed(now))
        else:
            self.tell(words, advice(demo=self._demo), 0.0)
        self._name_place()
        self._navigation.stay("call", wanted=words is not NO_CALL)
        counted = words.number > 0 or words.look == State.RETRYING or self._status.state is State.ARMING
        if counted != self._timer.isActive():
            if counted:
                self._timer.start()
            else:
                self._timer.stop()

    def _page(self, now: Monotonic) -> CallWords:
        """The page of the call, unless it was closed by hand or nobody is left who could end it."""
        silent = self._silent_since is not None
        over = self._status.until is not None and now > self._status.until
        if silent and self._status.state is State.ENDED and over:
            return NO_CALL
        if self._closed == self._which() or self._silent_for(now) > FORGOTTEN_AFTER:
            return NO_CALL
        return call_words(self._status, now, other_line=self._other_line, lost=silent)

    def _which(self) -> tuple[str, State, Monotonic]:
        """What a page that is closed by hand stays closed for."""
        return self._status.reference, self._status.state, self._status.since

    def _lost_in_call(self) -> bool:
        return self._silent_since is not None and self._status.state in IN_CALL

    def _silent_for(self, now: Monotonic) -> float:
        return 0.0 if self._silent_since is None else now - self._silent_since

    def _in_vain(self, now: Monotonic) -> bool:
        """Whether somebody asked for a call and none began."""
        return self._asked_at is not None and BEGINS_WITHIN < now - self._asked_at < BEGINS_WITHIN + BLAMED_FOR

    def _takes_another_line(self, status: CallStatus) -> bool:
        before = self._status
        if status.reference != before.reference:
            return False
        return self._other_line if status.attempt == before.attempt else status.trunk != before.trunk

    def _armed(self, now: Monotonic) -> float:
        """How far the physical button is held, 0 to 1."""
        status = self._status
        if status.state is not State.ARMING or status.until is None or self._silent_since is not None:
            return 0.0
        return min(max((now - status.since) / max(status.until - status.since, 0.001), 0.0), 1.0)

    def _name_place(self) -> None:
        language = self._passenger.language
        stop = self._here.stop if self._here.stop.default else self._stop
        address = self._here.address.in_language(language)
        self.tell_place(plain(stop.in_language(language)), plain(address), plain(self._here.code))

    @Slot()
    def call(self) -> None:
        """The bar was held long enough. In a call it does nothing: one press, one call."""
        if self.barLook not in (BarLook.READY, BarLook.BROKEN):
            return
        now = self._clock()
        self._asked_at = now
        if self._silent_since is not None:
            self._silent_since = min(self._silent_since, now - 2 * LOST_AFTER)
        self.wanted.emit("call", "")
        self.look_again()

    @Slot()
    def answer(self) -> None:
        """Take the call-back now."""
        if self._words.answerable:
            self.wanted.emit("call", "")

    @Slot()
    def giveUp(self) -> None:
        """Cancel, hang up, or put the page of a call that is over away."""
        look = self._words.look
        if not look:
            return
        if look in (State.ENDED, LOST):
            self._closed = self._which()
        up = look in (State.DIALING, State.RINGING, State.CONNECTED, State.INCOMING)
        self.wanted.emit("hang_up" if up else "cancel", "")
        self.look_again()

    @Slot(str)
    def say(self, phrase: str) -> None:
        """Speak a phrase into the call."""
        if self._words.talking and not self._words.speechless:
            self.wanted.emit("say", phrase)

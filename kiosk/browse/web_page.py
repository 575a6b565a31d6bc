"""The web page as the window knows it: what it may do, how far it is, and why it is no more."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.browse.pulse import Answers
from kiosk.domain.services.session import End
from kiosk.screens.browsing_words import Refusal, Trouble
from kiosk.screens.qml import Property, QmlUncreatable

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.browse.gate import Gate
    from kiosk.screens.page_state import PageState

QML_IMPORT_NAME = "Kiosk.Browse"
QML_IMPORT_MAJOR_VERSION = 1

FIRST_PAGE_MS = 15_000
"""How long the first page may take to show anything."""
ASK_MS = 100
ASK_UNTIL_PAINTED_MS = 15
REFUSAL_MS = 6000
"""How long the passenger is told what the page does not get."""
EMPTY_MS = 1000
"""How long a page that is there with everything may show nothing, before it is taken to be empty."""
FRAMES = 2
"""Of the scene, from a page's word that it has drawn until it is on the screen."""
EMPTY = QUrl("about:blank")
PIXELS_ACROSS = 675
"""CSS pixels that the shorter side of the screen shows: as wide as a large tablet held upright."""
TEXT_SCALES = (1.0, 1.2, 1.4)


@QmlElement
@QmlUncreatable("the window makes it")
class PageScreen(QObject):
    """What WebPage.qml asks and tells; `shown` is what the frame round it says of it.

    `gate` decides on every address; `patience`: seconds in which a page must answer. `over` carries the End that
    the page itself has come to; `painted` comes once, with the first page; `settled` when a page has come or not.
    """

    asked = Signal(int)
    wanted = Signal(QUrl)
    backWanted = Signal()
    fieldLeft = Signal()
    """The passenger put the keyboard away."""
    zoomChanged = Signal()
    frameWanted = Signal()
    """The scene is to be drawn once more, and `drawn` called then."""
    painted = Signal()
    settled = Signal()
    over = Signal(End)

    def __init__(
        self,
        gate: Gate,
        shown: PageState,
        patience: float,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.gate = gate
        self.hosts: set[str] = set()
        """Where the passenger was."""
        self._shown = shown
        self._clock = clock
        self._answers = Answers(patience)
        self._opened = False
        self._painted = False
        self._frames_left = 0
        self._under_way = False
        self._nothing_here = False
        """The view is at no page: it is empty, or shows an error of HTTP without a word."""
        self._trouble = Trouble.NONE
        self._can_go_back = False
        self._zoom = 1.0
        self._renderer = 0
        self._asking = self._timer(self._ask, ASK_UNTIL_PAINTED_MS)
        self._first = self._timer(self._too_late, FIRST_PAGE_MS, once=True)
        self._empty = self._timer(self._still_empty, EMPTY_MS, once=True)
        self._telling = self._timer(self._tell_no_refusal, REFUSAL_MS, once=True)
        shown.backWanted.connect(self._back)

    def _timer(self, what: Callable[[], None], milliseconds: int, *, once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.setSingleShot(once)
        timer.timeout.connect(what)
        return timer

    @Property(float, notify=zoomChanged)
    def zoom(self) -> float:
        """Pixels of the screen in one of the page's."""
        return self._zoom

    def fit(self, short_side: int, text_size: int) -> None:
        """Lay pages out for a screen of that shorter side in pixels and for that size of text."""
        self._zoom = short_side / PIXELS_ACROSS * TEXT_SCALES[text_size]
        self.zoomChanged.emit()

    def warm_up(self) -> None:
        """Have a renderer start, with a page that is empty."""
        self.wanted.emit(EMPTY)

    def open(self, url: str) -> None:
        """Go to the first page of the session."""
        self._opened = True
        if not self.gate.may_load(url):
            self._end(End.UNREACHABLE)
            return
        self._asking.start()
        self._first.start()
        self.wanted.emit(QUrl(url))

    def leave(self, url: str) -> bool:
        """Load a last address, out of sight; whether it may be, then `settled` follows."""
        if not self.gate.may_load(url):
            return False
        self.wanted.emit(QUrl(url))
        return True

    def stop(self) -> None:
        """Watch and tell no more."""
        self._opened = False
        for timer in (self._asking, self._first, self._empty, self._telling):
            timer.stop()

    def kill_renderer(self) -> None:
        """End the process that lays pages out: one that does not answer would hold up its own end too."""
        if self._renderer > 0:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._renderer, signal.SIGKILL)

    @Slot(QUrl, bool, result=bool)
    def mayGo(self, url: QUrl, main_frame: bool) -> bool:
        """Whether a frame may go there."""
        allowed = (url == EMPTY and not self._opened) or self.gate.may_navigate(url, main_frame)
        if not allowed and main_frame:
            self.refused(Refusal.ADDRESS)
        return allowed

    @Slot(QUrl, bool)
    def went(self, url: QUrl, can_go_back: bool) -> None:
        """The page is at another address; one that may not be shown is left at once.

        A page may empty the view, which asks nobody beforehand. Any other such address came past every gate.
        """
        if not self._opened:
            return
        self._nothing_here = url == EMPTY
        if self._nothing_here and not self._painted:
            self._empty.start()
        elif self.gate.may_stay(url):
            self.hosts.add(url.host().lower())
            self._shown.showHost(url.host())
        elif self._nothing_here and can_go_back:
            self.refused(Refusal.ADDRESS)
            self.backWanted.emit()
        else:
            self._end(End.CRASHED)

    @Slot(bool)
    def loading(self, going_on: bool) -> None:
        """A page is on its way, or no more."""
        self._under_way = going_on
        self._shown.showLoading(going_on)
        if going_on:
            self._tell(Trouble.NONE)

    @Slot(bool)
    def canGoBack(self, can: bool) -> None:
        """There is a page before this one, or there is none."""
        self._can_go_back = can
        self._tell(self._trouble)

    @Slot(QUrl)
    def loaded(self, url: QUrl) -> None:
        """A page is there with everything in it."""
        if url != EMPTY:
            self._empty.start()
        self.settled.emit()

    @Slot()
    def failed(self) -> None:
        """A page did not come: its name is not known, nobody answers there, or somebody else does."""
        self.settled.emit()
        if not self._opened:
            return
        if self._painted:
            self._tell(Trouble.FAILED)
        else:
            self._end(End.UNREACHABLE)

    @Slot(bool)
    def stopped(self, no_page: bool) -> None:
        """Loading was given up, for another page or an address that is refused; `no_page`: there is none yet."""
        if no_page:
            self.failed()

    @Slot(bool)
    def answeredWithError(self, empty: bool) -> None:
        """The portal's answer is an error of HTTP; `empty`: without anything to read."""
        if empty:
            self._nothing_here = True
            self.failed()
        else:
            self.settled.emit()

    @Slot(int, bool)
    def answered(self, number: int, painted: bool) -> None:
        """The page answered a question; `painted`: it has shown something that can be read or seen."""
        self._answers.answered(number)
        if painted and not self._painted and self._frames_left == 0:
            self._frames_left = FRAMES
            self.frameWanted.emit()

    @Slot()
    def drawn(self) -> None:
        """The scene was drawn, with what the page had ready."""
        if self._frames_left > 1:
            self._frames_left -= 1
            self.frameWanted.emit()
        elif self._frames_left == 1:
            self._paint()

    @Slot("qint64")
    def laidOutBy(self, process: int) -> None:
        """Another process lays the pages out."""
        self._renderer = process

    @Slot()
    def died(self) -> None:
        """The process that lays pages out is gone."""
        self._renderer = 0
        self._end(End.CRASHED)

    @Slot(str)
    def refused(self, what: str) -> None:
        """The page wanted something that it does not get, a Refusal, and the passenger may wonder."""
        if self._opened:
            self._shown.showRefusal(what)
            self._telling.start()

    def _still_empty(self) -> None:
        """A page that is there has shown nothing so far; or the page left, and no other one came."""
        if not self._nothing_here:
            self._paint()
        elif self._under_way:
            self._empty.start()
        else:
            self._end(End.UNREACHABLE)

    def _paint(self) -> None:
        if not self._opened or self._painted or self._nothing_here:
            return
        self._painted = True
        self._first.stop()
        self._empty.stop()
        self._asking.setInterval(ASK_MS)
        self._shown.showPainted()
        self.painted.emit()

    def _tell(self, trouble: Trouble) -> None:
        """Where a page did not come, the one before it is mostly still there below our sentence."""
        self._trouble = trouble
        self._shown.showTrouble(trouble)
        self._shown.showCanGoBack(self._can_go_back or self._page_is_below)

    @property
    def _page_is_below(self) -> bool:
        return self._trouble is not Trouble.NONE and not self._nothing_here

    def _end(self, how: End) -> None:
        if self._opened:
            self.stop()
            self.over.emit(how)

    @Slot()
    def _back(self) -> None:
        if self._page_is_below:
            self._tell(Trouble.NONE)
        else:
            self.backWanted.emit()

    @Slot()
    def _ask(self) -> None:
        now = self._clock()
        if self._answers.silent(now):
            self.kill_renderer()
            self._end(End.UNRESPONSIVE)
        else:
            self.asked.emit(self._answers.ask(now))

    @Slot()
    def _too_late(self) -> None:
        self._end(End.UNREACHABLE)

    @Slot()
    def _tell_no_refusal(self) -> None:
        self._shown.showRefusal(Refusal.NONE)
